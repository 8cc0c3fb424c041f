"""The doctor's request: whom, about what, for which delmål."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.occasion import OccasionForm
from assessments.forms.outsider import OUTSIDER, outsider_fields, outsider_of
from assessments.rules.outsiders import Outsider
from bt_admin.lib.forms import Choices
from placements.models import ProgrammeAssignment
from regions import roles
from regions.models import User

BY_LINK = "link"


class RequestForm(OccasionForm):
    """`around` are those who may be asked; anybody else gets a personal link."""

    order = ("delmal", "performed_on", "what", "setting", "difficulty", "placement")

    def __init__(
        self, *args: Any, around: list[ProgrammeAssignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.around = {str(row.user_id): row.user for row in around}
        self.asked = ("delmal", *self.extra_names)
        self.fields |= outsider_fields()
        self.fields["assessor"] = assessor_field(
            _("Vem ska bedöma?"),
            _("Den som såg dig arbeta."),
            around,
            {
                BY_LINK: (
                    _("Någon utan konto här"),
                    _("Får en personlig länk."),
                    OUTSIDER,
                )
            },
        )
        self.order_fields(["assessor", *self.extra_names, *self.order])

    def assessor(self) -> User | Outsider:
        chosen = self.cleaned_data["assessor"]
        if chosen == BY_LINK:
            return outsider_of(self.cleaned_data)
        return self.around[chosen]


def assessor_field(
    label: str,
    hint: str,
    around: list[ProgrammeAssignment],
    others: dict[str, tuple[str, str, tuple[str, ...]]] | None = None,
) -> forms.ChoiceField:
    """`others`: {value: (label, note, fields that fold out)}, after those with a role."""
    others = others or {}
    choices = [(str(row.user_id), str(row.user)) for row in around]
    notes = {str(row.user_id): words(row) for row in around}
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices + [(key, one[0]) for key, one in others.items()],
        widget=Choices(
            notes=notes | {key: one[1] for key, one in others.items()},
            unfolds={key: one[2] for key, one in others.items()},
        ),
        error_messages={
            "required": _("Välj vem som ska bedöma."),
            "invalid_choice": _("Personen kan inte väljas. Välj ur listan."),
        },
    )


def words(row: ProgrammeAssignment) -> str:
    """«handledare, Internmedicin»"""
    title = roles.title(row.role)
    return f"{title}, {row.placement.title}" if row.placement else title
