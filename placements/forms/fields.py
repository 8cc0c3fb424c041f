"""Fields that several of the forms here share."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.dates import date_text, number_text
from bt_admin.lib.forms import DateField
from bt_admin.lib.swedish import begin
from placements import queries
from placements.rules.time import FULL_TIME
from regions.enums import CareSetting

Choice = tuple[str, Any]
NUMBER = r"[0-9]{1,9}(\.[0-9]{1,99})?"
MOST_DECIMALS = 2


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


class PercentField(forms.CharField):
    """1–100 with two decimals at most, comma or point: exactly what was written."""

    default_error_messages = {
        "required": gettext_lazy("Skriv tjänstgöringsgraden."),
        "range": gettext_lazy("Skriv ett tal mellan 1 och 100."),
        "decimals": gettext_lazy("Högst två decimaler, med komma: 33,33."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            label=_("Tjänstgöringsgrad"),
            help_text=_("Procent av heltid, 1–100. Till exempel 75 eller 33,3."),
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return number_text(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Any:
        """The Decimal; what is empty stays so, for `validate` to speak of."""
        text = super().to_python(value).removesuffix("%").strip().replace(",", ".")
        if not text:
            return text
        if not re.fullmatch(NUMBER, text):
            raise self.refusal("range")
        if len(text.partition(".")[2]) > MOST_DECIMALS:
            raise self.refusal("decimals")
        if not 1 <= Decimal(text) <= FULL_TIME:
            raise self.refusal("range")
        return Decimal(text)

    def refusal(self, code: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code)


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
