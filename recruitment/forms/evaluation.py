"""The form for how a round went."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class EvaluationForm(forms.Form):
    def __init__(self, *args: Any, round: Any, **kwargs: Any) -> None:
        initial = {"evaluation": round.evaluation, "version": round.version}
        super().__init__(*args, initial=initial, **kwargs)
        # No limit here: the rule counts, and says so in its own words.
        self.fields["evaluation"] = forms.CharField(
            label=_("Hur gick omgången?"),
            help_text=_("Vad ni gör om nästa gång, och vad ni ändrar."),
            required=False,
            widget=forms.Textarea(attrs={"rows": 8}),
        )
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=1
        )
        self.asked = {"evaluation"}
        self.readers = {"evaluation": _("Läses av alla som sköter rekryteringen.")}
