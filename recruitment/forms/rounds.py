"""The forms of a round: a new one, its words and days, its places and its people."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.forms import Choices, DateField
from recruitment.enums import Task
from recruitment.rules.round_changes import MOST_OF_A_TOWN, Days

LONGEST_TEXT = 8000
MOST_TOWNS = 40
MORE_TOWNS = 2  # empty lines to write more of them on
EMPTY = "empty"


def line(label: str, longest: int = 80, **kwargs: Any) -> forms.CharField:
    """A line of text; it says how much is too much."""
    said = {"max_length": _("Skriv högst %d tecken.") % longest}
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={**said, **kwargs.pop("error_messages", {})},
        **kwargs,
    )


def whole(label: str, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """A whole number within a span that its message names."""
    words = _("Skriv ett tal mellan %(least)d och %(most)d.")
    said = words % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={
            "min_value": said,
            "max_value": said,
            "invalid": said,
            "required": said,
        },
        **kwargs,
    )


class NewRoundForm(forms.Form):
    """What it is called, and what it begins as."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, rounds: Iterable[Any], library: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {f"round:{one.pk}": one for one in rounds}
        self.fields["name"] = line(
            _("Namn"),
            help_text=_("Till exempel Hösten 2027. De sökande ser det."),
            error_messages={"required": _("Skriv vad omgången heter.")},
        )
        words = _("Som %(name)s: sätt, annonstext, BT-tjänster och grupp följer med")
        choices = [(key, words % {"name": one}) for key, one in self.rounds.items()]
        choices += [(f"method:{key}", one["label"]) for key, one in library.items()]
        choices.append((EMPTY, _("Tom: ni bestämmer allt själva")))
        self.fields["begins_as"] = forms.ChoiceField(
            label=_("Börja från"), choices=choices, widget=Choices
        )
        self.initial.setdefault("begins_as", choices[0][0])

    def source(self) -> Any:
        return self.rounds.get(self.cleaned_data["begins_as"])

    def method(self) -> str:
        kind, _colon, key = self.cleaned_data["begins_as"].partition(":")
        return key if kind == "method" else ""


def advertisement() -> dict[str, forms.Field]:
    """What the applicants read, and whom they ask."""
    return {
        "name": line(
            _("Namn"), error_messages={"required": _("Skriv vad omgången heter.")}
        ),
        "text": forms.CharField(
            label=_("Annonstext"),
            required=False,
            max_length=LONGEST_TEXT,
            help_text=_("Vad tjänsten är, för vem, och vad som är bra att veta."),
            widget=forms.Textarea(attrs={"rows": 10}),
            error_messages={
                "max_length": _("Texten får vara högst %d tecken.") % LONGEST_TEXT
            },
        ),
        "contact_name": line(_("Kontaktperson"), required=False),
        "contact_email": forms.EmailField(
            label=_("E-post för frågor"),
            required=False,
            error_messages={
                "invalid": _("Adressen saknar @ eller har ett mellanslag.")
            },
        ),
    }


def time_to_apply() -> dict[str, forms.Field]:
    return {
        "opens_on": DateField(
            label=_("Ansökan öppnar"),
            required=False,
            help_text=_("ÅÅÅÅ-MM-DD. Tomt: när omgången annonseras."),
        ),
        "closes_on": DateField(
            label=_("Sista ansökningsdag"),
            required=False,
            help_text=_("ÅÅÅÅ-MM-DD. Ansökan stänger kl. 23.59."),
        ),
    }


class RoundForm(forms.Form):
    """The words and the days. `settled`: the time to apply is advertised."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, round: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(round))
        super().__init__(*args, **kwargs)
        self.round = round
        self.fields |= advertisement()
        if round.state == "draft":
            self.fields |= time_to_apply()
        self.fields |= {
            "complement_until": DateField(
                label=_("Komplettera senast"),
                required=False,
                help_text=_("ÅÅÅÅ-MM-DD. Bara det som saknas för behörigheten."),
            ),
            "starts_on": DateField(label=_("BT börjar"), required=False),
        }
        self.readers = {"text": _("Läses av alla som söker.")}
        self.asked = {"text", "contact_name", "contact_email", *DATES}

    def days(self) -> Days:
        told, now = self.cleaned_data, self.round
        settled = "closes_on" not in self.fields
        return Days(
            now.opens_at if settled else opening(told["opens_on"]),
            now.closes_at if settled else closing(told["closes_on"]),
            told["complement_until"],
            told["starts_on"],
        )


DATES = ("opens_on", "closes_on", "complement_until", "starts_on")


def initial_of(round: Any) -> dict[str, Any]:
    names = ("name", "text", "contact_name", "contact_email", "complement_until",
             "starts_on", "version")  # fmt: skip
    told = {name: getattr(round, name) for name in names}
    return told | {
        "opens_on": day_of(round.opens_at),
        "closes_on": day_of(round.closes_at),
    }


def day_of(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def opening(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def closing(day: date | None) -> datetime | None:
    """The last minute of that day, as it says in the advertisement."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))) if day else None


class ClosingForm(forms.Form):
    """Another last day while it is open; or now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"] = forms.ChoiceField(
            label=_("Vad ska hända?"),
            choices=[
                ("move", _("Flytta sista dagen")),
                ("now", _("Stäng omgången nu")),
            ],
            widget=Choices(
                notes={
                    "now": _(
                        "Den som håller på att skriva kan inte skicka in. Det går inte "
                        "att öppna igen."
                    )
                },
                unfolds={"move": ["closes_on"]},
            ),
        )
        self.fields["closes_on"] = DateField(label=_("Ny sista dag"), required=False)
        self.fields["reason"] = forms.CharField(
            label=_("Motivering"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.asked = {"reason"}
        self.readers = {"reason": _("Sparas i händelseloggen.")}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        empty = not told.get("closes_on") and "closes_on" not in self.errors
        if told.get("how") == "move" and empty:
            self.add_error("closes_on", _("Skriv ett datum."))
        return told

    def moment(self, now: datetime) -> datetime:
        if self.cleaned_data["how"] == "now":
            return now
        found = closing(self.cleaned_data["closes_on"])
        return found or now


class StepForm(forms.Form):
    """The button that takes a round on: nothing to fill in, but reasons to show."""


class PlacesForm(forms.Form):
    """Towns with how many places; then what is special about each of them."""

    def __init__(
        self, *args: Any, towns: dict[str, int], posts: Sequence[Any],
        units: Sequence[Any], **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.posts, self.units = list(posts), {str(one.pk): one for one in units}
        rows = [*towns.items(), *[("", "")] * MORE_TOWNS]
        for number, (town, many) in enumerate(rows[:MOST_TOWNS]):
            self.fields[f"town_{number}"] = line(_("Ort"), 60, required=False)
            self.fields[f"many_{number}"] = whole(
                _("Antal"), 0, MOST_OF_A_TOWN, required=False
            )
            self.initial |= {f"town_{number}": town, f"many_{number}": many}
        self.rows = len(rows[:MOST_TOWNS])
        choices = [
            ("", _("Ingen bestämd")),
            *((k, str(v)) for k, v in self.units.items()),
        ]
        for post in self.posts:
            self.fields[f"unit_{post.pk}"] = forms.ChoiceField(
                label=_("Enhet"), choices=choices, required=False
            )
            self.fields[f"text_{post.pk}"] = line(_("Särskilt"), 200, required=False)
            self.initial |= {
                f"unit_{post.pk}": str(post.unit_id or ""),
                f"text_{post.pk}": post.text,
            }
        self.asked = tuple(self.fields)

    def lines(self) -> list[tuple[Any, Any]]:
        return [(self[f"town_{n}"], self[f"many_{n}"]) for n in range(self.rows)]

    def each(self) -> list[tuple[Any, Any, Any]]:
        return [
            (one, self[f"unit_{one.pk}"], self[f"text_{one.pk}"]) for one in self.posts
        ]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        seen: set[str] = set()
        for number in range(self.rows):
            town = told.get(f"town_{number}") or ""
            many = told.get(f"many_{number}")
            if many and not town:
                self.add_error(f"town_{number}", _("Skriv orten."))
            if town.casefold() in seen:
                self.add_error(f"town_{number}", _("Orten står två gånger."))
            seen |= {town.casefold()} - {""}
        return told

    def towns(self) -> dict[str, int]:
        told = self.cleaned_data
        return {
            told[f"town_{n}"]: told[f"many_{n}"] or 0
            for n in range(self.rows)
            if told[f"town_{n}"]
        }

    def field_of(self, town: str) -> str:
        """Where a town's number stands; the first line when it stands nowhere."""
        for n in range(self.rows):
            if self.cleaned_data.get(f"town_{n}") == town:
                return f"many_{n}"
        return "many_0"

    def particulars(self) -> dict[Any, tuple[Any, str]]:
        told = self.cleaned_data
        return {
            post.pk: (self.units.get(told[f"unit_{post.pk}"]), told[f"text_{post.pk}"])
            for post in self.posts
        }


class MemberForm(forms.Form):
    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        choices = [
            ("", _("Välj i listan")),
            *((k, named(v)) for k, v in self.people.items()),
        ]
        self.fields["user"] = forms.ChoiceField(
            label=_("Person"),
            choices=choices,
            help_text=_("Alla med en roll i regionen."),
            error_messages={"required": _("Välj i listan.")},
        )
        self.fields["task"] = forms.ChoiceField(
            label=_("Uppgift"),
            choices=[(one.value, str(one.label).capitalize()) for one in Task],
            widget=Choices,
        )
        self.fields["max_load"] = whole(
            _("Högst antal granskningar"), 1, 500, required=False
        )
        self.fields["languages"] = line(
            _("Språk"), 120, required=False, help_text=_("Med komma emellan.")
        )

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        spoken = [one.strip() for one in told["languages"].split(",")]
        return {
            "user": self.people[told["user"]],
            "task": told["task"],
            "max_load": told["max_load"],
            "languages": [one for one in spoken if one],
        }


def named(person: Any) -> str:
    return ", ".join(filter(None, [person.full_name, person.workplace]))
