"""The doctor's request: whom, about what, for which delmål."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.occasion import OccasionForm
from bt_admin.lib.forms import Choices
from placements.models import ProgrammeAssignment
from regions import roles
from regions.models import User


class RequestForm(OccasionForm):
    """`around` are those who may be asked; nobody else is known to the form."""

    order = ("delmal", "performed_on", "what", "setting", "difficulty", "placement")

    def __init__(
        self, *args: Any, around: list[ProgrammeAssignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.around = {str(row.user_id): row.user for row in around}
        self.asked = ("delmal", *self.extra_names)
        self.fields["assessor"] = forms.ChoiceField(
            label=_("Vem ska bedöma?"),
            help_text=_("Den som såg dig arbeta."),
            choices=[(key, str(user)) for key, user in self.around.items()],
            widget=Choices(notes={str(row.user_id): words(row) for row in around}),
            error_messages={
                "required": _("Välj vem som ska bedöma."),
                "invalid_choice": _("Personen kan inte väljas. Välj ur listan."),
            },
        )
        self.order_fields(["assessor", *self.extra_names, *self.order])

    def assessor(self) -> User:
        return self.around[self.cleaned_data["assessor"]]


def words(row: ProgrammeAssignment) -> str:
    """«handledare, Internmedicin»"""
    title = roles.title(row.role)
    return f"{title}, {row.placement.title}" if row.placement else title
