"""The forms of a worry and of an action plan."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.texts import at_most, text_box
from bt_admin.lib.forms import DateField

LONGEST = 4000
LONGEST_CONCERN = 300


class ConcernForm(forms.Form):
    """One tap, one sentence."""

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("text",)
        self.readers = {"text": readers}
        self.fields["text"] = forms.CharField(
            label=_("Vad har du sett? En mening räcker."),
            required=False,
            validators=[at_most(LONGEST_CONCERN)],
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["id"] = forms.UUIDField(
            widget=forms.HiddenInput, initial=uuid4, required=False
        )


class TalkForm(forms.Form):
    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("talk",)
        self.readers = {"talk": readers}
        self.fields["talk_on"] = DateField(label=_("När hölls samtalet?"))
        self.fields["talk"] = text_box(_("Vad ni kom fram till"), "", LONGEST)


class PlanForm(forms.Form):
    def __init__(
        self, *args: Any, roles: list[tuple[str, str]], readers: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("needs", "consulted")
        self.readers = {"needs": readers}
        self.fields["needs"] = text_box(_("Vad behöver tränas?"), "", LONGEST)
        self.fields["follow_up_on"] = DateField(label=_("Följs upp"))
        self.fields["consulted"] = forms.MultipleChoiceField(
            label=_("Vilka har ni hört?"),
            required=False,
            choices=roles,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Välj i listan.")},
        )


class OutcomeForm(forms.Form):
    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("outcome",)
        self.readers = {"outcome": readers}
        self.fields["outcome"] = text_box(_("Hur gick det?"), "", LONGEST)
