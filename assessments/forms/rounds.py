"""The forms of a 360: the statements, who is asked, how it ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.enums import Profession
from assessments.forms.texts import text_box
from assessments.forms.widgets import NOT_SEEN, Row, answered
from assessments.rules.instruments import Instrument, Item
from assessments.rules.rounds import LONGEST_REASON
from bt_admin.lib.forms import DateField
from bt_admin.lib.swedish import begin


class RoundAnswerForm(forms.Form):
    """The statements and two boxes: the same to the doctor and to the others."""

    def __init__(
        self, *args: Any, given: Instrument, readers: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.given = given
        for item in given.items:
            self.fields[f"item_{item.key}"] = statement(item)
        for prompt in given.prompts:
            # No limit here: the rule counts, and says how much too long a text is.
            self.fields[f"text_{prompt.key}"] = text_box(prompt.label, prompt.hint)
        self.asked = tuple(f"item_{item.key}" for item in given.items)
        boxes = [f"text_{prompt.key}" for prompt in given.prompts]
        self.readers = {box: _("Samma läsare.") for box in boxes} | {boxes[0]: readers}

    @property
    def answers(self) -> dict[str, int | None]:
        """Only what was answered; «not seen» is an answer."""
        told = self.cleaned_data
        return {
            item.key: int(told[f"item_{item.key}"] or 0) or None
            for item in self.given.items
            if answered(self, f"item_{item.key}")
        }

    @property
    def texts(self) -> dict[str, str]:
        told = self.cleaned_data
        return {one.key: told[f"text_{one.key}"] for one in self.given.prompts}

    @property
    def areas(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [
            (section, [self[f"item_{item.key}"] for item in section.items])
            for section in self.given.sections
        ]

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[f"text_{one.key}"] for one in self.given.prompts]


def statement(item: Item) -> forms.ChoiceField:
    assert item.scale is not None
    steps = [(step.value, step.label) for step in item.scale.steps]
    unseen = item.scale.not_assessable
    return forms.ChoiceField(
        label=item.label,
        choices=[*steps, *([(NOT_SEEN, unseen)] if unseen else [])],
        widget=Row(),
        required=False,
        error_messages={"invalid_choice": _("Välj ett av svaren i listan.")},
    )


class RaterForm(forms.Form):
    """Whom to ask. What is wrong is said by the rule, at each field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("name", "email", "profession")
        plain = {"autocomplete": "off"}
        self.fields["name"] = forms.CharField(
            label=_("Namn"), required=False, widget=forms.TextInput(attrs=plain)
        )
        self.fields["email"] = forms.CharField(
            label=_("E-post"),
            required=False,
            widget=forms.EmailInput(attrs=plain),
            help_text=_("Mejlet går hit. Inget konto behövs."),
        )
        self.fields["profession"] = forms.ChoiceField(
            label=_("Yrke"),
            required=False,
            choices=[("", _("Välj yrke")), *capitalized()],
            error_messages={"invalid_choice": _("Välj i listan.")},
        )


def capitalized() -> list[tuple[str, str]]:
    return [(one.value, begin(str(one.label))) for one in Profession]


class EndForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"] = DateField(label=_("Sista dag att svara"))


class ReasonForm(forms.Form):
    """Why: the rule says that it is needed."""

    def __init__(self, *args: Any, label: str, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("reason",)
        self.readers = {"reason": readers}
        self.fields["reason"] = text_box(label, "", LONGEST_REASON, rows=2)


class RoundTalkForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DateField(label=_("När hölls samtalet?"))
