"""A change of placement as these tests have it: from medicine to surgery."""

from datetime import timedelta
from typing import Any

from assessments.actions import handover as actions
from assessments.actions.handover import CardContent
from assessments.models import HandoverCard
from placements.enums import ProgrammeRole
from placements.models import ProgrammeAssignment
from regions import access
from tests.cast import Company, at

TEXT = {"strengths": "Bemötandet.", "practise": "Sammanfatta högt.", "agreements": ""}


def receiver(company: Company, place: int = 2) -> Any:
    """The psychiatrist supervises in surgery, since it began."""
    access.assign(
        ProgrammeAssignment(
            region=company.region,
            programme=company.programme,
            placement=company.placements[place],
            user=company.psychiatrist,
            role=ProgrammeRole.PLACEMENT_SUPERVISOR,
            starts=company.programme.starts_on + timedelta(days=92),
            by=company.bt_manager,
        )
    )
    return company.psychiatrist


def just_ended(company: Company) -> None:
    """Medicine ended five days ago, in place of 59."""
    last = at().date() - timedelta(days=5)
    company.placements[1].periods.update(ends_on=last)
    company.placements[2].periods.update(starts_on=last + timedelta(days=1))


def content(**given: Any) -> CardContent:
    return CardContent(**(TEXT | given))


def written(company: Company, **given: Any) -> HandoverCard:
    """By the doctor, of medicine, which ended 59 days ago."""
    usual: dict[str, Any] = {
        "placement": company.placements[1],
        "content": content(),
        "by": company.doctor,
        "at": at(),
    }
    return actions.write_card(**(usual | given))


def proposed(company: Company, **given: Any) -> HandoverCard:
    return written(company, propose=True, **given)


def agreed(company: Company, card: HandoverCard | None = None, **given: Any) -> Any:
    card = card or proposed(company)
    usual: dict[str, Any] = {
        "card": card,
        "content": content(),
        "version": card.version,
        "by": company.supervisor,
        "at": at(),
    }
    return actions.agree_card(**(usual | given))
