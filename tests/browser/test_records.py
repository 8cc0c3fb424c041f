"""A case is given out with masking, and an application is approved at last."""

import zipfile
from collections.abc import Callable
from datetime import date

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
OFFICE, ASKED_FOR = "Mona Sadeghpour", "Elza Bērziņa"
APPLICANT = "Marija Angelkovska"


def test_a_case_from_the_request_to_the_bundle(visit: Visit) -> None:
    office = visit(OFFICE, phone=True)
    office.open(f"{office.bt_of(ASKED_FOR)}utlamnande/")
    office.press("Registrera begäran")
    assert office.at_field("request").endswith("Den som frågar får vara anonym.")
    office.write(request="Ärendet om läkarens bastjänstgöring.")
    office.press("Registrera begäran")
    assert office.heading == "Pröva utlämnande"
    office.fits()
    office.open_fold("Ord att maska")
    office.write(words_osl_39_2="Växjö")
    office.press("Besluta")
    assert office.at_field("reason_osl_39_2").endswith(
        "Den som begärde ut kan överklaga."
    )
    office.write(reason_osl_39_2="Var läkaren tjänstgör.")
    office.press("Besluta")
    office.sees("Paketet är klart att hämta.")
    package = office.fetch(office.page.get_by_role("link", name="Hämta paketet"))
    with zipfile.ZipFile(package.path()) as bundle:
        assert bundle.testzip() is None


def test_the_doctor_tells_that_the_application_is_approved(visit: Visit) -> None:
    doctor = visit(APPLICANT, phone=True)
    application = f"{doctor.own_bt('stockholm')}ansokan/"
    doctor.open(f"{application}besked/")
    doctor.choose("kind", "Ansökan är godkänd")
    doctor.write(on=str(date.today()))
    doctor.press("Registrera")
    assert doctor.faults != []
    doctor.write(approved_case_number="7.2-00000")
    doctor.press("Registrera")
    doctor.sees("Socialstyrelsen godkände ansökan")
    doctor.fits()
