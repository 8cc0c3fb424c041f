"""Earlier service: put forward with its papers, and decided."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _

from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.uploads import FilesField, say_what_did_not_follow
from placements.actions.credit import Service
from placements.enums import CreditKind, CreditPaper
from placements.forms.fields import OneOf, PercentField

MAX_TEXT = 4000
PAPERS = {
    "certificate": CreditPaper.SERVICE_CERTIFICATE,
    "assessments": CreditPaper.ASSESSMENTS,
    "other": CreditPaper.OTHER,
}


class PapersForm(forms.Form):
    """The papers that a request rests on, by what they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "certificate": FilesField(
                label=_("Tjänstgöringsintyg"),
                help_text=_("PDF, JPEG eller PNG, högst 10\u00a0MB var."),
            ),
            "assessments": FilesField(label=_("Bedömningar från den tiden")),
            "other": FilesField(label=_("Annat")),
        }

    def clean(self) -> dict[str, Any]:
        if self.errors:
            say_what_did_not_follow(self, *PAPERS)
        return self.cleaned_data

    def say_what_did_not_follow(self) -> None:
        say_what_did_not_follow(self, *PAPERS)

    def papers(self) -> dict[str, list[Any]]:
        given = {kind: self.cleaned_data[name] for name, kind in PAPERS.items()}
        return {kind: files for kind, files in given.items() if files}


class AddPapersForm(PapersForm):
    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.papers():
            raise forms.ValidationError(_("Välj minst en fil."), code="required")
        return self.cleaned_data


class CreditForm(PapersForm):
    def __init__(self, *args: Any, placements: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = self.fields
        self.fields = {
            "id": forms.UUIDField(
                widget=forms.HiddenInput, initial=uuid4, required=False
            ),
            "kind": forms.ChoiceField(
                label=_("Vad var det?"),
                choices=CreditKind.choices,
                widget=Choices,
                error_messages={"required": _("Välj vad det var.")},
            ),
            "workplace": workplace(),
            "starts_on": DateField(label=_("Från")),
            "ends_on": DateField(label=_("Till och med")),
            "percent": PercentField(initial=100),
            "asked_months": whole(_("Månader på heltid att räkna"), 24),
            "asked_days": whole(_("och dagar"), 30, required=False),
            "placement": counted_against(placements),
            "text": forms.CharField(
                label=_("Vad lärde du dig där?"),
                required=False,
                max_length=MAX_TEXT,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"max_length": _("Skriv högst 4000 tecken.")},
            ),
            **papers,
        }
        self.readers = {"text": _("Läses av AT/BT-chef och dem som planerar din BT.")}

    def service(self) -> Service:
        given = self.cleaned_data
        return Service(
            kind=given["kind"],
            workplace=given["workplace"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            percent=given["percent"],
            placement=given["placement"],
            months=given["asked_months"],
            days=given["asked_days"] or 0,
            text=given["text"],
        )


def workplace() -> forms.Field:
    return forms.CharField(
        label=_("Var?"),
        help_text=_("Klinik och sjukhus, eller vårdcentral. Land om utomlands."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Skriv var det var."),
            "max_length": _("Skriv högst 120 tecken."),
        },
    )


def counted_against(placements: list[Any]) -> forms.Field:
    field = OneOf(
        label=_("Räkna av mot placering"),
        help_text=_("Den kortas från slutet, och det som kommer efter flyttas."),
        error_messages={"required": _("Välj en placering.")},
    )
    field.offer(
        placements,
        [("", _("Välj")), *((str(one.pk), one.title) for one in placements)],
    )
    return field


class DecisionForm(forms.Form):
    """`shown` is the last day of BT that the page told of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "outcome": forms.ChoiceField(
                label=_("Beslut"),
                choices=[("grant", _("Bevilja")), ("refuse", _("Bevilja inte"))],
                widget=Choices(unfolds={"grant": ["months", "days"]}),
                error_messages={"required": _("Välj vad du beslutar.")},
            ),
            "months": whole(_("Månader på heltid"), 24, required=False),
            "days": whole(_("och dagar"), 30, required=False),
            "reason": forms.CharField(
                label=_("Skäl"),
                help_text=_("Vad beslutet bygger på. BT-läkaren läser det."),
                widget=forms.Textarea(attrs={"rows": 4}),
                max_length=MAX_TEXT,
                error_messages={
                    "required": _("Skriv skälen för beslutet."),
                    "max_length": _("Skriv högst 4000 tecken."),
                },
            ),
            "shown": forms.DateField(widget=forms.HiddenInput, required=False),
        }
        self.asked = ("months", "days")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        nothing = not given.get("months") and not given.get("days")
        amounts_fit = not {"months", "days"} & set(self.errors)
        if given.get("outcome") == "grant" and nothing and amounts_fit:
            self.add_error("months", _("Skriv hur mycket du beviljar."))
        return given

    def now_shows(self, last_day: date | None) -> None:
        """The last day of BT that stands on the page, to come back with the answer."""
        shown = last_day.isoformat() if last_day else ""
        self.initial["shown"] = shown
        if self.is_bound:
            self.data["shown"] = shown

    def amount(self) -> tuple[int, int]:
        given = self.cleaned_data
        if given.get("outcome") != "grant":
            return 0, 0
        return given.get("months") or 0, given.get("days") or 0


def whole(label: str, most: int, *, required: bool = True) -> forms.Field:
    words = _("Skriv ett tal mellan 0 och %(most)s.") % {"most": most}
    return forms.IntegerField(
        label=label,
        required=required,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={"required": words, "invalid": words},
        validators=[MinValueValidator(0, words), MaxValueValidator(most, words)],
    )
