"""The form of a review: a scale for each criterion, and two texts for two readers."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.forms import ScaleLadder
from recruitment.actions.reviewing import Written
from recruitment.rules.criteria import Criterion, Phase
from recruitment.rules.reviewing import LONGEST
from recruitment.rules.scoring import may_score

SCORE = "score_"


class ScoreField(forms.Field):
    """A step of the scale, or nothing yet; the rule says what is outside of it."""

    def __init__(self, criterion: Criterion) -> None:
        self.criterion = criterion
        choices = [(str(one.value), one.text) for one in criterion.anchors]
        super().__init__(
            label=criterion.label,
            required=False,
            help_text=criterion.question,
            widget=ScaleLadder(choices=choices),
        )

    def clean(self, value: Any) -> int | None:
        if value in (None, ""):
            return None
        try:
            given = int(value)
        except ValueError:
            given = self.criterion.lowest - 1
        verdict = may_score(self.criterion, given)
        if not verdict:
            raise forms.ValidationError([one.text for one in verdict])
        return given


class ReviewForm(forms.Form):
    def __init__(self, *args: Any, phase: Phase, sending: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phase, self.sending = phase, sending
        for one in phase.criteria:
            self.fields[SCORE + one.key] = ScoreField(one)
        self.fields["comment"] = text_box(_("Kommentar till gruppen"))
        self.fields["feedback"] = text_box(_("Återkoppling till den sökande"))
        self.asked = {SCORE + one.key for one in phase.criteria}
        self.readers = {
            "comment": _(
                "Läses av rekryteringsgruppen när de har skickat sina egna. Kan lämnas "
                "ut som allmän handling."
            ),
            "feedback": _("Läses av den sökande efter beskedet, utan ditt namn."),
        }

    def clean(self) -> dict[str, Any]:
        """To send, every score is needed; each that is missing is told at its place."""
        if self.sending:
            for one in self.phase.criteria:
                name = SCORE + one.key
                if name not in self.errors and self.cleaned_data.get(name) is None:
                    self.add_error(name, _("Poäng saknas för %s.") % one.label)
        return self.cleaned_data

    @property
    def scores(self) -> list[forms.BoundField]:
        return [self[SCORE + one.key] for one in self.phase.criteria]

    @property
    def written(self) -> Written:
        given = {
            one.key: self.cleaned_data.get(SCORE + one.key)
            for one in self.phase.criteria
        }
        return Written(
            scores={key: value for key, value in given.items() if value is not None},
            comment=self.cleaned_data["comment"],
            feedback=self.cleaned_data["feedback"],
        )


def text_box(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def filled_in(review: Any) -> dict[str, Any]:
    """What is kept of a review, as its form begins with it."""
    scores = {SCORE + key: str(value) for key, value in review.scores.items()}
    return scores | {"comment": review.comment, "feedback": review.feedback}


class ConflictForm(forms.Form):
    """What ties oneself to the applicant."""

    text = forms.CharField(max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = _("Vad är kopplingen?")
        field.help_text = _("Till exempel: jag var handledare åt den sökande 2024.")
        field.error_messages["required"] = _("Skriv vad som kopplar er till varandra.")
        self.readers = {"text": _("Läses av dem som leder rekryteringen.")}
