"""The forms of a kollegium that meets."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _

from assessments.enums import MeetingKind, Phase
from assessments.forms.texts import at_most, text_box
from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.swedish import long_day

LONGEST = 4000
LONGEST_INPUT = 1500
LONGEST_TITLE = 80


def short_text(label: str, longest: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        validators=[at_most(longest)],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **kwargs,
    )


def time_of_day() -> forms.TimeField:
    return forms.TimeField(
        label=_("Klockslag"),
        required=False,
        input_formats=["%H.%M", "%H:%M", "%H"],
        help_text=_("Till exempel 13.15"),
        widget=forms.TimeInput(
            format="%H.%M",
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"},
        ),
        error_messages={"invalid": _("Skriv klockslaget som 13.15.")},
    )


class MeetingForm(forms.Form):
    """What the meeting is called, when and where, and how long its packs are open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = short_text(
            _("Namn"),
            LONGEST_TITLE,
            help_text=_("Till exempel BT-kollegium våren"),
            error_messages={"required": _("Skriv vad kollegiet heter.")},
        )
        self.fields["meets_on"] = DateField(label=_("Dag"))
        self.fields["meets_at"] = time_of_day()
        self.fields["place"] = short_text(_("Plats"), LONGEST_TITLE, required=False)
        self.fields["opens_on"] = DateField(
            label=_("Underlaget öppnar"),
            required=False,
            help_text=_("ÅÅÅÅ-MM-DD. Tomt: 14 dagar före."),
        )
        self.fields["closes_on"] = DateField(
            label=_("Underlaget stänger"),
            required=False,
            help_text=_("ÅÅÅÅ-MM-DD. Tomt: 14 dagar efter."),
        )


def kind_of_meeting() -> forms.Field:
    notes = {
        MeetingKind.COLLEGIUM: _(
            "Handledarna, studierektorn och cheferna talar om hur det går, ungefär "
            "halvvägs."
        ),
        MeetingKind.COMMITTEE: _(
            "Studierektorer, AT/BT-chef, huvudansvariga och externa bedömare ser på en "
            "hel kull."
        ),
    }
    return forms.ChoiceField(
        label=_("Vad är det för möte?"),
        choices=MeetingKind.choices,
        initial=MeetingKind.COLLEGIUM,
        widget=Choices(notes=notes),
        error_messages={
            "required": _("Välj vad det är för möte."),
            "invalid_choice": _("Välj ett av mötena."),
        },
    )


class CallForm(MeetingForm):
    """To call one: which kind, and which doctors."""

    def __init__(
        self, *args: Any, programmes: list[Any], cohorts: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {"cohort", "doctors"}
        self.programmes = {str(one.pk): one for one in programmes}
        self.cohorts = {one.starts_on.isoformat(): one for one in cohorts}
        self.fields = {
            "kind": kind_of_meeting(),
            **self.fields,
            "cohort": self.cohort_field(),
            "doctors": self.doctors_field(),
            "id": forms.UUIDField(
                widget=forms.HiddenInput, initial=uuid4, required=False
            ),
        }

    def cohort_field(self) -> forms.Field:
        known = [(key, cohort_words(one)) for key, one in self.cohorts.items()]
        return forms.ChoiceField(
            label=_("Kull"),
            required=False,
            choices=[("", _("Ingen hel kull")), *known],
            error_messages={"invalid_choice": _("Välj en kull i listan.")},
        )

    def doctors_field(self) -> forms.Field:
        return forms.MultipleChoiceField(
            label=_("BT-läkare"),
            required=False,
            help_text=_("Kryssa för dem som ska vara med, utöver kullen."),
            choices=[(key, doctor_words(one)) for key, one in self.programmes.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Välj läkare i listan.")},
        )

    def chosen(self) -> list[Any]:
        """The whole cohort, and those ticked besides; each once."""
        given = self.cleaned_data
        cohort = self.cohorts.get(given["cohort"])
        rows = [*(cohort.programmes if cohort else ())]
        rows += [self.programmes[key] for key in given["doctors"]]
        return list(dict.fromkeys(rows))


def cohort_words(cohort: Any) -> str:
    words = {"day": long_day(cohort.starts_on), "n": len(cohort.programmes)}
    return _("Började den %(day)s (%(n)s läkare)") % words


def doctor_words(programme: Any) -> str:
    words = {"doctor": programme, "day": long_day(programme.starts_on)}
    return _("%(doctor)s, började den %(day)s") % words


class InputForm(forms.Form):
    """Ninety seconds on a telephone: where it stands, and a sentence or two."""

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("phase", "strengths", "needs")
        self.readers = {"strengths": readers, "needs": _("Samma läsare.")}
        self.fields["phase"] = forms.ChoiceField(
            label=_("Hur går det mot planen?"),
            choices=Phase.choices,
            required=False,
            widget=Choices(),
            error_messages={"invalid_choice": _("Välj ett av svaren.")},
        )
        self.fields["strengths"] = text_box(_("Starka sidor"), "", LONGEST_INPUT)
        self.fields["needs"] = text_box(_("Behöver utvecklas"), "", LONGEST_INPUT)


class ConflictForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = short_text(
            _("Skäl"),
            200,
            required=False,
            help_text=_("Till exempel nära vän. Du behöver inte skriva något."),
        )


class HoldForm(forms.Form):
    """Who was there."""

    def __init__(self, *args: Any, members: Iterable[Any], **kwargs: Any) -> None:
        members = list(members)
        kwargs.setdefault("initial", {"attended": [str(row.pk) for row in members]})
        super().__init__(*args, **kwargs)
        self.asked = {"attended"}
        self.rows = {str(row.pk): row for row in members}
        self.fields["attended"] = forms.MultipleChoiceField(
            label=_("Vilka var där?"),
            required=False,
            choices=[(key, row.user.full_name) for key, row in self.rows.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Välj ledamöter i listan.")},
        )

    def chosen(self) -> list[Any]:
        return [self.rows[key].pk for key in self.cleaned_data["attended"]]


class MinutesForm(forms.Form):
    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("minutes",)
        self.readers = {"minutes": readers}
        self.fields["minutes"] = text_box(
            _("Hur mötet gick till"),
            _("Vad ni utgick från, och det som gäller alla."),
            LONGEST,
            rows=5,
        )
        self.fields["shown"] = forms.CharField(widget=forms.HiddenInput, required=False)
