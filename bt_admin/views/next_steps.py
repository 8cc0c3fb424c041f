"""What comes next for one doctor: the step, the buttons, and why one is not there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
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
from bt_admin.lib.verdicts import YES, Verdict
from certificates.rules.completeness import Step, StepFacts, next_step
from certificates.rules.service import check_service
from placements.enums import ProgrammeRole, ProgrammeState
from placements.queries import counts, first_day, last_day, placements_of
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
    ended = view.programme.state == ProgrammeState.ENDED  # nothing is left to be done
    every = [] if ended else list(_every(view))
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
    if Permission.PLAN in view.may and not done(view, "plan"):
        url = view.address("placements:plan")
        yield Button(_("Planera"), url, "calendar", step="plan")
    if Permission.APPOINT in view.may and view.facts.main_supervisor is None:
        url = view.address("placements:appoint_main")
        yield Button(_("Utse huvudansvarig handledare"), url, "user", step="plan")


def _for_the_doctor(view: View) -> Iterator[Button]:
    if view.begun and not done(view, "competence"):
        url = view.address("assessments:request")
        yield Button(_("Be om bedömning"), url, "plus", step="assessments")
    sent = done(view, "application")
    yield Button(
        _("Se ansökan") if sent else _("Gör klar ansökan"),
        view.address("certificates:application"),
        "file",
        verdict=done(view, "delmal", "competence", "completed"),
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
    if not done(view, "competence"):
        yield Button(
            _("Signera baskompetens"),
            view.address("certificates:sign_competence"),
            "sign",
            verdict=done(view, "delmal") & _judged(view),
            step="competence",
        )


def _for_the_manager(view: View) -> Iterator[Button]:
    if view.facts.external_assessor is None and not done(view, "competence"):
        url = view.address("certificates:appoint_external")
        yield Button(_("Utse extern bedömare"), url, "user", step="competence")
    if not done(view, "completed"):
        yield Button(
            _("Intyga fullgjord BT"),
            view.address("certificates:completed"),
            "sign",
            verdict=check_service(view.facts.service),
            step="completed",
        )


def done(view: View, *keys: str) -> Verdict:
    """Yes when these steps are done, otherwise what each of them lacks."""
    verdict = YES
    for step in view.chain:
        if step.key in keys:
            verdict = verdict & Verdict(step.verdict.reasons)
    return verdict


def _judged(view: View) -> Verdict:
    """Has the external assessment ended well? What is still unsigned does not stop."""
    return YES if view.facts.external_approved else done(view, "competence")


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
