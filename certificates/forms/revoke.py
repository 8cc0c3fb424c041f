"""Withdrawing a certificate, or one's own signature on it."""

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


class WithdrawFields(forms.Form):
    reason = forms.CharField(
        label=_("Varför tar du tillbaka din signering?"),
        help_text=_("En eller två meningar. Den som väntar på att signera kan läsa."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asked = ("reason",)
