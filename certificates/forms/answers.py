"""What Socialstyrelsen has answered, as whoever has the letter tells it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField
from certificates.enums import AnswerKind

K = AnswerKind
# What each kind of step asks besides its date, by the names of `ApplicationAnswer`.
ASKS: dict[str, tuple[str, ...]] = {
    K.COMPLEMENT: ("text", "last_on"),
    K.SENT_AGAIN: ("tracking",),
    K.APPROVED: ("case_number",),
    K.REJECTED: ("text", "case_number", "received_on"),
    K.UPHELD: ("case_number", "received_on"),
    K.APPEALED: ("tracking",),
}
CHOICES = {
    K.COMPLEMENT: gettext_lazy("Socialstyrelsen vill ha en komplettering"),
    K.SENT_AGAIN: gettext_lazy("Kompletteringen är skickad"),
    K.APPROVED: gettext_lazy("Ansökan är godkänd"),
    K.REJECTED: gettext_lazy("Ansökan har fått avslag"),
    K.RECEIVED: gettext_lazy("Jag vet nu vilken dag avslaget togs emot"),
    K.APPEALED: gettext_lazy("Avslaget är överklagat"),
    K.UPHELD: gettext_lazy("Avslaget står fast efter överklagandet"),
    K.APPLY_AGAIN: gettext_lazy("En ny ansökan görs i stället"),
}
NOTES = {
    K.COMPLEMENT: gettext_lazy("Ansökan går då att ändra tills den skickas igen."),
    K.APPROVED: gettext_lazy("BT är klar. BT-läkaren får veta det."),
    K.RECEIVED: gettext_lazy("Skriv den dagen i datumet här ovanför."),
    K.APPEALED: gettext_lazy("Skrivelsen lämnas till Socialstyrelsen."),
    K.APPLY_AGAIN: gettext_lazy("Intygen finns kvar. Ansökan öppnas på nytt."),
}


class AnswerFields(forms.Form):
    """One date, one kind of step, and under it what that kind has to say."""

    on = DateField(
        label=gettext_lazy("Datum"),
        help_text=gettext_lazy("Brevets eller beslutets datum, eller dagen det hände."),
    )

    def __init__(self, *args: Any, kinds: Iterable[AnswerKind], **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = list(kinds)
        choices = [(str(kind), CHOICES[kind]) for kind in kinds]
        unfolds = {
            kind: [_name(kind, one) for one in ASKS.get(kind, ())] for kind in kinds
        }
        self.fields["kind"] = forms.ChoiceField(
            label=_("Vad har hänt?"),
            choices=choices,
            widget=Choices(notes=NOTES, unfolds=unfolds, choices=choices),
            error_messages={"required": _("Välj vad som har hänt.")},
        )
        self.order_fields(["kind", "on"])
        for kind in kinds:
            for one in ASKS.get(kind, ()):
                self.fields[_name(kind, one)] = _field(kind, one)
        self.readers = {
            _name(kind, "text"): _("Läses av BT-läkaren, AT/BT-chefen och kansliet.")
            for kind in kinds
        }

    def told(self) -> dict[str, Any]:
        """What was told, by the names of `ApplicationAnswer`."""
        data = self.cleaned_data
        kind = AnswerKind(data["kind"])
        told = {one: data[_name(kind, one)] for one in ASKS.get(kind, ())}
        return {"kind": kind, "on": data["on"], **told}

    def name_of(self, field: str) -> str:
        """Where a reason about this is shown."""
        name = _name(self.cleaned_data.get("kind", ""), field)
        return name if name in self.fields else field

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        """What a registered step says, to be corrected."""
        asked = {
            _name(row.kind, one): getattr(row, one) for one in ASKS.get(row.kind, ())
        }
        return {"kind": row.kind, "on": row.on, **asked}


class CorrectionFields(AnswerFields):
    """The same, or that nothing had happened at all; and why."""

    def __init__(self, *args: Any, kinds: Iterable[AnswerKind], **more: Any) -> None:
        super().__init__(*args, kinds=kinds, **more)
        kind = self.fields["kind"]
        nothing = (str(AnswerKind.MISTAKEN), _("Inget av detta: det var ett misstag"))
        kind.label = _("Vad hände egentligen?")
        kind.choices = [*kind.choices, nothing]
        self.fields["correction"] = forms.CharField(
            label=_("Varför rättas det?"),
            max_length=300,
            error_messages={"required": _("Skriv varför.")},
            widget=forms.Textarea(attrs={"rows": 2}),
        )


class SentFields(forms.Form):
    """Optional: what the post gave for the envelope."""

    tracking = forms.CharField(
        label=gettext_lazy("Kollinummer"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Om brevet är rekommenderat eller spårbart."),
        widget=forms.TextInput(attrs={"class": "medium"}),
    )


def _name(kind: str, field: str) -> str:
    return f"{kind}_{field}"


def _field(kind: str, name: str) -> forms.Field:
    labels = {
        (K.COMPLEMENT, "text"): _("Vad Socialstyrelsen vill ha"),
        (K.REJECTED, "text"): _("Skälen, så som de står i beslutet"),
        (K.UPHELD, "case_number"): _("Målets eller ärendets nummer"),
    }
    if name == "text":
        area = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(
            label=labels[AnswerKind(kind), name],
            max_length=4000,
            required=False,
            widget=area,
        )
    if name == "last_on":
        return DateField(label=_("Sista dag att komplettera"), required=False)
    if name == "received_on":
        words = _("Från den dagen räknas tiden att överklaga. Tomt om du inte vet.")
        label = _("Dagen då beslutet togs emot")
        return DateField(label=label, required=False, help_text=words)
    label = labels.get((AnswerKind(kind), name)) or {
        "case_number": _("Diarienummer"), "tracking": _("Kollinummer"),
    }[name]  # fmt: skip
    most = 60 if name == "tracking" else 40
    box = forms.TextInput(attrs={"class": "medium"})
    return forms.CharField(label=label, max_length=most, required=False, widget=box)
