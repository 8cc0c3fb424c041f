"""More time: how long, why, and who has been heard."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from bt_admin.lib.forms import DateField
from bt_admin.lib.swedish import begin
from placements.enums import ExtensionReason
from placements.forms.fields import OneOf

LONGEST = 4000


def box(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        # Not `max_length`: its attribute makes browsers cut what somebody pastes.
        validators=[MaxLengthValidator(LONGEST, _("Skriv högst 4000 tecken."))],
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def which(placements: list[Any]) -> forms.Field:
    field = OneOf(
        label=_("Vilken placering?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj placering.")},
    )
    field.offer(placements, [(str(one.pk), one.title) for one in placements])
    return field


def how_long() -> forms.Field:
    not_a_number = _("Skriv ett tal, till exempel 1,5.")
    return forms.DecimalField(
        label=_("Hur länge?"),
        help_text=_("Månader, hela eller halva, till exempel 1,5"),
        localize=True,
        max_digits=6,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages={
            "required": _("Skriv antalet månader."),
            "invalid": not_a_number,
            "max_digits": not_a_number,
        },
    )


def asked_by_the_region(caps: Any) -> dict[str, forms.Field]:
    """Why more than its limit, where it has one; and the day each role was heard."""
    fields: dict[str, forms.Field] = {}
    if caps.beyond_requires:
        fields["extraordinary"] = box(
            begin(str(caps.beyond_requires)),
            _("Behövs när förlängningarna blir längre än gränsen sammanlagt."),
        )
    for number, role in enumerate(caps.consulted):
        label = _("%s hördes den") % begin(role)
        fields[f"heard{number}"] = DateField(label=label, required=False)
    return fields


class ExtensionForm(forms.Form):
    def __init__(self, data: Any, *, placements: list[Any], caps: Any) -> None:
        super().__init__(data, initial={"id": uuid4()})
        self.caps = caps
        self.asked = {"motivation", *(f"heard{n}" for n in range(len(caps.consulted)))}
        readers = _("Läses av BT-läkaren, handledarna och dem som leder BT.")
        self.readers = {"motivation": readers, "extraordinary": _("Samma läsare.")}
        self.fields |= {
            "placement": which(placements),
            "months": how_long(),
            "reason": forms.ChoiceField(
                label=_("Varför?"),
                choices=[(one.value, begin(str(one.label))) for one in ExtensionReason],
                widget=forms.RadioSelect,
                error_messages={"required": _("Välj skäl.")},
            ),
            "motivation": box(_("Motivering")),
            **asked_by_the_region(caps),
            "id": forms.UUIDField(widget=forms.HiddenInput, required=False),
            "ends_shown": forms.DateField(widget=forms.HiddenInput, required=False),
        }

    def heard(self) -> tuple[tuple[str, date], ...]:
        days = [
            (role, self.cleaned_data.get(f"heard{number}"))
            for number, role in enumerate(self.caps.consulted)
        ]
        return tuple((role, day) for role, day in days if day)

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "reason": told["reason"],
            "months": Decimal(told["months"]),
            "motivation": told["motivation"],
            "extraordinary": told.get("extraordinary", ""),
            "heard": self.heard(),
            "ends_shown": told["ends_shown"],
        }
