"""Fields that several of the forms here share."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.dates import date_text
from bt_admin.lib.forms import DateField
from bt_admin.lib.swedish import begin
from placements import queries
from regions.enums import CareSetting

Choice = tuple[str, Any]


class PlanDateField(DateField):
    """A day that a plan can hold: not in another age."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day and day > queries.latest_day():
            text = _("Skriv ett datum till och med den %(day)s.")
            last = date_text(queries.latest_day())
            raise forms.ValidationError(text % {"day": last}, code="late")
        return day


class FirstDayField(PlanDateField):
    """A day on which a BT may begin: not before there was any."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day and day < queries.BEGINNING:
            text = _("Skriv ett datum från och med den %(day)s.")
            first = date_text(queries.BEGINNING)
            raise forms.ValidationError(text % {"day": first}, code="early")
        return day


class PercentField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        range_words = gettext_lazy("Skriv ett tal mellan 1 och 100.")
        super().__init__(
            label=_("Tjänstgöringsgrad"),
            help_text=_("Procent av heltid, 1–100"),
            widget=forms.TextInput(
                attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
            ),
            error_messages={
                "required": _("Skriv tjänstgöringsgraden."),
                "invalid": range_words,
            },
            validators=[
                MinValueValidator(1, range_words),
                MaxValueValidator(100, range_words),
            ],
            **kwargs,
        )


class OneOf(forms.ChoiceField):
    """One of the given things, by its id; an id from elsewhere is not among them."""

    default_error_messages = {"invalid_choice": gettext_lazy("Välj något i listan.")}

    def __init__(self, **kwargs: Any) -> None:
        self.things: dict[str, Any] = {}
        super().__init__(**kwargs)

    def offer(self, things: Iterable[Any], choices: list[Choice]) -> None:
        self.things = {str(thing.pk): thing for thing in things}
        self.choices = choices

    def valid_value(self, value: str) -> bool:
        return value in self.things

    def clean(self, value: Any) -> Any:
        return self.things.get(super().clean(value))


class UnitField(OneOf):
    """Where somebody serves; may be decided later."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"invalid_choice": _("Välj en enhet i listan.")}
        super().__init__(required=False, error_messages=words, **kwargs)

    def offer_units(self, units: list[Any], care: str = "") -> None:
        """Units by kind of care, the kind that is asked for first."""
        kinds = sorted(CareSetting, key=lambda kind: kind != care)
        groups = [
            (
                begin(str(kind.label)),
                [(str(unit.pk), unit.name) for unit in units if unit.care == kind],
            )
            for kind in kinds
        ]
        offered = [group for group in groups if group[1]]
        self.offer(units, [("", _("Väljs senare")), *offered])
