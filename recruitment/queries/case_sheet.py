"""The list of applications as a spreadsheet, with what the reviewers have written.

Each reviewer's points and words stand in columns of their own. Of an application that
the reader has a review of left to send there is the number and the state, no more.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.sheets import Value, spreadsheet
from recruitment.enums import ReviewState
from recruitment.models import RecruitmentRound, Review
from recruitment.queries.case_list import (
    Marks,
    Wanted,
    listed,
    own_unsent,
    with_papers,
)
from recruitment.queries.methods import method_of
from recruitment.rules.criteria import Phase
from recruitment.rules.methods import Method
from recruitment.rules.screening import REASONS
from regions.models import User

Row = list[Value]


def sheet_of(
    user: User, round: RecruitmentRound, wanted: Wanted, marks: Marks
) -> tuple[bytes, int]:
    """The file, and how many applications are in it. Four queries."""
    method = method_of(round)
    rows = listed(round, wanted, marks)
    found = list(rows.annotate(has_own_unsent=Exists(own_unsent(user))))
    reviews = sent_reviews(round)
    width = widths(method, reviews)
    headings = [*facts_headings(), *score_headings(method, width)]
    lines = [
        [*facts_of(one), *scores_of(one, method, width, reviews)]
        for one in with_papers(found, round)
    ]
    return spreadsheet(round.name, headings, lines), len(lines)


def sent_reviews(round: RecruitmentRound) -> dict[Any, list[Review]]:
    """Of each application, what is sent, in a fixed order. One query."""
    rows = Review.objects.filter(
        application__round=round, state=ReviewState.SENT, superseded_at__isnull=True
    )
    found: dict[Any, list[Review]] = defaultdict(list)
    for row in rows.select_related("reviewer").order_by("sent_at", "pk"):
        found[row.application_id, row.phase].append(row)
    return found


def widths(method: Method, reviews: dict[Any, list[Review]]) -> dict[str, int]:
    """How many judges each phase has room for: as many as it has, or had."""
    most = {one.key: one.judges for one in method.scheme.phases}
    for (_case, phase), rows in reviews.items():
        most[phase] = max(most.get(phase, 0), len(rows))
    return most


def facts_headings() -> list[str]:
    return [
        _("Nummer"), _("Namn"), _("Läge"), _("Inkom"), _("E-post"), _("Telefon"),
        _("Önskar ort"), _("Utbildningsland"), _("Saknar"), _("Skäl"), _("Svar"),
    ]  # fmt: skip


def facts_of(one: Any) -> Row:
    answer = _("Beslutat, inte meddelat") if one.is_untold else ""
    state = str(one.get_state_display())
    if one.is_veiled:
        return [one.number, str(one), state, *[""] * 7, answer]
    reason = REASONS.get(one.reason)
    return [
        one.number, one.full_name, state,
        f"{timezone.localtime(one.submitted_at):%Y-%m-%d %H:%M}",
        one.email, one.phone, ", ".join(map(str, one.wishes)), one.degree_country,
        ", ".join(kind.label for kind in one.missing),
        reason.label if reason else "", answer,
    ]  # fmt: skip


def score_headings(method: Method, width: dict[str, int]) -> Iterator[str]:
    for phase in method.scheme.phases:
        for number in range(1, width[phase.key] + 1):
            judge = f"{phase.label} {number}"
            yield f"{judge}: {_('av')}"
            for one in phase.criteria:
                yield f"{judge}: {one.label}"
            yield f"{judge}: {_('kommentar till gruppen')}"
            yield f"{judge}: {_('återkoppling till den sökande')}"


def scores_of(
    one: Any, method: Method, width: dict[str, int], reviews: dict[Any, list[Review]]
) -> Iterator[Value]:
    for phase in method.scheme.phases:
        given = [] if one.has_own_unsent else reviews.get((one.pk, phase.key), [])
        for number in range(width[phase.key]):
            review = given[number] if number < len(given) else None
            yield from columns_of(phase, review)


def columns_of(phase: Phase, review: Review | None) -> Row:
    if review is None:
        return [None] * (len(phase.criteria) + 3)
    return [
        review.reviewer.full_name,
        *(review.scores.get(one.key) for one in phase.criteria),
        review.comment,
        review.feedback,
    ]
