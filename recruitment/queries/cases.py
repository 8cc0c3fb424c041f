"""An application as its applicant meets it: what is there, what is missing, till when."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from bt_admin.lib.verdicts import Verdict, all_of
from recruitment.enums import ApplicationState, Language, OfferState
from recruitment.models import Application, Paper, RecruitmentRound
from recruitment.models.offers import LIVE
from recruitment.rules.applying import Opening, may_apply
from recruitment.rules.case_words import CaseFacts
from recruitment.rules.criteria import Criterion
from recruitment.rules.eligibility import EligibilityFacts, eligibility_of
from recruitment.rules.methods import Method
from recruitment.rules.papers import Deadlines, Handed, PaperKind, missing_papers

YES_NO = {"yes": True, "no": False}


def papers_of(application: Application) -> list[Paper]:
    """What was handed in, without the files themselves. One query."""
    rows = application.papers.defer("content", "masked", "mask_pages")
    return list(rows.order_by("uploaded_at"))


def handed(application: Application, papers: Iterable[Paper]) -> list[Handed]:
    """Every paper kept was opened when it came: usable, unless it was asked for anew."""
    return [
        Handed(
            one.kind,
            one.uploaded_at,
            usable=application.still_counts(one.kind, one.uploaded_at),
            id=one.pk,
        )
        for one in papers
    ]


def deadlines_of(application: Application, method: Method) -> Deadlines:
    """The last moments: of the round, or of what this applicant was asked for."""
    round = application.round
    assert round.closes_at is not None  # a round that is advertised has its days
    last = round.complement_until
    if last is None and application.complement_asked_at:
        asked = timezone.localdate(application.complement_asked_at)
        last = asked + timedelta(days=method.times.complement_days)
    if last is None:
        return Deadlines(round.closes_at)
    end = datetime.combine(last, time(23, 59, 59, 999999))
    return Deadlines(round.closes_at, timezone.make_aware(end))


def missing_of(
    application: Application, papers: Sequence[Paper], method: Method
) -> tuple[PaperKind, ...]:
    until = deadlines_of(application, method)
    return missing_papers(method.papers, handed(application, papers), until)


def questions_of(method: Method) -> list[Criterion]:
    """What the applicant writes about: the criteria that applications are read by."""
    reading = {one.phase for one in method.sittings if one.kind == "review"}
    return [
        criterion
        for phase in method.scheme.phases
        if phase.key in reading
        for criterion in phase.criteria
    ]


def may_send(
    application: Application, papers: Sequence[Paper], method: Method, at: datetime
) -> Verdict:
    """May this be sent now, with what is in its columns?"""
    round = application.round
    opening = Opening(round.state, round.opens_at, round.closes_at)
    facts = eligibility_facts(application, papers, method)
    return all_of(may_apply(opening, at), eligibility_of(facts))


def eligibility_facts(
    application: Application, papers: Sequence[Paper], method: Method
) -> EligibilityFacts:
    """What the application says about who may apply. A proof handed in is a proof held."""
    round, answers = application.round, application.answers
    proofs = {one.key for one in method.papers if one.is_language}
    has_proof = not proofs or any(one.kind in proofs for one in papers)
    accepted = method.languages[0] if method.languages else Language.C1
    assert round.closes_at is not None
    return EligibilityFacts(
        needed_on=timezone.localdate(round.closes_at),
        contact=round.contact_name or round.region.name,
        licensed_on=application.licensed_on,
        at_done=YES_NO.get(answers.get("at_done", "")),
        st_before_2021=YES_NO.get(answers.get("st_before", "")),
        bt_done=YES_NO.get(answers.get("bt_done", "")),
        chooses_bt=bool(answers.get("chooses_bt")),
        language=accepted if has_proof else Language.NONE,
        languages=method.languages or (Language.C1,),
        missing=missing_of(application, papers, method),
    )


def next_number(round: RecruitmentRound) -> int:
    """The number of the next application to come in. Call it with the round locked."""
    last = round.applications.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def live_case(round: RecruitmentRound, email: str) -> Application | None:
    """The application that this address has in this round, unless it was taken back."""
    rows = round.applications.filter(email__iexact=email)
    return (
        rows.exclude(state=ApplicationState.WITHDRAWN).select_related("region").first()
    )


def live_offer(application: Application) -> str:
    """The state of the offer that waits, or that was accepted and kept; "" for none."""
    rows = application.offers.filter(state__in=LIVE, left_at__isnull=True)
    return rows.values_list("state", flat=True).first() or ""


def has_live_offer(application: Application) -> bool:
    return bool(live_offer(application))


def case_facts(
    application: Application,
    method: Method,
    letters: Sequence[datetime],
    offer: str = "",
) -> CaseFacts:
    """`letters`: when each was written. `offer`: the state of a live one."""
    round, screened = application.round, application.screened_at
    call_by = None
    if method.interviews and round.closes_at:
        days = timedelta(days=method.times.call_within_days)
        call_by = timezone.localdate(round.closes_at) + days
    return CaseFacts(
        state=application.state,
        round=round.state,
        closes_at=round.closes_at,
        starts_on=round.starts_on,
        is_answered=screened is not None and any(one >= screened for one in letters),
        has_accepted=offer == OfferState.ACCEPTED,
        call_by=call_by,
        complement_until=deadlines_of(application, method).last,
    )
