"""The filter of the list of BT-läkare; it lives in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from placements.enums import ProgrammeState
from placements.forms.fields import OneOf


class FilterForm(forms.Form):
    lage = forms.ChoiceField(required=False)
    enhet = OneOf(required=False)
    namn = forms.CharField(required=False, max_length=80)

    def __init__(self, data: Any, units: list[Any]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["lage"].label = _("Läge")
        self.fields["lage"].choices = [("", _("Alla")), *ProgrammeState.choices]
        self.fields["enhet"].label = _("Enhet")
        self.fields["enhet"].offer(
            units, [("", _("Alla")), *((str(unit.pk), unit.name) for unit in units)]
        )
        self.fields["namn"].label = _("Namn")
        # A filter is never «valfritt», and an address with nonsense filters nothing.
        self.asked = set(self.fields)
        self.full_clean()
        self.errors.clear()

    @property
    def chosen(self) -> dict[str, Any]:
        """What narrows the list, by the names of `queries.matching`."""
        unit = self.cleaned_data.get("enhet")
        return {
            "state": self.cleaned_data.get("lage", ""),
            "unit": unit.pk if unit else None,
            "name": self.cleaned_data.get("namn", ""),
        }

    @property
    def words(self) -> list[tuple[str, str]]:
        """What is chosen, as (parameter, words)."""
        state, unit = self.cleaned_data.get("lage"), self.cleaned_data.get("enhet")
        name = self.cleaned_data.get("namn")
        found = [
            ("lage", str(ProgrammeState(state).label) if state else ""),
            ("enhet", unit.name if unit else ""),
            ("namn", f"”{name}”" if name else ""),
        ]
        return [pair for pair in found if pair[1]]
