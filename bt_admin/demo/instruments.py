"""What the regions have made of the instruments, among everything else that happens."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from assessments import actions as assessing
from assessments.rules.editing import edited, entry_of
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY
from bt_admin.demo.people import Company


def instruments(company: Company) -> Iterator[Story]:
    """Stockholm words DOPS its own way, and has begun on one more; the other stops."""
    if company.region.slug == "stockholm":
        yield own_dops(company)
        yield own_round(company)
    else:
        yield stopping(company)


def own_dops(company: Company) -> Story:
    """Half a year ago: one more question, and a moment of their own in the list."""
    who: dict[str, Any] = {"by": company.manager}
    at = yield moment(company.today - 180 * DAY, 10)
    draft = assessing.draft_change(region=company.region, key="dops", at=at, **who)
    definition = edited(draft.definition, "add:0", "egen_ultraljud")
    entry = entry_of(definition)
    entry["section"][0]["items"][-1] |= {
        "label": "Ultraljud vid behov",
        "look_for": "Vet när det hjälper, hittar rätt och säger vad som inte syntes.",
    }
    entry["extra_fields"][0]["options"].insert(-1, "Ultraljud av urinblåsan")
    entry["minutes"] = {**entry["minutes"], "form": 3}
    at = yield at + timedelta(minutes=25)
    assessing.change_instrument(
        draft=draft, definition=definition, revision=draft.revision, at=at, **who
    )
    at = yield at + timedelta(days=2)
    draft.refresh_from_db()
    assessing.publish_instrument(draft=draft, revision=draft.revision, at=at, **who)


def own_round(company: Company) -> Story:
    """Last week: a draft of something new, that nobody can use yet."""
    at = yield moment(company.today - 6 * DAY, 14)
    assessing.draft_copy(
        region=company.region, key="presentation", name="Leda rond",
        by=company.manager, at=at,
    )  # fmt: skip


def stopping(company: Company) -> Story:
    """OSCE is not to be used from the next month on."""
    at = yield moment(company.today - 20 * DAY, 9)
    assessing.decide_use(
        region=company.region,
        key="osce",
        in_use=False,
        from_on=company.today + 30 * DAY,
        by=company.manager,
        at=at,
    )
