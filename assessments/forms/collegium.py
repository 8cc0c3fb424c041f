"""What the kollegium came to, and the talk about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.enums import CollegiumOutcome
from assessments.forms.texts import text_box
from bt_admin.lib.forms import DateField, Outcomes

LONGEST = 4000


class CollegiumForm(forms.Form):
    """What the kollegium came to; in a meeting the day is known already."""

    def __init__(
        self, *args: Any, readers: str, in_meeting: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("outcome", "strengths", "development")
        self.readers = {
            "strengths": readers,
            "development": _("Samma läsare."),
            "actions_agreed": _("Samma läsare."),
        }
        if not in_meeting:
            self.fields["held_on"] = DateField(label=_("När hölls kollegiet?"))
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Utfall"),
            choices=CollegiumOutcome.choices,
            widget=Outcomes(
                notes={
                    CollegiumOutcome.ON_TRACK_WITH_PLAN: _(
                        "Åtgärder och uppföljningsdag behövs."
                    ),
                    CollegiumOutcome.AT_RISK: _(
                        "Åtgärder och uppföljningsdag behövs. AT/BT-chefen får besked."
                    ),
                }
            ),
            error_messages={
                "required": _("Välj vad kollegiet kom fram till."),
                "invalid_choice": _("Välj ett av utfallen."),
            },
        )
        self.fields["strengths"] = text_box(_("Starka sidor"), "", LONGEST)
        self.fields["development"] = text_box(_("Behöver utvecklas"), "", LONGEST)
        self.fields["actions_agreed"] = text_box(
            _("Överenskommet"),
            _("Det som inte är en åtgärd med ansvarig och datum."),
            LONGEST,
        )
        self.fields["follow_up_on"] = DateField(label=_("Följs upp"), required=False)

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class FeedBackForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DateField(label=_("När hölls samtalet?"))
