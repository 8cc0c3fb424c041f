"""Appointing an extern bedömare, the jävsförklaring, and the outcome."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField, Outcomes
from certificates.enums import ExternalOutcome
from certificates.rules.final_outcome import VERDICTS

SOMEBODY_ELSE = "else"
MAX_TEXT = 4000


class AppointFields(forms.Form):
    """Among those who may, or by the e-mail address of anybody with an account."""

    person = forms.ChoiceField(
        label=gettext_lazy("Vem ska bedöma?"),
        error_messages={"required": gettext_lazy("Välj någon.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-postadress"),
        help_text=gettext_lazy("Den som bedömaren loggar in med."),
        required=False,
    )
    planned_on = DateField(label=gettext_lazy("Planerad dag"), required=False)

    def __init__(self, *args: Any, candidates: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [one for one in candidates if one.verdict]
        notes = {str(one.user.pk): one.note for one in free}
        notes[SOMEBODY_ELSE] = _("Från en annan klinik eller en annan region.")
        self.fields["person"].widget = Choices(
            notes=notes, unfolds={SOMEBODY_ELSE: ["email"]}
        )
        self.fields["person"].choices = [
            *[(str(one.user.pk), one.user.full_name) for one in free],
            (SOMEBODY_ELSE, _("Någon annan")),
        ]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        wants_email = given.get("person") == SOMEBODY_ELSE
        if wants_email and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Skriv en e-postadress."))
        return given


class DeclareFields(forms.Form):
    """Two boxes; both are needed, and the rule says so."""

    not_same_unit = forms.BooleanField(required=False)
    no_part = forms.BooleanField(required=False)

    def __init__(self, *args: Any, doctor: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"doctor": doctor}
        self.fields["not_same_unit"].label = (
            _("Jag har inte tjänstgjort vid samma vårdenhet samtidigt som %(doctor)s.")
            % words
        )
        self.fields["no_part"].label = _(
            "Jag har inte heller på något annat sätt haft del i bastjänstgöringen."
        )


REASONS = {
    ExternalOutcome.DOCUMENTATION_INCOMPLETE: gettext_lazy("Vad som saknas"),
    ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED: gettext_lazy(
        "Vad som behövs, och hur det ska märkas"
    ),
    ExternalOutcome.NOT_APPROVED: gettext_lazy("Vad bedömningen bygger på"),
    ExternalOutcome.DISAGREEMENT: gettext_lazy("Vad ni ser olika på"),
}


# What the doctor is to do something about is read by the doctor too.
READ = (
    ExternalOutcome.DOCUMENTATION_INCOMPLETE,
    ExternalOutcome.CLINICAL_COMPLEMENT_REQUIRED,
)


class OutcomeFields(forms.Form):
    held_on = DateField(label=gettext_lazy("När bedömningen hölls"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("Vad kommer du fram till?"),
        choices=ExternalOutcome.choices,
        error_messages={"required": gettext_lazy("Välj ett utfall.")},
    )

    def __init__(
        self,
        *args: Any,
        notes: dict[str, str],
        readers: str,
        with_doctor: str,
        help_text: str,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = today
        self.fields["outcome"].help_text = help_text
        unfolds = {str(one): [f"reasons_{one}"] for one in REASONS}
        unfolds[str(ExternalOutcome.DISAGREEMENT)].insert(0, "own_verdict")
        self.fields["outcome"].widget = Outcomes(
            notes=notes, unfolds=unfolds, choices=ExternalOutcome.choices
        )
        self.fields["own_verdict"] = forms.ChoiceField(
            label=_("Vad kom du själv fram till?"),
            choices=[(one.value, one.label) for one in VERDICTS],
            widget=Choices(),
            required=False,
        )
        self.readers = {}
        for one, label in REASONS.items():
            self.fields[f"reasons_{one}"] = forms.CharField(
                label=label,
                required=False,
                max_length=MAX_TEXT,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.readers[f"reasons_{one}"] = with_doctor if one in READ else readers

    @property
    def own_verdict(self) -> str:
        """What the assessor came to, where the two differ."""
        differ = self.cleaned_data["outcome"] == ExternalOutcome.DISAGREEMENT
        return self.cleaned_data["own_verdict"] if differ else ""

    @property
    def reasons(self) -> str:
        """What was written under the outcome that was chosen."""
        return self.cleaned_data.get(f"reasons_{self.cleaned_data['outcome']}", "")
