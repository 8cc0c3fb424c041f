"""The forms of a referee, of the record check, and of an answer to a call."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.forms import DateField
from recruitment.rules.references import Question


class ReferenceForm(forms.Form):
    """What is asked; whether it is enough is the rule's to say."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {one.key for one in questions if one.required}
        for one in questions:
            self.fields[one.key] = _field(one)


def _field(question: Question) -> forms.Field:
    if question.choices:
        return forms.ChoiceField(
            label=question.label,
            required=False,
            choices=question.choices,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Välj ett svar.")},
        )
    return forms.CharField(
        label=question.label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecordForm(forms.Form):
    """A day, and nothing else: what stood in the extract is written nowhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_on"] = DateField(label=_("Utdraget visades upp"))


class CallAnswerForm(forms.Form):
    """The candidate's answer to a call."""

    def __init__(self, *args: Any, asks_observer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"] = forms.CharField(widget=forms.HiddenInput)
        self.fields["works"] = forms.ChoiceField(
            label=_("Fungerar tiden?"),
            choices=[
                ("ja", _("Ja, jag kommer")),
                ("nej", _("Nej, jag behöver en annan tid")),
            ],
            widget=forms.RadioSelect,
        )
        if asks_observer:
            self.fields["observer"] = forms.ChoiceField(
                label=_("Får en facklig observatör vara med?"),
                help_text=_(
                    "Observatören följer att alla behandlas lika och sätter inga poäng. "
                    "Svaret påverkar inte bedömningen."
                ),
                choices=[("ja", _("Ja")), ("nej", _("Nej"))],
                widget=forms.RadioSelect,
            )

    @property
    def works(self) -> bool:
        return self.cleaned_data["works"] == "ja"

    @property
    def observer_welcome(self) -> bool | None:
        answer = self.cleaned_data.get("observer", "")
        return answer == "ja" if answer else None
