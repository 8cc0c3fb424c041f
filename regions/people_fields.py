"""Fields about a person, wherever somebody new is registered."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bt_admin.lib import personnummer
from regions.access import today


def name_fields() -> dict[str, forms.Field]:
    """First and last name, e-mail and personnummer; none of them is required here."""
    as_registered = _("Som i folkbokföringen. Det trycks på intygen.")
    return {
        "first_name": text_field(_("Förnamn"), 80, as_registered),
        "last_name": text_field(_("Efternamn"), 80, as_registered),
        "email": email_field(),
        "personal_number": text_field(
            _("Personnummer"), 20, _("ÅÅÅÅMMDD-NNNN. Samordningsnummer går bra.")
        ),
    }


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-postadress"),
        required=False,
        max_length=254,
        help_text=_("En adress som läses dagligen."),
        widget=forms.EmailInput(attrs={"class": "medium", "autocomplete": "off"}),
        error_messages={"invalid": _("Adressen saknar @ eller har ett mellanslag.")},
    )


def text_field(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    words = _("Skriv högst %s tecken.") % length
    return forms.CharField(
        label=label,
        required=False,
        max_length=length,
        help_text=help_text,
        widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
        error_messages={"max_length": words},
    )


def number_of(text: str) -> str:
    """Twelve digits; empty stays empty."""
    try:
        return personnummer.parse(text).long if text else ""
    except ValueError as error:
        raise ValidationError(str(error), code="personnummer") from None


def not_ahead(day: date | None) -> date | None:
    if day and day > today():
        raise ValidationError(_("Datumet kan inte ligga framåt i tiden."), code="ahead")
    return day
