"""The filter of a round's applications, and what the office writes about one."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import DateField
from bt_admin.lib.swedish import begin
from recruitment.enums import ApplicationState
from recruitment.queries.case_list import (
    COMPLEMENTED,
    COMPLETE,
    MISSING,
    UNTOLD,
    Wanted,
)
from recruitment.rules.checking import Known
from recruitment.rules.deciding import GAP
from recruitment.rules.papers import PaperKind, needed_papers

LONGEST = 4000
Choice = tuple[str, Any]
ALL: Choice = ("", "")


class CaseFilter(forms.Form):
    """What narrows the list lives in the address; nonsense there narrows nothing."""

    sok = forms.CharField(required=False, max_length=80)
    lage = forms.ChoiceField(required=False)
    ort = forms.ChoiceField(required=False)
    land = forms.ChoiceField(required=False)
    papper = forms.ChoiceField(required=False)
    svar = forms.ChoiceField(required=False)
    ordning = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, places: list[str], countries: list[str]) -> None:
        super().__init__(data, auto_id="filter_%s")
        states = [one for one in ApplicationState.choices if one[0] != "draft"]
        self.label("sok", _("Namn eller nummer"))
        self.offer("lage", _("Läge"), states)
        self.offer("ort", _("Ort"), [(one, one) for one in places])
        self.offer("land", _("Utbildningsland"), [(one, one) for one in countries])
        self.offer("papper", _("Handlingar"), [
            ("saknas", _("Något saknas")), ("klara", _("Kompletta")),
            ("nya", _("Kompletterade")),
        ])  # fmt: skip
        self.offer("svar", _("Svar"), [("ej", _("Beslutat, inte meddelat"))])
        self.label("ordning", _("Ordning"))
        self.fields["ordning"].choices = [
            ("", _("Nummer")), ("namn", _("Namn")), ("inkom", _("Senast inkommen")),
            ("lage", _("Läge")),
        ]  # fmt: skip
        self.asked = set(self.fields)
        self.full_clean()
        self.errors.clear()

    def label(self, name: str, words: str) -> None:
        self.fields[name].label = words

    def offer(self, name: str, words: str, choices: list[Choice]) -> None:
        self.label(name, words)
        self.fields[name].choices = [("", _("Alla")), *choices]

    def value(self, name: str) -> str:
        return self.cleaned_data.get(name, "")

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            state=self.value("lage"),
            place=self.value("ort"),
            country=self.value("land"),
            papers=PAPERS.get(self.value("papper"), ""),
            text=self.value("sok"),
            answer=UNTOLD if self.value("svar") else "",
            order=ORDERS.get(self.value("ordning"), "number"),
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address has to say for this very list, in a fixed order."""
        return [(name, self.value(name)) for name in self.fields if self.value(name)]

    @property
    def query(self) -> str:
        return urlencode(self.kept)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """What narrows the list, in words, with the address of the list without it."""
        return [
            (
                self.words(name),
                f"?{urlencode([one for one in self.kept if one[0] != name])}",
            )
            for name, _value in self.kept
            if name != "ordning"
        ]

    def words(self, name: str) -> str:
        value = self.value(name)
        if name == "sok":
            return f"”{value}”"
        return str(dict(self.fields[name].choices)[value])


PAPERS = {"saknas": MISSING, "klara": COMPLETE, "nya": COMPLEMENTED}
ORDERS = {"namn": "name", "inkom": "submitted", "lage": "state"}


class LetterForm(forms.Form):
    """A letter to the applicant, filled in beforehand."""

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.CharField(
            label=label or _("Svar till den sökande"),
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 9}),
            error_messages={"required": _("Skriv vad den sökande ska få veta.")},
        )

    @property
    def readers(self) -> dict[str, str]:
        return {
            "text": _("Läses av den sökande, och kan lämnas ut som allmän handling.")
        }


class ComplementForm(LetterForm):
    """Which papers are asked for, and the letter that says so."""

    def __init__(
        self,
        *args: Any,
        papers: Sequence[PaperKind],
        missing: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, label=_("Meddelande till den sökande"), **kwargs)
        self.papers = {one.key: one for one in papers}
        self.fields["kinds"] = forms.MultipleChoiceField(
            label=_("Handlingar som begärs"),
            help_text=_(
                "En handling som redan finns räknas inte längre; den sökande lämnar en "
                "ny."
            ),
            choices=[(one.key, begin(one.label)) for one in papers],
            initial=list(missing),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Kryssa i det som ska lämnas.")},
        )
        self.order_fields(["kinds", "text"])

    def clean(self) -> dict[str, Any]:
        """What is asked for stands where the letter has a gap for it."""
        data = self.cleaned_data
        chosen = [self.papers[key] for key in data.get("kinds", ())]
        if chosen and data.get("text"):
            data["text"] = data["text"].replace(GAP, needed_papers(chosen))
        return data


class CheckForm(forms.Form):
    """What a register says of who may apply."""

    licensed_on = DateField(
        label=gettext_lazy("Svensk läkarlegitimation sedan"),
        required=False,
        help_text=gettext_lazy(
            "ÅÅÅÅ-MM-DD. Tomt: det finns ingen svensk legitimation."
        ),
    )
    at_first = forms.BooleanField(
        label=gettext_lazy("Det finns ett beslut om att AT ska leda till den."),
        required=False,
    )
    bt_done = forms.BooleanField(
        label=gettext_lazy("Den sökande har redan gjort hela sin BT."), required=False
    )

    def clean_licensed_on(self) -> Any:
        day = self.cleaned_data["licensed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Datumet kan inte ligga framåt i tiden."))
        return day

    @property
    def found(self) -> Known:
        return Known(**self.cleaned_data)


class SendForm(forms.Form):
    """Many answers at once: whoever sends them types how many there are."""

    number = forms.IntegerField(
        required=False,
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {"number"}
        self.fields["number"].label = _("Skriv antalet svar för att skicka dem")
