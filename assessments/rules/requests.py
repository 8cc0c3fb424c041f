"""Who may ask for an assessment, answer, return, decline and sign it."""

from dataclasses import dataclass
from datetime import date, datetime

from assessments.enums import AssessmentState
from assessments.rules.answers import MAX_DELMAL
from assessments.rules.delmal import is_code
from assessments.rules.signatures import (
    already_signed,
    same_version,
    surely_logged_in,
)
from assessments.rules.who import for_doctors_only, may_assess_with
from bt_admin.lib.dates import date_text, days_text, period_text
from bt_admin.lib.people import Person
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from regions.enums import LoginMethod

LOCKED = (
    AssessmentState.SIGNED,
    AssessmentState.ACKNOWLEDGED,
    AssessmentState.AMENDED,
)


@dataclass(frozen=True)
class RequestFacts:
    """Somebody asks for an assessment of something that happened on `performed_on`.

    `max_age_days` is the region's; None sets no limit. `who` may assess with the
    instrument, and `assessor_roles` are what the assessor is to the doctor that day.
    """

    by: Person
    doctor: Person
    assessor: Person
    performed_on: date
    today: date
    delmal: tuple[str, ...]
    instrument: str = "instrumentet"
    who: tuple[str, ...] = ()
    assessor_licensed: bool = True
    assessor_roles: tuple[str, ...] = ()
    max_age_days: int | None = None
    region: str = "regionen"
    programme_ended_on: date | None = None


@dataclass(frozen=True)
class PaperFacts:
    """A form on paper that the office types in; `about.by` is whoever types.

    `signed_on` is the date that stands on the paper.
    """

    about: RequestFacts
    signed_on: date


@dataclass(frozen=True)
class AssessmentFacts:
    """An assessment that somebody is about to do something with.

    `version_shown` is what the person has read, `version_now` what is stored.
    `role_period` is the time in which the assessor may assess; None sets no limit.
    """

    by: Person
    doctor: Person
    assessor: Person | None
    state: AssessmentState | str
    today: date
    performed_on: date | None = None
    version_shown: int = 1
    version_now: int = 1
    changed_at: datetime | None = None
    login: LoginMethod | str = ""  # not told is not sure enough to sign
    role_period: tuple[date, date | None] | None = None
    reason: str = ""
    already_signed_on: date | None = None
    contact: str = "regionens BT-kansli"


# -------------------------------------------------------------------------- asking
def may_request(facts: RequestFacts) -> Verdict:
    """May the doctor ask this person for an assessment?

    Of oneself, by another licensed doctor, of something that has happened, for one
    to four delmål (our own limits; ASSESSMENT asks for continuous assessment).
    """
    return all_of(
        _asks_for_own_training(facts),
        _another_person(facts),
        _licensed(facts),
        may_assess_with(
            facts.who, facts.instrument, facts.assessor, facts.assessor_roles
        ),
        _not_in_the_future(facts.performed_on, facts.today),
        _not_too_late(facts),
        _under_way(facts),
        check_delmal(facts.delmal),
    )


def may_type_in(facts: PaperFacts) -> Verdict:
    """May this person type in that paper?

    Somebody else's judgement of somebody else: neither the doctor nor the assessor
    types, since they have forms of their own. It was signed when it was seen or later,
    and not ahead of time (HOUSE). The instrument's own rules hold on paper too.
    """
    about = facts.about
    return all_of(
        _types_for_others(about),
        _another_person(about),
        _licensed(about),
        may_assess_with(
            about.who, about.instrument, about.assessor, about.assessor_roles
        ),
        _not_in_the_future(about.performed_on, about.today),
        _under_way(about),
        dated_on_paper(about.performed_on, facts.signed_on, about.today),
        check_delmal(about.delmal),
    )


def _types_for_others(facts: RequestFacts) -> Verdict:
    if facts.by == facts.doctor:
        return not_for_oneself("BT-läkaren ber om bedömningen i stället.")
    if facts.by == facts.assessor:
        return not_for_oneself("Signera den som dig själv i stället, med ”Bedöm”.")
    return YES


def not_for_oneself(instead: str) -> Verdict:
    return no(
        "paper.not_for_oneself",
        "Du kan inte skriva in det här papperet. Det gör någon som varken har bedömt "
        f"eller blivit bedömd. {instead}",
        HOUSE,
    )


def dated_on_paper(performed_on: date, signed_on: date, today: date) -> Verdict:
    """Was the paper signed when it was seen or later, and not ahead of time?"""
    if performed_on <= signed_on <= today:
        return YES
    return no(
        "paper.date",
        "Datumet på papperet kan inte stämma. Det ligger tidigast på dagen då det hände "
        "och senast i dag. Kontrollera båda datumen.",
        HOUSE,
        field="paper_signed_on",
    )


def _asks_for_own_training(facts: RequestFacts) -> Verdict:
    if facts.by == facts.doctor:
        return YES
    return no(
        "assess.request_by_other",
        f"Du får inte be om en bedömning åt {facts.doctor}. Det gör BT-läkaren själv. "
        f"Be {facts.doctor} att skicka begäran.",
        HOUSE,
    )


def _another_person(facts: RequestFacts) -> Verdict:
    return about_oneself("assessor") if facts.assessor == facts.doctor else YES


def about_oneself(field: str = "") -> Verdict:
    return no(
        "assess.self",
        "Du kan inte bedöma dig själv. En bedömning görs av någon som har sett dig "
        "arbeta. Skriv en reflektion, eller be en kollega om en bedömning.",
        HOUSE,
        field=field,
    )


def _licensed(facts: RequestFacts) -> Verdict:
    if facts.assessor_licensed or not for_doctors_only(facts.who):
        return YES
    return no(
        "assess.not_licensed",
        f"{facts.assessor} kan inte göra den här bedömningen. Den görs av en "
        "legitimerad läkare, och ingen legitimation är registrerad. Välj någon annan.",
        HOUSE,
        field="assessor",
    )


def _not_in_the_future(performed_on: date | None, today: date) -> Verdict:
    if performed_on is None or performed_on <= today:
        return YES
    return no(
        "assess.future",
        "En bedömning kan inte ligga framåt i tiden. Den gäller något som redan har "
        "hänt. Välj i dag eller ett tidigare datum.",
        HOUSE,
        field="performed_on",
    )


def _not_too_late(facts: RequestFacts) -> Verdict:
    limit = facts.max_age_days
    if limit is None or (facts.today - facts.performed_on).days <= limit:
        return YES
    return no(
        "assess.too_late_to_ask",
        "Du kan inte längre be om en bedömning av det här tillfället. I "
        f"{facts.region} begärs den inom {days_text(limit)}, medan minnet är färskt. "
        "Be om en bedömning vid nästa tillfälle.",
        REGIONAL_MODEL,
        field="performed_on",
    )


def _under_way(facts: RequestFacts) -> Verdict:
    ended_on = facts.programme_ended_on
    if ended_on is None or facts.performed_on <= ended_on:
        return YES
    return no(
        "assess.after_end",
        "Bedömningen kan inte gälla den dagen. Din BT avslutades den "
        f"{date_text(ended_on)}. Välj ett tidigare datum.",
        HOUSE,
        field="performed_on",
    )


def check_delmal(codes: tuple[str, ...]) -> Verdict:
    """May one observation be evidence for these delmål: one to four of them?"""
    unknown = [code for code in codes if not is_code(code)]
    if not codes:
        return no("assess.no_delmal", "Välj minst ett delmål.", HOUSE, field="delmal")
    if unknown:
        text = f"”{unknown[0]}” är inget delmål. Välj ur listan."
        return no("assess.unknown_delmal", text, HOUSE, field="delmal")
    if len(set(codes)) > MAX_DELMAL:
        text = f"Välj högst {MAX_DELMAL} delmål, de som syntes tydligast."
        return no("assess.many_delmal", text, HOUSE, field="delmal")
    return YES


# ----------------------------------------------------- answering, returning, signing
def may_answer(facts: AssessmentFacts) -> Verdict:
    """May this person open the form, fill it in and save it?

    Only the one who was asked, and never the doctor; only while nobody has signed, and
    not when the request is back with the doctor.
    """
    return all_of(
        _is_assessor(facts),
        _not_locked(facts),
        _not_declined(facts),
        _not_returned(facts),
    )


def may_sign_assessment(facts: AssessmentFacts) -> Verdict:
    """May this person sign this assessment, as it was read?

    The one who was asked, once, logged in so that it is sure who it was, of
    something that has happened while the assignment lasted; and the text is the one
    that was on the screen (ASSESSMENT, HOUSE). What is answered is another rule.
    """
    return all_of(
        may_answer(facts),
        happened_in_time(facts),
        surely_logged_in(facts.login),
        same_version(facts.version_shown, facts.version_now, facts.changed_at),
    )


def happened_in_time(facts: AssessmentFacts) -> Verdict:
    """Has it happened, and while the assessor's assignment lasted?"""
    return all_of(
        _not_in_the_future(facts.performed_on, facts.today), _within_assignment(facts)
    )


def may_sign_by_link(facts: AssessmentFacts) -> Verdict:
    """May whoever has the personal link sign this assessment, as it was read?

    The same, but that nobody is logged in and nobody's assignment is known (HOUSE).
    """
    return all_of(
        may_answer(facts),
        _not_in_the_future(facts.performed_on, facts.today),
        same_version(facts.version_shown, facts.version_now, facts.changed_at),
    )


def has_reason_to_decline(reason: str) -> Verdict:
    """Is it told why somebody says no?"""
    if reason.strip():
        return YES
    return _no_reason("assess.decline_reason", "avböjas")


def may_return(facts: AssessmentFacts) -> Verdict:
    """May this person send the request back to the doctor, with a comment?"""
    verdict = all_of(_is_assessor(facts), _is_asked(facts))
    return verdict & _has_reason(facts, "assess.return_reason", "skickas tillbaka")


def may_decline(facts: AssessmentFacts) -> Verdict:
    """May this person say no to assessing? Somebody else is then asked."""
    verdict = all_of(_is_assessor(facts), _is_asked(facts))
    return verdict & _has_reason(facts, "assess.decline_reason", "avböjas")


def may_withdraw(facts: AssessmentFacts) -> Verdict:
    """May the doctor take back a request that nobody has answered?"""
    mine = YES if facts.by == facts.doctor else not_the_doctor()
    return all_of(mine, _not_locked(facts))


def may_take_back(facts: AssessmentFacts) -> Verdict:
    """Is there a request out, to be taken back? One that waits for its answer."""
    if facts.state == AssessmentState.REQUESTED:
        return YES
    return no(
        "assess.not_out",
        "Begäran kan inte tas tillbaka. Den är redan tillbaka hos dig eller besvarad. "
        "Öppna Att göra, så ser du vad som väntar.",
        HOUSE,
    )


def _is_assessor(facts: AssessmentFacts) -> Verdict:
    if facts.by == facts.doctor:
        return about_oneself()
    if facts.assessor is not None and facts.by == facts.assessor:
        return YES
    asked = facts.assessor or "någon annan"
    return no(
        "assess.not_assessor",
        f"Du får inte skriva den här bedömningen. {facts.doctor} har bett {asked} om "
        f"den. Vill du också bedöma ber du {facts.doctor} att fråga dig.",
        HOUSE,
    )


def _not_locked(facts: AssessmentFacts) -> Verdict:
    if facts.state not in LOCKED:
        return YES
    if facts.already_signed_on is not None:
        return already_signed(facts.already_signed_on)
    return no(
        "assess.locked",
        "Du kan inte ändra en signerad bedömning. BT-läkaren ska kunna lita på att "
        "texten är den som signerades. Välj ”Rätta” och skriv varför.",
        HOUSE,
    )


def _not_declined(facts: AssessmentFacts) -> Verdict:
    if facts.state != AssessmentState.DECLINED:
        return YES
    return no(
        "assess.declined",
        "Du kan inte bedöma det här tillfället. Du tackade nej till det, och "
        f"{facts.doctor} väljer någon annan. Be {facts.doctor} att fråga igen om du "
        "har ändrat dig.",
        HOUSE,
    )


def _not_returned(facts: AssessmentFacts) -> Verdict:
    if facts.state != AssessmentState.RETURNED:
        return YES
    return no(
        "assess.returned",
        "Du kan inte bedöma det här tillfället nu. Begäran är tillbaka hos "
        f"{facts.doctor}, som kan ändra den. Den kommer tillbaka till dig när den "
        "skickas igen.",
        HOUSE,
    )


def _is_asked(facts: AssessmentFacts) -> Verdict:
    if facts.state in (AssessmentState.REQUESTED, AssessmentState.DRAFT):
        return YES
    return no(
        "assess.not_open",
        "Begäran är redan besvarad. Den är signerad, avböjd eller tillbakaskickad. "
        "Öppna Att göra, så ser du vad som väntar.",
        HOUSE,
    )


def _has_reason(facts: AssessmentFacts, code: str, verb: str) -> Verdict:
    return YES if facts.reason.strip() else _no_reason(code, verb)


def _no_reason(code: str, verb: str) -> Verdict:
    return no(
        code,
        f"Begäran kan inte {verb} utan motivering. BT-läkaren ska få veta varför. "
        "Skriv en eller två meningar.",
        HOUSE,
        field="reason",
    )


def _within_assignment(facts: AssessmentFacts) -> Verdict:
    if facts.role_period is None or facts.performed_on is None:
        return YES
    starts, ends = facts.role_period
    if starts <= facts.performed_on and (ends is None or facts.performed_on <= ends):
        return YES
    return no(
        "assess.outside_assignment",
        f"Bedömningen kan inte dateras till den {date_text(facts.performed_on)}. Du är "
        f"handledare för {facts.doctor} {period_text(starts, ends)}. Ändra datumet, "
        f"eller be {facts.contact} att rätta uppdraget.",
        HOUSE,
        field="performed_on",
    )


def not_the_doctor() -> Verdict:
    return no(
        "assess.not_the_doctor",
        "Du får inte göra det här. Det gör BT-läkaren själv. Påminn i stället.",
        HOUSE,
    )
