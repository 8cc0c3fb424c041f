"""How the region does it: a field for each word and figure."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.swedish import begin
from regions.ways import EVERY_WAY, WAYS, Settings, Way, percent, value_of

SHORT = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}
MOST_DELAYS = 5


class DaysField(forms.CharField):
    """Several numbers of days: 3, 7, 14."""

    def clean(self, value: Any) -> list[int] | None:
        text = super().clean(value)
        days = sorted({int(one) for one in re.findall(r"[0-9]{1,4}", text)})
        is_list = re.fullmatch(r"[0-9]{1,4}(\s*,?\s*(och\s+)?[0-9]{1,4})*", text)
        if not text:
            return None
        if not is_list or not 1 <= len(days) <= MOST_DELAYS or not _in_a_year(days):
            words = _("Skriv högst %s tal från 1 till 365, som 3, 7.") % MOST_DELAYS
            raise forms.ValidationError(words, code="days")
        return days


def _in_a_year(days: list[int]) -> bool:
    return all(1 <= one <= 365 for one in days)


class WaysForm(forms.Form):
    """`settings` are of the version in force; `basis` is its key."""

    def __init__(
        self, data: Any = None, *, settings: Settings, basis: str, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["basis"] = forms.UUIDField(widget=forms.HiddenInput)
        self.initial["basis"] = basis
        for way in EVERY_WAY:
            self.fields[way.name] = field_of(way)
            self.initial[way.name] = typed(way, value_of(settings, way))
        self.asked = [way.name for way in EVERY_WAY]  # empty is an answer too

    def groups(self) -> list[dict[str, Any]]:
        """The fields as the page draws them, under their headings."""
        return [
            {
                "key": key,
                "heading": heading,
                "texts": [self[way.name] for way in ways if way.kind == "text"],
                "figures": [self[way.name] for way in ways if way.kind != "text"],
            }
            for key, (heading, ways) in WAYS.items()
        ]

    def told(self) -> dict[Way, Any]:
        """What is sent, as the settings hold it; None where a field is empty."""
        return {way: held(way, self.cleaned_data[way.name]) for way in EVERY_WAY}


def field_of(way: Way) -> forms.Field:
    if way.kind == "choice":
        return _choice(way)
    if way.kind in {"number", "share"}:
        return _number(way)
    if way.kind == "days":
        return DaysField(
            label=label_of(way),
            required=False,
            max_length=40,
            help_text=_("Flera, med komma emellan."),
            widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        )
    widget = forms.Textarea(attrs={"rows": 2}) if way.kind == "text" else None
    most = 600 if way.kind == "text" else 120
    return forms.CharField(
        label=way.label, required=False, max_length=most, widget=widget
    )


def label_of(way: Way) -> str:
    unit = _("procent") if way.kind == "share" else way.unit
    words = {"label": way.label, "unit": unit}
    return _("%(label)s (%(unit)s)") % words if unit else str(way.label)


def _number(way: Way) -> forms.Field:
    words = _("Skriv ett helt tal från 1 till %s.") % way.most
    return forms.IntegerField(
        label=label_of(way),
        required=False,
        min_value=1,
        max_value=way.most,
        widget=forms.TextInput(attrs=SHORT),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
    )


def _choice(way: Way) -> forms.Field:
    told = [(key_of(value), begin(str(words))) for value, words in way.choices]
    return forms.ChoiceField(
        label=way.label,
        required=False,
        choices=[("", gettext_lazy("Inte bestämt")), *told],
        widget=forms.Select,
        error_messages={"invalid_choice": gettext_lazy("Välj i listan.")},
    )


def key_of(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, value)


def typed(way: Way, value: Any) -> Any:
    """The value as the field shows it."""
    if value is None:
        return ""
    if way.kind == "share":
        return percent(value)
    if way.kind == "days":
        return ", ".join(map(str, value))
    return key_of(value) if way.kind == "choice" else value


def held(way: Way, value: Any) -> Any:
    """The field's answer as the settings hold it."""
    if value in (None, ""):
        return None
    if way.kind == "share":
        return value / 100
    if way.kind == "choice":
        return {key_of(one): one for one, _words in way.choices}[value]
    return value
