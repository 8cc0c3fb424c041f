"""A region's instrument as it is written: every text of it, in one long form.

Built from the stored draft, and gives the draft back with what was typed. To keep is
always possible, however little is there; to see it as a form asks for the rest.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.texts import at_most
from assessments.rules import faults
from assessments.rules.delmal import ALL_CODES, catalogue
from assessments.rules.editing import Definition, entry_of
from assessments.rules.packs import choices_of, prompts_of
from bt_admin.lib.forms import Choices, DateField

MANY_LINES = 4000
NOTES = ("prepare", "consent", "never")


@dataclass(frozen=True)
class Row:
    """A question as it is edited: its fields, its place, and its buttons."""

    number: int
    fields: list[forms.BoundField]
    place: str  # "0:2"
    is_own: bool
    first: bool
    last: bool
    may_go: bool
    scale: str


@dataclass(frozen=True)
class Part:
    """A section as it is edited."""

    number: int
    title: str
    heads: list[forms.BoundField]
    anchors: list[forms.BoundField]
    rows: list[Row]
    may_grow: bool


class InstrumentForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        own: frozenset[str] = frozenset(),
        strict: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.definition, self.own, self.strict = definition, own, strict
        self.entry = entry_of(definition)
        self.asked: tuple[str, ...] = ()
        self.add_heads()
        self.add_notes()
        for number, section in enumerate(self.entry["section"]):
            self.add_section(number, section)
        for prompt in prompts_of(definition, self.entry):
            name = f"prompt_{prompt['key']}"
            self.add_line(f"{name}_label", _("Rubrik"), prompt["label"], faults.LINE)
            hint = prompt.get("hint", "")
            self.add_box(f"{name}_hint", _("Ledtext"), hint, faults.LINE, needed=False)
        for number, one in enumerate(self.entry.get("extra_fields", ())):
            self.add_extra(number, one)
        for number, one in enumerate(choices_of(self.entry)):
            self.add_line(
                f"choice_{number}",
                _("Val %d") % (number + 1),
                one["title"],
                faults.LINE,
            )

    # ------------------------------------------------------------------ making fields
    def add_heads(self) -> None:
        entry = self.entry
        self.add_line("name", _("Kort namn"), entry["name"], faults.SHORT)
        self.add_line("long_name", _("Namn med förklaring"), entry["long_name"])
        self.add_box("purpose", _("Vad det är till för"), entry["purpose"])
        self.fields["purpose"].help_text = _("Läses av den som väljer instrument.")
        labels = {
            "observe": _("Minuter att se"),
            "talk": _("Minuter att tala om"),
            "form": _("Minuter att fylla i"),
        }
        for name, label in labels.items():
            self.fields[f"minutes_{name}"] = minutes_field(label)
            self.initial[f"minutes_{name}"] = entry["minutes"].get(name, 0)
            self.asked = (*self.asked, f"minutes_{name}")
        headings = {one.code: one.heading for one in catalogue().delmal}
        if not is_grouped(entry):
            self.fields["delmal"] = forms.MultipleChoiceField(
                label=_("Kan vara underlag för"),
                choices=[(code, f"{code} {headings[code]}") for code in ALL_CODES],
                widget=forms.CheckboxSelectMultiple,
                required=self.strict,
                error_messages={
                    "required": _("Välj minst ett delmål."),
                    "invalid_choice": _("”%(value)s” är inget delmål."),
                },
            )
            self.initial["delmal"] = codes_of(entry)
            self.asked = (*self.asked, "delmal")

    def add_notes(self) -> None:
        labels = {
            "prepare": _("Att göra innan"),
            "consent": _("Om patientens samtycke"),
            "never": _("Det som aldrig hör hemma här"),
        }
        for name in NOTES:
            self.add_box(name, labels[name], self.entry.get(name, ""), needed=False)

    def add_section(self, number: int, section: Mapping[str, Any]) -> None:
        name = f"section_{number}"
        self.add_line(f"{name}_title", _("Rubrik"), section["title"])
        self.add_line(
            f"{name}_help", _("Hjälptext"), section.get("help", ""), faults.LONG, False
        )
        for step, anchor in enumerate(self.anchors_of(section)):
            label = f"{step + 1} {self.steps_of(section)[step]['label']}"
            self.add_box(f"{name}_anchor_{step}", label, anchor)
        for place, item in enumerate(section.get("items", ())):
            here = f"{name}_item_{place}"
            self.add_line(f"{here}_label", _("Vad som bedöms"), item["label"])
            self.add_box(
                f"{here}_look",
                _("Vad man tittar efter"),
                item.get("look_for", ""),
                needed=False,
            )

    def add_extra(self, number: int, one: Mapping[str, Any]) -> None:
        self.add_line(f"extra_{number}_label", _("Fråga"), one["label"])
        if "options" in one:
            name = f"extra_{number}_options"
            self.add_box(
                name, _("Val, ett på varje rad"), "\n".join(one["options"]), MANY_LINES
            )
            self.fields[name].widget.attrs["rows"] = min(len(one["options"]) + 1, 14)

    def add_line(
        self,
        name: str,
        label: str,
        value: str,
        longest: int = faults.LINE,
        needed: bool = True,
    ) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            required=needed and self.strict,
            validators=[at_most(longest)],
        )
        self.put(name, value, needed)

    def add_box(
        self,
        name: str,
        label: str,
        value: str,
        longest: int = faults.LONG,
        needed: bool = True,
    ) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            required=needed and self.strict,
            widget=forms.Textarea(attrs={"rows": 2}),
            validators=[at_most(longest)],
        )
        self.put(name, value, needed)

    def put(self, name: str, value: str, needed: bool) -> None:
        self.initial[name] = value
        if needed:
            self.asked = (*self.asked, name)

    def steps_of(self, section: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        for scale in self.definition["scale"]:
            if scale["key"] == section.get("scale"):
                return list(scale["steps"])
        return []

    def anchors_of(self, section: Mapping[str, Any]) -> list[str]:
        """The wording of each step; of a section that has something on a scale."""
        items = section.get("items", ())
        if not items or all("options" in item for item in items):
            return []
        steps = self.steps_of(section)
        return section.get("anchors") or [one["anchor"] for one in steps]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for number, one in enumerate(self.entry.get("extra_fields", ())):
            name = f"extra_{number}_options"
            rows = lines(told.get(name, ""))
            if "options" not in one or (not rows and not self.strict):
                continue
            if not 2 <= len(rows) <= faults.MOST_OPTIONS:
                words = _("Skriv 2–%d val, ett på varje rad.") % faults.MOST_OPTIONS
                self.add_error(name, words)
            elif len(set(rows)) < len(rows):
                self.add_error(name, _("Ett val står två gånger."))
            elif any(len(row) > faults.LINE for row in rows):
                self.add_error(name, _("Ett val är längre än %d tecken.") % faults.LINE)
        return told

    # ------------------------------------------------------------------ what was typed
    def changed(self) -> Definition:
        """The definition with what was typed; what was left as it was stays so."""
        definition = deepcopy(self.definition)
        entry, told = entry_of(definition), self.cleaned_data
        for name in ("name", "long_name", "purpose"):
            entry[name] = told[name]
        for name in NOTES:
            set_or_drop(entry, name, told[name])
        for name in ("observe", "talk", "form"):
            entry["minutes"][name] = told[f"minutes_{name}"] or 0
        if "delmal" in told and told["delmal"] != codes_of(entry):
            entry["delmal"] = told["delmal"]
        for number, section in enumerate(entry["section"]):
            self.change_section(number, section, told)
        self.change_prompts(definition, told)
        for number, one in enumerate(entry.get("extra_fields", ())):
            one["label"] = told[f"extra_{number}_label"]
            if "options" in one:
                one["options"] = lines(told[f"extra_{number}_options"])
        for number, one in enumerate(choices_of(entry)):
            one["title"] = told[f"choice_{number}"]  # type: ignore[index]
        return definition

    def change_section(
        self, number: int, section: dict[str, Any], told: Mapping[str, Any]
    ) -> None:
        name = f"section_{number}"
        section["title"] = told[f"{name}_title"]
        set_or_drop(section, "help", told[f"{name}_help"])
        before = self.anchors_of(section)
        after = [told[f"{name}_anchor_{step}"] for step in range(len(before))]
        if after != before:
            section["anchors"] = after
        for place, item in enumerate(section.get("items", ())):
            item["label"] = told[f"{name}_item_{place}_label"]
            set_or_drop(item, "look_for", told[f"{name}_item_{place}_look"])

    def change_prompts(self, definition: Definition, told: Mapping[str, Any]) -> None:
        """Where they were: the instrument's own boxes, or the common ones it carries."""
        for one in prompts_of(definition, entry_of(definition)):
            one["label"] = told[f"prompt_{one['key']}_label"]  # type: ignore[index]
            set_or_drop(one, "hint", told[f"prompt_{one['key']}_hint"])

    # ----------------------------------------------------- as the page lays it out
    @property
    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "long_name", "purpose")]

    @property
    def minutes(self) -> list[forms.BoundField]:
        return [self[f"minutes_{name}"] for name in ("observe", "talk", "form")]

    @property
    def notes(self) -> list[forms.BoundField]:
        return [self[name] for name in NOTES]

    @property
    def parts(self) -> Iterator[Part]:
        sections = self.entry["section"]
        for number, section in enumerate(sections):
            name, items = f"section_{number}", section.get("items", [])
            is_whole = number == len(sections) - 1 and len(items) == 1
            yield Part(
                number=number,
                title=section["title"],
                heads=[self[f"{name}_title"], self[f"{name}_help"]],
                anchors=[
                    self[f"{name}_anchor_{step}"]
                    for step in range(len(self.anchors_of(section)))
                ],
                rows=[
                    self.row(number, place, item, len(items))
                    for place, item in enumerate(items)
                ],
                may_grow=bool(items)
                and not is_whole
                and len(items) < faults.MOST_ITEMS
                and not any("delmal" in item for item in items),
            )

    def row(self, number: int, place: int, item: Mapping[str, Any], many: int) -> Row:
        here = f"section_{number}_item_{place}"
        return Row(
            number=place + 1,
            fields=[self[f"{here}_label"], self[f"{here}_look"]],
            place=f"{number}:{place}",
            is_own=f"item:{item['key']}" in self.own or "*" in self.own,
            first=place == 0,
            last=place == many - 1,
            may_go=many > 1 and "delmal" not in item,
            scale=", ".join(item.get("options", ())),
        )

    @property
    def prompts(self) -> list[list[forms.BoundField]]:
        keys = [one["key"] for one in prompts_of(self.definition, self.entry)]
        return [
            [self[f"prompt_{key}_label"], self[f"prompt_{key}_hint"]] for key in keys
        ]

    @property
    def extras(self) -> list[list[forms.BoundField]]:
        return [
            [self[name] for name in names if name in self.fields]
            for number in range(len(self.entry.get("extra_fields", ())))
            for names in [(f"extra_{number}_label", f"extra_{number}_options")]
        ]

    @property
    def choices(self) -> list[forms.BoundField]:
        return [
            self[f"choice_{number}"] for number in range(len(choices_of(self.entry)))
        ]


def minutes_field(label: str) -> forms.IntegerField:
    wrong = _("Skriv ett tal mellan 0 och %d.") % faults.MOST_MINUTES
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=faults.MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


def is_grouped(entry: Mapping[str, Any]) -> bool:
    """Its groups or its stations say which delmål; nobody ticks them."""
    items = [one for section in entry["section"] for one in section.get("items", ())]
    return any("delmal" in item for item in items)


def codes_of(entry: Mapping[str, Any]) -> list[str]:
    if isinstance(entry.get("delmal"), list):
        return list(entry["delmal"])
    found = {code for one in choices_of(entry) for code in one.get("delmal", ())}
    return [code for code in ALL_CODES if not found or code in found]


def set_or_drop(table: Any, name: str, text: str) -> None:
    """An empty text is no text, and is left out of the definition."""
    if text:
        table[name] = text
    else:
        table.pop(name, None)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class CopyForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Vad ska det heta?"),
            help_text=_("Kort, som det ska stå i listor. Du kan ändra det sedan."),
            validators=[at_most(faults.SHORT)],
        )


class UseForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_use"] = forms.ChoiceField(
            label=_("Används det i regionen?"),
            choices=[("yes", _("Används")), ("no", _("Används inte"))],
            widget=Choices(
                notes={
                    "no": _(
                        "Det går inte längre att välja. Det som är begärt eller påbörjat "
                        "kan göras klart, och det som är signerat läses som förut."
                    )
                }
            ),
            error_messages={
                "required": _("Välj om det används."),
                "invalid_choice": _("Välj ett av svaren i listan."),
            },
        )
        self.fields["from_on"] = DateField(label=_("Från och med"))

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"in_use": told["in_use"] == "yes", "from_on": told["from_on"]}
