"""What an applicant does with a case: papers, consents, and taking it back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices
from bt_admin.lib.uploads import FilesField, say_what_did_not_follow
from recruitment.enums import LeaveReason
from recruitment.rules.consents import CONSENTS

REASONS = [one for one in LeaveReason if one != LeaveReason.NO_ANSWER]


class PaperForm(forms.Form):
    """Files of one kind; each kind has its own form on the page, below its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(
            label=_("Välj fil"),
            required=True,
            help_text=_("PDF, JPG eller PNG, högst 10 MB."),
        )

    def say_what_did_not_follow(self) -> None:
        say_what_did_not_follow(self, "files")


class ConsentsForm(forms.Form):
    """Each consent as a tick of its own: given, or taken back."""

    def __init__(self, data: Any = None, *, consents: Mapping[str, bool]) -> None:
        super().__init__(data)
        for one in CONSENTS:
            self.fields[one.key] = forms.BooleanField(
                label=one.words,
                required=False,
                initial=bool(consents.get(one.key)),
            )


class LeaveForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Varför tar du tillbaka den?"),
        help_text=gettext_lazy("Till statistiken om omgången, utan ditt namn."),
        choices=[(one.value, one.label) for one in REASONS],
        widget=Choices,
        error_messages={
            "required": gettext_lazy("Välj ett skäl, eller ”Vill inte säga”.")
        },
    )
