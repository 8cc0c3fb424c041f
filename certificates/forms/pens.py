"""What was wrong with a registered pen signature, and what is right."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.forms import DateField

CHANGE, REMOVE = "change", "remove"


class CorrectPenFields(forms.Form):
    """The date and place as they stand on the paper; or that nobody has signed it."""

    what = forms.ChoiceField(widget=forms.RadioSelect)
    paper_signed_on = DateField(required=False)
    paper_place = forms.CharField(max_length=60, required=False)
    reason = forms.CharField(max_length=500, required=False)
    asked = ("paper_signed_on", "paper_place", "reason")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["what"].label = _("Vad är fel?")
        self.fields["what"].choices = [
            (CHANGE, _("Datum eller ort. Rätt uppgifter står nedan.")),
            (REMOVE, _("Papperet är inte underskrivet av den här personen.")),
        ]
        self.fields["what"].error_messages["required"] = _("Välj vad som är fel.")
        self.fields["paper_signed_on"].label = _("Datum för underskrift")
        self.fields["paper_place"].label = _("Ort")
        self.fields["paper_place"].widget.attrs["class"] = "medium"
        self.fields["reason"].label = _("Varför rättas det?")
        self.fields["reason"].help_text = _("En mening. Den sparas i historiken.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == CHANGE:
            if (
                not given.get("paper_signed_on")
                and "paper_signed_on" not in self.errors
            ):
                self.add_error("paper_signed_on", _("Skriv ett datum."))
            if not given.get("paper_place"):
                self.add_error("paper_place", _("Skriv orten."))
        return given

    def told(self) -> tuple[date | None, str]:
        """The date and place to be told instead; no date: it is not signed."""
        if self.cleaned_data["what"] == REMOVE:
            return None, ""
        return self.cleaned_data["paper_signed_on"], self.cleaned_data["paper_place"]
