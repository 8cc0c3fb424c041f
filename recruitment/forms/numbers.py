"""Numbers written as people write them, and texts of several lines."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from recruitment.rules.phase_faults import MOST_WEIGHT


class NumberField(forms.CharField):
    """A number written exactly, as text: «2» or «1,5»; "" for none."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value).replace(",", ".").replace("−", "-")
        if not text:
            return ""
        try:
            found = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(_("Skriv ett tal, till exempel 1,5.")) from None
        if not found.is_finite() or not 0 < found <= MOST_WEIGHT * 100:
            raise forms.ValidationError(_("Skriv mer än 0."))
        return format(found.normalize(), "f")


def number(label: str, **kwargs: Any) -> NumberField:
    attrs = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
    return NumberField(
        label=label, max_length=12, widget=forms.TextInput(attrs=attrs), **kwargs
    )


def weight() -> NumberField:
    """How many times it counts. At most a hundred."""

    def at_most(value: str) -> None:
        if value and Decimal(value) > MOST_WEIGHT:
            words = _("Vikten ska vara mer än 0 och högst %d.") % MOST_WEIGHT
            raise forms.ValidationError(words)

    field = number(_("Vikt"), error_messages={"required": _("Skriv ett tal.")})
    field.validators.append(at_most)
    return field


def with_comma(value: Any) -> str:
    return str(value if value is not None else "").replace(".", ",")


def lines_in(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]
