"""The final judgement in words: to the doctor plainly, to others what they may know."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import long_day
from certificates.enums import ExternalOutcome, FinalState
from certificates.queries import regional
from certificates.queries.certificates import main_supervisor
from certificates.queries.final import Round, certifies, roles_in_final
from certificates.rules.final_state import (
    MANAGER,
    WHO,
    Turn,
    doctor_may_know,
    turns,
    where_it_stands,
)
from placements.queries import permissions_on
from regions.models import User
from regions.roles import Permission

TONES = {
    FinalState.APPROVED: "ok",
    FinalState.HELD: "now",
    FinalState.PLANNED: "now",
    FinalState.APPOINTED: "wait",
    FinalState.NOT_BEGUN: "none",
    FinalState.CLOSED: "none",
}
INSIDE = {Permission.GUIDE, Permission.CERTIFY, Permission.LEAD}
PAGES = {
    "appoint": "certificates:appoint_external",
    "meeting": "certificates:final_meeting",
    "hold": "certificates:final_meeting",
    "decide": "certificates:outcome",
    "sign": "certificates:sign_competence",
}


@dataclass(frozen=True)
class Line:
    """A turn in words; `url` when it is this person's."""

    what: str
    who: str
    due: date | None
    url: str


@dataclass(frozen=True)
class Told:
    """What one person reads of the final judgement."""

    state: State
    text: str
    lines: list[Line]
    said: list[tuple[str, str, str]]  # heading, text, by whom


def told_of_final(user: User, now: Round, today: date) -> Told:
    own = now.programme.doctor.user_id == user.pk
    inside = is_inside(user, now)
    state = where_it_stands(now.facts)
    if (own and not doctor_may_know(now.facts)) or not (own or inside):
        return Told(*veiled(now, state, today), said=[])
    return Told(
        state=State(TONES.get(state, "warn"), str(state.label)),
        text=words_for_doctor(now, state, today) if own else "",
        lines=lines_for(user, now, today),
        said=list(said_to_doctor(now, state) if own else said_inside(now, today)),
    )


def is_inside(user: User, now: Round) -> bool:
    """May this person read the verdicts? Never somebody who judges from outside."""
    may = permissions_on(user, now.programme)
    return bool(may & INSIDE) and Permission.JUDGE not in may


def veiled(now: Round, state: FinalState, today: date) -> tuple[State, str, list[Line]]:
    """That it has been held; the outcome is told by the huvudansvariga."""
    if now.facts.decided_on is None or state == FinalState.APPROVED:
        return State(TONES.get(state, "wait"), str(state.label)), "", []
    who = main_supervisor(now.programme, today) or _("Huvudansvarig handledare")
    text = _("Genomförd – %(who)s berättar om utfallet.") % {"who": who}
    return State("now", str(FinalState.HELD.label)), text, []


# ------------------------------------------------------------------- to the doctor
def words_for_doctor(now: Round, state: FinalState, today: date) -> str:
    """Plain and kind: what it means, and what comes next."""
    facts = now.facts
    who = {
        "supervisor": main_supervisor(now.programme, today)
        or _("din huvudansvariga handledare"),
        "chef": regional.bt_chef(now.programme),
        "months": now.model.new_time_months,
        "last": long_day(facts.last) if facts.last else "–",
        "on": long_day(facts.meeting_on) if facts.meeting_on else "–",
    }
    return str(DOCTOR_WORDS[state]()) % who


DOCTOR_WORDS: dict[FinalState, Any] = {
    FinalState.NOT_BEGUN: lambda: _(
        "%(chef)s utser en extern bedömare. Nedanför ser du vad som behöver vara på "
        "plats till dess."
    ),
    FinalState.APPOINTED: lambda: _(
        "En extern bedömare är utsedd. %(supervisor)s bokar mötet."
    ),
    FinalState.PLANNED: lambda: _(
        "Mötet är den %(on)s. Du behöver inte göra något mer än att se till att det du "
        "vill visa finns på plats."
    ),
    FinalState.HELD: lambda: _(
        "Mötet har hållits. Bedömarna kommer fram till sitt utfall var för sig, och du "
        "får veta det så snart de är klara."
    ),
    FinalState.INCOMPLETE: lambda: _(
        "Något saknas i underlaget. Det är inte ett nej: när du har kompletterat "
        "erbjuds du en ny tid inom %(months)s månader. Din BT förlängs i regel inte."
    ),
    FinalState.ANSWER: lambda: _("Bedömarna är inte klara än."),
    FinalState.COMPLEMENT: lambda: _(
        "Bedömarna anser att du behöver mer klinisk tjänstgöring för att nå målen. "
        "%(chef)s beslutar om förlängning, och du får veta beslutet här."
    ),
    FinalState.EXTENDED: lambda: _(
        "Din BT är förlängd till och med den %(last)s. Den sista veckan görs en ny "
        "bedömning, och det du redan har visat räknas."
    ),
    FinalState.SECOND: lambda: _(
        "Bedömarna har kommit till olika slutsatser. Ännu en extern bedömare utses, "
        "och den bedömningen avgör. Du behöver inte göra något nu."
    ),
    FinalState.REASONS: lambda: _(
        "%(supervisor)s skriver ner skälen och går igenom dem med dig."
    ),
    FinalState.READING: lambda: _(
        "Skälen står här nedanför. Läs dem i lugn och ro, gärna tillsammans med "
        "någon. Att du bekräftar att du har läst betyder inte att du håller med."
    ),
    FinalState.CASE: lambda: _(
        "%(chef)s har ärendet nu och tar upp med dig vad som händer härnäst. Du får ta "
        "med någon till de samtalen. Allt du har gjort finns kvar och är ditt."
    ),
    FinalState.CLOSED: lambda: _(
        "Ärendet är avslutat. Beslutet står här nedanför. Allt du har gjort finns kvar "
        "och är ditt."
    ),
    FinalState.APPROVED: lambda: _(
        "Båda bedömer att du har uppnått samtliga delmål. Grattis! Härnäst kommer "
        "intyget om fullgjord BT och din ansökan."
    ),
}


def said_to_doctor(now: Round, state: FinalState) -> Any:
    row, assessment = now.follow_up, now.assessment
    shown = (FinalState.INCOMPLETE, FinalState.COMPLEMENT)
    if assessment and state in shown and assessment.motivation:
        heading = {
            FinalState.INCOMPLETE: _("Det som saknas"),
            FinalState.COMPLEMENT: _("Det som behövs"),
        }[state]
        yield heading, assessment.motivation, ""
    if row and row.reasons:
        yield _("Skälen"), row.reasons, str(row.reasons_by)
    if row and row.decision:
        yield row.get_decision_display(), row.decision_text, str(row.closed_by)


# --------------------------------------------------------------------- to the others
def said_inside(now: Round, today: date) -> Any:
    """Both verdicts, for the huvudansvariga, the studierektor and the chef."""
    row, assessment = now.follow_up, now.assessment
    if assessment and assessment.decided_at:
        own = ExternalOutcome(assessment.own_verdict or assessment.outcome)
        yield str(own.label), assessment.motivation, str(assessment.assessor)
    if row and row.answered_at:
        label = str(ExternalOutcome(row.verdict).label)
        yield label, row.verdict_reasons, str(row.answered_by)
    if row and row.refused_at:
        yield _("Ingen förlängning"), row.refusal, str(row.refused_by)
    if row and row.reasons_at:
        yield _("Skälen till BT-läkaren"), row.reasons, str(row.reasons_by)
    if row and row.closed_at:
        yield row.get_decision_display(), row.decision_text, str(row.closed_by)


def lines_for(user: User, now: Round, today: date) -> list[Line]:
    roles = roles_in_final(user, now.programme, today)
    mine = roles | ({MANAGER} if certifies(user, now.programme) else frozenset())
    return [
        Line(
            what=str(what_of(turn)),
            who=str(WHO[turn.role]),
            due=turn.due,
            url=url_of(turn, now) if turn.role in mine else "",
        )
        for turn in turns(now.facts)
    ]


def what_of(turn: Turn) -> str:
    """«Utse extern bedömare», without a name."""
    return {
        "appoint": _("Utse extern bedömare"),
        "meeting": _("Planera mötet"),
        "hold": _("Hålla mötet"),
        "decide": _("Lämna sitt utfall"),
        "complete": _("Komplettera underlaget"),
        "answer": _("Lämna sin bedömning"),
        "extension": _("Besluta om förlängning"),
        "tell": _("Berätta om utfallet för BT-läkaren"),
        "reasons": _("Skriva skälen till BT-läkaren"),
        "read": _("Läsa skälen"),
        "close": _("Avsluta personalärendet"),
        "sign": _("Signera bilaga 4"),
    }[turn.key]


def url_of(turn: Turn, now: Round) -> str:
    args = [now.programme.region.slug, now.programme.pk]
    if page := PAGES.get(turn.key):
        return reverse(page, args=args)
    return reverse("certificates:final_step", args=args) + f"?steg={turn.key}"
