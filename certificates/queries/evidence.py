"""The first words for a bilaga 2, made of the evidence: where, when, by whom.

Nothing is made up; whoever certifies writes the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from assessments.enums import DelmalState
from assessments.queries import EvidenceLine, all_evidence, evidence, learned_codes
from assessments.rules.progress import codes_with_evidence as with_evidence
from assessments.rules.progress import count_by_state, delmal_progress
from bt_admin.lib.dates import date_text, list_text, period_text
from certificates.documents.splitting import DelmalEntry
from certificates.queries.service import served_until
from placements.models import Programme
from placements.queries import counts, periods, placements_of
from placements.rules.time import merge

LAST = 99  # after everything that was chosen
Evidence = Mapping[str, list[EvidenceLine]]


def evidence_of(programme: Programme) -> dict[str, list[EvidenceLine]]:
    """What there is beside each delmål: what the doctor shows first, then oldest first.

    Activities stand after the assessments.
    """
    lines = all_evidence(programme)
    return {code: sorted(found, key=in_order) for code, found in lines.items()}


def in_order(one: EvidenceLine) -> tuple[int, bool, date]:
    return one.best or LAST, one.is_activity, one.on


def codes_with_evidence(programme: Programme) -> frozenset[str]:
    """The delmål that some signed assessment or shared activity speaks of."""
    return with_evidence(evidence(programme)) | learned_codes(programme)


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
    """«Klinisk tjänstgöring under handledning: … Kurs: A-HLR, 3 mars 2027.»

    The placements where it was shown, and what was done to learn it.
    """
    lines = by_day(lines)
    titles = dict.fromkeys(line.placement for line in lines if not line.is_activity)
    places = [served[title] for title in titles if title in served]
    words = [f"Klinisk tjänstgöring under handledning: {'; '.join(places)}."]
    learned = [
        f"{line.name}: {line.what}, {date_text(line.on)}."
        for line in lines
        if line.is_activity
    ]
    return " ".join((words if places else []) + learned)


def by_day(lines: Iterable[EvidenceLine]) -> list[EvidenceLine]:
    return sorted(lines, key=lambda one: one.on)


def checks(lines: Iterable[EvidenceLine]) -> str:
    """«Mini-CEX av Gunilla Ståhlberg, 3 mars 2027.»: with what, by whom, when."""
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in (one for one in by_day(lines) if not one.is_activity):
        days[line.name, line.assessor].append(date_text(line.on))
    return " ".join(
        f"{name} av {assessor}, {list_text(dates)}."
        for (name, assessor), dates in days.items()
    )
