"""Not signing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeclineFields(forms.Form):
    reason = forms.CharField(
        label=_("Varför signerar du inte?"),
        help_text=_("Vad som är fel eller saknas, i en eller två meningar."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked = ("reason",)
    readers = {
        "reason": _(
            "Läses av AT/BT-chefen, huvudansvarig handledare och studierektorn. "
            "BT-läkaren ser att du har avstått, men inte varför."
        )
    }
