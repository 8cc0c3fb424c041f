"""When two people meet, what they take up, and what they agree on."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.actions import When
from assessments.enums import TalkPlace
from assessments.forms.request import words
from assessments.forms.texts import at_most, lines_of, text_box, text_line
from assessments.rules.talk_templates import talk_templates
from assessments.rules.talks import LONGEST, SHORTEST
from bt_admin.lib.forms import Choices, DateField
from placements.models import ProgrammeAssignment
from regions.models import User

NOTES_LONGEST, TOPIC_LONGEST, REASON_LONGEST, WHAT_LONGEST = 4000, 200, 500, 300


class TimeField(forms.TimeField):
    """A time as people type it: 13.00, 13:00, or 1300 from a telephone's digits."""

    default_error_messages = {
        "required": gettext_lazy("Skriv en tid, till exempel 13.00."),
        "invalid": gettext_lazy("Skriv tiden som TT.MM, till exempel 13.00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(
            format="%H.%M",
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"},
        )
        formats = ["%H.%M", "%H:%M", "%H%M"]
        super().__init__(
            widget=widget, input_formats=formats, help_text=_("TT.MM"), **kwargs
        )


class WhenForm(forms.Form):
    """When, how long, how and where: the same in every form about a talk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DateField(label=_("Datum"))
        self.fields["at"] = TimeField(label=_("Klockan"))
        self.fields["minutes"] = forms.IntegerField(
            label=_("Minuter"),
            widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
            min_value=SHORTEST,
            max_value=LONGEST,
            error_messages={
                code: _("Skriv mellan %(least)s och %(most)s minuter.")
                % {"least": SHORTEST, "most": LONGEST}
                for code in ("min_value", "max_value")
            },
        )
        self.fields["place_kind"] = forms.ChoiceField(
            label=_("Hur"),
            choices=TalkPlace.choices,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Välj ett av sätten.")},
        )
        self.fields["place"] = text_line(
            _("Var"), _("Rum, telefonnummer eller länk till videomöte."), 200
        )

    def when(self) -> When:
        given = self.cleaned_data
        return When(
            starts_at=timezone.make_aware(datetime.combine(given["on"], given["at"])),
            minutes=given["minutes"],
            place_kind=given["place_kind"],
            place=given["place"].strip(),
        )


def told_of(talk: Any) -> dict[str, Any]:
    """What is known of a talk, to begin a form from."""
    starts = timezone.localtime(talk.starts_at)
    return {
        "on": starts.date(),
        "at": starts.time(),
        "minutes": talk.minutes,
        "place_kind": talk.place_kind,
        "place": talk.place,
        "version": talk.version,
        "notes": talk.notes,
        "hours": "working",
    }


class PlanTalkForm(WhenForm):
    """`around` are the handledare to choose from, the likeliest first; one alone is
    not asked for."""

    field_order = ("supervisor", "on", "at", "minutes", "place_kind", "place")

    def __init__(
        self, *args: Any, around: list[ProgrammeAssignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.around = {str(row.user_id): row.user for row in around}
        self.fields["supervisor"] = forms.ChoiceField(
            label=_("Med vem?"),
            choices=[(key, str(user)) for key, user in self.around.items()],
            widget=Choices(notes={str(row.user_id): words(row) for row in around}),
            error_messages={
                "required": _("Välj vem du ska träffa."),
                "invalid_choice": _("Personen kan inte väljas. Välj ur listan."),
            },
        )
        self.initial.setdefault("supervisor", next(iter(self.around), ""))
        if len(self.around) == 1:
            self.fields["supervisor"].widget = forms.HiddenInput()
        templates = talk_templates()
        self.fields["template"] = forms.ChoiceField(
            label=_("Mall"),
            help_text=_("Ger ämnen att börja från. Du kan ta bort dem sedan."),
            required=False,
            choices=[
                ("", _("Ingen mall")),
                *((one.key, f"{one.name} – {one.note}") for one in templates.values()),
            ],
            error_messages={"invalid_choice": _("Välj en mall ur listan.")},
        )
        self.fields["topics"] = text_box(
            _("Ämnen"), _("Ett på varje rad. Båda kan lägga till fler."), 2000
        )
        self.order_fields(self.field_order)

    def clean_topics(self) -> list[str]:
        return lines_of(self.cleaned_data["topics"], TOPIC_LONGEST)

    def supervisor(self) -> User:
        return self.around[self.cleaned_data["supervisor"]]

    def topics(self) -> list[str]:
        chosen = talk_templates().get(self.cleaned_data["template"])
        return [*self.cleaned_data["topics"], *(chosen.topics if chosen else ())]


class ChangeTalkForm(WhenForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput())


class HoldTalkForm(ChangeTalkForm):
    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {"notes": readers}
        self.fields["hours"] = forms.ChoiceField(
            label=_("När låg samtalet?"),
            choices=[
                ("working", _("I arbetstid")),
                ("own", _("Utanför arbetstid")),
            ],
            widget=Choices(
                notes={
                    "own": _("På lunchen, på kvällen eller på jourkompensation."),
                }
            ),
            error_messages={"invalid_choice": _("Välj ett av svaren.")},
        )
        self.fields["notes"] = text_box(
            _("Det vi talade om"), "", NOTES_LONGEST, rows=6
        )


class CancelTalkForm(forms.Form):
    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {"reason": readers}
        self.asked = ("reason",)
        # Not required here: the rule says why a reason is needed.
        self.fields["reason"] = text_box(_("Skäl"), _("En mening."), REASON_LONGEST)


class TopicForm(forms.Form):
    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {"text": readers}
        self.asked = ("text",)
        self.fields["text"] = text_line(_("Nytt ämne"), "", TOPIC_LONGEST)


class NotesForm(forms.Form):
    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {"notes": readers}
        self.asked = ("notes",)
        self.fields["notes"] = text_box(
            _("Det vi talade om"), "", NOTES_LONGEST, rows=6
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput())


class AgreeForm(forms.Form):
    def __init__(
        self, *args: Any, owners: list[User], readers: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {"what": readers}
        self.owners = {str(user.pk): user for user in owners}
        self.fields["what"] = forms.CharField(
            label=_("Vad ska göras?"),
            validators=[at_most(WHAT_LONGEST)],
            error_messages={"required": _("Skriv vad som ska göras.")},
        )
        self.fields["owner"] = forms.ChoiceField(
            label=_("Vem gör det?"),
            choices=[(key, str(user)) for key, user in self.owners.items()],
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Välj vem som gör det."),
                "invalid_choice": _("Personen kan inte väljas. Välj ur listan."),
            },
        )
        self.fields["due_on"] = DateField(label=_("Till när?"))

    def agreed(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "what": given["what"],
            "owner": self.owners[given["owner"]],
            "due_on": given["due_on"],
        }
