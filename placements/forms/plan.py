"""The plan is changed: a placement, a period."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.swedish import begin
from placements.forms.fields import PercentField, PlanDateField, UnitField
from regions.enums import CareSetting, PartKind


class PlacementForm(forms.Form):
    """What a placement is called and where it is."""

    def __init__(
        self, data: Any = None, *, units: list[Any], placement: Any = None
    ) -> None:
        super().__init__(data, initial=values_of(placement))
        self.fields["title"] = forms.CharField(
            label=_("Namn"),
            max_length=80,
            help_text=_("Till exempel Internmedicin"),
            widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
            error_messages={
                "required": _("Skriv vad placeringen heter."),
                "max_length": _("Skriv högst 80 tecken."),
            },
        )
        self.fields["unit"] = UnitField(label=_("Vårdenhet"))
        self.fields["unit"].offer_units(units, placement.care if placement else "")
        self.fields["care"] = forms.ChoiceField(
            label=_("Typ av vård"),
            help_text=_("Gäller tills en enhet är vald. Sedan gäller enhetens."),
            choices=[(kind.value, begin(str(kind.label))) for kind in CareSetting],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj typ av vård.")},
            required=False,
        )
        self.asked = {"unit", "care"}

    def clean(self) -> dict[str, Any]:
        unit, care = self.cleaned_data.get("unit"), self.cleaned_data.get("care")
        if not unit and not care and not {"unit", "care"} & set(self.errors):
            self.add_error("care", _("Välj typ av vård."))
        return self.cleaned_data


class InOrder(forms.Form):
    """Says at once when the last day lies before the first; the rule says so too."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        first = self.cleaned_data.get("starts_on")
        last = self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error(
                "ends_on",
                _("Slutdatumet behöver vara samma dag som startdatumet eller senare."),
            )
        return self.cleaned_data


class PeriodForm(InOrder):
    """From when to when, how much, and what it is."""

    def __init__(self, data: Any = None, *, period: Any = None) -> None:
        super().__init__(data, initial=period_values(period))
        self.fields |= period_fields()
        self.fields["kind"] = forms.ChoiceField(
            label=_("Slag"),
            choices=[(kind.value, begin(str(kind.label))) for kind in PartKind],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj slag.")},
        )


class NewPlacementForm(InOrder, PlacementForm):
    """A placement with its first period."""

    def __init__(self, data: Any = None, *, units: list[Any]) -> None:
        super().__init__(data, units=units)
        self.fields |= period_fields()
        self.initial["percent"] = 100


def period_fields() -> dict[str, forms.Field]:
    return {
        "starts_on": PlanDateField(label=_("Från")),
        "ends_on": PlanDateField(
            label=_("Till och med"), help_text=_("ÅÅÅÅ-MM-DD. Sista dagen räknas med.")
        ),
        "percent": PercentField(),
    }


def values_of(placement: Any) -> dict[str, Any]:
    if placement is None:
        return {}
    return {
        "title": placement.title,
        "unit": str(placement.unit_id or ""),
        "care": placement.care,
    }


def period_values(period: Any) -> dict[str, Any]:
    if period is None:
        return {"percent": 100, "kind": PartKind.SERVICE}
    return {
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "percent": period.percent,
        "kind": period.kind,
    }
