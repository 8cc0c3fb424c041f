"""A region's plan: from when, and its parts in order."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.dates import number_text
from bt_admin.lib.swedish import begin
from placements.forms.fields import FirstDayField
from placements.forms.units import line
from regions.enums import CareSetting, PartKind

MOST_ROWS = 20
NAMES = ("label", "length", "unit", "care", "kind", "slot")
BLANK = {"unit": "months", "kind": PartKind.SERVICE}
Row = Mapping[str, Any]
LONGEST = {"months": 24, "weeks": 104}


class LengthField(forms.CharField):
    """More than nothing, with a comma or a point, two decimals at most."""

    default_error_messages = {
        "required": gettext_lazy("Skriv hur lång delen är."),
        "range": gettext_lazy("Skriv ett tal, som 3 eller 2,5."),
    }

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value).replace(",", ".")
        try:
            length = Decimal(text) if text.isascii() and len(text) < 6 else Decimal(0)
        except InvalidOperation:
            length = Decimal(0)
        is_number = length.is_finite() and length == round(length, 2)
        if not is_number or length < Decimal("0.25"):
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return length


class RegionPlanForm(forms.Form):
    """`rows` are the parts to show; what was sent tells how many there are."""

    def __init__(
        self, data: Any = None, *, rows: Sequence[Row], basis: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["basis"] = forms.UUIDField(widget=forms.HiddenInput)
        self.fields["rows"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False
        )
        self.fields["valid_from"] = FirstDayField(
            label=_("Gäller från"),
            help_text=_("ÅÅÅÅ-MM-DD. BT som börjar den dagen eller senare."),
        )
        typed = typed_rows(data) if data is not None else list(rows)
        self.number = len(typed)
        self.initial |= {"rows": self.number, "basis": basis}
        for n in range(self.number):
            self.fields |= {f"r{n}_{k}": v for k, v in row_fields().items()}
            if data is None:
                self.initial |= {
                    f"r{n}_{k}": in_words(typed[n].get(k, "")) for k in NAMES
                }

    def lines(self) -> list[dict[str, Any]]:
        """Each row as the page draws it."""
        return [
            {
                "place": n,
                "number": n + 1,
                "fields": [self[f"r{n}_{name}"] for name in NAMES],
                "is_first": n == 0,
                "is_last": n == self.number - 1,
            }
            for n in range(self.number)
        ]

    def clean(self) -> dict[str, Any]:
        if not self.number:
            self.add_error(None, _("Lägg till minst en del."))
        for n in range(self.number):
            self.clean_length(n)
        return self.cleaned_data

    def clean_length(self, n: int) -> None:
        """So long, and no part of a week."""
        length = self.cleaned_data.get(f"r{n}_length")
        unit = self.cleaned_data.get(f"r{n}_unit")
        if not length or not unit:
            return
        if length > LONGEST[unit]:
            self.add_error(f"r{n}_length", _("Skriv högst %s.") % LONGEST[unit])
        elif unit == "weeks" and length % 1:
            self.add_error(f"r{n}_length", _("Skriv hela veckor."))

    def told(self) -> list[dict[str, Any]] | None:
        """The rows, or None while any of them is not whole; whatever the day is."""
        sent = (
            self if self.is_bound else RegionPlanForm(self.initial, rows=[], basis="")
        )
        wrong = any(re.fullmatch(r"r\d+_\w+", name) for name in sent.errors)
        return None if wrong or not sent.number else sent.rows_told()

    def rows_told(self) -> list[dict[str, Any]]:
        return [
            {name: self.cleaned_data[f"r{n}_{name}"] for name in NAMES}
            for n in range(self.number)
        ]


def in_words(value: Any) -> Any:
    """A number as it is typed: 3, or 2,5."""
    return number_text(value) if isinstance(value, Decimal) else value


def row_fields() -> dict[str, forms.Field]:
    return {
        "label": line(_("Del"), 80, required=_("Skriv vad delen heter.")),
        "length": LengthField(
            label=_("Längd"),
            widget=forms.TextInput(
                attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}
            ),
        ),
        "unit": choice(
            _("Räknad i"), [("months", _("månader")), ("weeks", _("veckor"))]
        ),
        "care": choice(_("Typ av vård"), CareSetting.choices),
        "kind": choice(_("Slag"), PartKind.choices),
        "slot": line(_("Hör till placeringen"), 80),
    }


def choice(label: str, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(key, begin(str(words))) for key, words in choices],
        widget=forms.Select,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Välj i listan.")
        ),
    )


def typed_rows(data: Any) -> list[dict[str, Any]]:
    """The rows of a sent form, as they were typed, whatever they are."""
    many = str(data.get("rows", "0"))
    number = int(many) if many.isascii() and many.isdigit() and len(many) < 4 else 0
    return [
        {name: data.get(f"r{n}_{name}", "") for name in NAMES}
        for n in range(min(number, MOST_ROWS))
    ]


def rearranged(rows: list[dict[str, Any]], do: str) -> list[dict[str, Any]]:
    """The rows after a button was pressed: "add", "up:2", "down:0", "remove:1"."""
    verb, _colon, place = do.partition(":")
    if verb == "add" and len(rows) < MOST_ROWS:
        return [*rows, dict(BLANK)]
    n = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
    if not 0 <= n < len(rows):
        return rows
    if verb == "remove":
        return rows[:n] + rows[n + 1 :]
    other = {"up": n - 1, "down": n + 1}.get(verb, n)
    if 0 <= other < len(rows):
        rows[n], rows[other] = rows[other], rows[n]
    return rows
