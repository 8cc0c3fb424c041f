"""What lies round the assessments in a dossier: plans, time, earlier service, people.

Nothing here is what the doctor has not been told: the final judgement cannot rest on it.
Absence is told in its effect alone, never its cause.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from assessments.enums import PlanState
from assessments.models import ActionPlan
from assessments.queries.concerns import consulted_words
from bt_admin.lib.dates import days_text, months_text
from bt_admin.lib.parts import Entry, Fact, Part
from bt_admin.lib.swedish import iso, listing, long_day, period
from placements.enums import ExtensionReason, ProgrammeRole
from placements.models import Credit, Extension, Programme
from placements.queries.credits import asked_text, granted_text
from placements.queries.people import assignments_of
from placements.queries.plan import ends_on, periods, unbroken
from regions.roles import title

SUPERVISING = (ProgrammeRole.MAIN_SUPERVISOR, ProgrammeRole.PLACEMENT_SUPERVISOR)


def besides(programme: Programme) -> list[Part]:
    """Plans, extensions, absence, credited service, supervisors. Six queries."""
    longer = list(
        Extension.objects.filter(programme=programme)
        .select_related("placement", "decided_by")
        .order_by("decided_at")
    )
    return [
        plans(programme),
        extensions(longer),
        absence(programme, longer),
        credited(programme),
        supervised(programme),
    ]


def entry(key: object, heading: str, facts: Sequence[Fact], **given: Any) -> Entry:
    """With a key that finds it again when the dossier has changed; empty facts left out."""
    return Entry(
        heading,
        [(label, value) for label, value in facts if value],
        texts=[(label, text) for label, text in given.pop("texts", []) if text],
        more={"id": str(key)},
        **given,
    )


# ---------------------------------------------------------------------------- the plans
def plans(programme: Programme) -> Part:
    """Those that were shared with the doctor; a worry that was not is nowhere here."""
    rows = (
        ActionPlan.objects.filter(programme=programme)
        .exclude(state=PlanState.DRAFT)
        .select_related("written_by")
        .prefetch_related("actions__owner")
        .order_by("written_at")
    )
    return Part(
        "planer", _("Oro och handlingsplaner"), [plan(row) for row in rows],
        _("Ingen handlingsplan har delats."),
    )  # fmt: skip


def plan(row: ActionPlan) -> Entry:
    did = [
        _("%(what)s (%(who)s till %(day)s)")
        % {"what": one.what, "who": one.owner, "day": iso(one.due_on)}
        for one in row.actions.all()
    ]
    return entry(
        row.pk,
        str(row),
        [
            (_("Läge"), str(PlanState(row.state).label)),
            (_("Skriven av"), row.written_by.full_name),
            (_("Hörda"), listing(consulted_words(row.consulted))),
            (_("Följs upp"), iso(row.follow_up_on)),
        ],
        texts=[
            (_("Vad som behöver tränas"), row.needs),
            (_("Åtgärder"), "\n".join(did)),
            (_("Hur det gick"), row.outcome),
        ],
    )


# ----------------------------------------------------------------------------- the time
def extensions(rows: Sequence[Extension]) -> Part:
    """Those that were decided so that the goals could be reached, with their reasons."""
    told = [row for row in rows if row.reason == ExtensionReason.COMPETENCE]
    return Part(
        "forlangningar", _("Förlängningar"), [extension(row) for row in told],
        _("BT har inte förlängts för att nå målen."),
    )  # fmt: skip


def extension(row: Extension) -> Entry:
    return entry(
        row.pk,
        f"{row.placement.title}, {months_text(row.months)}",
        [
            (_("Slutade före beslutet"), long_day(row.ended_on)),
            (_("Slutar"), long_day(row.ends_on)),
            (_("Hörda"), listing(f"{role} {day}" for role, day in row.consulted)),
            (_("Beslutad av"), row.decided_by.full_name),
        ],
        texts=[
            (_("Motivering"), row.motivation),
            (_("Synnerliga skäl"), row.extraordinary),
        ],
    )


def absence(programme: Programme, rows: Sequence[Extension]) -> Part:
    """How many days, and what it did to the last day. Why is nobody's business here."""
    away = [row for row in rows if row.reason != ExtensionReason.COMPETENCE]
    entries = [
        entry(
            row.pk,
            _("BT slutar senare, %(months)s") % {"months": months_text(row.months)},
            [
                (_("Slutade"), long_day(row.ended_on)),
                (_("Slutar"), long_day(row.ends_on)),
            ],
        )
        for row in away
    ]
    if days := days_between(programme):
        last = ends_on(programme)
        facts = [(_("Sista dagen"), long_day(last) if last else "")]
        words = _("%(days)s utan tjänstgöring mellan perioderna") % {
            "days": days_text(days)
        }
        entries.append(entry("uppehall", words, facts))
    return Part(
        "franvaro", _("Frånvaro och uppehåll"), entries,
        _("Ingen frånvaro har flyttat slutet, och tjänstgöringen är sammanhängande."),
    )  # fmt: skip


def days_between(programme: Programme) -> int:
    """Days from the first to the last of the plan on which nothing is planned."""
    found = unbroken(periods(programme))
    pairs = pairwise(found)
    return sum((later - before).days - 1 for (_a, before), (later, _b) in pairs)


def credited(programme: Programme) -> Part:
    """Earlier service on which somebody has decided."""
    rows = Credit.objects.filter(programme=programme, decided_at__isnull=False)
    rows = rows.select_related("placement", "decided_by").order_by("decided_at")
    entries = [
        entry(
            row.pk,
            f"{row.workplace}, {period(row.starts_on, row.ends_on)}",
            [
                (_("Slag"), row.get_kind_display()),
                (_("Begärt"), asked_text(row)),
                (_("Beslut"), row.get_state_display()),
                (_("Tillgodoräknat"), granted_text(row)),
                (_("Placering"), row.placement.title),
                (_("Beslutat av"), row.decided_by.full_name if row.decided_by else ""),
            ],
            texts=[(_("Skäl"), row.reason)],
        )
        for row in rows
    ]
    return Part(
        "tillgodo", _("Tillgodoräknad tjänstgöring"), entries,
        _("Ingen tidigare tjänstgöring är tillgodoräknad."),
    )  # fmt: skip


# --------------------------------------------------------------------------- the people
def supervised(programme: Programme) -> Part:
    """Who was handledare where, and when."""
    rows = [row for row in assignments_of(programme) if row.role in SUPERVISING]
    rows.sort(key=lambda row: (row.role != SUPERVISING[0], row.starts, str(row.pk)))
    entries = [
        entry(
            row.pk,
            row.user.full_name,
            [
                (_("Roll"), title(row.role)),
                (_("Placering"), row.placement.title if row.placement else ""),
                (_("Tid"), time_of(row.starts, row.ends)),
            ],
        )
        for row in rows
    ]
    return Part(
        "handledare", _("Handledare, och när"), entries, _("Ingen har utsetts än.")
    )


def time_of(first: date, last: date | None) -> str:
    return period(first, last) if last else _("från %s") % long_day(first)
