"""Withdrawing a certificate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeFields(forms.Form):
    reason = forms.CharField(
        label=_("Varför gäller intyget inte längre?"),
        help_text=_("En eller två meningar. BT-läkaren kan läsa den."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asked = ("reason",)
