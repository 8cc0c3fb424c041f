"""An assessment as people read it: what was seen, judged and written, and by whom."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.enums import AssessmentState, InstrumentKey, Way
from assessments.models import Assessment, AssessmentSignature
from assessments.queries.instruments import edition_of, instrument_of
from assessments.rules.instruments import Instrument, Item
from assessments.rules.lateness import days_late, late_after
from assessments.rules.outsiders import Outsider
from bt_admin.lib.dates import days_text
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import delmal_list, long_day, moment, period
from placements.models import Placement
from regions import roles
from regions.enums import LoginMethod

LOOKS = {  # tone and icon; the word is the state's own
    AssessmentState.DRAFT: ("none", "pen"),
    AssessmentState.REQUESTED: ("wait", ""),
    AssessmentState.RETURNED: ("warn", ""),
    AssessmentState.DECLINED: ("none", "close"),
    AssessmentState.SIGNED: ("ok", ""),
    AssessmentState.ACKNOWLEDGED: ("ok", ""),
    AssessmentState.AMENDED: ("none", "file"),
}


@dataclass(frozen=True)
class Answer:
    """One judgement: the question, the level, its name and what that looks like."""

    label: str
    level: int | None
    words: str
    anchor: str = ""


@dataclass(frozen=True)
class Signed:
    by: str
    role: str
    at: datetime
    method: str
    digest: str
    sentence: str  # all of it, and how far it can be trusted


@dataclass(frozen=True)
class Sheet:
    """Everything on one assessment, in reading order."""

    name: str
    long_name: str
    edition: str
    doctor: str
    assessor: str
    on: date
    state: State
    situation: list[tuple[str, str]]
    whole: Answer | None
    answers: list[Answer]
    texts: list[tuple[str, str]]
    reason: str
    signed: list[Signed]


def sheet_of(assessment: Assessment, with_answers: bool = True) -> Sheet:
    """The assessment to be read. Without answers: what the request told, and no more."""
    given = instrument_of(assessment)
    whole, parts = answers_of(assessment, given) if with_answers else (None, [])
    return Sheet(
        name=given.name,
        long_name=given.long_name,
        edition=edition_of(given, assessment.region.name),
        doctor=assessment.programme.doctor.user.full_name,
        assessor=assessment.by_whom,
        on=assessment.performed_on,
        state=state_of(assessment),
        situation=situation_of(assessment),
        whole=whole,
        answers=parts,
        texts=texts_of(assessment, given) if with_answers else [],
        reason=assessment.reason,
        signed=signatures_of(assessment),
    )


def state_of(assessment: Assessment) -> State:
    state = AssessmentState(assessment.state)
    tone, icon = LOOKS[state]
    return State(tone, str(state.label), icon)


def situation_of(assessment: Assessment) -> list[tuple[str, str]]:
    """What it was about; what nobody told is left out."""
    placement = assessment.placement
    if assessment.instrument == InstrumentKey.OVERALL:
        facts = [
            (_("Placering"), place_words(placement)),
            (_("Tid"), time_at(placement)),
        ]
        return [fact for fact in facts if fact[1]]
    where = ", ".join(
        part for part in (assessment.setting, place_words(placement)) if part
    )
    codes = [row.code for row in assessment.delmal.all()]
    facts = [
        *context_told(assessment),
        (_("Vad"), assessment.what),
        (_("Var"), where),
        (_("När"), long_day(assessment.performed_on)),
        (_("Begärd"), late_words(assessment)),
        (_("Svårighet"), assessment.difficulty),
        (_("Räknas för"), delmal_list(codes)),
    ]
    return [fact for fact in facts if fact[1]]


def late_words(assessment: Assessment) -> str:
    """«12 dagar efter tillfället»; nothing when somebody was asked soon enough."""
    days = late_by(assessment, late_after(assessment.programme.model.settings))
    return _("%(days)s efter tillfället") % {"days": days_text(days)} if days else ""


def late_by(assessment: Assessment, limit: int) -> int:
    """How many days, when it was asked for and asked for late."""
    if assessment.requested_by_id is None:
        return 0
    first = assessment
    while first.replaces is not None:  # a correction does not make the request later
        first = first.replaces
    asked_on = timezone.localdate(first.registered_at)
    return days_late(assessment.performed_on, asked_on, limit)


def context_told(assessment: Assessment) -> list[tuple[str, str]]:
    """What this instrument asks of the occasion besides: the moment, the station …"""
    return [
        (one.label, str(assessment.context[one.key]))
        for one in instrument_of(assessment).extra_fields
        if assessment.context.get(one.key)
    ]


def place_words(placement: Placement | None) -> str:
    if placement is None:
        return ""
    return f"{placement.title}, {placement.unit}" if placement.unit else placement.title


def time_at(placement: Placement | None) -> str:
    """«18 januari–14 februari 2027 och 20 september–31 december 2027»"""
    if placement is None:
        return ""
    periods = sorted(placement.periods.all(), key=lambda one: one.starts_on)
    return _(" och ").join(period(one.starts_on, one.ends_on) for one in periods)


def answers_of(
    assessment: Assessment, given: Instrument
) -> tuple[Answer | None, list[Answer]]:
    """The judgement of the whole, and those of its parts that were made."""
    answered = [
        answer_of(item, assessment.answers[item.key])
        for item in given.items
        if item.key in assessment.answers and item is not given.whole
    ]
    whole = given.whole
    if whole is None or whole.key not in assessment.answers:
        return None, answered
    return answer_of(whole, assessment.answers[whole.key]), answered


def answer_of(item: Item, level: int | None) -> Answer:
    steps = dict(zip(item.values, item.anchors, strict=False))
    anchor = steps.get(level, "") if level is not None else ""
    return Answer(item.label, level, item.answer_text(level), anchor)


def texts_of(assessment: Assessment, given: Instrument) -> list[tuple[str, str]]:
    return [
        (prompt.label, assessment.texts[prompt.key])
        for prompt in given.prompts
        if assessment.texts.get(prompt.key)
    ]


def signatures_of(assessment: Assessment) -> list[Signed]:
    prefetch_related_objects([assessment], "signatures__signer")
    signatures = sorted(assessment.signatures.all(), key=lambda one: one.signed_at)
    return [signed_by(row, assessment) for row in signatures]


def signed_by(row: AssessmentSignature, assessment: Assessment) -> Signed:
    methods = dict(LoginMethod.choices)
    who = row.signer or assessment.assessed_by
    role = roles.title(row.role) if row.role in roles.ROLES else who.title
    return Signed(
        by=who.full_name,
        role=role,
        at=row.signed_at,
        method=str(methods.get(row.method, row.method)),
        digest=row.digest,
        sentence=sentence_of(row, assessment, who.full_name, role),
    )


def sentence_of(
    row: AssessmentSignature, assessment: Assessment, name: str, role: str
) -> str:
    """Who stands for it. What nobody has checked is said in the same breath."""
    who, at = assessment.assessed_by, moment(row.signed_at)
    words = {"by": name, "role": role, "at": at}
    if isinstance(who, Outsider):
        words |= {"who": who.described, "email": who.email}
    if assessment.way == Way.LINK:
        return (
            _(
                "Signerat via personlig länk av %(who)s, %(email)s, den %(at)s. Ingen "
                "inloggning, och legitimationen är inte kontrollerad."
            )
            % words
        )
    if assessment.way == Way.PAPER and assessment.paper_signed_on:
        words["who"] = who.described if isinstance(who, Outsider) else who.full_name
        words["day"] = long_day(assessment.paper_signed_on)
        return (
            _(
                "Underskriven på papper av %(who)s den %(day)s. Inskriven i bt-admin av "
                "%(by)s den %(at)s."
            )
            % words
        )
    told = _("Signerat i bt-admin av %(by)s, %(role)s, den %(at)s.") % words
    if assessment.way == Way.TOGETHER:
        told += " " + _("Ifylld tillsammans på BT-läkarens telefon.")
    return told
