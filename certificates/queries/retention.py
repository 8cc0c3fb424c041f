"""What is kept and how long; what is old enough; and what nobody may touch.

A new kind of thing is one line in KINDS, and its `weedable` in a migration.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import PaperScan, Talk
from certificates.enums import AnswerKind, CertificateState, DisclosureState
from certificates.models import (
    ApplicationAnswer,
    CaseDisclosure,
    CaseHold,
    Certificate,
    Document,
    Dossier,
    RetentionProposal,
    RetentionRule,
    ScannedPage,
)
from certificates.queries.answers import REJECTED
from certificates.rules.weeding import HELD_AFTER_DISCLOSURE, Kept, weeded_before
from placements.enums import ProgrammeState
from placements.models import Programme
from regions.models import Region


@dataclass(frozen=True)
class Kind:
    """A kind of thing. `rows` are those there are, `age` the field that counts.

    `programme` is the way to the case, `what` says what goes. `of_closed`: only of a BT
    that is approved by Socialstyrelsen, or has ended; till then the case is open.
    """

    label: Any
    what: Any
    rows: Callable[[], QuerySet[Any]]
    age: str
    programme: str
    of_closed: bool = False


CLOSED = (ProgrammeState.APPROVED, ProgrammeState.ENDED)
KINDS: Mapping[str, Kind] = {
    "paper_scans": Kind(
        _("Bilder av bedömningar på papper"),
        _("Bilden tas bort. Bedömningen som skrevs in finns kvar."),
        PaperScan.objects.all, "uploaded_at", "assessment__programme",
    ),
    "talks": Kind(
        _("Handledarsamtal"),
        _("Samtalet tas bort, med ämnen och överenskommelser."),
        Talk.objects.all, "starts_at", "programme",
    ),
    "certificate_drafts": Kind(
        _("Intyg som aldrig signerades"),
        _("Utkastet tas bort."),
        lambda: Certificate.objects.filter(
            state=CertificateState.DRAFT, signatures=None, documents=None
        ),
        "created_at", "programme",
    ),
    "withdrawn_files": Kind(
        _("Filer av återkallade och ersatta intyg"),
        _("Filen tas bort. Registret svarar fortfarande att den är återkallad."),
        lambda: Document.objects.filter(
            withdrawn_at__isnull=False, rendered_at__isnull=False
        ).exclude(pdf=b""),
        "withdrawn_at", "certificate__programme",
    ),
    "disclosures": Kind(
        _("Utlämnade paket"),
        _("Paketet tas bort. Beslutet om utlämnande finns kvar."),
        lambda: CaseDisclosure.objects.filter(
            state=DisclosureState.GIVEN
        ).exclude(bundle=b""),
        "decided_at", "programme",
    ),
    "dossiers": Kind(
        _("Frysta underlag för slutbedömning"),
        _("Underlaget och dess PDF tas bort. Registret svarar fortfarande på koden."),
        lambda: Dossier.objects.filter(
            frozen=True, assessment__decided_at__isnull=False
        ).exclude(data={}),
        "taken_at", "programme", of_closed=True,
    ),
    "signed_scans": Kind(
        _("Bilder av underskrivna original"),
        _("Bilden tas bort. Vem som skrev under, när och var finns kvar."),
        lambda: ScannedPage.objects.exclude(content=b""),
        "uploaded_at", "programme", of_closed=True,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One kind as the page shows it: the rule that holds, and what it would mean."""

    key: str
    kind: Kind
    rules: tuple[RetentionRule, ...]
    today: date
    region: Region
    at: datetime

    @cached_property
    def rule(self) -> RetentionRule | None:
        held = [one for one in self.rules if one.valid_from <= self.today]
        return held[-1] if held else None

    @cached_property
    def before(self) -> date | None:
        told = tuple(Kept(one.years, one.valid_from) for one in self.rules)
        return weeded_before(told, self.today)

    @cached_property
    def due(self) -> QuerySet[Any]:
        return due_rows(self.key, self.region, self.before, self.at)

    @cached_property
    def held(self) -> int:
        """How many are old enough and stay: their case is held, or is still open."""
        return old_rows(self.key, self.region, self.before).count() - self.due.count()


def kept_in(region: Region, today: date, at: datetime) -> list[Line]:
    """Every kind, with the rules of the region. One query; the counts are asked later."""
    rules = list(RetentionRule.objects.filter(region=region))
    return [
        Line(key, kind, tuple(r for r in rules if r.kind == key), today, region, at)
        for key, kind in KINDS.items()
    ]


def old_rows(key: str, region: Region, before: date | None) -> QuerySet[Any]:
    kind = KINDS[key]
    if before is None:
        return kind.rows().none()
    old = {f"{kind.age}__date__lt": before}
    return kind.rows().filter(region=region, **old).order_by(kind.age, "pk")


def due_rows(
    key: str, region: Region, before: date | None, at: datetime
) -> QuerySet[Any]:
    """Old enough, in no case that is held, appealed, being given out, or still open."""
    kind = KINDS[key]
    held = held_cases(at).filter(pk=OuterRef(kind.programme))
    rows = old_rows(key, region, before).filter(~Exists(held))
    closed = {f"{kind.programme}__state__in": CLOSED}
    return rows.filter(**closed) if kind.of_closed else rows


def held_cases(at: datetime) -> QuerySet[Programme]:
    """The cases that nothing is weeded in now."""
    holds = CaseHold.objects.filter(programme=OuterRef("pk"), lifted_at__isnull=True)
    asked = CaseDisclosure.objects.filter(programme=OuterRef("pk")).filter(
        Q(state=DisclosureState.REQUESTED)
        | Q(decided_at__gt=at - HELD_AFTER_DISCLOSURE)
    )
    appealed = ApplicationAnswer.objects.filter(
        programme=OuterRef("pk"),
        corrected_by__isnull=True,
        kind__in=(*REJECTED, AnswerKind.APPEALED, AnswerKind.COMPLEMENT),
    )
    over = ApplicationAnswer.objects.filter(
        programme=OuterRef("pk"),
        corrected_by__isnull=True,
        kind=AnswerKind.APPROVED,
    )
    return Programme.objects.filter(
        Exists(holds) | Exists(asked) | (Exists(appealed) & ~Exists(over))
    )


def lines_of(key: str, rows: QuerySet[Any]) -> list[tuple[date, str]]:
    """Each thing on a list: its day, and whose case. Shown, never kept."""
    kind = KINDS[key]
    way = f"{kind.programme}__doctor__user"
    found = rows.values_list(kind.age, f"{way}__first_name", f"{way}__last_name")
    return [(day, f"{first} {last}") for day, first, last in found]


def proposals_in(region: Region) -> QuerySet[RetentionProposal]:
    rows = RetentionProposal.objects.filter(region=region)
    return rows.select_related(
        "rule", "proposed_by", "approved_by", "dropped_by", "region"
    )


def listed(proposal: RetentionProposal) -> QuerySet[Any]:
    """The things of a proposal that are still there."""
    rows = KINDS[proposal.kind].rows().filter(region_id=proposal.region_id)
    return rows.filter(pk__in=proposal.things)


def hold_of(programme: Programme) -> CaseHold | None:
    return CaseHold.objects.filter(programme=programme, lifted_at__isnull=True).first()
