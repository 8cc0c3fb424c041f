"""What the registrator knows about a dossier that goes to the archive."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PackageFields(forms.Form):
    dossier = forms.ChoiceField(
        label=_("Vilket underlag?"), widget=forms.RadioSelect, required=True
    )
    case_number = forms.CharField(
        label=_("Diarienummer"),
        help_text=_("Om ärendet är diariefört."),
        max_length=40,
        required=False,
    )
    retention = forms.CharField(
        label=_("Gallringsklass"),
        help_text=_("Enligt regionens dokumenthanteringsplan, om den är känd."),
        max_length=60,
        required=False,
    )

    def __init__(
        self, *args: Any, dossiers: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        choices = list(dossiers)
        self.fields["dossier"].choices = choices
        self.fields["dossier"].initial = choices[0][0] if choices else None
