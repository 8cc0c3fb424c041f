"""A doctor's year as the file has it, with the days it falls on; nothing is written."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bt_admin.demo.people import Company
from bt_admin.demo.texts import Comment, Texts, rows
from bt_admin.lib.dates import add_months
from placements.models import Placement, Programme
from placements.queries.layout import laid_out
from regions.enums import PartKind
from regions.models import RegionalModel, Unit, User

DAY = timedelta(days=1)


@dataclass
class Place:
    """Where the doctor serves, as the file has it, and the days of it."""

    slot: str
    unit: Unit | None
    supervisor: User | None
    seen: int
    overall: str = ""
    draft: str = ""
    days: list[date] = field(default_factory=list)  # at work, in order
    ends_on: date = date.max

    @property
    def speciality(self) -> str:
        return self.unit.speciality if self.unit else ""


@dataclass
class Year:
    """A BT as it is told. `programme` is there once it has been opened."""

    row: dict[str, Any]
    company: Company
    texts: Texts
    begins: date
    model: RegionalModel
    places: list[Place]
    programme: Programme = field(init=False)
    _placements: dict[str, Placement] = field(default_factory=dict)

    @property
    def doctor(self) -> User:
        return self.company.people[self.row["person"]]

    @property
    def main_supervisor(self) -> User:
        return self.company.people[self.row["main_supervisor"]]

    @property
    def country(self) -> str:
        """Where the doctor's degree is from."""
        people = {row["id"]: row for row in rows("people", "person")}
        return people[self.row["person"]]["country"]

    @property
    def home(self) -> Unit | None:
        """The first in the file: where BT begins, or the first placement."""
        return self.places[0].unit

    @property
    def ends(self) -> date:
        return max(place.ends_on for place in self.places)

    def placement(self, place: Place) -> Placement:
        if not self._placements:
            rows = Placement.objects.filter(programme=self.programme)
            self._placements = {row.title: row for row in rows}
        return self._placements[place.slot]

    def heard(self, comment: Comment) -> Comment:
        """What is said of this doctor: of a sure one that it went a step better."""
        higher = min(comment.level + 1, comment.highest)
        return replace(comment, level=higher) if self.row.get("sure") else comment


def outline(row: dict[str, Any], company: Company, texts: Texts) -> Year:
    """When this year began, and what its days are, before anything is written."""
    began = row["began"]
    begins = add_months(company.today, -began["months"]) - began["days"] * DAY
    model = RegionalModel.objects.filter(region=company.region).latest("valid_from")
    places = [place_from(one, company) for one in row["placement"]]
    year = Year(row, company, texts, begins, model, places)
    for laid in laid_out(model, begins):
        place = next(one for one in places if one.slot == laid.slot)
        for period in laid.periods:
            first, last = served(year, laid.slot, period.starts_on, period.ends_on)
            place.ends_on = last
            if period.kind != PartKind.VACATION:
                place.days += [first + DAY * n for n in range((last - first).days + 1)]
    return year


def place_from(row: dict[str, Any], company: Company) -> Place:
    told = {key: row[key] for key in ("seen", "overall", "draft") if key in row}
    return Place(
        slot=row["slot"],
        unit=company.units.get(row.get("unit", "")),
        supervisor=company.people.get(row.get("supervisor", "")),
        **told,
    )


def served(year: Year, slot: str, first: date, last: date) -> tuple[date, date]:
    """The days of a period, after the extension if there is one."""
    if "extended" not in year.row:
        return first, last
    longer = year.row["extended"]
    parts = laid_out(year.model, year.begins)
    extended = next(one for one in parts if one.slot == longer["slot"])
    pivot = extended.periods[-1].ends_on
    if last < pivot:
        return first, last
    moved = first if first <= pivot else add_months(first, longer["months"])
    return moved, add_months(last + DAY, longer["months"]) - DAY
