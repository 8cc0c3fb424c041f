"""Bilaga 3: the two boxes; the rows come from the plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_TEXT = 6000


class CompletedFields(forms.Form):
    primary_care_text = forms.CharField(
        label=_("Del av tjänstgöringen inom primärvård"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    acute_care_text = forms.CharField(
        label=_("Del av tjänstgöringen inom akut sjukvård"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    asked = ("primary_care_text", "acute_care_text")

    def __init__(self, *args: Any, doctor: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = str(_("Läses av %(doctor)s och av Socialstyrelsen."))
        self.readers = dict.fromkeys(self.asked, readers % {"doctor": doctor})
