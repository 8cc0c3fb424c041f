"""The region's own word on how long a kind of thing is kept, and a reason for a stop."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField

KEEP, WEED = "keep", "weed"


class RuleFields(forms.Form):
    asked = ("source",)  # the rule says so, in its own words

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(WEED, _("Gallras efter ett antal år")), (KEEP, _("Bevaras"))]
        self.fields |= {
            "what": forms.ChoiceField(
                label=_("Vad har regionen bestämt?"),
                choices=choices,
                widget=Choices(unfolds={WEED: ["years"]}, choices=choices),
            ),
            "years": forms.IntegerField(
                label=_("Antal år"),
                required=False,
                widget=forms.TextInput(
                    attrs={"class": "short", "inputmode": "numeric"}
                ),
            ),
            "valid_from": DateField(label=_("Gäller från"), initial=today),
            "source": forms.CharField(
                label=_("Vilket beslut?"),
                required=False,
                max_length=200,
                help_text=_("Arkivmyndighetens beslut: namn, nummer och dag."),
            ),
        }

    def clean(self) -> None:
        asked = self.cleaned_data.get("what") == WEED and "years" not in self.errors
        if asked and not self.cleaned_data.get("years"):
            self.add_error("years", _("Skriv antal år."))

    def rule(self) -> dict[str, Any]:
        data = self.cleaned_data
        years = data["years"] if data["what"] == WEED else None
        return {
            "years": years,
            "valid_from": data["valid_from"],
            "source": data["source"],
        }


class HoldFields(forms.Form):
    asked = ("reason",)  # the rule says so, in its own words
    reason = forms.CharField(
        label=gettext_lazy("Varför ska inget gallras?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
