"""The doctor logs an activity: three lines in the telephone, the rest folded away."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _

from assessments.actions import Told
from assessments.enums import ActivityKind
from assessments.forms.texts import at_most
from assessments.queries.activities import codes_of
from assessments.queries.reading import place_words
from assessments.rules.activities import MAX_TEXT, MAX_TITLE
from assessments.rules.delmal import catalogue
from bt_admin.lib.forms import DateField
from bt_admin.lib.uploads import FilesField, say_what_did_not_follow
from placements.models import Placement

FILES = ("photo", "files")
FOLDED = ("ends_on", "hours", "placement")


class ActivityForm(forms.Form):
    """`id` keeps what is sent twice to one row; `version` what is changed twice apart."""

    def __init__(
        self,
        *args: Any,
        placements: list[Placement],
        regulation: str,
        fixed_kind: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.placements = {str(one.pk): one for one in placements}
        self.readers = {
            "text": _(
                "En reflektion läser bara du, tills du delar den. Annat läses av dem "
                "som följer din BT. Skriv inget om en patient."
            )
        }
        self.fields |= {
            "id": forms.UUIDField(
                widget=forms.HiddenInput, initial=uuid4, required=False
            ),
            "version": forms.IntegerField(widget=forms.HiddenInput, required=False),
            "kind": kind_field(fixed_kind),
            "title": title_field(),
            "text": text_field(),
            "starts_on": DateField(label=_("Datum")),
            "delmal": delmal_field(regulation),
            "photo": FilesField(label=_("Ta en bild"), camera=True),
            "files": FilesField(
                label=_("Filer"),
                help_text=_("PDF, JPEG eller PNG, högst 10\u00a0MB var."),
            ),
            "ends_on": DateField(
                label=_("Till och med"),
                required=False,
                help_text=_("ÅÅÅÅ-MM-DD. Tomt om det var en dag."),
            ),
            "hours": hours_field(),
            "placement": place_field(self.placements),
        }

    def clean(self) -> dict[str, Any]:
        if self.errors:
            self.say_what_did_not_follow()
        return self.cleaned_data

    def say_what_did_not_follow(self) -> None:
        say_what_did_not_follow(self, *FILES)

    @property
    def is_unfolded(self) -> bool:
        return any(self[name].errors for name in FOLDED)

    @property
    def delmal_is_open(self) -> bool:
        return bool(self["delmal"].errors)

    def told(self) -> Told:
        """What was filled in; call it when the form is valid."""
        given = self.cleaned_data
        return Told(
            kind=given["kind"],
            title=given["title"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"] or given["starts_on"],
            hours=given["hours"],
            placement=self.placements.get(given["placement"]),
            text=given["text"],
            delmal=tuple(given["delmal"]),
        )

    def sent_files(self) -> list[Any]:
        return [*self.cleaned_data["photo"], *self.cleaned_data["files"]]


def kind_field(fixed: str) -> forms.Field:
    """What it is; a reflection stays one, and nothing else becomes one."""
    choices = [
        (value, label)
        for value, label in ActivityKind.choices
        if not fixed or (value == "reflection") == (fixed == "reflection")
    ]
    return forms.ChoiceField(
        label=_("Vad är det?"),
        choices=choices,
        error_messages={
            "required": _("Välj vad det är."),
            "invalid_choice": _("Välj vad det är ur listan."),
        },
    )


def title_field() -> forms.Field:
    return forms.CharField(
        label=_("Rubrik"),
        help_text=_("Till exempel vad kursen heter."),
        validators=[at_most(MAX_TITLE)],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv en rubrik.")},
    )


def text_field() -> forms.Field:
    return forms.CharField(
        label=_("Vad gjorde du, och vad tar du med dig?"),
        required=False,
        validators=[at_most(MAX_TEXT)],
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def hours_field() -> forms.Field:
    return forms.DecimalField(
        label=_("Timmar"),
        required=False,
        max_digits=5,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages={
            "max_digits": _("Skriv högst 999 timmar."),
            "max_whole_digits": _("Skriv högst 999 timmar."),
            "max_decimal_places": _("Skriv timmarna med högst en decimal."),
        },
    )


def delmal_field(regulation: str) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Delmål som det är underlag för"),
        help_text=_("Högst fyra. Det går att fylla i senare."),
        choices=[
            (one.code, f"{one.code} {one.heading}")
            for one in catalogue(regulation).delmal
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": _("”%(value)s” är inget delmål. Välj ur listan.")
        },
    )


def place_field(placements: dict[str, Placement]) -> forms.Field:
    choices = [(key, place_words(one)) for key, one in placements.items()]
    return forms.ChoiceField(
        label=_("Placering"),
        choices=[("", _("Ingen särskild")), *choices],
        required=False,
        error_messages={"invalid_choice": _("Välj en placering ur listan.")},
    )


def written_before(row: Any) -> dict[str, Any]:
    """An activity's own words, as initial values."""
    return {
        "version": row.version,
        "kind": row.kind,
        "title": row.title,
        "text": row.text,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on if row.ends_on != row.starts_on else None,
        "hours": row.hours,
        "placement": str(row.placement_id or ""),
        "delmal": list(codes_of(row)),
    }


class BestForm(forms.Form):
    """Up to three of the evidence lines, in order."""

    def __init__(self, *args: Any, lines: list[Any], labels: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [(str(one.assessment_id), words(one)) for one in lines]
        for number, label in enumerate(labels, start=1):
            self.fields[f"best_{number}"] = forms.ChoiceField(
                label=label,
                choices=[("", _("Inget valt")), *choices],
                required=False,
                error_messages={"invalid_choice": _("Välj ur listan igen.")},
            )

    def chosen(self) -> list[str]:
        return [key for key in self.cleaned_data.values() if key]


def words(line: Any) -> str:
    """«Mini-CEX 2027-03-03, Bröstsmärta hos vuxen»"""
    name = f"{line.name} {line.on.isoformat()}"
    return f"{name}, {line.what}" if line.what else name
