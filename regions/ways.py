"""How a region does it: what its model may decide beside the plan, and how it is told.

Each `Way` is one word or figure in the tables of a `RegionalModel`'s settings. What no
way names stays as the start data has it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from bt_admin.lib.swedish import listing

Settings = Mapping[str, Any]
Changes = Mapping["Way", Any]
OF_THE_SOURCE = ("source", "confidence")  # true of the start data alone
YES_NO = {True: _("ja"), False: _("nej")}
PRESENCE = {
    "mandatory": _("alltid"),
    "when_assessor_asks": _("när bedömaren ber om det"),
}
POLICY = {
    "none": _("medges inte"),
    "individual": _("prövas för var och en"),
}
LAST_WEEK = {"last_week": _("sista veckan av BT")}


@dataclass(frozen=True)
class Way:
    """`key` names a value in the table; with a colon, a row of a list in it.

    `kind`: "text", "line", "number", "share" (of the whole, told in per cent), "days"
    (several) or "choice". A number lies between 1 and `most`, in `unit`.
    """

    table: str
    key: str
    label: Any
    kind: str = "text"
    most: int = 365
    unit: Any = ""
    choices: tuple[tuple[Any, Any], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table}__{self.key.replace(':', '_')}"

    def words(self, value: Any) -> str:
        """The value as a reader sees it."""
        if self.kind == "choice":
            return str(dict(self.choices).get(value, value))
        if self.kind == "days":
            return f"{listing(value)} {self.unit}"
        if self.kind == "share":
            return f"{percent(value)} %"
        return f"{value} {self.unit}".strip()


def percent(share: Any) -> int:
    return round(float(share) * 100)


DAYS, WEEKS, MONTHS = _("dagar"), _("veckor"), _("månader")
AS_WORDS = _("Med ord")
WAYS: dict[str, tuple[Any, tuple[Way, ...]]] = {
    "introduction": (
        _("Introduktion"),
        (Way("introduction", "text", AS_WORDS),),
    ),
    "teaching": (_("Undervisning"), (Way("teaching", "text", AS_WORDS),)),
    "supervision": (
        _("Handledning"),
        (
            Way("supervision", "text", AS_WORDS),
            Way(
                "supervision",
                "rules:any",
                _("Längst mellan handledarsamtalen"),
                "number",
                26,
                WEEKS,
            ),
            Way(
                "supervision",
                "rules:primary_care",
                _("Längst mellan dem i primärvården"),
                "number",
                26,
                WEEKS,
            ),
        ),
    ),
    "assessments": (
        _("Bedömningar"),
        (
            Way(
                "assessment_minimums",
                "items:formative",
                _("Minst antal bedömningar på varje placering"),
                "number",
                30,
            ),
            Way(
                "requests",
                "late_after_days",
                _("En begäran är sen efter"),
                "number",
                365,
                DAYS,
            ),
        ),
    ),
    "kollegium": (
        _("BT-kollegium"),
        (
            Way("kollegium", "text", AS_WORDS),
            Way(
                "kollegium",
                "at_share_of_programme",
                _("Del av BT före kollegiet"),
                "share",
                99,
            ),
        ),
    ),
    "final_assessment": (
        _("Slutbedömning"),
        (
            Way("final_assessment", "text", AS_WORDS),
            Way(
                "final_assessment",
                "when",
                _("Tid för mötet"),
                "choice",
                choices=tuple(LAST_WEEK.items()),
            ),
            Way(
                "final_assessment",
                "total_minutes",
                _("Mötets längd"),
                "number",
                480,
                _("minuter"),
            ),
            Way("final_assessment", "place", _("Plats för mötet"), "line"),
            Way(
                "final_assessment",
                "doctor_present",
                _("BT-läkaren är med"),
                "choice",
                choices=tuple(PRESENCE.items()),
            ),
            Way(
                "final_assessment",
                "main_supervisor_signs_first",
                _("Huvudansvarig handledare signerar först"),
                "choice",
                choices=tuple(YES_NO.items()),
            ),
            Way(
                "final_assessment",
                "assessor_may_test",
                _("Bedömaren får ha ett eget prov"),
                "choice",
                choices=tuple(YES_NO.items()),
            ),
            Way(
                "final_assessment",
                "assessor_answer_days",
                _("Bedömarens svarstid på en förfrågan"),
                "number",
                60,
                DAYS,
            ),
            Way(
                "final_assessment",
                "new_time_after_documentation_months",
                _("Tid till nytt möte efter komplettering"),
                "number",
                12,
                MONTHS,
            ),
        ),
    ),
    "recruitment": (
        _("Rekrytering"),
        (Way("recruitment", "text", AS_WORDS),),
    ),
    "extension": (
        _("Förlängning"),
        (
            Way("extension", "text", AS_WORDS),
            Way(
                "extension",
                "reason_competence_max_months_per_placement",
                _("Högst per placering, för att nå målen"),
                "number",
                12,
                MONTHS,
            ),
            Way(
                "extension",
                "reason_competence_max_months_total",
                _("Högst sammanlagt, för att nå målen"),
                "number",
                24,
                MONTHS,
            ),
            Way("extension", "beyond_requires", _("Mer än så kräver"), "line"),
        ),
    ),
    "credit": (
        _("Tillgodoräknande"),
        (
            Way("credit", "text", AS_WORDS),
            Way(
                "credit",
                "policy",
                _("Tidigare tjänstgöring"),
                "choice",
                choices=tuple(POLICY.items()),
            ),
        ),
    ),
    "bilaga_3_signatory": (
        _("Vem som intygar fullgjord BT"),
        (Way("bilaga_3_signatory", "label", _("Befattning"), "line"),),
    ),
    "reminders": (
        _("Påminnelser"),
        (
            Way(
                "reminders",
                "remind_after_days",
                _("Den som ska svara påminns efter"),
                "days",
                365,
                DAYS,
            ),
            Way(
                "reminders",
                "unit_lead_after_days",
                _("Enhetens BT-ansvariga läkare får veta efter"),
                "number",
                365,
                DAYS,
            ),
            Way(
                "reminders",
                "studierektor_after_days",
                _("Studierektorn får veta efter"),
                "number",
                365,
                DAYS,
            ),
        ),
    ),
}
EVERY_WAY = tuple(way for _heading, ways in WAYS.values() for way in ways)


def value_of(settings: Settings, way: Way) -> Any:
    """What the region says, or None where it says nothing."""
    table = settings.get(way.table) or {}
    if way.key == "items:formative":
        return _formative(table)
    if way.key.startswith("rules:"):
        return _weeks(table, way.key.removeprefix("rules:"))
    value = table.get(way.key)
    return value if _fits(way, value) else None


def changed(settings: Settings, changes: Changes) -> dict[str, Any]:
    """The settings with these values instead; None takes a value away."""
    after = dict(settings)
    for way, value in changes.items():
        after[way.table] = _with(after.get(way.table) or {}, way, value)
    return {table: values for table, values in after.items() if values}


def differing(settings: Settings, told: Changes) -> dict[Way, Any]:
    """Of what is told, what the settings do not say already."""
    return {
        way: value for way, value in told.items() if value != value_of(settings, way)
    }


def lines_of(settings: Settings, ways: Iterable[Way]) -> list[tuple[str, str]]:
    """What is decided of these, besides the running text: (label, words)."""
    known = [(way, value_of(settings, way)) for way in ways if way.key != "text"]
    return [
        (str(way.label), way.words(value)) for way, value in known if value is not None
    ]


def _with(table: Settings, way: Way, value: Any) -> dict[str, Any]:
    left = {key: one for key, one in table.items() if key not in OF_THE_SOURCE}
    if way.key == "items:formative":
        return _put(left, "items", _with_formative(table, value))
    if way.key.startswith("rules:"):
        care = way.key.removeprefix("rules:")
        return _put(left, "rules", _with_weeks(table, care, value))
    return _put(left, way.key, value)


def _put(table: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """The table with the value; without the key where there is none."""
    left = {name: one for name, one in table.items() if name != key}
    return left if value in (None, "", []) else {**left, key: value}


def _fits(way: Way, value: Any) -> bool:
    """Is it what the field writes? What the start data tells otherwise is left alone."""
    if way.kind == "number":
        return type(value) is int
    if way.kind == "share":
        return type(value) in {int, float}
    if way.kind == "choice":
        known = [(type(one), one) for one, _words in way.choices]
        return (type(value), value) in known
    return isinstance(value, list if way.kind == "days" else str) and bool(value)


# --------------------------------------------------------------- rows of lists
def _weeks(table: Settings, care: str) -> int | None:
    rows = table.get("rules", ())
    return next((row["per_weeks"] for row in rows if row["care"] == care), None)


def _with_weeks(table: Settings, care: str, weeks: int | None) -> list[Any]:
    rows = [row for row in table.get("rules", ()) if row["care"] != care]
    if weeks is not None:
        rows.append({"care": care, "min_meetings": 1, "per_weeks": weeks})
    return rows


def _is_formative(row: Mapping[str, Any]) -> bool:
    return row.get("what") == "formative" and row.get("per") == "placement"


def _formative(table: Settings) -> int | None:
    rows = table.get("items", ())
    return next((row.get("min") for row in rows if _is_formative(row)), None)


def _with_formative(table: Settings, least: int | None) -> list[Any]:
    rows = [row for row in table.get("items", ()) if not _is_formative(row)]
    if least is not None:
        rows.append({"what": "formative", "min": least, "per": "placement"})
    return rows
