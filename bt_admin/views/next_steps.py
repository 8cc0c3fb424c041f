"""What comes next for one doctor: the step, the buttons, and why one is not there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import DelmalState
from assessments.queries import formative_minimum
from assessments.rules.overall import (
    OVERALL_OPENS_DAYS_BEFORE_END,
    OverallFacts,
    may_sign_overall,
)
from bt_admin.lib.people import Person
from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import months
from bt_admin.lib.verdicts import YES, Verdict
from certificates.enums import CertificateKind, CertificateState
from certificates.queries import served_until
from certificates.rules.application import certified_codes
from certificates.rules.completeness import Step, StepFacts, next_step
from certificates.rules.service import check_service
from placements.enums import ProgrammeRole
from placements.queries import counts, first_day, last_day, placements_of
from placements.rules.time import full_time_months
from regions.enums import LoginMethod
from regions.roles import Permission

CERTIFIED = DelmalState.CERTIFIED


@dataclass(frozen=True)
class Button:
    """Something to do here. Without a yes it is shown with its reasons."""

    label: str
    url: str
    icon: str = ""
    verdict: Verdict = YES
    step: str = ""  # the step of the nine it takes forward


@dataclass(frozen=True)
class Buttons:
    """`first` is the page's one primary button, `blocked` the one that says why not."""

    first: Button | None
    others: list[Button]
    blocked: Button | None


@dataclass(frozen=True)
class View:
    """One BT as one person looks at it: everything the buttons are chosen from."""

    programme: Any
    user: Any
    may: set[Permission]
    facts: StepFacts
    chain: tuple[Step, ...]
    standing: Any
    today: date

    @property
    def begun(self) -> bool:
        return self.programme.starts_on <= self.today

    def address(self, name: str, *more: object) -> str:
        args = more or [self.programme.pk]
        return reverse(name, args=[self.programme.region.slug, *args])


# ------------------------------------------------------------------------ the buttons
def buttons(view: View) -> Buttons:
    """The first is what takes the next step forward, when this person can do that."""
    every = list(_every(view))
    possible = [one for one in every if one.verdict]
    blocked = [one for one in every if not one.verdict]
    step = next_step(view.chain)
    wanted = [one for one in possible if step and one.step == step.key]
    first = (wanted or possible or [None])[0]
    others = [one for one in possible if one is not first]
    return Buttons(first, others, blocked[0] if blocked else None)


def _every(view: View) -> Iterator[Button]:
    if Permission.OWN in view.may:
        yield from _for_the_doctor(view)
        return
    if Permission.ASSESS in view.may and view.begun:
        yield from _for_supervisors(view)
    if Permission.GUIDE in view.may and view.begun:
        yield from _for_the_main_supervisor(view)
    if Permission.LEAD in view.may and view.facts.collegium_wanted:
        url = view.address("assessments:collegium_new")
        yield Button(_("Dokumentera kollegium"), url, "users", step="collegium")
    if Permission.CERTIFY in view.may:
        yield from _for_the_manager(view)
    if Permission.PLAN in view.may and not _done(view, "plan"):
        url = view.address("placements:plan")
        yield Button(_("Planera"), url, "calendar", step="plan")
    if Permission.APPOINT in view.may and view.facts.main_supervisor is None:
        url = view.address("placements:appoint_main")
        yield Button(_("Utse huvudansvarig handledare"), url, "user", step="plan")


def _for_the_doctor(view: View) -> Iterator[Button]:
    if view.begun:
        url = view.address("assessments:request")
        yield Button(_("Be om bedömning"), url, "plus", step="assessments")
    yield Button(
        _("Gör klar ansökan"),
        view.address("certificates:application"),
        "file",
        verdict=_done(view, "delmal", "competence", "completed"),
        step="application",
    )


def _for_supervisors(view: View) -> Iterator[Button]:
    yield Button(
        _("Bedöm"), view.address("assessments:start"), "pen", step="assessments"
    )
    place = _placement_to_judge(view)
    if place is not None:
        yield Button(
            _("Skriv sammantagen bedömning"),
            view.address("assessments:overall", place.pk),
            "sign",
            verdict=_may_judge(view, place),
            step="overall",
        )


def _for_the_main_supervisor(view: View) -> Iterator[Button]:
    if any(row.count and row.state != CERTIFIED for row in view.standing.progress):
        url = view.address("certificates:delmal")
        yield Button(_("Intyga delmål"), url, "sign", step="delmal")
    if not _done(view, "competence"):
        yield Button(
            _("Signera baskompetens"),
            view.address("certificates:sign_competence"),
            "sign",
            verdict=_done(view, "delmal") & _judged(view),
            step="competence",
        )


def _for_the_manager(view: View) -> Iterator[Button]:
    if view.facts.external_assessor is None:
        url = view.address("certificates:appoint_external")
        yield Button(_("Utse extern bedömare"), url, "user", step="competence")
    if not _done(view, "completed"):
        yield Button(
            _("Intyga fullgjord BT"),
            view.address("certificates:completed"),
            "sign",
            verdict=check_service(view.facts.service),
            step="completed",
        )


def _done(view: View, *keys: str) -> Verdict:
    """Yes when these steps are done, otherwise what each of them lacks."""
    verdict = YES
    for step in view.chain:
        if step.key in keys:
            verdict = verdict & Verdict(step.verdict.reasons)
    return verdict


def _judged(view: View) -> Verdict:
    """Has the external assessment ended well? What is still unsigned does not stop."""
    return YES if view.facts.external_approved else _done(view, "competence")


def _placement_to_judge(view: View) -> Any:
    """The viewer's own placement, begun and not yet judged as a whole."""
    mine = {
        row.placement_id
        for row in view.programme.assignments.all()
        if row.user_id == view.user.pk
        and row.role == ProgrammeRole.PLACEMENT_SUPERVISOR
        and row.starts <= view.today
        and (row.ends is None or view.today <= row.ends)
    }
    for place in placements_of(view.programme):
        judged = place.pk in view.standing.overall
        begun = (first_day(place) or date.max) <= view.today
        if place.pk in mine and counts(place) and begun and not judged:
            return place
    return None


def _may_judge(view: View, place: Any) -> Verdict:
    """May it be signed, if it were written now? The log-in is asked on its own page."""
    me = Person(view.user.pk, view.user.full_name)
    ends_on = last_day(place) or view.today
    opens = ends_on - timedelta(days=OVERALL_OPENS_DAYS_BEFORE_END - 1)
    if opens <= view.today:
        return YES  # too few assessments may be explained on the page itself
    return may_sign_overall(
        OverallFacts(
            by=me,
            doctor=view.facts.doctor,
            supervisors=(me,),
            placement_ends_on=ends_on,
            today=view.today,
            formative_count=view.standing.formative.get(place.pk, 0),
            formative_minimum=formative_minimum(view.programme),
            region=view.programme.region.name,
            login=LoginMethod.SITHS,
        )
    )


# ------------------------------------------------------------------- as printed today
@dataclass(frozen=True)
class Line:
    """One certificate, as far as it has come."""

    title: str
    state: State
    url: str


def certificate_lines(view: View) -> list[Line]:
    """«Bilaga 3, fullgjord BT: 8,0 månader, en ruta tom»"""
    address = view.address("certificates:certificates")
    lines = [
        (CertificateKind.DELMAL, _("Bilaga 2, delmål"), _delmal(view)),
        (CertificateKind.COMPLETED, _("Bilaga 3, fullgjord BT"), _completed(view)),
        (CertificateKind.COMPETENCE, _("Bilaga 4, baskompetens"), _competence(view)),
    ]
    return [
        Line(title, state, f"{address}?bilaga={kind.annex}")
        for kind, title, state in lines
    ]


def delmal_papers(facts: StepFacts) -> dict[str, str]:
    """Where each delmål's bilaga 2 is: «utkast», «signerat», «utfärdat»."""
    words = {
        CertificateState.DRAFT: _("utkast"),
        CertificateState.CERTIFIED: _("signerat"),
        CertificateState.ISSUED: _("utfärdat"),
    }
    return {
        code: words[CertificateState(one.state)]
        for one in facts.certificates
        if one.kind == CertificateKind.DELMAL and one.state in words
        for code in one.codes
    }


def _delmal(view: View) -> State:
    counted = [one for one in view.facts.certificates if one.counts]
    n, total = len(certified_codes(counted)), view.standing.total
    words = _("%(n)s av %(total)s intygade") % {"n": n, "total": total}
    return State("ok" if n == total else "now" if n else "none", words)


def _completed(view: View) -> State:
    signed = _signed(view, CertificateKind.COMPLETED)
    if signed:
        return signed
    service = view.facts.service
    served = full_time_months(served_until(service.periods, view.today))
    empty = [service.primary_care_text, service.acute_care_text].count("")
    left = {0: "", 1: _(", en ruta tom"), 2: _(", två rutor tomma")}[empty]
    return State("now" if served else "none", months(rounded(served)) + left)


def rounded(served: Decimal) -> Decimal:
    """One decimal says enough here; bilaga 3 has them all."""
    return served.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _competence(view: View) -> State:
    signed = _signed(view, CertificateKind.COMPETENCE)
    if signed:
        return signed
    if view.facts.external_assessor is None:
        return State("none", _("Vid slutbedömningen"))
    return State("wait", _("Bedömare utsedd"))


def _signed(view: View, kind: CertificateKind) -> State | None:
    for one in view.facts.certificates:
        if one.kind == kind and one.counts:
            state = CertificateState(one.state)
            icon = "lock" if state == CertificateState.ISSUED else ""
            return State("ok", str(state.label), icon)
    return None
