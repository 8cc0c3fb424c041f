"""The form of an interviewer: each criterion's steps, and words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.texts import text_box
from bt_admin.lib.forms import ScaleLadder
from recruitment.rules.criteria import Criterion, Phase
from recruitment.rules.interviewing import LONGEST_TEXT

PREFIX = "c_"


class ScoreForm(forms.Form):
    """Nothing has to be filled in to save; all of it to send, which the rule says."""

    def __init__(self, *args: Any, phase: Phase, who: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phase = phase
        self.asked = {PREFIX + one.key for one in phase.criteria}
        for one in phase.criteria:
            self.fields[PREFIX + one.key] = _scale(one)
        self.fields["comment"] = text_box(
            _("Kommentar till gruppen"), longest=LONGEST_TEXT
        )
        self.fields["feedback"] = text_box(
            _("Återkoppling till den sökande"),
            _("Skriv så att den går att läsa högt för %s.") % who,
            longest=LONGEST_TEXT,
        )
        self.readers = {
            "comment": _("Läses av intervjugruppen när alla har skickat sina poäng."),
            "feedback": _("Läses av den sökande efter beskedet, utan ditt namn."),
        }

    @property
    def scales(self) -> list[forms.BoundField]:
        return [self[PREFIX + one.key] for one in self.phase.criteria]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not name.startswith(PREFIX)]

    @property
    def scores(self) -> dict[str, int]:
        given = {
            one.key: self.cleaned_data.get(PREFIX + one.key)
            for one in self.phase.criteria
        }
        return {key: int(value) for key, value in given.items() if value}


class ChangeForm(ScoreForm):
    """The same, with why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change_reason"] = text_box(
            _("Varför ändrar du?"), longest=LONGEST_TEXT
        )
        self.asked = self.asked | {"change_reason"}
        self.readers["change_reason"] = _("Läses av intervjugruppen, vid poängen.")


def _scale(one: Criterion) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=one.label,
        required=False,
        help_text=one.question,
        choices=[(str(step.value), step.text) for step in one.anchors],
        widget=ScaleLadder(),
        error_messages={
            "invalid_choice": _("Skriv ett heltal mellan %(low)s och %(high)s.")
            % {"low": one.lowest, "high": one.highest}
        },
    )


class PresenceForm(forms.Form):
    came = forms.TypedChoiceField(
        choices=[("ja", "ja"), ("nej", "nej")], coerce=lambda value: value == "ja"
    )
