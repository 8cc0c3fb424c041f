"""An application as a public record: what is in it, by the kinds that are decided about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from bt_admin.lib.dates import number_text
from bt_admin.lib.swedish import listing, long_day
from recruitment.enums import RankingState, ReviewState
from recruitment.models import Application, Disclosure, RecruitmentRound
from recruitment.queries.cases import questions_of
from recruitment.queries.methods import method_of
from recruitment.rules import references
from recruitment.rules.disclosure import FIELDS
from regions.context import in_region
from regions.protection import protected_in

Lines = list[tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """Everything of one kind: `key` of disclosure.FIELDS, lines as (label, words)."""

    key: str
    lines: Lines

    @property
    def label(self) -> str:
        return FIELDS[self.key].label


def register_of(round: RecruitmentRound) -> QuerySet[Application]:
    """Every application that came in, by number, with how often it was given out."""
    given = (
        Disclosure.objects.filter(round=round, application_number=OuterRef("number"))
        .order_by()
        .values("application_number")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        round.applications.filter(submitted_at__isnull=False)
        .select_related("region", "screened_by")
        .annotate(given_out=Subquery(given))
        .order_by("number")
    )


def is_protected(application: Application) -> bool:
    """Has whoever was hired skyddade personuppgifter?

    Asked past who may see them: whoever gives an application out, it must not tell
    where they are.
    """
    if application.programme_id is None:
        return False
    with in_region(application.region_id):
        rows = protected_in(application.region)
        return rows.filter(user__doctors__programmes=application.programme_id).exists()


def record_of(application: Application) -> list[Part]:
    """What would be given out if nothing were masked; kinds that are empty are left out.

    Only what has been sent: neither drafts of reviews nor an order that is not fixed.
    """
    parts = [
        Part("name", _filled([(_("Namn"), application.full_name)])),
        Part("mail", _filled([(_("E-post"), application.email)])),
        Part("phone", _filled([(_("Telefon"), application.phone)])),
        Part("home_address", _filled([(_("Adress"), application.address)])),
        Part("wishes", _filled([(_("Önskade orter"), listing(application.wishes))])),
        Part("licence", _filled(_licence(application))),
        Part("merits", list(_merits(application))),
        Part("letter", list(_written(application))),
        Part("reference", list(_references(application))),
        *_judged(application),
    ]
    return [part for part in parts if part.lines]


def _filled(lines: Lines) -> Lines:
    return [(label, words) for label, words in lines if words]


def _licence(application: Application) -> Lines:
    on = application.licensed_on
    return [
        (_("Svensk legitimation"), long_day(on) if on else ""),
        (_("Läkarexamen från"), application.degree_country),
    ]


def _merits(application: Application) -> Iterator[tuple[str, str]]:
    if application.workplace:
        yield _("Arbetar vid"), application.workplace
    for paper in application.papers.defer("content", "masked", "mask_pages"):
        yield _("Handling"), f"{paper.name} (SHA-256 {paper.sha256})"


def _written(application: Application) -> Iterator[tuple[str, str]]:
    given = application.answers.get("questions", {})
    for one in questions_of(method_of(application.round)):
        if given.get(one.key):
            yield one.label, given[one.key]


def _references(application: Application) -> Iterator[tuple[str, str]]:
    questions = references.questions_of(application.round.method)
    for one in application.referees.filter(answered_at__isnull=False):
        told = references.readable(questions, one.answers)
        yield one.name, "\n".join(f"{asked} {said}" for asked, said in told)


def _judged(application: Application) -> list[Part]:
    reviews = application.reviews.filter(
        state=ReviewState.SENT, superseded_at__isnull=True
    ).select_related("reviewer")
    rows: list[Any] = list(reviews.order_by("sent_at"))
    scheme = method_of(application.round).scheme
    labels = {one.key: one.label for _phase, one in scheme}
    ranked = application.ranked_places.filter(ranking__state=RankingState.FIXED)
    return [
        Part("score", [(_by(one), _points(one, labels)) for one in rows if one.scores]),
        Part("comment", [(_by(one), one.comment) for one in rows if one.comment]),
        Part("ranking", [(_("Rangordning"), one.explanation) for one in ranked]),
    ]


def _by(review: Any) -> str:
    return f"{review.reviewer.full_name}, {review.phase}"


def _points(review: Any, labels: dict[str, str]) -> str:
    """«Samarbete: 4»; its key for what the method no longer has."""
    return "\n".join(
        f"{labels.get(key, key)}: {number_text(value)}"
        for key, value in review.scores.items()
    )
