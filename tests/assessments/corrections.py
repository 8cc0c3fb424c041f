"""A signed assessment, corrected, with everything that is not the point filled in."""

from typing import Any

from assessments import actions
from assessments.models import Assessment
from tests.assessments import acts
from tests.cast import Company

WHY = "Nivån hamnade ett steg för lågt när jag fyllde i."
BETTER = {"answers": {"history": 4, "overall": 5}}


def correct(company: Company, row: Assessment, **given: Any) -> Assessment:
    """By whoever signed it: the whole one step higher, unless something else is told."""
    facts = {
        "by": row.assessor, "login": acts.LOGIN, "shown": acts.shown(row), "why": WHY,
        "at": acts.at(), **given,
    }  # fmt: skip
    facts.setdefault("content", acts.content(company, **BETTER))
    return actions.correct_assessment(assessment=row, **facts)


def corrected(company: Company, **given: Any) -> tuple[Assessment, Assessment]:
    """The old version and the new one, as the database has them."""
    row = acts.signed(company)
    new = correct(company, row, **given)
    return acts.stored(row), acts.stored(new)
