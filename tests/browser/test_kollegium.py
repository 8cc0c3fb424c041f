"""A kollegium that meets: called, prepared, held, signed, and told to the doctor."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
STUDIEREKTOR, DEPUTY = "Johanna Tistrand", "Bertil Kvarnström"
DOCTOR, MAIN = "Desislava Yordanova", "Goran Vukelić"
MEETING = "BT-kollegium på prov"
DAY = timedelta(days=1)
STRONG, PRACTISE = "Säger till i god tid.", "Leda ett akutlarm."


def test_from_the_call_to_what_the_doctor_is_told(visit: Visit) -> None:
    director = visit(STUDIEREKTOR)
    meeting = call(director)
    main = visit(MAIN, phone=True)
    give_input(main)
    step_aside(visit(DEPUTY), meeting)
    doctor = visit(DOCTOR, phone=True)
    assert doctor.open(meeting) == 404
    hold(director, meeting)
    judge(director)
    sign(director)
    feed_back(main)
    read(doctor)


def call(director: Visitor) -> str:
    director.open("/kronoberg/kollegium/")
    director.follow("Kalla till kollegium")
    director.choose("kind", "BT-kollegium")
    director.write(title=MEETING, meets_on=str(date.today() - DAY), meets_at="13.15")
    director.page.get_by_label(f"{DOCTOR}, började").check()
    director.press("Kalla till mötet")
    assert director.at_field("meets_on").startswith("Dagen har redan varit.")
    director.write(meets_on=str(date.today()))
    director.press("Kalla till mötet")
    director.sees(f"{MEETING} är kallat.")
    assert director.page.locator(".people li", has_text=MAIN).count() == 1
    return director.page.url


def give_input(main: Visitor) -> None:
    """Ninety seconds on the telephone."""
    main.page.reload()
    main.follow(f"Lämna synpunkter om {DOCTOR}")
    main.fits()
    main.press("Lämna synpunkter")
    assert main.at_field("phase").startswith("Välj hur det går mot planen")
    main.choose("phase", "I fas")
    main.write(strengths=STRONG)
    main.press("Lämna synpunkter")
    main.sees(f"Tack. Kollegiet har dina synpunkter om {DOCTOR}.")


def step_aside(deputy: Visitor, meeting: str) -> None:
    """Whoever has a conflict of interest reads no more, whatever else they are."""
    deputy.open(meeting)
    deputy.follow(DOCTOR)
    deputy.sees(STRONG)
    pack = deputy.page.url
    deputy.follow("Anmäl jäv")
    deputy.press("Anmäl jäv")
    deputy.sees("Du har anmält jäv. Underlaget är stängt för dig.")
    assert deputy.open(pack) == 403
    deputy.sees(f"Du kan inte delta när {DOCTOR} diskuteras.")


def hold(director: Visitor, meeting: str) -> None:
    director.open(meeting)
    director.page.get_by_label(DEPUTY).uncheck()
    director.press("Registrera mötet")
    director.sees("Mötet är registrerat.")


def judge(director: Visitor) -> None:
    director.click(
        director.page.get_by_role("link", name=f"Skriv bedömningen {DOCTOR}")
    )
    assert STRONG in director.text  # the pack lies beside the form
    assert f"{DEPUTY} deltog inte." in director.text
    director.choose("outcome", "I fas, med plan")
    director.write(strengths=STRONG, development=PRACTISE)
    director.press("Spara bedömningen")
    [fault] = director.faults
    assert fault.startswith("Utfallet kan inte sparas utan plan.")
    director.write(
        follow_up_on=str(date.today() + 40 * DAY),
        **{
            "atgard0-what": "Två akutlarm med bakjour.",
            "atgard0-due_on": str(date.today() + 30 * DAY),
        },
    )
    director.choose("atgard0-owner", MAIN)
    director.press("Spara bedömningen")
    director.sees(f"Bedömningen av {DOCTOR} är sparad.")


def sign(director: Visitor) -> None:
    director.follow("Signera protokollet")
    director.write(minutes="Alla hade läst samma underlag.")
    director.press("Signera protokollet")
    director.click(director.page.get_by_role("link", name="Läs protokollet"))
    director.sees(f"Signerat av {STUDIEREKTOR}, studierektor")


def feed_back(main: Visitor) -> None:
    main.open("/kronoberg/")
    main.sees("Två akutlarm med bakjour.")
    main.follow(f"Gå igenom kollegiets bedömning med {DOCTOR}")
    main.write(on=str(date.today()))
    main.fits()
    main.press("Registrera samtalet")
    main.sees(PRACTISE)


def read(doctor: Visitor) -> None:
    bt = doctor.own_bt()
    doctor.open(f"{bt}bedomningar/")
    doctor.click(doctor.page.locator("a[href*='/kollegium/']"))
    doctor.sees(PRACTISE)
    doctor.fits()
