"""Every address of the system, from the resolver, with real objects in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import URLPattern, get_resolver
from django.utils import timezone

from assessments.models import (
    ActionPlan,
    Activity,
    ActivityFile,
    AgreedAction,
    Agreement,
    Assessment,
    AssessmentDelmal,
    Collegium,
    CollegiumMeeting,
    Concern,
    FeedbackRound,
    HandoverCard,
    MeetingDoctor,
    MeetingInput,
    MeetingMember,
    PaperScan,
    RegionalInstrument,
    RoundRater,
    Talk,
    TeachingSession,
)
from assessments.rules.instruments import national_pack
from certificates.models import (
    Certificate,
    CertificateDelmal,
    Document,
    ExternalAssessment,
)
from placements.enums import ProgrammeRole
from placements.models import Credit, CreditFile, Extension, ProgrammeAssignment
from regions import access
from regions.models import StandIn
from tests.cast import Company

UNKNOWN = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Address:
    name: str  # "placements:plan"
    route: str  # "<slug:region_slug>/bt/<uuid:pk>/plan/"

    @property
    def in_region(self) -> bool:
        return "region_slug" in self.route

    @property
    def has_object(self) -> bool:
        return "<uuid:" in self.route


def addresses() -> list[Address]:
    return sorted(set(walk(get_resolver())), key=lambda one: (one.route, one.name))


def walk(resolver: Any, route: str = "", space: str = "") -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}", here)
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern, here, space + inner)


@dataclass
class Scene:
    """One object of each kind in one region, as the parts of an address name them."""

    company: Company
    things: dict[str, UUID]

    def path(self, address: Address, things: dict[str, UUID] | None = None) -> str:
        """The address with this region's slug, and this or another region's objects."""
        things = things or self.things
        path = address.route.replace("<slug:region_slug>", self.company.region.slug)
        for word, parameter in re.findall(r"([\w-]+)/<uuid:(\w+)>", path):
            path = path.replace(f"{word}/<uuid:{parameter}>", f"{word}/{things[word]}")
        assert "<" not in path, (
            f"{address.route}: say in tests/addresses.py what it is."
        )
        return "/" + path

    @property
    def unknown(self) -> dict[str, UUID]:
        return dict.fromkeys(self.things, UNKNOWN)


def make_scene(company: Company) -> Scene:
    """Objects that a name in the address can stand for, made in this region."""
    with company.inside():
        certificate = make_certificate(company)
        assessment = make_assessment(company)
        make_external(company)
        talk = make_talk(company)
        return Scene(
            company,
            {
                "bt": company.programme.pk,
                "placering": company.placements[1].pk,
                "period": company.placements[1].periods.get().pk,
                "bedomning": assessment.pk,
                "instrument": make_instrument(company).pk,
                "kollegium": make_collegium(company).pk,
                "samtal": talk.pk,
                "overenskommelse": make_agreement(company, talk).pk,
                **make_meeting(company),
                **make_concern(company),
                "aterkoppling": make_round(company).pk,
                **make_handover(company),
                "forlangning": make_extension(company).pk,
                "personer": company.supervisor.pk,
                "intyg": certificate.pk,
                "ersattare": make_stand_in(company).pk,
                "rollen": company.hr.regionassignments.get().pk,
                "handlingar": make_document(company, certificate).pk,
                **make_learning(company),
                "blankett": make_scan(company).pk,
            },
        )


def make_assessment(company: Company) -> Assessment:
    assessment = Assessment.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        instrument="mini_cex",
        state="requested",
        requested_by=company.doctor,
        assessor=company.supervisor,
        performed_on=timezone.localdate() - timedelta(days=3),
        registered_at=timezone.now(),
    )
    AssessmentDelmal.objects.create(
        region=company.region, assessment=assessment, code="BT1"
    )
    return assessment


def make_scan(company: Company) -> PaperScan:
    """Of a form on paper, typed in by the office."""
    now, today = timezone.now(), timezone.localdate()
    assessment = Assessment.objects.create(
        region=company.region,
        programme=company.programme,
        instrument="mini_cex",
        state="signed",
        outsider_name=f"Utomstående {company.region.short_name}",
        way="paper",
        typed_by=company.administrator,
        paper_signed_on=today,
        performed_on=today,
        registered_at=now,
        signed_at=now,
    )
    return PaperScan.objects.create(
        region=company.region,
        assessment=assessment,
        name="mini-cex.pdf",
        content_type="application/pdf",
        size=9,
        content=f"%PDF {company.region.short_name}".encode(),
        sha256="0" * 64,
        source_sha256="0" * 64,
        uploaded_by=company.administrator,
        uploaded_at=now,
    )


def make_instrument(company: Company) -> RegionalInstrument:
    definition = national_pack("dops")
    definition["instrument"][0]["purpose"] = f"Så gör {company.region.short_name}."
    return RegionalInstrument.objects.create(
        region=company.region,
        key="dops",
        definition=definition,
        based_on="dops",
        based_on_version=1,
        changed_by=company.bt_manager,
        changed_at=timezone.now(),
    )


def make_extension(company: Company) -> Extension:
    last = timezone.localdate()
    return Extension.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        reason="competence",
        months=1,
        motivation=f"Motivering {company.region.short_name}",
        ended_on=last,
        ends_on=last + timedelta(days=30),
        decided_by=company.bt_manager,
        decided_at=timezone.now(),
    )


def make_concern(company: Company) -> dict[str, UUID]:
    """The handledare is worried, and there is a plan that the doctor has been told of."""
    now = timezone.now()
    concern = Concern.objects.create(
        region=company.region,
        programme=company.programme,
        text=f"Oro {company.region.short_name}",
        raised_by=company.supervisor,
        raised_at=now,
    )
    plan = ActionPlan.objects.create(
        region=company.region,
        programme=company.programme,
        state="active",
        needs=f"Plan {company.region.short_name}",
        consulted=["main_supervisor"],
        follow_up_on=timezone.localdate() + timedelta(days=30),
        written_by=company.studierektor,
        written_at=now,
        activated_at=now,
    )
    return {"oro": concern.pk, "handlingsplan": plan.pk}


def make_round(company: Company) -> FeedbackRound:
    """A 360 that the doctor has just opened, with one person on the list."""
    row = FeedbackRound.objects.create(
        region=company.region,
        programme=company.programme,
        instrument="msf_360",
        instrument_version=1,
        means_from=3,
        texts_from=5,
        opened_by=company.doctor,
        opened_at=timezone.now(),
    )
    RoundRater.objects.create(
        region=company.region,
        round=row,
        name=f"Undersköterska {company.region.short_name}",
        email=f"uska@{company.region.slug}.example.org",
        profession="assistant_nurse",
        asked_by=company.doctor,
    )
    return row


def make_handover(company: Company) -> dict[str, UUID]:
    """The card from medicine, which the handledare has agreed to; nobody has read it."""
    now, place = timezone.now(), company.placements[1]
    HandoverCard.objects.create(
        region=company.region,
        placement=place,
        state="agreed",
        practise=f"Träna {company.region.short_name}",
        changed_by=company.supervisor,
        changed_at=now,
        proposed_at=now,
        agreed_by=company.supervisor,
        agreed_at=now,
    )
    return {"placering": place.pk}


def make_meeting(company: Company) -> dict[str, UUID]:
    """A meeting about the doctor, of those who lead and the handledare; and an action."""
    today = timezone.localdate()
    meeting = CollegiumMeeting.objects.create(
        region=company.region,
        kind="collegium",
        title="Kollegium",
        meets_on=today,
        opens_on=today,
        closes_on=today,
        called_by=company.studierektor,
        called_at=timezone.now(),
    )
    doctor = MeetingDoctor.objects.create(
        region=company.region, meeting=meeting, programme=company.programme
    )
    for user, role in [
        (company.studierektor, "director_of_studies"),
        (company.supervisor, "placement_supervisor"),
    ]:
        MeetingMember.objects.create(
            region=company.region, meeting=meeting, user=user, role=role
        )
    MeetingInput.objects.create(
        region=company.region,
        doctor=doctor,
        author=company.supervisor,
        asked_at=timezone.now(),
    )
    action = AgreedAction.objects.create(
        region=company.region,
        collegium=make_collegium(company, days_ago=40),
        what="Leda ronden.",
        owner=company.supervisor,
        due_on=today,
    )
    return {"kollegiemote": meeting.pk, "lakare": doctor.pk, "atgard": action.pk}


def make_collegium(company: Company, days_ago: int = 2) -> Collegium:
    return Collegium.objects.create(
        region=company.region,
        programme=company.programme,
        held_on=timezone.localdate() - timedelta(days=days_ago),
        outcome="on_track",
        strengths=f"Starka sidor {company.region.short_name}",
        development=f"Utveckla {company.region.short_name}",
        documented_by=company.studierektor,
        documented_at=timezone.now(),
    )


def make_talk(company: Company) -> Talk:
    now = timezone.now()
    return Talk.objects.create(
        region=company.region,
        programme=company.programme,
        placement=company.placements[1],
        supervisor=company.supervisor,
        starts_at=now + timedelta(days=3),
        minutes=45,
        place_kind="room",
        notes=f"Anteckning {company.region.short_name}",
        planned_by=company.doctor,
        planned_at=now,
        changed_by=company.doctor,
        changed_at=now,
    )


def make_agreement(company: Company, talk: Talk) -> Agreement:
    return Agreement.objects.create(
        region=company.region,
        talk=talk,
        what=f"Lovat {company.region.short_name}",
        owner=company.doctor,
        due_on=timezone.localdate() + timedelta(days=3),
        agreed_by=company.supervisor,
        agreed_at=timezone.now(),
    )


def make_stand_in(company: Company) -> StandIn:
    """The psychiatrist, from tomorrow, for the handledare."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    stand_in = StandIn(
        region=company.region,
        absent=company.supervisor,
        user=company.psychiatrist,
        role="stand_in",
        starts=tomorrow,
        ends=tomorrow + timedelta(days=20),
        by=company.supervisor,
    )
    access.assign(stand_in)
    return stand_in


def make_certificate(company: Company) -> Certificate:
    certificate = Certificate.objects.create(
        region=company.region,
        programme=company.programme,
        kind="delmal",
        state="draft",
        content={},
        created_by=company.main_supervisor,
        created_at=timezone.now(),
    )
    CertificateDelmal.objects.create(
        region=company.region, certificate=certificate, code="BT1"
    )
    return certificate


def make_document(company: Company, certificate: Certificate) -> Document:
    now = timezone.now()
    return Document.objects.create(
        region=company.region,
        certificate=certificate,
        annex_number=1,
        frozen={},
        template_version="1",
        control_code=f"kod-{company.region.slug}",
        requested_at=now,
        requested_by=company.doctor,
        pdf=b"%PDF-1.7 " + company.region.slug.encode(),
        sha256="0" * 64,
        rendered_at=now,
    )


def make_learning(company: Company) -> dict[str, UUID]:
    """A private reflection with a file, teaching today, and a request for credit."""
    now, place = timezone.now(), company.region.short_name
    today = timezone.localdate()
    who = {"uploaded_by": company.doctor, "uploaded_at": now}
    file = {
        "name": f"Intyg {place}.pdf",
        "content_type": "application/pdf",
        "size": 9,
        "content": f"%PDF {place}".encode(),
        "sha256": "0" * 64,
        "source_sha256": "0" * 64,
        **who,
    }
    reflection = Activity.objects.create(
        region=company.region,
        programme=company.programme,
        kind="reflection",
        title=f"Reflektion {place}",
        starts_on=today,
        ends_on=today,
        registered_at=now,
    )
    session = TeachingSession.objects.create(
        region=company.region,
        title=f"Undervisning {place}",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        place=place,
        led_by=place,
        planned_by=company.studierektor,
        planned_at=now,
    )
    credit = Credit.objects.create(
        region=company.region,
        programme=company.programme,
        kind="post_licence",
        workplace=f"Akuten {place}",
        starts_on=today - timedelta(days=900),
        ends_on=today - timedelta(days=800),
        placement=company.placements[3],
        asked_months=1,
        requested_by=company.doctor,
        requested_at=now,
    )
    kept = ActivityFile(region=company.region, activity=reflection, **file)
    paper = CreditFile(region=company.region, credit=credit, paper="other", **file)
    kept.save()
    paper.save()
    return {
        "aktivitet": reflection.pk,
        "filer": kept.pk,
        "undervisning": session.pk,
        "tillgodoraknande": credit.pk,
        "underlag": paper.pk,
    }


def make_external(company: Company) -> ExternalAssessment:
    """The assessor is appointed, and has not answered about ties yet."""
    access.assign(
        ProgrammeAssignment(
            region=company.region,
            programme=company.programme,
            user=company.external,
            role=ProgrammeRole.EXTERNAL_ASSESSOR,
            starts=timezone.localdate(),
            by=company.bt_manager,
        )
    )
    return ExternalAssessment.objects.create(
        region=company.region,
        programme=company.programme,
        assessor=company.external,
        appointed_by=company.bt_manager,
        appointed_at=timezone.now(),
    )
