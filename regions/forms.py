"""Text in, values out: the pages about people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bt_admin.lib.forms import DateField
from regions.enums import QualificationKind


class QualificationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Uppgift"), choices=QualificationKind.choices)
    name = forms.CharField(
        label=_("Specialitet eller land"),
        help_text=_("Som allmänmedicin eller Sverige. Behövs inte för utbildningar."),
        max_length=80,
        required=False,
    )
    on = DateField(label=_("Datum"))


class OwnFactsForm(forms.Form):
    title = forms.CharField(label=_("Titel"), max_length=80, required=False)
    workplace = forms.CharField(
        label=_("Tjänsteställe"),
        help_text=_("Skrivs på intyg som du signerar."),
        max_length=120,
        required=False,
    )
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
