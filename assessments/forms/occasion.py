"""What was seen, where, when and for which delmål: asked by two forms."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.actions import Occasion
from assessments.forms.texts import text_line
from assessments.queries.reading import place_words
from assessments.rules.answers import MAX_NUMBER, MAX_WHAT
from assessments.rules.delmal import catalogue
from assessments.rules.instruments import ContextField, Instrument
from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.swedish import delmal_list
from placements.models import Placement


class OccasionForm(forms.Form):
    """The fields of the occasion, from the instrument's own list of them."""

    def __init__(
        self, *args: Any, given: Instrument, placements: list[Placement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.given = given
        self.placements = {str(placement.pk): placement for placement in placements}
        for asked in given.context_fields:
            if make := MAKERS.get(asked.key):
                self.fields[NAMES.get(asked.key, asked.key)] = make(self, asked)
        for asked in given.extra_fields:
            self.fields[extra_name(asked)] = extra(asked)

    def occasion(self) -> Occasion:
        """What was filled in; call it when the form is valid."""
        told = self.cleaned_data
        context = self.context()
        return Occasion(
            performed_on=told["performed_on"],
            placement=self.placements.get(told.get("placement", "")),
            setting=told.get("setting", ""),
            what=told.get("what", ""),
            difficulty=told.get("difficulty", ""),
            delmal=tuple(told.get("delmal", ())) or self.shown_by(context),
            context=context,
        )

    def context(self) -> dict[str, Any]:
        """What the instrument asks more of the occasion; what is not told is left out."""
        told = {
            one.key: self.cleaned_data.get(extra_name(one))
            for one in self.given.extra_fields
        }
        return {key: value for key, value in told.items() if value not in (None, "")}

    def shown_by(self, context: dict[str, Any]) -> tuple[str, ...]:
        """The delmål of the station or the activity that was chosen."""
        return tuple(
            code
            for one in self.given.extra_fields
            for code in one.delmal.get(context.get(one.key, ""), ())
        )

    @property
    def extra_names(self) -> list[str]:
        return [extra_name(one) for one in self.given.extra_fields]


def day(form: OccasionForm, asked: ContextField) -> forms.Field:
    return DateField(label=asked.label)


def place(form: OccasionForm, asked: ContextField) -> forms.Field:
    choices = [(key, place_words(one)) for key, one in form.placements.items()]
    return select(asked.label, choices, _("Välj en placering ur listan."))


def choice(form: OccasionForm, asked: ContextField) -> forms.Field:
    choices = [(option, option) for option in asked.options]
    return select(asked.label, choices, _("Välj ett av alternativen i listan."))


def text(form: OccasionForm, asked: ContextField) -> forms.Field:
    return text_line(asked.label, asked.hint, asked.max_length or MAX_WHAT)


def delmal(form: OccasionForm, asked: ContextField) -> forms.Field:
    headings = {one.code: one.heading for one in catalogue().delmal}
    return forms.MultipleChoiceField(
        label=asked.label,
        help_text=delmal_hint(form.given),
        choices=[(code, f"{code} {headings[code]}") for code in form.given.delmal],
        widget=forms.CheckboxSelectMultiple,
        required=False,  # the rule asks for one, in its own words
        error_messages={
            "invalid_choice": _("”%(value)s” är inget delmål här. Välj ur listan.")
        },
    )


def delmal_hint(given: Instrument) -> str:
    if not any(one.delmal for one in given.extra_fields):
        return _("Välj ett till fyra. Det du faktiskt såg.")
    return _("Ett till fyra. Väljer du inga räknas de som står vid valet ovanför.")


# --------------------------------------------------------- what one instrument asks more
def extra_name(asked: ContextField) -> str:
    return f"context_{asked.key}"


def extra(asked: ContextField) -> forms.Field:
    """A number, a choice, a choice with its delmål beside it, or a line of text.

    Not required here: the rule asks for it when it is sent or signed.
    """
    if asked.is_number:
        return number(asked)
    if asked.delmal:
        return forms.ChoiceField(
            label=asked.label,
            help_text=asked.hint,
            choices=[(option, option) for option in asked.options],
            widget=Choices(
                notes={key: delmal_list(codes) for key, codes in asked.delmal.items()}
            ),
            required=False,
            error_messages={"invalid_choice": _("Välj ett av alternativen i listan.")},
        )
    if asked.options:
        choices = [(option, option) for option in asked.options]
        field = select(asked.label, choices, _("Välj ett av alternativen i listan."))
        field.choices = [("", _("Välj")), *choices]
        return field
    return text_line(asked.label, asked.hint, asked.max_length or MAX_WHAT)


def number(asked: ContextField) -> forms.IntegerField:
    limits = {"low": asked.min or 0, "high": asked.max or MAX_NUMBER}
    wrong = _("Skriv ett tal mellan %(low)s och %(high)s.") % limits
    return forms.IntegerField(
        label=asked.label,
        help_text=asked.hint or _("%(low)s–%(high)s") % limits,
        required=False,
        min_value=limits["low"],
        max_value=limits["high"],
        # A line of digits, not a spinner: it is typed on a phone.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


def select(label: str, choices: list[tuple[str, str]], wrong: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Inte angivet")), *choices],
        required=False,
        error_messages={"invalid_choice": wrong},
    )


# Our names for two of the instrument's fields, and how each is made.
NAMES = {"date": "performed_on"}
MAKERS = {
    "date": day,
    "placement": place,
    "setting": choice,
    "what": text,
    "difficulty": choice,
    "delmal": delmal,
}


def told_before(occasion_of: Any) -> dict[str, Any]:
    """A row's occasion, as initial values."""
    return {
        "performed_on": occasion_of.performed_on,
        "placement": str(occasion_of.placement_id or ""),
        "setting": occasion_of.setting,
        "what": occasion_of.what,
        "difficulty": occasion_of.difficulty,
        "delmal": [row.code for row in occasion_of.delmal.all()],
        **{f"context_{key}": told for key, told in occasion_of.context.items()},
    }


def told_now(placement: Placement | None, today: date) -> dict[str, Any]:
    """Where the doctor serves today: the first guess of a new request."""
    return {
        "performed_on": today,
        "placement": str(placement.pk) if placement else "",
    }
