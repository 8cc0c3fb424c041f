"""What somebody types is kept while they type. No row in the log: it is theirs alone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from bt_admin.lib.drafts import Fields, typed
from regions.models import Draft, Region, User
from regions.rules.drafts import DraftFacts, may_keep_draft

KEPT_FOR = timedelta(days=180)


@dataclass(frozen=True)
class Typed:
    """What an open page sends, and what it knows of the draft."""

    form: str
    shape: str = ""
    basis: str = ""
    fields: Fields = field(default_factory=dict)
    window: str = ""
    revision: int = 0  # the last one it has seen; 0: none

    @property
    def length(self) -> int:
        return sum(
            len(name) + sum(map(len, values)) for name, values in self.fields.items()
        )


@transaction.atomic
def keep_draft(*, region: Region, given: Typed, by: User, at: datetime) -> Draft:
    """Write it over the last one, unless somebody has seen something else there."""
    mine = Draft.objects.filter(region=region, writer=by)
    row = mine.select_for_update().filter(form=given.form).first()
    others = mine.exclude(form=given.form).count() if row is None else 0
    may_keep_draft(draft_facts(row, given, others)).require()
    if row is None:
        mine.filter(saved_at__lt=at - KEPT_FOR).delete()
        row, made = mine.select_for_update().get_or_create(
            form=given.form,
            defaults={
                "region": region, "writer": by, "begun_at": at, "saved_at": at,
                **written(given),
            },
        )  # fmt: skip
        if made:
            return row
        # Another window was first by a moment.
        may_keep_draft(draft_facts(row, given, others)).require()
    for name, value in written(given).items():
        setattr(row, name, value)
    row.revision += 1
    row.saved_at = at
    row.save()
    return row


def written(given: Typed) -> dict[str, object]:
    return {
        "shape": given.shape,
        "basis": given.basis,
        "fields": given.fields,
        "window": given.window,
    }


def draft_facts(row: Draft | None, given: Typed, others: int) -> DraftFacts:
    return DraftFacts(
        revision=row.revision if row else 0,
        window=row.window if row else "",
        known_revision=given.revision,
        known_window=given.window,
        same=row is not None and typed(row.fields) == typed(given.fields),
        length=given.length,
        others=others,
    )


@transaction.atomic
def drop_draft(*, region: Region, form: str, by: User) -> None:
    """It was sent, or is thrown away; none is there after a second press either."""
    Draft.objects.filter(region=region, writer=by, form=form).delete()
