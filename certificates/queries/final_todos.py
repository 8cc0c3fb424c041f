"""What waits for whom in a final judgement, asked with the rest of Att göra."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.enums import ExternalOutcome, FinalMeetingState
from certificates.models import ExternalAssessment, FinalMeeting
from certificates.rules.final_meeting import (
    NEW_TIME_MONTHS,
    MeetingModel,
    new_time_by,
)
from certificates.rules.final_state import (
    DOCTOR,
    MAIN,
    MANAGER,
    FinalFacts,
    Turn,
    turns,
)
from placements.models import Extension, Programme

OWN_ROWS = {"decide", "appoint", "sign"}  # todos of their own elsewhere


def with_final(rows: QuerySet[Programme]) -> QuerySet[Programme]:
    """Each BT with its latest round as one value, `final`; None before the first."""
    counts = Q(declared_free=True) | Q(declared_free__isnull=True)
    counts &= Q(ended_at__isnull=True) | Q(decided_at__isnull=False)
    latest = ExternalAssessment.objects.filter(counts, programme=OuterRef("pk"))
    one = latest.order_by("-appointed_at").values(
        data=JSONObject(
            ended="ended_at", held="held_on", outcome="outcome", decided="decided_at",
            meeting=_meeting(), extended=_extension(), before=_before(),
            answered="follow_up__answered_at", told="follow_up__told_on",
            refused="follow_up__refused_at", reasons="follow_up__reasons_at",
            read="follow_up__read_at", closed="follow_up__closed_at",
            decision="follow_up__decision",
        )
    )  # fmt: skip
    told = KeyTransform("final_assessment", "model__settings")
    months = KeyTextTransform("new_time_after_documentation_months", told)
    return rows.annotate(final=Subquery(one[:1]), new_time_months=months)


def _meeting() -> Subquery:
    rows = FinalMeeting.objects.filter(assessment=OuterRef("pk"))
    planned = rows.exclude(state=FinalMeetingState.CANCELLED)
    return Subquery(planned.values("starts_at")[:1])


def _extension() -> Subquery:
    rows = Extension.objects.filter(
        programme=OuterRef("programme"), decided_at__gt=OuterRef("decided_at")
    )
    return Subquery(rows.order_by("decided_at").values("decided_at")[:1])


def _before() -> Subquery:
    rows = ExternalAssessment.objects.filter(
        programme=OuterRef("programme"),
        decided_at__isnull=False,
        appointed_at__lt=OuterRef("appointed_at"),
    ).order_by("-appointed_at")
    told = JSONObject(outcome="outcome", completed=F("follow_up__completed_at"))
    return Subquery(rows.values(data=told)[:1])


def facts_of(row: Any, today: date) -> FinalFacts:
    """The same facts as certificates.queries.final gathers, from the one question."""
    told = row.final or {}
    before = told.get("before") or {}
    completed = None
    if before.get("outcome") == ExternalOutcome.DOCUMENTATION_INCOMPLETE:
        completed = day_in(before.get("completed"))
    model = MeetingModel(
        "", new_time_months=int(row.new_time_months or NEW_TIME_MONTHS)
    )
    return FinalFacts(
        today=today,
        last=row.last,
        appointed=bool(told) and told["ended"] is None,
        is_second=before.get("outcome") == ExternalOutcome.DISAGREEMENT,
        meeting_on=day_in(told.get("meeting")),
        held=told.get("held") is not None,
        outcome=told.get("outcome", ""),
        decided_on=day_in(told.get("decided")),
        answered_on=day_in(told.get("answered")),
        told_on=day_in(told.get("told")),
        extended_on=day_in(told.get("extended")),
        refused_on=day_in(told.get("refused")),
        reasons_on=day_in(told.get("reasons")),
        read_on=day_in(told.get("read")),
        closed_on=day_in(told.get("closed")),
        decision=told.get("decision") or "",
        new_time_by=new_time_by(completed, model) if completed else None,
        certified=row.competent,
    )


def day_in(told: str | None) -> date | None:
    """A day or a moment out of JSON, as the day it was here."""
    if told is None:
        return None
    if len(told) == len("2027-01-01"):
        return date.fromisoformat(told)
    return timezone.localdate(datetime.fromisoformat(told))


def my_turns(row: Any, today: date) -> Iterator[Turn]:
    """What of it is this person's, by what they are in the BT."""
    if row.final is None:
        return
    mine = {
        role
        for role, is_mine in (
            (MAIN, row.i_guide),
            (DOCTOR, row.i_own),
            (MANAGER, row.i_certify),
        )
        if is_mine
    }
    for turn in turns(facts_of(row, today)):
        if turn.role in mine and turn.key not in OWN_ROWS:
            yield turn


def title_of(key: str, own: bool) -> str:
    """As the line in Att göra; `%(doctor)s` is put in by the caller."""
    if own and key == "complete":
        return _("Komplettera underlaget till slutbedömningen")
    return {
        "meeting": _("Planera mötet för slutbedömningen av %(doctor)s"),
        "hold": _("Mötet för slutbedömningen av %(doctor)s"),
        "complete": _("Följ kompletteringen för %(doctor)s"),
        "answer": _("Lämna din bedömning av %(doctor)s"),
        "extension": _("Besluta om förlängning för %(doctor)s"),
        "tell": _("Berätta om slutbedömningen för %(doctor)s"),
        "reasons": _("Skriv skälen till %(doctor)s"),
        "read": _("Läs skälen till slutbedömningen"),
        "close": _("Avsluta ärendet efter slutbedömningen av %(doctor)s"),
    }[key]
