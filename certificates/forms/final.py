"""The forms of the final judgement: the meeting, and each step after the outcome."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.talk import TimeField
from assessments.models import CollegiumMeeting
from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.swedish import clock_time, long_day
from certificates.enums import FinalDecision
from certificates.rules.final_outcome import VERDICTS

LONGEST, SHORT = 4000, 500


def text(label: Any, rows: int = 4, longest: int = LONGEST, **given: Any) -> Any:
    return forms.CharField(
        label=label,
        required=False,  # the rule asks for it, and says why
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        **given,
    )


def committee_label(row: CollegiumMeeting) -> str:
    at = _(" kl. %s") % clock_time(row.meets_at) if row.meets_at else ""
    return f"{row.title}, {long_day(row.meets_on)}{at}"


class MeetingFields(forms.Form):
    """When and where; why, when it is moved or lies on another day than usual."""

    on = DateField(label=gettext_lazy("Datum"))
    at = TimeField(label=gettext_lazy("Klockan"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minuter"),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    place = forms.CharField(label=gettext_lazy("Var"), required=False, max_length=200)
    doctor_present = forms.BooleanField(
        label=gettext_lazy("BT-läkaren är med"), required=False
    )
    committee = forms.ChoiceField(
        label=gettext_lazy("Hålls som"), required=False, widget=Choices()
    )
    outside = text(gettext_lazy("Varför den dagen?"), 2, SHORT)
    reason = text(gettext_lazy("Varför flyttas mötet?"), 2, SHORT)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    asked = ("place", "reason")  # by the rule, which says why

    def __init__(
        self,
        *args: Any,
        mandatory: bool,
        moving: bool,
        place: str,
        committees: Sequence[CollegiumMeeting] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outside"].help_text = _("Bara om dagen ligger utanför tiden ovan.")
        self.fields["place"].help_text = place
        if mandatory:
            del self.fields["doctor_present"]
        if not moving:
            del self.fields["reason"]
        self.committees = {str(one.pk): one for one in committees}
        if not committees:
            del self.fields["committee"]
            return
        self.fields["committee"].choices = [
            ("", _("Ett eget möte")),
            *((key, committee_label(one)) for key, one in self.committees.items()),
        ]

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        starts = datetime.combine(told["on"], told["at"])
        return {
            "starts_at": timezone.make_aware(starts),
            "minutes": told["minutes"],
            "place": told["place"],
            "doctor_present": told.get("doctor_present", False),
            "committee": self.committees.get(told.get("committee", "")),
            "outside": told["outside"],
            "reason": told.get("reason", ""),
            "version": told["version"] or 0,
        }


class CancelFields(forms.Form):
    reason = text(gettext_lazy("Varför ställs mötet in?"), 2, SHORT)
    asked = ("reason",)


class TestFields(forms.Form):
    test = text(
        gettext_lazy("Vad består provet av?"),
        3,
        SHORT,
        help_text=gettext_lazy("BT-läkaren läser det genast. Tomt tar bort provet."),
    )


class HeldFields(forms.Form):
    supervisor_there = forms.BooleanField(
        label=gettext_lazy("Huvudansvarig handledare var med"), required=False
    )
    assessor_there = forms.BooleanField(
        label=gettext_lazy("Den externa bedömaren var med"), required=False
    )
    doctor_there = forms.BooleanField(
        label=gettext_lazy("BT-läkaren var med"), required=False
    )


class NoteFields(forms.Form):
    text = text(gettext_lazy("Anteckningar"), 8)

    readers = {"text": gettext_lazy("Läses bara av dig.")}


# -------------------------------------------------------------- after the outcome
class StepFields(forms.Form):
    """One step; `step` says which one the page was about."""

    step = forms.CharField(widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.cleaned_data.items() if name != "step"
        }


class AnswerFields(StepFields):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Vad kom du själv fram till?"),
        choices=[(one.value, one.label) for one in VERDICTS],
        widget=Choices(),
    )
    reasons = text(gettext_lazy("Varför, om ni kom fram till olika"))


class TellFields(StepFields):
    told_on = DateField(label=gettext_lazy("När ni talades vid"))


class CompleteFields(StepFields):
    """Nothing but the button."""


class RefuseFields(StepFields):
    reasons = text(gettext_lazy("Varför BT inte förlängs"))
    asked = ("reasons", "text")


class ReasonsFields(StepFields):
    told_on = DateField(label=gettext_lazy("När ni talades vid"))
    reasons = text(gettext_lazy("Skälen, till BT-läkaren"), 8)
    asked = ("reasons", "text")


class ReadFields(StepFields):
    """Nothing but the button."""


class CloseFields(StepFields):
    decision = forms.ChoiceField(
        label=gettext_lazy("Beslut"),
        choices=FinalDecision.choices,
        widget=Choices(unfolds={FinalDecision.BT_ENDS: ["ends_on"]}),
    )
    ends_on = DateField(label=gettext_lazy("Sista dagen i tjänsten"), required=False)
    text = text(gettext_lazy("Beslutet och skälen"), 6)
    asked = ("reasons", "text")


FORMS: dict[str, type[StepFields]] = {
    "answer": AnswerFields,
    "tell": TellFields,
    "complete": CompleteFields,
    "extension": RefuseFields,
    "reasons": ReasonsFields,
    "read": ReadFields,
    "close": CloseFields,
}
ABOUT_A_DAY = {"tell", "reasons"}


def form_for(step: str, data: Any, today: date, readers: str) -> StepFields:
    """The form of this step; a talk was held today unless one says otherwise."""
    initial = {"step": step, **({"told_on": today} if step in ABOUT_A_DAY else {})}
    form = FORMS[step](data, initial=initial)
    setattr(form, "readers", dict.fromkeys(("reasons", "text"), readers))  # noqa: B010
    return form
