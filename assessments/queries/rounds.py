"""360s: who may open one, the facts the rules ask for, and what may be shown."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from assessments.enums import Profession, RoundState
from assessments.models import (
    FeedbackRound,
    RaterLink,
    RoundRater,
    RoundSelf,
    RoundTally,
    RoundText,
)
from assessments.queries.instruments import instrument_in, instrument_with, is_in_use
from assessments.queries.people import doctor_of
from assessments.rules import round_limits
from assessments.rules import rounds as rules
from assessments.rules.instruments import Instrument, Prompt
from assessments.rules.round_facts import KEY, UNDER_WAY, Asked, RoundFacts
from assessments.rules.round_limits import RoundLimits
from assessments.rules.round_results import ItemResult, Tally, results_of
from bt_admin.lib.links import hash_of
from bt_admin.lib.verdicts import Verdict
from placements.models import Programme
from placements.queries import permissions_on, programmes_with
from regions.models import Region, User
from regions.roles import Permission

TAKES_PART = {Permission.OWN, Permission.LEAD}


@dataclass(frozen=True)
class Progress:
    """How far it has come: never who has answered."""

    asked: int
    answered: int


@dataclass(frozen=True)
class Box:
    """A text box with what was written in it: by the doctor, and by the others."""

    prompt: Prompt
    own: str
    texts: list[RoundText]


@dataclass(frozen=True)
class Result:
    """What may be shown of a closed round."""

    items: list[ItemResult]
    boxes: list[Box]
    answers: int
    texts_shown: bool


# ------------------------------------------------------------------------ who sees what
def rounds_for(user: User, region: Region) -> QuerySet[FeedbackRound]:
    """The 360s this person may open: the doctor's own, and those of the doctors they
    are huvudansvarig for; the studierektor's all."""
    mine = Q()
    for permission in (Permission.OWN, Permission.GUIDE, Permission.LEAD):
        rows = programmes_with(user, permission, region)
        mine |= Q(programme__in=rows.values("pk"))
    rounds = FeedbackRound.objects.filter(mine, region=region)
    return rounds.select_related(
        "region", "programme__doctor__user", "programme__region", "programme__model",
        "opened_by", "released_by", "talk_by", "cancelled_by", "own_picture",
    )  # fmt: skip


def may_open(programme: Programme, user: User, today: date) -> Verdict:
    return rules.may_open_round(open_facts(programme, user, today))


def open_facts(programme: Programme, user: User, today: date) -> rules.OpenFacts:
    under_way = FeedbackRound.objects.filter(programme=programme, state__in=UNDER_WAY)
    return rules.OpenFacts(
        takes_part=bool(TAKES_PART & permissions_on(user, programme)),
        in_use=is_in_use(programme.region, KEY, today),
        is_under_way=under_way.exists(),
        programme_state=programme.state,
        starts_on=programme.starts_on,
        today=today,
    )


def facts_of(round: FeedbackRound, by: User | None, today: date) -> RoundFacts:
    """What the rules ask; `by` None is the clock, which has no rights."""
    programme = round.programme
    may = permissions_on(by, programme) if by else set()
    raters = list(RoundRater.objects.filter(round=round))
    return RoundFacts(
        is_doctor=Permission.OWN in may,
        leads=Permission.LEAD in may,
        guides=Permission.GUIDE in may,
        doctor=doctor_of(programme),
        doctor_email=programme.doctor.user.email,
        state=round.state,
        today=today,
        closes_on=round.closes_on,
        self_done=RoundSelf.objects.filter(round=round).exists(),
        raters=tuple(Asked(one.email, one.profession) for one in raters),
        answered=sum(1 for one in raters if one.answered),
        limits=limits_of(round),
    )


# ---------------------------------------------------------------------- the instrument
def instrument_now(region: Region) -> Instrument:
    return instrument_in(region, KEY)


def instrument_of_round(round: FeedbackRound) -> Instrument:
    """In the version the round was opened with."""
    return instrument_with(
        round.instrument, round.instrument_version, round.regional_instrument_id
    )


def limits_for(given: Instrument, programme: Programme) -> RoundLimits:
    model = programme.model
    return round_limits.limits_of(given.round or {}, model.settings if model else {})


def limits_of(round: FeedbackRound) -> RoundLimits:
    return limits_for(instrument_of_round(round), round.programme)


# -------------------------------------------------------------------------- the raters
def raters_of(round: FeedbackRound) -> QuerySet[RoundRater]:
    return RoundRater.objects.filter(round=round)


def progress_of(round: FeedbackRound) -> Progress:
    counted = raters_of(round).aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(answered=True))
    )
    return Progress(**counted)


def rater_with(token: str, region: Region) -> RoundRater | None:
    """Whom this secret was sent to, in the active region; None for an unknown one."""
    link = RaterLink.objects.filter(token_hash=hash_of(token), region=region)
    row = link.select_related(
        "rater__round__programme__doctor__user", "rater__round__region",
        "rater__round__programme__model", "rater__round__own_picture",
    ).first()  # fmt: skip
    return row.rater if row else None


def group_of(rater: RoundRater) -> tuple[str, ...]:
    """The professions of everybody who is asked, this rater among them."""
    return tuple(raters_of(rater.round).values_list("profession", flat=True))


def to_be_reminded(region: Region) -> QuerySet[RoundRater]:
    """Everybody here who was asked and has not answered, while one still can."""
    rows = RoundRater.objects.filter(
        region=region,
        round__state=RoundState.COLLECTING,
        answered=False,
        asked_on__isnull=False,
    )
    return rows.select_related("round__programme__model", "round__region")


def past_their_day(region: Region, today: date) -> QuerySet[FeedbackRound]:
    """Rounds whose last day to answer is over."""
    return FeedbackRound.objects.filter(
        region=region, state=RoundState.COLLECTING, closes_on__lt=today
    ).select_related("region", "programme__doctor__user", "programme__model")


# -------------------------------------------------------------------------- the result
def result_of(round: FeedbackRound, *, hidden_too: bool = False) -> Result:
    """Means and free texts, as far as they may be shown. Three queries.

    `hidden_too`: as the studierektor reads it, who decides what is hidden.
    """
    given = instrument_of_round(round)
    own = RoundSelf.objects.filter(round=round).first()
    tallies = [
        Tally(one.profession, one.item, one.level, one.count)
        for one in RoundTally.objects.filter(round=round)
    ]
    words = RoundText.objects.filter(round=round)
    if not hidden_too:
        words = words.filter(hidden_reason="")
    found = list(words.select_related("hidden_by"))
    answers = round.answers or 0
    return Result(
        items=results_of(given, own.answers if own else {}, tallies, round.means_from),
        boxes=[
            Box(
                prompt,
                own.texts.get(prompt.key, "") if own else "",
                [one for one in found if one.box == prompt.key],
            )
            for prompt in given.prompts
        ],
        answers=answers,
        texts_shown=answers >= round.texts_from,
    )


def texts_of(round: FeedbackRound) -> QuerySet[RoundText]:
    return RoundText.objects.filter(round=round)


def profession_words(key: str) -> str:
    return str(Profession(key).label) if key else ""


def released_on(round: FeedbackRound) -> date | None:
    return timezone.localdate(round.released_at) if round.released_at else None


# ------------------------------------------------------------------------------- lists
def rounds_listed(user: User, programme: Programme) -> list[FeedbackRound]:
    """The 360s about one doctor that this person may open, newest first. One query."""
    return list(rounds_for(user, programme.region).filter(programme=programme))
