"""Teaching is planned; attendance is ticked on one page for all."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions import Planned
from assessments.forms.activity import delmal_field
from assessments.forms.texts import at_most
from assessments.rules.activities import MAX_TEXT, MAX_TITLE
from assessments.rules.delmal import REGULATION
from assessments.rules.teaching import MAX_LED_BY, MAX_PLACE
from bt_admin.lib.forms import DateField
from regions.models import User


class SessionForm(forms.Form):
    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.asked = ("leader", "led_by")
        self.fields |= {
            "id": forms.UUIDField(
                widget=forms.HiddenInput, initial=uuid4, required=False
            ),
            "title": line(_("Rubrik"), "", MAX_TITLE, _("Skriv en rubrik.")),
            "day": DateField(label=_("Dag")),
            "starts": clock(_("Börjar")),
            "ends": clock(_("Slutar")),
            "place": line(
                _("Plats"), _("Sal, adress eller länk."), MAX_PLACE, _("Skriv var.")
            ),
            "leader": forms.ChoiceField(
                label=_("Vem leder?"),
                help_text=_("Den som leder kan notera närvaron."),
                choices=[
                    ("", _("Någon utan konto")),
                    *((key, str(one)) for key, one in self.people.items()),
                ],
                required=False,
                error_messages={"invalid_choice": _("Välj någon ur listan.")},
            ),
            "led_by": line(
                _("Namn på den som leder"),
                _("Om den som leder inte finns i listan."),
                MAX_LED_BY,
            ),
            "text": forms.CharField(
                label=_("Innehåll och förberedelser"),
                required=False,
                validators=[at_most(MAX_TEXT)],
                widget=forms.Textarea(attrs={"rows": 4}),
            ),
            "began_from": DateField(
                label=_("För dem som började BT från"),
                required=False,
                help_text=_("ÅÅÅÅ-MM-DD. Tomt: alla som gör BT den dagen."),
            ),
            "began_until": DateField(label=_("Till och med"), required=False),
            "delmal": delmal_field(REGULATION),
        }
        self.readers = {"text": _("Läses av alla med en roll i regionens BT.")}

    def planned(self) -> Planned:
        given = self.cleaned_data
        return Planned(
            title=given["title"],
            starts_at=moment(given["day"], given["starts"]),
            ends_at=moment(given["day"], given["ends"]),
            place=given["place"],
            leader=self.people.get(given["leader"]),
            led_by=given["led_by"],
            text=given["text"],
            delmal=tuple(given["delmal"]),
            began_from=given["began_from"],
            began_until=given["began_until"],
        )


def moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def line(label: str, hint: str, longest: int, required: str = "") -> forms.Field:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(required),
        validators=[at_most(longest)],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": required},
    )


def clock(label: str) -> forms.Field:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        widget=forms.TimeInput(
            format="%H.%M",
            attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"},
        ),
        help_text=_("Till exempel 13.00"),
        error_messages={
            "required": _("Skriv en tid."),
            "invalid": _("Skriv tiden som 13.00."),
        },
    )


def planned_before(row: Any) -> dict[str, Any]:
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    return {
        "title": row.title,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": row.place,
        "leader": str(row.leader_id or ""),
        "led_by": row.led_by,
        "text": row.text,
        "began_from": row.began_from,
        "began_until": row.began_until,
        "delmal": row.delmal,
    }


class AttendanceForm(forms.Form):
    """A tick for each doctor; `alla` in place of the ticks is everybody."""

    def __init__(self, *args: Any, listed: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = listed
        self.asked = ("present",)
        self.fields["present"] = forms.MultipleChoiceField(
            label=_("Vilka var med?"),
            choices=[(str(one.programme.pk), one.name) for one in listed],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=[str(one.programme.pk) for one in listed if one.was_there],
            error_messages={
                "invalid_choice": _(
                    "Någon i listan hör inte till gruppen. Läs om sidan."
                )
            },
        )

    def present(self) -> list[UUID]:
        if "alla" in self.data:
            return [one.programme.pk for one in self.listed]
        return [UUID(key) for key in self.cleaned_data["present"]]
