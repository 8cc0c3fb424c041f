"""The region's own words beside the requirement rows, and how they came to be."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Anchor
from assessments.rules.delmal import Delmal, Requirement, catalogue
from bt_admin.lib.sources import REGULATION
from bt_admin.lib.swedish import genitive
from regions.models import Region


@dataclass(frozen=True)
class AnchoredRow:
    """One requirement row, with the region's latest edition if it has written any."""

    code: str
    requirement: Requirement
    edition: Anchor | None

    @property
    def number(self) -> int:
        return self.edition.number if self.edition else 0

    @property
    def lines(self) -> list[str]:
        return self.edition.lines if self.edition else []


@dataclass(frozen=True)
class AnchoredGoal:
    code: str
    heading: str
    rows: list[AnchoredRow]
    whose: str  # «Region Kronobergs egen text, inte Socialstyrelsens.»

    @property
    def written(self) -> list[AnchoredRow]:
        """The rows that the region has words for now."""
        return [row for row in self.rows if row.lines]


def anchored_goals(
    region: Region, regulation: str = REGULATION
) -> dict[str, AnchoredGoal]:
    """Every delmål with its rows and what the region says of each. One query."""
    rows = Anchor.objects.filter(region=region, regulation=regulation)
    rows = rows.order_by("code", "row", "-number").distinct("code", "row")
    latest = {(row.code, row.row): row for row in rows.select_related("written_by")}
    return {
        one.code: goal_with(one, latest, whose(region))
        for one in catalogue(regulation).delmal
    }


def goal_with(
    one: Delmal, latest: dict[tuple[str, int], Anchor], whose: str
) -> AnchoredGoal:
    rows = [
        AnchoredRow(one.code, row, latest.get((one.code, row.n))) for row in one.rows
    ]
    return AnchoredGoal(one.code, one.heading, rows, whose)


def anchors_beside(
    region: Region, regulation: str = REGULATION, codes: Collection[str] | None = None
) -> list[AnchoredGoal]:
    """The delmål that the region has words for, of these; of all when none are told."""
    return [
        goal
        for goal in anchored_goals(region, regulation).values()
        if goal.written and (codes is None or goal.code in codes)
    ]


def anchored_row(region: Region, code: str, row: int) -> AnchoredRow:
    """One row as it stands now; LookupError for a row that does not exist."""
    for one in anchored_goals(region)[code].rows:
        if one.requirement.n == row:
            return one
    raise LookupError(f"{code} has no row {row}")


def editions_of(region: Region, code: str, row: int) -> list[Anchor]:
    """What the region has written of one row, newest first."""
    rows = Anchor.objects.filter(
        region=region, regulation=REGULATION, code=code, row=row
    )
    return list(rows.select_related("written_by").order_by("-number"))


def whose(region: Region) -> str:
    words = _("%(region)s egen text, inte Socialstyrelsens.")
    return words % {"region": genitive(region.name)}
