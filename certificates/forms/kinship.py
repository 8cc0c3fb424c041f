"""Declaring that somebody is close."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bt_admin.lib.forms import DateField


class KinshipFields(forms.Form):
    name = forms.CharField(
        label=_("Namn"),
        help_text=_("För- och efternamn."),
        max_length=160,
        error_messages={"required": _("Skriv ett namn.")},
    )
    email = forms.EmailField(
        label=_("E-postadress"),
        help_text=_("Om du vet den. Då hittas personen också under ett annat namn."),
        required=False,
    )
    since = DateField(label=_("Sedan"), required=False)
