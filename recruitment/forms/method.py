"""A region's way of recruiting as it is written: one form for each part of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recruitment.forms.numbers import number
from recruitment.forms.rounds import line, whole
from recruitment.rules.method_faults import (
    LANGUAGES,
    MAY_BE_NONE,
    MOST_DAYS,
    MOST_ROUNDS,
    TIMES,
    Fault,
)
from recruitment.rules.phase_faults import LONGEST

TIME_WORDS = {
    "open_days_min": gettext_lazy("Ansökan är öppen minst"),
    "open_days_max": gettext_lazy("Ansökan är öppen högst"),
    "call_within_days": gettext_lazy("Kallelse till intervju inom"),
    "interview_days_max": gettext_lazy("Dagar med intervjuer, högst"),
    "days_to_think": gettext_lazy("Svarstid på ett erbjudande"),
    "complement_days": gettext_lazy("Tid att komplettera efter sista dagen"),
    "reserve_days_to_think": gettext_lazy("Svarstid för en reserv"),
    "list_lives_days": gettext_lazy("Reservlistan gäller efter start"),
}
LANGUAGE_WORDS = {
    "c1": gettext_lazy("Bevis om svenska på C1-nivå"),
    "regional_test": gettext_lazy("Regionens eget språktest"),
}


class PartForm(forms.Form):
    """One part of a method. `version` is of the round that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def show(self, found: Sequence[Fault]) -> None:
        """What the rules found that no field could tell."""
        for fault in found:
            name = self.field_at(fault.where)
            if name in self.fields and name in self.errors:
                continue
            self.add_error(name if name in self.fields else None, fault.text)

    def field_at(self, where: str) -> str:
        return where.rsplit(" › ", 1)[-1]


class ItselfForm(PartForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"] = line(
            _("Vad det heter"), LONGEST,
            error_messages={"required": _("Skriv vad det heter.")},
        )  # fmt: skip
        self.fields["rounds_per_year"] = whole(_("Omgångar om året"), 1, MOST_ROUNDS)
        self.fields["season"] = line(_("När på året"), required=False)
        self.fields["starts"] = line(_("När BT börjar"), required=False)
        self.fields["threshold"] = number(
            _("Gräns för alla poäng tillsammans"),
            required=False,
            help_text=_("Tomt: ingen gräns."),
        )

    def told(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "label": told["label"],
            "rounds_per_year": told["rounds_per_year"],
            "season": told["season"],
            "starts": told["starts"],
            "threshold": told["threshold"] or None,
        }


class TimesForm(PartForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TIMES:
            least = 0 if name in MAY_BE_NONE else 1
            days = "" if name == "interview_days_max" else _("dagar")
            label = " ".join(
                filter(None, [str(TIME_WORDS[name]), days and f"({days})"])
            )
            self.fields[name] = whole(label, least, MOST_DAYS)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        least, most = told.get("open_days_min"), told.get("open_days_max")
        if least and most and least > most:
            text = _("Den kortaste ansökningstiden är längre än den längsta.")
            self.add_error("open_days_max", text)
        return told

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TIMES}


class DemandsForm(PartForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"] = forms.MultipleChoiceField(
            label=_("Bevis om svenska som räcker"),
            choices=[(one.value, LANGUAGE_WORDS[one.value]) for one in LANGUAGES],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["references"] = forms.BooleanField(
            label=_("Referenser tas"), required=False
        )
        self.fields["record_before_offer"] = forms.BooleanField(
            label=_("Utdrag ur belastningsregistret visas upp före erbjudandet"),
            required=False,
        )
        for name, label in (("union", _("Facket")), ("group", _("Gruppen"))):
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.asked = {"languages"}
        self.readers = {"union": _("Läses av alla i gruppen."),
                        "group": _("Läses av alla i gruppen.")}  # fmt: skip

    def told(self) -> dict[str, Any]:
        names = ("languages", "references", "record_before_offer", "union", "group")
        return {name: self.cleaned_data[name] for name in names}
