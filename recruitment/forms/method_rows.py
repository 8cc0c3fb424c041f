"""Parts of a region's way of recruiting that have several rows.

They are drawn from what is there and from what was typed; the buttons beside a row
move it or take it out without keeping anything.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices
from recruitment.forms.method import PartForm
from recruitment.forms.numbers import lines_in, number, weight, with_comma
from recruitment.forms.rounds import line, whole
from recruitment.rules.papers import SWEDISH
from recruitment.rules.phase_faults import (
    LONGEST,
    MOST_JUDGES,
    MOST_MINUTES,
    MOST_STEPS,
)

MOST_ROWS = 40
Row = Mapping[str, Any]
STEP_WORDS = {
    "advertise": gettext_lazy("Annons"),
    "screen": gettext_lazy("Behörighet och urval"),
    "review": gettext_lazy("Granskning av ansökningarna"),
    "select": gettext_lazy("Urval till intervju"),
    "interviews": gettext_lazy("Intervjuer"),
    "test": gettext_lazy("Prov"),
    "score": gettext_lazy("Enskild poängsättning"),
    "reconcile_group": gettext_lazy("Avstämning i varje grupp"),
    "reconcile_all": gettext_lazy("Gemensam avstämning"),
    "references": gettext_lazy("Referenser"),
    "decide": gettext_lazy("Beslut om rangordning"),
    "record": gettext_lazy("Utdrag ur belastningsregistret"),
    "offer": gettext_lazy("Erbjudanden"),
    "reserves": gettext_lazy("Reserver"),
    "start": gettext_lazy("Start"),
    "evaluate": gettext_lazy("Utvärdering"),
}
KIND_WORDS = {
    "review": gettext_lazy("Läsning av ansökan"),
    "individual": gettext_lazy("Enskild intervju"),
    "group": gettext_lazy("Gruppintervju"),
    "test": gettext_lazy("Prov"),
}


class RowsForm(PartForm):
    """Rows of the same kind. `names` are the fields of one; `add_row` makes them."""

    names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = typed_rows(self.data, self.names) if self.is_bound else []
        self.number = min(len(typed if self.is_bound else rows), MOST_ROWS)
        self.fields["rows"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False
        )
        self.initial["rows"] = self.number
        for n in range(self.number):
            self.fields[f"r{n}_key"] = forms.CharField(
                widget=forms.HiddenInput, required=False
            )
            self.add_row(f"r{n}_")
            for name in (*self.names, "key"):
                given = rows[n].get(name, "") if n < len(rows) else ""
                self.initial[f"r{n}_{name}"] = given
        self.asked = tuple(self.fields)

    def add_row(self, here: str) -> None:
        """Each kind of row has its own fields, named with `here` first."""
        raise NotImplementedError

    def lines(self) -> list[dict[str, Any]]:
        """Each row as the page draws it: its place, its fields, its key."""
        return [
            {
                "place": n,
                "number": n + 1,
                "key": self[f"r{n}_key"],
                "groups": self.groups(f"r{n}_"),
                "is_first": n == 0,
                "is_last": n == self.number - 1,
            }
            for n in range(self.number)
        ]

    def groups(self, here: str) -> list[list[Any]]:
        """A row's fields; short ones that follow each other stand side by side."""
        found: list[list[Any]] = []
        for name in self.names:
            field = self[f"{here}{name}"]
            is_short = field.field.widget.attrs.get("class") == "short"
            if is_short and found and found[-1][0].field.widget.attrs.get("class"):
                found[-1].append(field)
            else:
                found.append([field])
        return found

    def told(self) -> list[dict[str, Any]]:
        told = self.cleaned_data
        return [
            self.row({name: told[f"r{n}_{name}"] for name in (*self.names, "key")})
            for n in range(self.number)
        ]

    def row(self, told: dict[str, Any]) -> dict[str, Any]:
        """What stands in the method for what was typed in one row."""
        return told

    def field_at(self, where: str) -> str:
        """«step 3» is the third row; a name is the row that has it."""
        last = where.rsplit(" › ", 1)[-1].split(" ")[-1]
        if last.isdigit():
            return f"r{int(last) - 1}_{self.names[0]}"
        keys = [self[f"r{n}_key"].value() for n in range(self.number)]
        return f"r{keys.index(last)}_{self.names[0]}" if last in keys else ""


def typed_rows(data: Any, names: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a sent form, as they were typed, whatever they are."""
    number = str(data.get("rows", "0"))
    many = (
        int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    )
    return [
        {name: data.get(f"r{n}_{name}", "") for name in (*names, "key")}
        for n in range(min(many, MOST_ROWS))
    ]


def rearranged(rows: list[dict[str, Any]], do: str) -> list[dict[str, Any]]:
    """The rows after a button was pressed: "add", "up:2", "down:0", "remove:1"."""
    verb, _colon, place = do.partition(":")
    if verb == "add" and len(rows) < MOST_ROWS:
        return [*rows, {}]
    n = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
    if not 0 <= n < len(rows):
        return rows
    if verb == "remove":
        return rows[:n] + rows[n + 1 :]
    other = n - 1 if verb == "up" else n + 1 if verb == "down" else n
    if not 0 <= other < len(rows):
        return rows
    moved = list(rows)
    moved[n], moved[other] = moved[other], moved[n]
    return moved


class StepsForm(RowsForm):
    names = ("kind", "label", "rolling")

    def add_row(self, here: str) -> None:
        self.fields[f"{here}kind"] = forms.ChoiceField(
            label=_("Slag"), choices=list(STEP_WORDS.items())
        )
        self.fields[f"{here}label"] = line(
            _("Med regionens ord"), LONGEST,
            error_messages={"required": _("Skriv vad steget heter.")},
        )  # fmt: skip
        self.fields[f"{here}rolling"] = forms.BooleanField(
            label=_("Görs löpande medan ansökan är öppen"), required=False
        )

    def row(self, told: dict[str, Any]) -> dict[str, Any]:
        return {name: told[name] for name in self.names}


class PapersForm(RowsForm):
    names = ("label", "required", "language", "blind")

    def add_row(self, here: str) -> None:
        self.fields[f"{here}label"] = line(
            _("Handling"), LONGEST,
            help_text=_("Så att det passar efter ”Vi behöver”."),
            error_messages={"required": _("Skriv vilken handling det är.")},
        )  # fmt: skip
        self.fields[f"{here}required"] = forms.BooleanField(
            label=_("Måste finnas"), required=False
        )
        self.fields[f"{here}language"] = forms.BooleanField(
            label=_("Är bevis om svenska"), required=False
        )
        self.fields[f"{here}blind"] = forms.BooleanField(
            label=_("Granskarna läser en maskad kopia"), required=False
        )

    def row(self, told: dict[str, Any]) -> dict[str, Any]:
        """Of those that prove one's Swedish a single one is enough."""
        group = SWEDISH if told["language"] and told["key"] != SWEDISH else None
        row = {"label": told["label"], "required": told["required"] and None}
        if not told["required"]:
            row["required"] = False
        key = told["key"]
        if key == SWEDISH and not told["language"]:
            key = ""
        return {**row, "key": key, "one_of": group, "blind": told["blind"] or None}


def paper_row(paper: Row) -> dict[str, Any]:
    return {
        "key": paper.get("key", ""),
        "label": paper.get("label", ""),
        "required": paper.get("required", True),
        "language": SWEDISH in (paper.get("key"), paper.get("one_of")),
        "blind": paper.get("blind", False),
    }


class PhasesForm(RowsForm):
    names = ("label", "kind", "judges", "candidates", "minutes", "weight")

    def add_row(self, here: str) -> None:
        self.fields[f"{here}label"] = line(
            _("Vad det heter"), LONGEST,
            error_messages={"required": _("Skriv vad det heter.")},
        )  # fmt: skip
        self.fields[f"{here}kind"] = forms.ChoiceField(
            label=_("Hur det bedöms"), choices=list(KIND_WORDS.items())
        )
        self.fields[f"{here}judges"] = whole(_("Bedömare, var för sig"), 1, MOST_JUDGES)
        self.fields[f"{here}candidates"] = whole(_("Sökande åt gången"), 1, MOST_JUDGES)
        self.fields[f"{here}minutes"] = whole(_("Minuter"), 0, MOST_MINUTES)
        self.fields[f"{here}weight"] = weight()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for n in range(self.number):
            few = told.get(f"r{n}_candidates") == 1
            if few and told.get(f"r{n}_kind") == "group":
                self.add_error(f"r{n}_candidates", _("En grupp är minst 2 sökande."))
        return told

    def row(self, told: dict[str, Any]) -> dict[str, Any]:
        """What is usual is not written."""
        usual = {"candidates": 1, "minutes": 0}
        return {name: None if usual.get(name) == one else one
                for name, one in told.items()}  # fmt: skip


def phase_row(phase: Row) -> dict[str, Any]:
    return {
        "candidates": 1, "minutes": 0, **phase,
        "weight": with_comma(phase.get("weight", "1")),
    }  # fmt: skip


def told_phase(phase: Row) -> dict[str, Any]:
    return {**phase, "weight_told": with_comma(phase.get("weight", "1"))}


class CriteriaForm(RowsForm):
    names = ("label", "question", "weight", "threshold", "lowest", "anchors")

    def add_row(self, here: str) -> None:
        self.fields[f"{here}label"] = line(
            _("Kriterium"), LONGEST,
            error_messages={"required": _("Skriv vad som bedöms.")},
        )  # fmt: skip
        self.fields[f"{here}question"] = forms.CharField(
            label=_("Fråga, eller det man letar efter"),
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": _("Skriv högst %d tecken.") % LONGEST},
        )
        self.fields[f"{here}weight"] = weight()
        self.fields[f"{here}threshold"] = number(
            _("Gräns (tomt: ingen)"), required=False
        )
        self.fields[f"{here}lowest"] = forms.ChoiceField(
            label=_("Skalan börjar på"), choices=[("1", "1"), ("0", "0")],
            widget=Choices,
        )  # fmt: skip
        self.fields[f"{here}anchors"] = forms.CharField(
            label=_("Stegen på skalan"),
            help_text=_("Ett på varje rad, det lägsta först. 2–%d rader.") % MOST_STEPS,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Beskriv varje steg på skalan.")},
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for n in range(self.number):
            self.check_scale(f"r{n}_", told)
        return told

    def check_scale(self, here: str, told: Mapping[str, Any]) -> None:
        steps = lines_in(told.get(f"{here}anchors") or "")
        if steps and not 2 <= len(steps) <= MOST_STEPS:
            text = _("En skala har 2–%d steg.") % MOST_STEPS
            self.add_error(f"{here}anchors", text)
        lowest, limit = (
            int(told.get(f"{here}lowest") or 1),
            told.get(f"{here}threshold"),
        )
        highest = lowest + len(steps) - 1
        if limit and not lowest <= Decimal(limit) <= highest:
            text = _("Gränsen ska ligga på skalan, %(low)d–%(high)d.")
            self.add_error(f"{here}threshold", text % {"low": lowest, "high": highest})

    def row(self, told: dict[str, Any]) -> dict[str, Any]:
        return {
            "key": told["key"],
            "label": told["label"],
            "question": told["question"] or None,
            "weight": None if told["weight"] == "1" else told["weight"],
            "threshold": told["threshold"] or None,
            "lowest": 0 if told["lowest"] == "0" else None,
            "anchors": lines_in(told["anchors"]),
        }


def criterion_row(criterion: Row) -> dict[str, Any]:
    anchors = criterion.get("anchors")
    return {
        **criterion,
        "weight": with_comma(criterion.get("weight", "1")),
        "threshold": with_comma(criterion.get("threshold", "")),
        "lowest": str(criterion.get("lowest", 1)),
        "anchors": "\n".join(map(str, anchors if isinstance(anchors, list) else [])),
    }


EMPTY_ROWS: dict[type[RowsForm], Callable[[], dict[str, Any]]] = {
    StepsForm: dict,
    PapersForm: lambda: {"required": True},
    PhasesForm: lambda: phase_row({"judges": 2}),
    CriteriaForm: lambda: criterion_row({"anchors": []}),
}
