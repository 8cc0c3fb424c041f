"""The interviewers' points side by side, once all of a group have sent theirs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Refused, Verdict, no
from recruitment.queries import interviews as queries
from recruitment.queries import reconciliation as reading
from recruitment.queries.methods import method_of
from recruitment.rules.reconciling import GroupView, Spread, may_see_group
from recruitment.views.common import crumbs, round_context, visible_round


@dataclass(frozen=True)
class Group:
    view: GroupView
    title: str
    verdict: Verdict
    lines: list[tuple[Person, list[Spread], list[tuple[str, Any]]]]
    changes: list[Any]

    @property
    def candidates(self) -> str:
        return names(self.view.candidates)

    @property
    def judges(self) -> str:
        return names(self.view.judges)


@require_safe
def reconciliation(request: HttpRequest, region_slug: str, pk: UUID) -> HttpResponse:
    """Per group, and all of them together when all are ready."""
    round = visible_round(request, pk)
    leads = queries.leads_round(request.user, round)
    viewer = queries.as_person(request.user)
    called = reading.called_in(round)
    views = reading.groups_in(round, called)
    mine = [one for one in views if leads or viewer in one.judges]
    if not (leads or mine):
        text = _(
            "Poängen är till för dem som intervjuar och för dem som leder omgången."
        )
        raise Refused(no("reconcile.not_yours", text, HOUSE))
    ready = bool(views) and all(one.is_ready for one in views)
    labels = {one.key: one.label for one in method_of(round).scheme.phases}
    rows = reading.candidate_rows(called, viewer)
    titles = reading.names_of_groups(round, called)
    recruits = queries.recruits(request.user, round.region)
    tab = "interviews" if recruits else "my_interviews"
    groups = [group_of(one, titles, viewer, leads, rows, labels) for one in mine]
    context = {
        **round_context(request, round, tab),
        "crumbs": crumbs(round),
        "groups": groups,
        "left": [one for one in groups if not one.verdict],
        "done": [one for one in groups if one.verdict],
        "ready": ready,
        "together": together(views) if ready else [],
        "waiting": sum(not one.is_ready for one in views),
    }
    return render(request, "recruitment/reconciliation.html", context)


def group_of(
    view: GroupView,
    titles: Any,
    viewer: Person,
    leads: bool,
    rows: Any,
    labels: dict[str, str],
) -> Group:
    """`rows`: one's own candidates, whose points one may change from here."""
    verdict = may_see_group(view, viewer, leads=leads)
    lines = []
    for one in view.candidates if verdict else ():
        spreads = [spread for spread in view.spreads if spread.candidate == one]
        phases = dict.fromkeys(spread.phase for spread in spreads)
        mine = [
            (labels[phase], rows[phase, one.id])
            for phase in phases
            if (phase, one.id) in rows
        ]
        lines.append((one, spreads, mine))
    title = titles.get(view.group, "")
    changes = list(view.changes) if verdict else []
    return Group(view, title, verdict, lines, changes)


def together(views: list[GroupView]) -> list[tuple[Person, list[Spread]]]:
    """Every candidate with all spreads, those that differ most first."""
    by_candidate: dict[Person, list[Spread]] = {}
    for view in views:
        for one in view.spreads:
            by_candidate.setdefault(one.candidate, []).append(one)
    return sorted(
        by_candidate.items(),
        key=lambda pair: max(one.lowest - one.highest for one in pair[1]),
        reverse=False,
    )
