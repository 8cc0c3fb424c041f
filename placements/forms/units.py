"""What a unit is called and what it is; and its last day."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import DateField
from bt_admin.lib.swedish import begin
from regions.enums import CareSetting

HSA_ID = re.compile(r"SE\d{10}-[0-9A-Z]{1,27}")
MOST = 999  # places


class Suggestions(forms.TextInput):
    """A line to write in, with what others have written to choose from."""

    template_name = "placements/_suggestions.html"

    def __init__(self, words: list[str], **attrs: Any) -> None:
        super().__init__(attrs={"class": "medium", "autocomplete": "off", **attrs})
        self.words = words

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        list_id = f"{name}-forslag"
        context = super().get_context(name, value, {**attrs, "list": list_id})
        return {**context, "words": self.words, "list_id": list_id}


class UnitForm(forms.Form):
    """All that is said of a unit. Spaces at the ends and double ones fall away."""

    def __init__(
        self, data: Any = None, *, specialities: list[str], unit: Any = None
    ) -> None:
        super().__init__(data, initial=values_of(unit))
        self.unit = unit
        self.fields["name"] = line(
            _("Namn"),
            120,
            help_text=_("Som enheten kallas i regionen. Skrivs på intygen."),
            required=_("Skriv vad enheten heter."),
        )
        self.fields["town"] = line(_("Ort"), 60)
        self.fields["care"] = forms.ChoiceField(
            label=_("Typ av vård"),
            choices=[(kind.value, begin(str(kind.label))) for kind in CareSetting],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj typ av vård.")},
        )
        self.fields["speciality"] = line(
            _("Specialitet"),
            80,
            help_text=_(
                "Handledare där ska vara specialist i den, eller på väg. "
                "Lämna tomt om vilken som helst går bra."
            ),
            widget=Suggestions(specialities),
        )
        self.fields["provider"] = line(_("Vårdgivare"), 120)
        self.fields["is_private"] = forms.BooleanField(
            label=_("Privat vårdgivare"), required=False
        )
        self.fields["hsa_id"] = line(
            _("HSA-id"), 40, help_text=_("SE, tio siffror, bindestreck och fler tecken")
        )
        self.fields["capacity"] = places()

    def clean_hsa_id(self) -> str:
        given = self.cleaned_data["hsa_id"].upper().replace(" ", "")
        if given and not HSA_ID.fullmatch(given):
            text = _(
                "Ett HSA-id börjar med SE och tio siffror, sedan bindestreck och fler "
                "tecken."
            )
            raise forms.ValidationError(text, code="hsa_id")
        return str(given)

    def changes_care(self) -> bool:
        """Is another kind of care chosen than the unit has?"""
        care = self.cleaned_data.get("care")
        return bool(self.unit and care and care != self.unit.care)

    def ask_to_go_on(self) -> bool:
        """A tick more, for what a change does to people's plans; is it ticked?"""
        self.fields["sure"] = forms.BooleanField(
            label=_("Ändra typ av vård ändå"), required=False
        )
        if self.data.get("sure"):
            return True
        self.add_error("sure", _("Läs vad ändringen gör och kryssa i rutan."))
        return False


class CloseForm(forms.Form):
    last_day = DateField(
        label=gettext_lazy("Sista dag"),
        help_text=gettext_lazy("ÅÅÅÅ-MM-DD. Den dagen räknas med."),
    )


class Tidy(forms.CharField):
    """One line; double spaces are one, as when names are compared."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


def line(
    label: str, length: int, *, required: str = "", widget: Any = None, **more: Any
) -> Tidy:
    return Tidy(
        label=label,
        max_length=length,
        required=bool(required),
        widget=widget
        or forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
        error_messages={
            "required": required,
            "max_length": _("Skriv högst %s tecken.") % length,
        },
        **more,
    )


def places() -> forms.IntegerField:
    words = _("Skriv ett tal mellan 0 och %s.") % MOST
    return forms.IntegerField(
        label=_("Platser"),
        help_text=_("Hur många BT-läkare som kan tjänstgöra där samtidigt"),
        min_value=0,
        max_value=MOST,
        initial=1,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), words
        ),
    )


def values_of(unit: Any) -> dict[str, Any]:
    names = (
        "name", "town", "care", "speciality", "provider", "is_private", "hsa_id",
        "capacity",
    )  # fmt: skip
    return {name: getattr(unit, name) for name in names} if unit else {}
