"""The applications of a round as the office works with them: a list, and one at a time.

Whoever has a link to an applicant gets lists and counts made without the case. Whoever
has a blind review of it left to send gets it by its number alone, and it answers to no
filter and no order that would tell who it is.
"""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Collate, Lower
from django.utils import timezone

from bt_admin.lib.swedish import STOCKHOLM
from recruitment.enums import ApplicationState
from recruitment.models import (
    ApplicantConflict,
    ApplicantMail,
    Application,
    Paper,
    RecruitmentRound,
    Review,
)
from recruitment.queries.cases import handed as handed_in
from recruitment.queries.methods import method_of
from recruitment.queries.visible import applications_for, applies_in
from recruitment.rules.methods import Method
from recruitment.rules.papers import Deadlines, PaperKind, missing_papers
from recruitment.rules.reviewing import UNSENT
from regions.models import Region, User

ANSWER = "screening"  # the kind of the letter that tells of a decision
UNTOLD, MISSING, COMPLETE = "untold", "missing", "complete"
COMPLEMENTED = "complemented"
Rows = QuerySet[Any]  # applications, with what this file annotates them with
ORDERS = ("number", "name", "submitted", "state")


@dataclass(frozen=True)
class Wanted:
    """What narrows the list, and its order: what the address says."""

    state: str = ""
    place: str = ""
    papers: str = ""  # MISSING, COMPLETE or COMPLEMENTED
    text: str = ""
    country: str = ""
    answer: str = ""  # UNTOLD: decided, and not told
    order: str = "number"

    @property
    def narrows(self) -> bool:
        return any(
            getattr(self, one.name) for one in fields(self) if one.name != "order"
        )


# ------------------------------------------------------------------------ who sees what
def cases_for(user: User, region: Region) -> Rows:
    """What somebody at the office may work with; `is_veiled` where it is by number."""
    rows: Rows = applications_for(user, region).exclude(linked_to(user))
    return rows.annotate(is_veiled=Exists(own_unsent(user, blind=True)))


def linked_to(user: User) -> Q:
    """The applications that this person has said to have a link to; all of a round
    where they apply themselves.

    A link that was only found keeps somebody from reviewing, not from the office's work.
    """
    said_so = ApplicantConflict.objects.filter(user=user, declared=True)
    linked = Q(pk__in=said_so.values("application"))
    return linked | applies_in(user, "round")


def own_unsent(user: User, *, blind: bool = False) -> QuerySet[Review]:
    """This person's reviews of the application at hand that are not sent yet.

    `blind`: in phases where nobody meets, and nobody is known by name.
    """
    rows = Review.objects.filter(
        application=OuterRef("pk"),
        reviewer=user,
        state__in=UNSENT,
        superseded_at__isnull=True,
    )
    return rows.filter(interview__isnull=True) if blind else rows


@dataclass(frozen=True)
class Marks:
    """What somebody at the office is to a round's applicants.

    `tied`: the applications that they have said to have a link to. `applies`: they
    are an applicant themselves, and work with none of it. `veiled`: what they review
    and have not sent; `blind` finds the same inside another query, where a list of two
    hundred keys is compared with each row, one by one.
    """

    tied: tuple[UUID, ...]
    applies: bool
    veiled: frozenset[UUID]
    blind: QuerySet[Any]


def marks_of(user: User, round: RecruitmentRound) -> Marks:
    """One query."""
    said_so = ApplicantConflict.objects.filter(
        user=user,
        declared=True,
        application__round=round,
        application__submitted_at__isnull=False,
    )
    blind = own_blind(user)
    found = list(
        marked("tied", said_so, "application").union(
            marked("veiled", blind, "application"),
            marked("own", own_in(round, user), "pk"),
        )
    )
    return Marks(
        tuple(pk for mark, pk in found if mark == "tied"),
        any(mark == "own" for mark, _pk in found),
        frozenset(pk for mark, pk in found if mark == "veiled"),
        blind.values("application"),
    )


def marked(mark: str, rows: QuerySet[Any], key: str) -> Any:
    return rows.order_by().annotate(mark=Value(mark)).values_list("mark", key)


def own_blind(user: User) -> QuerySet[Review]:
    """Of all rounds: to look which is whose costs more than what is found too much."""
    return Review.objects.filter(
        reviewer=user,
        state__in=UNSENT,
        superseded_at__isnull=True,
        interview__isnull=True,
    )


def own_in(round: RecruitmentRound, user: User) -> QuerySet[Application]:
    """What this person has in the round as an applicant."""
    rows = round.applications.exclude(state=ApplicationState.WITHDRAWN)
    return rows.filter(email__iexact=user.email) if user.email else rows.none()


# ---------------------------------------------------------------------------- the list
# As `Application.is_complemented`, in SQL.
COMPLEMENTS = Q(
    state=ApplicationState.SUBMITTED, complement_asked_at__isnull=False
)  # fmt: skip


def listed(round: RecruitmentRound, wanted: Wanted, marks: Marks) -> Rows:
    """The applications of a round, narrowed and in order, each with `is_untold`."""
    rows = all_of(round, marks).filter(narrowing(round, wanted, marks))
    return rows.order_by(*order_of(wanted.order))


def all_of(round: RecruitmentRound, marks: Marks) -> Rows:
    """What there is to list of a round that somebody at the office has opened.

    The round is not fetched again with each row: its method is long.
    """
    is_veiled: Any = Value(False)
    if marks.veiled:
        is_veiled = ExpressionWrapper(
            Q(pk__in=marks.blind), output_field=BooleanField()
        )
    return sent_in(round, marks).annotate(is_veiled=is_veiled, is_untold=untold())


def sent_in(round: RecruitmentRound, marks: Marks) -> Rows:
    """As `all_of`, with nothing said of each."""
    rows: Rows = round.applications.filter(submitted_at__isnull=False)
    if marks.applies:
        return rows.none()
    return rows.exclude(pk__in=marks.tied) if marks.tied else rows


def narrowing(round: RecruitmentRound, wanted: Wanted, marks: Marks) -> Q:
    """What the address asks for. What is veiled answers to its state and number alone."""
    found, known = Q(), Q()
    if wanted.state:
        found &= Q(state=wanted.state)
    if wanted.answer == UNTOLD:
        found &= Q(is_untold=True)
    if wanted.place:
        known &= Q(wishes__contains=[wanted.place])
    if wanted.country:
        known &= Q(degree_country=wanted.country)
    if wanted.papers == COMPLEMENTED:
        known &= COMPLEMENTS
    elif wanted.papers:
        lacks = Q(lacks_papers(round))
        known &= lacks if wanted.papers == MISSING else ~lacks
    if known and marks.veiled:
        known &= ~Q(pk__in=marks.blind)
    for word in wanted.text.split():
        found &= said(word, marks)
    return found & known


def said(word: str, marks: Marks) -> Q:
    """A word of a search: part of a name, or a whole number."""
    named = Q(first_name__icontains=word) | Q(last_name__icontains=word)
    found = named & ~Q(pk__in=marks.blind) if marks.veiled else named
    number = word.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 9:
        found |= Q(number=int(number))
    return found


def order_of(order: str) -> list[Any]:
    """What is veiled stands by its number, whatever the list is ordered by."""
    if order == "name":
        return [unless_veiled("last_name"), unless_veiled("first_name"), "number"]
    if order == "submitted":
        return [F("submitted_at").desc(), "number"]
    return ["state", "number"] if order == "state" else ["number"]


def unless_veiled(name: str) -> Collate:
    """In Swedish order, as `bt_admin.lib.order`: the database has no such collation."""
    letters = Func(
        Lower(name), Value(ACCENTED), Value(SORTED_AS), function="translate",
        output_field=CharField(),
    )  # fmt: skip
    empty = Value("", output_field=CharField())
    return Collate(Case(When(is_veiled=True, then=empty), default=letters), "C")


ACCENTED = "åäæöøüéèêëáàâíìïóòôúùñçý"
SORTED_AS = "{||}}yeeeeaaaiiiooouuncy"


def untold() -> Case:
    """Decided, and no letter since has told the applicant."""
    letters = ApplicantMail.objects.filter(
        application=OuterRef("pk"), kind=ANSWER, asked_at__gte=OuterRef("screened_at")
    )
    undecided = Q(screened_at__isnull=True) | Q(state=ApplicationState.WITHDRAWN)
    return Case(
        When(undecided, then=Value(False)),
        When(Exists(letters), then=Value(False)),
        default=Value(True),
        output_field=BooleanField(),
    )


# -------------------------------------------------------------------------- the papers
def lacks_papers(round: RecruitmentRound) -> Q:
    """True of an application that lacks something required; as `missing_of`, in SQL.

    What came too late was not taken in, so the days are not asked for again. The keys
    are found once for each kind, of all rounds: asked for each application, or for
    those of the round, they take three times as long.
    """
    lacks = Q(pk__in=[])
    for kinds in asked_together(method_of(round)):
        handed = Paper.objects.filter(kind__in=kinds).exclude(asked_anew(kinds))
        lacks |= ~Q(pk__in=handed.order_by().values("application"))
    return lacks


def asked_anew(kinds: list[str]) -> Q:
    """Papers that no longer count; as `Application.still_counts`, in SQL."""
    anew = Q(pk__in=[])
    for kind in kinds:
        anew |= Q(kind=kind, application__complement_kinds__contains=[kind])
    return anew & Q(uploaded_at__lte=F("application__complement_asked_at"))


def asked_together(method: Method) -> list[list[str]]:
    """The required papers' keys; those of which one is enough together."""
    groups: dict[str, list[str]] = {}
    for kind in method.papers:
        if kind.required:
            groups.setdefault(kind.one_of or kind.key, []).append(kind.key)
    return list(groups.values())


def missing_of(
    application: Application, method: Method, handed: Any = None
) -> tuple[PaperKind, ...]:
    """Which required papers does this application lack? `handed`: fetched already."""
    papers = handed
    if papers is None:
        papers = application.papers.defer("content", "masked", "mask_pages")
    until = deadlines_of(application, method)
    return missing_papers(method.papers, handed_in(application, papers), until)


def deadlines_of(application: Application, method: Method) -> Deadlines:
    """The last moments: of the round, or of what this applicant was asked for."""
    round, asked = application.round, application.complement_asked_at
    last = complement_day(round, method, asked) if asked else round.complement_until
    until = datetime.combine(last, time.max, STOCKHOLM) if last else None
    return Deadlines(round.closes_at or round.created_at, until)


def complement_day(round: RecruitmentRound, method: Method, asked: datetime) -> date:
    """The last day for somebody asked then: the round's, else some days later."""
    days = timedelta(days=method.times.complement_days)
    return round.complement_until or timezone.localdate(asked) + days


def with_papers(rows: list[Any], round: RecruitmentRound) -> list[Any]:
    """Each with `missing`: the required papers it lacks. One query for all."""
    method, found = method_of(round), defaultdict(list)
    papers = Paper.objects.filter(application__in=[row.pk for row in rows])
    for paper in papers.order_by().only("application_id", "kind", "uploaded_at"):
        found[paper.application_id].append(paper)
    for row in rows:
        row.round, row.region = round, round.region
        row.missing = missing_of(row, method, found[row.pk])
    return rows
