"""All about one application, for the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bt_admin.lib.pieces import State
from bt_admin.lib.swedish import inside
from recruitment.enums import ReviewState
from recruitment.models import ApplicantMail, Application, Paper, Review
from recruitment.queries.methods import method_of
from recruitment.rules.consents import CONSENTS
from recruitment.rules.reviewing import UNSENT
from recruitment.rules.screening import REASONS
from regions.events import Event
from regions.models import AuditRow, User


@dataclass(frozen=True)
class Answered:
    """One question of the form, and what the applicant wrote."""

    question: str
    text: str


def answers_of(application: Application) -> list[Answered]:
    told = application.answers.get("questions", {})
    scheme = method_of(application.round).scheme
    return [
        Answered(one.question or one.label, str(told[one.key]))
        for _phase, one in scheme
        if told.get(one.key)
    ]


def papers_of(application: Application) -> list[tuple[Paper, str]]:
    """What was handed in, each with the words for its kind. One query."""
    labels = {kind.key: kind.label for kind in method_of(application.round).papers}
    rows = application.papers.defer("content", "masked", "mask_pages")
    return [(one, labels.get(one.kind, one.kind)) for one in rows]


def paper_of(application: Application, pk: Any) -> Paper | None:
    rows = Paper.objects.filter(application=application).select_related("application")
    return rows.defer("masked", "mask_pages").filter(pk=pk).first()


def delivery(letter: ApplicantMail) -> State:
    """How far the e-mail about a letter has come."""
    if letter.sent_at:
        return State("ok", _("E-post skickad"))
    if letter.failed_at:
        return State("bad", _("E-posten gick inte fram"))
    return State("wait", _("Väntar på att skickas"))


def letters_of(application: Application) -> list[tuple[ApplicantMail, State]]:
    rows = application.mails.select_related("asked_by").order_by("-asked_at")
    return [(one, delivery(one)) for one in rows]


def reviews_of(application: Application) -> list[Review]:
    """Published reviews, those that were sent first. One query."""
    rows = application.reviews.filter(superseded_at__isnull=True)
    rows = rows.exclude(state=ReviewState.PLANNED).select_related("reviewer")
    return list(rows.order_by("phase", "sent_at", "pk"))


def own_states(application: Application, user: User) -> list[str]:
    """The states of one's own reviews of this application. One query."""
    rows = application.reviews.filter(
        reviewer=user, superseded_at__isnull=True, state__in=UNSENT
    )
    return list(rows.values_list("state", flat=True))


def scores_of(application: Application, reviews: list[Review]) -> list[dict[str, Any]]:
    """Each sent review with its points in words."""
    scheme = method_of(application.round).scheme
    return [
        {
            "review": one,
            "phase": scheme.phase(one.phase).label,
            "scores": [
                (criterion.label, one.scores[criterion.key])
                for criterion in scheme.phase(one.phase).criteria
                if criterion.key in one.scores
            ],
        }
        for one in reviews
        if one.state == ReviewState.SENT
    ]


def history_of(application: Application) -> list[tuple[datetime, str, str]]:
    """What has happened, newest first: when, what and by whom. One query."""
    rows = list(
        AuditRow.objects.filter(about_id=application.pk).order_by("-number")[:50]
    )
    actors = User.objects.in_bulk([row.actor_id for row in rows if row.actor_id])
    return [(row.at, told(row, actors.get(row.actor_id)), "") for row in rows]


def told(row: AuditRow, actor: User | None) -> str:
    """«Prövade en ansökan: Inte behörig, Saknar svensk läkarlegitimation. Hanna Ek.»"""
    words = str(Event(row.event).label)
    states = dict(Application._meta.get_field("state").flatchoices)
    reason = REASONS.get(row.detail.get("reason", ""))
    more = [
        str(states.get(row.detail.get("state"), "")),
        reason.label if reason else "",
        consents_told(row.detail),
    ]
    if said := ", ".join(one for one in more if one):
        words = f"{words}: {said}"
    return f"{words}. {actor.full_name if actor else _('Den sökande')}."


def consents_told(detail: Mapping[str, Any]) -> str:
    """«facklig observatör vid intervjun: nej»; "" when no consent was changed."""
    labels = {one.key: inside(one.label) for one in CONSENTS}
    said = [
        *((key, _("ja")) for key in detail.get("given", ())),
        *((key, _("nej")) for key in detail.get("taken_back", ())),
    ]
    return ", ".join(f"{labels[key]}: {word}" for key, word in said if key in labels)


def consents_of(application: Application) -> list[tuple[str, bool]]:
    """Each consent as the office reads it, and whether it holds now."""
    given = application.consents
    return [(one.label, bool(given.get(one.key))) for one in CONSENTS]
