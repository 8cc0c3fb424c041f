"""The first words for a bilaga 2, made of the evidence: where, when, by whom.

Nothing is made up; whoever certifies writes the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from assessments.enums import DelmalState
from assessments.queries import EvidenceLine, evidence, evidence_by_delmal
from assessments.rules.progress import codes_with_evidence as with_evidence
from assessments.rules.progress import count_by_state, delmal_progress
from bt_admin.lib.dates import date_text, list_text, period_text
from certificates.documents.splitting import DelmalEntry
from certificates.queries.service import served_until
from placements.models import Programme
from placements.queries import counts, periods, placements_of
from placements.rules.time import merge

Evidence = Mapping[str, list[EvidenceLine]]


def evidence_of(programme: Programme) -> dict[str, list[EvidenceLine]]:
    """The signed assessments beside each delmål, oldest first."""
    lines = evidence_by_delmal(programme)
    return {
        code: sorted(found, key=lambda one: one.on) for code, found in lines.items()
    }


def codes_with_evidence(programme: Programme) -> frozenset[str]:
    """The delmål that some signed assessment speaks of."""
    return with_evidence(evidence(programme))


def codes_with_enough(programme: Programme) -> frozenset[str]:
    """Those whose evidence looks sufficient: proposed, never decided, by us."""
    states = count_by_state(delmal_progress(evidence(programme)))
    return frozenset(states[DelmalState.ENOUGH_EVIDENCE])


def suggestions(
    programme: Programme, seen: Evidence, today: date
) -> dict[str, DelmalEntry]:
    """For each delmål with evidence, what bilaga 2 could say of it today."""
    served = served_words(programme, today)
    return {
        code: DelmalEntry(code, activities(lines, served), checks(lines))
        for code, lines in seen.items()
        if lines
    }


def served_words(programme: Programme, today: date) -> dict[str, str]:
    """For each placement by its name: «Internmedicin, Medicinkliniken, 3–28 mars»."""
    words = {}
    for placement in placements_of(programme):
        if counts(placement):
            mine = [one for one in periods(programme) if one.placement == placement.pk]
            times = [
                period_text(one.starts_on, one.ends_on)
                for one in merge(served_until(mine, today))
            ]
            place = [placement.title, str(placement.unit or "")]
            words[placement.title] = ", ".join(filter(None, [*place, list_text(times)]))
    return words


def activities(lines: Iterable[EvidenceLine], served: Mapping[str, str]) -> str:
    """«Klinisk tjänstgöring under handledning: …»: the placements where it was shown."""
    titles = dict.fromkeys(line.placement for line in lines)
    places = [served[title] for title in titles if title in served]
    if not places:
        return ""
    return f"Klinisk tjänstgöring under handledning: {'; '.join(places)}."


def checks(lines: Iterable[EvidenceLine]) -> str:
    """«Mini-CEX av Gunilla Ståhlberg, 3 mars 2027.»: with what, by whom, when."""
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in lines:
        days[line.name, line.assessor].append(date_text(line.on))
    return " ".join(
        f"{name} av {assessor}, {list_text(dates)}."
        for (name, assessor), dates in days.items()
    )
