"""The filter and the order of the cohort; they live in the address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from placements.forms.fields import OneOf


class CohortFilter(forms.Form):
    namn = forms.CharField(required=False, max_length=80)
    enhet = OneOf(required=False)
    fas = forms.ChoiceField(required=False)
    ordning = forms.ChoiceField(required=False)

    def __init__(self, data: Any, units: list[Any]) -> None:
        super().__init__(data, auto_id="filter_%s")
        labels = {"namn": _("Namn"), "enhet": _("Enhet"), "fas": _("Fas")}
        for name, label in (labels | {"ordning": _("Ordning")}).items():
            self.fields[name].label = label
        everything = [("", _("Alla"))]
        self.fields["enhet"].offer(
            units, everything + [(str(unit.pk), unit.name) for unit in units]
        )
        self.fields["fas"].choices = [
            *everything,
            ("efter", _("Efter plan")),
            ("i-fas", _("I fas")),
        ]
        self.fields["ordning"].choices = [
            ("", _("Mest efter först")),
            ("namn", _("Efternamn")),
            ("vecka", _("Längst in i året")),
            ("senast", _("Längst utan bedömning")),
        ]
        # A filter is never «valfritt», and an address with nonsense filters nothing.
        self.asked = set(self.fields)
        self.full_clean()
        self.errors.clear()

    @property
    def chosen(self) -> dict[str, Any]:
        """What narrows the programmes, by the names of `matching`."""
        unit = self.cleaned_data.get("enhet")
        return {
            "unit": unit.pk if unit else None,
            "name": self.cleaned_data.get("namn", ""),
        }

    @property
    def phase(self) -> str:
        return self.cleaned_data.get("fas", "")

    @property
    def order(self) -> str:
        return self.cleaned_data.get("ordning", "")

    @property
    def query(self) -> str:
        """For the links to other pages of the same list."""
        given = {
            name: self.data[name] for name in self.cleaned_data if name in self.data
        }
        kept = {name: value for name, value in given.items() if value}
        return f"&{urlencode(kept)}" if kept else ""
