"""One object of each kind in a region, for every address there is."""

import re
from dataclasses import dataclass
from uuid import UUID

from tests.addresses import UNKNOWN, Address
from tests.cast import Company
from tests.objects.assessments import (
    make_assessment,
    make_instrument,
    make_round,
    make_scan,
)
from tests.objects.certificates import (
    make_answer,
    make_asked,
    make_certificate,
    make_disclosure,
    make_document,
    make_external,
    make_kinship,
    make_pen,
    make_scanned_page,
    make_weeding,
)
from tests.objects.clearing import make_part
from tests.objects.collegium import make_collegium, make_concern, make_meeting
from tests.objects.interviews import make_called
from tests.objects.learning import make_learning
from tests.objects.offers import make_offered
from tests.objects.placements import make_extension, make_stand_in
from tests.objects.recruitment import make_cases, make_recruitment
from tests.objects.talks import make_agreement, make_handover, make_talk


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
        assert "<" not in path, f"{address.route}: say in tests/scene.py what it is."
        return "/" + path

    @property
    def unknown(self) -> dict[str, UUID]:
        return dict.fromkeys(self.things, UNKNOWN)


def make_scene(company: Company) -> Scene:
    """Objects that a name in the address can stand for, made in this region."""
    with company.inside():
        certificate = make_certificate(company)
        document = make_document(company, certificate)
        assessment = make_assessment(company)
        make_external(company)
        talk = make_talk(company)
        recruitment = make_recruitment(company)
        make_part(company, recruitment)
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
                "rekrytering": recruitment.pk,
                **make_called(company, recruitment),
                **make_cases(company, recruitment),
                **make_offered(company),
                "overenskommelse": make_agreement(company, talk).pk,
                **make_meeting(company),
                **make_concern(company),
                "aterkoppling": make_round(company).pk,
                **make_handover(company),
                "forlangning": make_extension(company).pk,
                "personer": company.supervisor.pk,
                "enheter": company.units[2].pk,
                "tjanstgoring": company.supervisor.employments.get().pk,
                "intyg": certificate.pk,
                "narstaende": make_kinship(company).pk,
                **make_asked(company),
                "ersattare": make_stand_in(company).pk,
                "rollen": company.hr.regionassignments.get().pk,
                "handlingar": document.pk,
                "register": document.pk,
                "skanningar": make_scanned_page(company).pk,
                "underskrifter": make_pen(company, certificate).pk,
                **make_learning(company),
                "besked": make_answer(company).pk,
                "gallringsforslag": make_weeding(company).pk,
                "utlamnande": make_disclosure(company).pk,
                "blankett": make_scan(company).pk,
            },
        )
