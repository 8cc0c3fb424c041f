"""The forms of a handover card and of the överlämningssamtal."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.talk import TOPIC_LONGEST, WhenForm
from assessments.forms.texts import lines_of, text_box

CARD_LONGEST = 2000


class CardForm(forms.Form):
    """What goes along. `choices` are the assessments, as (key, words)."""

    def __init__(
        self, *args: Any, readers: str, choices: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {"strengths": readers}
        self.asked = ("practise",)
        self.fields["strengths"] = text_box(
            _("Fortsätt med"), _("Det som har gått bra på placeringen."), CARD_LONGEST
        )
        self.fields["practise"] = text_box(
            _("Träna vidare på"), _("Det viktigaste på nästa placering."), CARD_LONGEST
        )
        self.fields["agreements"] = text_box(
            _("Överenskommet"),
            _("Det som nästa handledare behöver veta eller följa upp."),
            CARD_LONGEST,
        )
        if choices:
            self.fields["evidence"] = forms.MultipleChoiceField(
                label=_("Bedömningar att läsa"),
                help_text=_("Välj få. Den sammantagna bedömningen följer alltid med."),
                required=False,
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "invalid_choice": _("Välj bland de bedömningar som är signerade.")
                },
            )
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0, initial=0
        )

    def content(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "strengths": given["strengths"],
            "practise": given["practise"],
            "agreements": given["agreements"],
            "evidence": given.get("evidence", []),
        }


class HandoverTalkForm(WhenForm):
    """When they meet, and what is taken up; who meets follows from the placements."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"] = text_box(
            _("Ämnen"), _("Ett på varje rad. Alla kan lägga till fler."), 2000, rows=6
        )

    def clean_topics(self) -> list[str]:
        return lines_of(self.cleaned_data["topics"], TOPIC_LONGEST)
