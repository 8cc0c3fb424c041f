"""The assessor's form with somebody else's hand on it: the doctor's, or the office's."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.answer import AnswerForm, OverallForm
from assessments.forms.outsider import WHO, outsider_of, who_fields
from assessments.forms.request import assessor_field
from assessments.rules.outsiders import Outsider
from bt_admin.lib.forms import DateField
from bt_admin.lib.uploads import FilesField, say_what_did_not_follow
from placements.models import ProgrammeAssignment
from regions.models import User

SOMEBODY_ELSE = "else"


class TogetherForm(AnswerForm):
    """On the doctor's phone; `around` are those who may be asked."""

    def __init__(
        self, *args: Any, around: list[ProgrammeAssignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, signing=True, **kwargs)
        self.around = {str(row.user_id): row.user for row in around}
        self.fields["assessor"] = assessor_field(
            _("Vem sitter du med?"), _("Signerar efteråt, som sig själv."), around
        )

    def assessor(self) -> User:
        return self.around[self.cleaned_data["assessor"]]

    @property
    def first(self) -> list[forms.BoundField]:
        return [self["assessor"]]


class PaperForm(AnswerForm):
    """What stands on a paper: who signed it, when, and what."""

    takes_anybody = True  # also somebody without a role in the BT

    def __init__(
        self, *args: Any, around: list[ProgrammeAssignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, signing=True, **kwargs)
        self.around = {str(row.user_id): row.user for row in around}
        others = {}
        if self.takes_anybody:
            self.fields |= who_fields()
            note = _("Står med namn, titel och arbetsplats.")
            others[SOMEBODY_ELSE] = (_("Någon annan"), note, WHO)
        self.fields["assessor"] = assessor_field(
            _("Vem har bedömt?"),
            _("Den som har skrivit under papperet."),
            around,
            others,
        )
        self.fields["paper_signed_on"] = DateField(label=_("Datum på papperet"))
        self.fields["scans"] = FilesField(
            label=_("Papperet som bild eller PDF"),
            help_text=_(
                "PDF, JPEG eller PNG, högst 10\u00a0MB. Inga patientuppgifter."
            ),
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if self.errors:
            self.say_what_did_not_follow()
        return told

    def say_what_did_not_follow(self) -> None:
        say_what_did_not_follow(self, "scans")

    def assessor(self) -> User | Outsider:
        chosen = self.cleaned_data["assessor"]
        if chosen == SOMEBODY_ELSE:
            return outsider_of(self.cleaned_data)
        return self.around[chosen]

    @property
    def first(self) -> list[forms.BoundField]:
        return [self["assessor"], self["paper_signed_on"], self["scans"]]


class OverallTogetherForm(TogetherForm, OverallForm):
    """The sammantagna bedömningen; `around` are the handledare of the placement."""


class OverallPaperForm(PaperForm, OverallForm):
    takes_anybody = False
