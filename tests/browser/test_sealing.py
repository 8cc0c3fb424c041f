"""The region's seal, from the switch to the file that somebody else holds up to it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import jwt

from bt_admin.lib.seal_keys import SealKey, parsed
from tests.browser.system import System
from tests.browser.visitor import Visitor
from tests.objects.seals import judged

Visit = Callable[..., Visitor]
DOCTOR, MANAGER, CLERK = "Friederike Lohmann", "Cecilia Roxström", "Emilia Kronvall"
MOVED_ON = "Ändringen är sparad och gäller nya intyg."


def test_a_sealed_certificate_and_what_machines_read_of_it(
    visit: Visit, system: System
) -> None:
    manager, doctor, clerk = visit(MANAGER), visit(DOCTOR, phone=True), visit(CLERK)
    key = key_of(system, "stockholm")
    turn_on(manager)
    bt = sign(manager)
    ask_for_the_files(doctor, bt)
    sealed = fetch(doctor, bt)
    assert key.holder == "Region Stockholm (övning)"
    assert found_in(sealed, key) == (True, "ENTIRE_FILE")
    hold_up(visit(), sealed)
    register_the_pens(clerk, bt)
    ask_about_the_credential(doctor, key)


def key_of(system: System, region: str) -> SealKey:
    """The key that the demo made, where the running system looks for it."""
    folder = Path(system.environment["BT_SEAL_FOLDER"])
    return parsed((folder / f"seal_{region}").read_bytes())


def turn_on(manager: Visitor) -> None:
    manager.open("/stockholm/register/")
    manager.follow("Elektroniska intyg")
    manager.sees("PAdES B-B. Ingen tidsstämpeltjänst är inställd.")
    manager.page.locator("[name='seals']").check()
    manager.page.locator("[name='shares']").check()
    manager.press("Spara")
    manager.sees(MOVED_ON)


def sign(manager: Visitor) -> str:
    """Bilaga 3, in bt-admin; the address of the BT."""
    manager.open("/stockholm/")
    manager.follow(f"Intyga fullgjord BT för {DOCTOR}")
    manager.press("Visa intyget")
    manager.sign()
    manager.page.wait_for_url("**/intyg/**")
    return manager.bt_of(DOCTOR, "stockholm")


def ask_for_the_files(doctor: Visitor, bt: str) -> None:
    """The application is done, and the worker prints the originals."""
    doctor.open(f"{bt}ansokan/")
    doctor.write(
        address="Exempelgränd 7",
        postcode="118 60",
        city="Stockholm",
        phone="070-174 06 70",
        email="f.lohmann@example.org",
        workplace="Vårdcentralen Kungsängsbacken",
        work_phone="070-174 06 71",
        degree_country="Tyskland",
        degree_on="2023-06-15",
    )
    doctor.press("Gör klar ansökan")
    assert doctor.faults == []
    ready = doctor.page.get_by_role("link", name="Ladda ner allt")
    ready.wait_for(timeout=60_000)


def fetch(doctor: Visitor, bt: str) -> bytes:
    """The file of bilaga 3, from the certificate's own page."""
    doctor.open(f"{bt}intyg/?bilaga=3")
    doctor.click(doctor.page.locator("main table th a"))
    doctor.sees("Regionens stämpel (PAdES B-B)")
    doctor.sees("giltighet på lång sikt utlovas inte")
    doctor.fits()
    file = doctor.fetch(doctor.page.get_by_role("link", name="Hämta PDF"))
    return Path(file.path()).read_bytes()


def found_in(sealed: bytes, key: SealKey) -> tuple[bool, str]:
    """Whether pyHanko finds the seal whole, and how much it covers."""
    with ThreadPoolExecutor() as beside:  # here Playwright's own loop runs
        verdict = beside.submit(judged, sealed, key).result()
    return verdict.bottom_line, verdict.coverage.name


def hold_up(anybody: Visitor, sealed: bytes) -> None:
    """To the register: as it was fetched, and with one bit of it changed."""
    spot = len(sealed) // 2
    changed = sealed[:spot] + bytes([sealed[spot] ^ 1]) + sealed[spot + 1 :]
    for pdf, answer in (
        (sealed, "Identiskt med det som utfärdades"),
        (changed, "Okänt"),
    ):
        anybody.open("/verifiera/")
        file = {"name": "intyg.pdf", "mimeType": "application/pdf", "buffer": pdf}
        anybody.page.locator("[name='file']").set_input_files(file)
        anybody.press("Verifiera")
        anybody.page.get_by_role("heading", name=answer).wait_for()


def register_the_pens(clerk: Visitor, bt: str) -> None:
    clerk.open(f"{bt}ansokan/")
    clerk.follow("Registrera underskrift")
    for box in clerk.page.locator("[name='boxes']").all():
        box.check()
    clerk.write(paper_signed_on=str(date.today()), paper_place="Stockholm")
    clerk.page.locator("[name='seen']").check()
    clerk.press("Registrera underskrift")


def ask_about_the_credential(doctor: Visitor, key: SealKey) -> None:
    """The doctor takes it, and whoever has it asks whether it still counts."""
    doctor.page.reload()
    file = doctor.fetch(doctor.page.get_by_role("link", name="Hämta med namn"))
    public = key.key.public_key()
    told = jwt.decode(Path(file.path()).read_text(), public, algorithms=["ES256"])
    [who] = told["credentialSubject"]["identifier"]
    assert (told["issuer"]["name"], who["identityHash"]) == ("Region Stockholm", DOCTOR)
    address = urlsplit(told["credentialStatus"]["id"]).path
    status = doctor.context.request.get(address)
    assert (status.status, status.json()["revokedCredentials"]) == (200, [])
