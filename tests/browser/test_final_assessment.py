"""The final judgement, branch by branch, as everybody in it meets it."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.test_concerns import decide
from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
CHEF, MAIN, MAIN_OF_PIOTR = "Cecilia Roxström", "Ulrika Brandefelt", "Samuel Okafor"
FIRST, SECOND = "Lars-Göran Nyhlén", "Daniel Frösell"
DAY = timedelta(days=1)
TODAY = date.today()


# ------------------------------------------------------------------------ the meeting
def test_the_meeting_is_moved_and_each_notes_for_themselves(visit: Visit) -> None:
    main = visit("Sofia Lindehag")
    bt = main.bt_of("Yazan Haddad")
    meeting = f"{bt}slutbedomning/mote/"
    main.open(meeting)
    main.follow("Flytta")
    main.write(on=str(TODAY + DAY), at="15.30", place="Rum 4, Norrsjön")
    main.press("Flytta mötet")
    assert main.at_field("reason").endswith("De som är kallade läser det.")
    assert main.value("place") == "Rum 4, Norrsjön"
    main.write(reason="Rummet var upptaget.")
    main.press("Flytta mötet")
    main.sees("Rum 4, Norrsjön")
    main.follow("Dina anteckningar")
    main.write(text="Fråga om jourveckan.")
    main.press("Spara")
    doctor = visit("Yazan Haddad", phone=True)
    doctor.open(meeting)
    doctor.fits()
    doctor.sees("Rummet var upptaget.")
    assert doctor.open(f"{meeting}anteckningar/") == 403
    assessor = visit("Elisabet Sandfors", phone=True)
    assessor.open(f"{meeting}anteckningar/")
    assert "Fråga om jourveckan." not in assessor.everything_said


# ----------------------------------------------------------------- what was lacking
def test_what_was_lacking_is_completed_and_a_new_time_found(visit: Visit) -> None:
    doctor = visit("Gabija Stonytė", phone=True)
    doctor.open("/stockholm/")
    doctor.follow("Komplettera underlaget till slutbedömningen")
    doctor.sees("dödsorsaksintyg")
    doctor.fits()
    doctor.press("Underlaget är kompletterat")
    doctor.sees("En extern bedömare är utsedd.")
    main = visit(MAIN)
    main.open("/stockholm/")
    main.follow("Planera mötet för slutbedömningen av Gabija Stonytė")
    main.follow("Planera mötet")
    main.write(on=str(TODAY + 90 * DAY), at="13.00", place="BT-kansliet")
    main.press("Planera mötet")
    assert "inom två månader" in main.at_field("on")
    main.write(on=str(TODAY + 10 * DAY))
    main.press("Planera mötet")
    main.sees("BT-kansliet")


# ------------------------------------------------- more time refused, and not reached
def test_no_more_time_is_told_in_writing_and_the_case_is_closed(visit: Visit) -> None:
    chef = visit(CHEF)
    bt = chef.bt_of("Nadia El-Masry", "stockholm")
    step = f"{bt}slutbedomning/steg/"
    chef.open(f"{step}?steg=extension")
    chef.press("Avslå")
    assert chef.faults != []
    chef.write(reasons="Målen nås inte på två månader.")
    chef.press("Avslå")
    chef.sees("Skriva skälen till BT-läkaren")
    main = visit(MAIN)
    main.open("/stockholm/")
    main.follow("Skriv skälen till Nadia El-Masry")
    main.write(reasons="BT1, rad 2 och 3, är inte visade.")
    main.press("Lämna skälen")
    doctor = visit("Nadia El-Masry", phone=True)
    doctor.open("/stockholm/")
    doctor.follow("Läs skälen till slutbedömningen")
    doctor.sees("BT1, rad 2 och 3, är inte visade.")
    doctor.fits()
    doctor.press("Jag har läst skälen")
    doctor.sees("Allt du har gjort finns kvar och är ditt.")
    chef.open("/stockholm/")
    chef.follow("Avsluta ärendet efter slutbedömningen av Nadia El-Masry")
    chef.choose("decision", "En ny bedömning görs")
    chef.write(text="Synnerliga skäl: frånvaron på akuten.")
    chef.press("Avsluta ärendet")
    chef.sees("Utse extern bedömare")
    chef.open(f"{chef.bt_of('Zuzana Hrubešová', 'stockholm')}slutbedomning/")
    chef.follow("Avsluta personalärendet")
    chef.choose("decision", "BT avslutas")
    chef.write(text="Efter samråd.", ends_on=str(TODAY))
    chef.press("Avsluta ärendet")
    chef.sees("Ärendet är avslutat")


# ---------------------------------------------------------------- a second assessor
def test_the_second_assessor_knows_nothing_of_the_first_and_decides(
    visit: Visit,
) -> None:
    main = visit(MAIN_OF_PIOTR)
    bt = main.bt_of("Piotr Dębicki", "stockholm")
    main.open(f"{bt}slutbedomning/")
    main.sees(FIRST)
    chef = visit(CHEF)
    chef.open(f"{bt}slutbedomning/")
    chef.follow("Utse extern bedömare")
    chef.choose("person", SECOND)
    chef.press("Utse")
    second = visit(SECOND)
    second.open(f"{bt}underlag/jav/")
    for name in ("not_same_unit", "no_part"):
        second.page.locator(f"[name='{name}']").check()
    second.press("Öppna underlaget")
    second.sees("Piotr Dębicki, slutbedömning")
    for path in ("underlag/", "underlag/beslut/", "slutbedomning/mote/"):
        second.open(f"{bt}{path}")
        assert FIRST not in second.page.content()
        assert "artikelgenomgång" not in second.page.content()
    assert second.open(f"{bt}slutbedomning/") == 403
    second.open(f"{bt}underlag/beslut/")
    second.choose("outcome", "Mer tjänstgöring behövs")
    second.write(reasons_clinical_complement_required="BT2 och BT7 är inte visade.")
    second.sign("Signera beslutet")
    more_time_is_given(chef, bt)
    main.open(f"{bt}slutbedomning/")
    main.sees("Utse extern bedömare")


def more_time_is_given(chef: Visitor, bt: str) -> None:
    """From the row in Att göra to the day that BT now ends."""
    chef.open("/stockholm/")
    chef.follow("Besluta om förlängning för Piotr Dębicki")
    chef.sees("BT2 och BT7 är inte visade.")
    chef.follow("Förläng BT")
    chef.choose("placement", "Psykiatri")
    chef.choose("reason", "För att nå målen")
    chef.write(months="1", motivation="BT2 och BT7 visas med mer tid på plats.")
    chef.press("Visa vad som händer")
    decide(chef)
