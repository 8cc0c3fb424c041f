"""The office's forms for days of interviews."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bt_admin.lib.forms import DateField
from bt_admin.lib.swedish import short_day
from recruitment.rules.interview_layout import (
    MOST_ROOMS,
    Attendance,
    Hours,
    Layout,
    half,
)

CLOCK = ["%H.%M", "%H:%M", "%H"]
LONGEST_ROOM = 60
HALVES = ("fm", "em")


def clock_field(label: str, **kwargs: Any) -> forms.TimeField:
    attrs = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
    return forms.TimeField(
        label=label,
        input_formats=CLOCK,
        widget=forms.TimeInput(format="%H.%M", attrs=attrs),
        error_messages={"invalid": _("Skriv klockslaget som 13.15.")},
        **kwargs,
    )


class LayoutForm(forms.Form):
    """Days, breaks, rooms and people. What has happened since is kept beside it."""

    def __init__(
        self,
        *args: Any,
        layout: Layout,
        members: list[Any],
        days: int,
        rotates: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.layout, self.members, self.rotates = layout, members, rotates
        self.numbers = list(range(1, days + 1))
        self.asked = {"rooms"}
        for number in self.numbers:
            self.asked |= {f"from_{number}", f"until_{number}"}
            self._add_day(number)
        self._add_times()
        self._add_rooms()
        for one in members:
            self._add_person(one)

    # ------------------------------------------------------------------ the fields
    def _add_day(self, number: int) -> None:
        stood = dict(enumerate(self.layout.days, start=1)).get(number)
        first = number == 1
        self.fields[f"day_{number}"] = DateField(
            label=_("Dag %s") % number, required=first, initial=stood and stood.day
        )
        self.fields[f"from_{number}"] = clock_field(
            _("Från"), required=first, initial=stood.starts_at if stood else time(9)
        )
        self.fields[f"until_{number}"] = clock_field(
            _("Till"), required=first, initial=stood.ends_at if stood else time(16)
        )

    def _add_times(self) -> None:
        self.fields["breaks"] = forms.CharField(
            label=_("Pauser, samma varje dag"),
            required=False,
            initial=", ".join(
                f"{one:%H.%M}–{two:%H.%M}" for one, two in self.layout.breaks
            ),
            help_text=_("Till exempel 10.00–10.20, 12.00–13.00"),
        )
        if not self.rotates:
            self.fields["minutes"] = _number(
                _("Minuter för varje"), 5, 240, self.layout.minutes
            )
        self.fields["gap"] = _number(_("Minuter emellan"), 0, 120, self.layout.gap)

    def _add_rooms(self) -> None:
        self.fields["rooms"] = forms.CharField(
            label=_("Rum"),
            required=False,
            initial="\n".join(self.layout.rooms),
            help_text=_("Ett rum på varje rad."),
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def _add_person(self, member: Any) -> None:
        key, there = str(member.user_id), dict(self.layout.people)
        stood = there.get(key)
        self.fields[f"halves_{key}"] = forms.MultipleChoiceField(
            label=_("Kan"),
            required=False,
            choices=[
                (
                    f"{number} {one}",
                    _("Dag %(n)s %(half)s") % {"n": number, "half": one},
                )
                for number in self.numbers
                for one in HALVES
            ],
            initial=self._halves(stood) if there else self._all_halves(),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[f"most_{key}"] = _number(
            _("Högst per dag"), 1, 30, stood.most if stood else None, required=False
        )

    def _all_halves(self) -> list[str]:
        return [f"{number} {one}" for number in self.numbers for one in HALVES]

    def _halves(self, stood: Attendance | None) -> list[str]:
        if stood is None:
            return []
        days = {half(one.day, is_late=late): f"{number} {word}"
                for number, one in enumerate(self.layout.days, start=1)
                for late, word in ((False, "fm"), (True, "em"))}  # fmt: skip
        spare = [
            f"{n} {one}"
            for n in self.numbers[len(self.layout.days) :]
            for one in HALVES
        ]
        return [days[one] for one in stood.halves if one in days] + spare

    # ------------------------------------------------------------- drawn by the page
    @property
    def day_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{number}"] for name in ("day", "from", "until")]
            for number in self.numbers
        ]

    @property
    def time_fields(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("breaks", "minutes", "gap") if name in self.fields
        ]

    @property
    def people(self) -> list[tuple[Any, forms.BoundField, forms.BoundField, bool]]:
        """Each with their two fields, folded out where something is wrong."""
        return [(one, *self._about(str(one.user_id))) for one in self.members]

    def _about(self, key: str) -> tuple[forms.BoundField, forms.BoundField, bool]:
        halves, most = self[f"halves_{key}"], self[f"most_{key}"]
        return halves, most, bool(halves.errors or most.errors)

    # ----------------------------------------------------------------- what was said
    def clean_breaks(self) -> tuple[tuple[time, time], ...]:
        parts = [
            one
            for one in re.split(r"[,;\n]", self.cleaned_data["breaks"])
            if one.strip()
        ]
        return tuple(sorted(_span(one) for one in parts))

    def clean_rooms(self) -> tuple[str, ...]:
        lines = (one.strip() for one in self.cleaned_data["rooms"].splitlines())
        rooms = tuple(dict.fromkeys(one for one in lines if one))
        if any(len(one) > LONGEST_ROOM for one in rooms):
            raise ValidationError(_("Skriv högst 60 tecken för ett rum."))
        if len(rooms) > MOST_ROOMS:
            raise ValidationError(_("Skriv högst 20 rum."))
        return rooms

    def clean(self) -> None:
        for number in self.numbers:
            starts = self.cleaned_data.get(f"from_{number}")
            ends = self.cleaned_data.get(f"until_{number}")
            if self.cleaned_data.get(f"day_{number}") and not (starts and ends):
                if (
                    f"from_{number}" not in self.errors
                    and f"until_{number}" not in self.errors
                ):
                    self.add_error(f"from_{number}", _("Skriv från när till när."))
            elif starts and ends and ends <= starts:
                self.add_error(f"until_{number}", _("Skriv ett senare klockslag."))

    def _hours(self) -> Iterator[tuple[int, Hours]]:
        said = self.cleaned_data
        for number in self.numbers:
            if day := said.get(f"day_{number}"):
                yield (
                    number,
                    Hours(day, said[f"from_{number}"], said[f"until_{number}"]),
                )

    def layout_said(self) -> Layout:
        """What was said, and what has happened since the last time."""
        hours = dict(self._hours())
        said = self.cleaned_data
        return Layout(
            days=tuple(sorted(hours.values())),
            breaks=said["breaks"],
            minutes=said.get("minutes") or self.layout.minutes,
            gap=said["gap"],
            rooms=said["rooms"],
            people=tuple(self._people(hours)),
            away=self.layout.away,
            lost=self.layout.lost,
            cannot=self.layout.cannot,
        )

    def _people(self, hours: dict[int, Hours]) -> Iterator[tuple[str, Attendance]]:
        for one in self.members:
            key, halves = str(one.user_id), set()
            for told in self.cleaned_data[f"halves_{key}"]:
                number, word = told.split()
                if int(number) in hours:
                    halves.add(half(hours[int(number)].day, is_late=word == "em"))
            if halves:
                most = self.cleaned_data[f"most_{key}"]
                yield key, Attendance(frozenset(halves), most)


def _number(
    label: str, least: int, most: int, initial: int | None, **kwargs: Any
) -> forms.IntegerField:
    words = _("Skriv ett tal mellan %(least)s och %(most)s.") % {
        "least": least, "most": most,
    }  # fmt: skip
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={"min_value": words, "max_value": words},
        **kwargs,
    )


def _span(text: str) -> tuple[time, time]:
    found = re.fullmatch(
        r"\s*(\d{1,2})[.:]?(\d{2})?\s*[-–]\s*(\d{1,2})[.:]?(\d{2})?\s*", text
    )
    try:
        if found is None:
            raise ValueError
        one, two, three, four = (int(part or 0) for part in found.groups())
        starts, ends = time(one, two), time(three, four)
    except ValueError:
        raise ValidationError(
            _("Skriv pauserna som 10.00–10.20, 12.00–13.00.")
        ) from None
    if ends <= starts:
        raise ValidationError(_("En paus behöver sluta efter att den har börjat."))
    return starts, ends


class SetbackForm(forms.Form):
    """What has happened to the plan."""

    def __init__(
        self, *args: Any, people: list[Any], layout: Layout, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {"person", "room", "days"}
        self.fields["what"] = forms.ChoiceField(
            label=_("Vad har hänt?"),
            choices=[
                ("person", _("En intervjuare kan inte komma")),
                ("room", _("Ett rum är inte ledigt")),
                ("times", _("Någon saknar en tid som fungerar")),
            ],
            widget=forms.RadioSelect,
        )
        self.fields["person"] = forms.ChoiceField(
            label=_("Vem?"),
            required=False,
            choices=[
                ("", _("Välj")),
                *((str(one.pk), one.full_name) for one in people),
            ],
        )
        self.fields["room"] = forms.ChoiceField(
            label=_("Vilket rum?"),
            required=False,
            choices=[("", _("Välj")), *((one, one) for one in layout.rooms)],
        )
        self.fields["days"] = forms.MultipleChoiceField(
            label=_("Vilka dagar?"),
            required=False,
            choices=[
                (f"{one.day:%Y-%m-%d}", short_day(one.day)) for one in layout.days
            ],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["digest"] = forms.CharField(
            required=False, widget=forms.HiddenInput
        )

    def clean(self) -> None:
        what = self.cleaned_data.get("what")
        if what in ("person", "room"):
            if not self.cleaned_data.get(what) and what not in self.errors:
                self.add_error(what, _("Välj i listan."))
            if not self.cleaned_data.get("days") and "days" not in self.errors:
                self.add_error("days", _("Välj minst en dag."))

    @property
    def happened(self) -> dict[str, Any]:
        """As `Setback` has it."""
        said = self.cleaned_data
        if said["what"] == "times":
            return {}
        days = tuple(date.fromisoformat(one) for one in said["days"])
        return {said["what"]: said[said["what"]], "days": days}
