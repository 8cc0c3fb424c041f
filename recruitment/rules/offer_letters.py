"""What is written to applicants about offers, in whole sentences, before it is sent.

The words are ours (HOUSE). A letter that is frozen names no day that depends on when it
is sent: the last day to answer stands beside the offer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bt_admin.lib.dates import date_text, days_text, list_text
from bt_admin.lib.swedish import moment
from recruitment.rules.screening import REASONS, answer_to_applicant
from recruitment.rules.snapshot import OFFER, REJECTED, RESERVE

SUBJECTS = {
    OFFER: "Du erbjuds en BT-tjänst",
    RESERVE: "Du står på reservlistan",
    REJECTED: "Svar på din ansökan",
}


@dataclass(frozen=True)
class RoundWords:
    """What every letter of a round may name."""

    region: str
    starts_on: date | None
    contact: str
    places: int
    days_to_think: int
    reserve_days: int

    @property
    def begins(self) -> str:
        return f" BT börjar den {date_text(self.starts_on)}." if self.starts_on else ""


def in_town(town: str) -> str:
    return f" i {town}" if town else ""


def offer(words: RoundWords, town: str, *, overbooked: bool) -> str:
    text = (
        f"Hej! Vi erbjuder dig en BT-tjänst{in_town(town)} i {words.region}."
        f"{words.begins} Du har {days_text(words.days_to_think)} på dig att tacka ja "
        "eller nej; den sista dagen står vid erbjudandet här på sidan. Svarar du inte i "
        "tid går platsen till en reserv."
    )
    if overbooked:
        text += (
            " Fler har fått erbjudande än det finns platser. De går till dem som svarar "
            "först."
        )
    return f"{text} Kontakta {words.contact} om du undrar något."


def reserve(words: RoundWords, number: int) -> str:
    return (
        f"Hej! Du har rangordnats till BT i {words.region}, och alla platser är just nu "
        f"erbjudna till sökande som står före. Du står på plats {number} på "
        "reservlistan. Blir en plats ledig frågar vi i turordning, och då har du "
        f"{days_text(words.reserve_days)} på dig att svara. Säg till {words.contact} om "
        "du inte längre vill ha en plats."
    )


def below(words: RoundWords, missed: Iterable[object]) -> str:
    """To who did not reach what the round asks for."""
    said = list_text([_begun(str(one)) for one in missed])
    facts = {"region": words.region, "contact": words.contact, "below": said}
    return answer_to_applicant("below_threshold", _needed("below_threshold", facts))


def no_place(words: RoundWords, rank: int) -> str:
    """To who was a reserve until the list was over."""
    facts = {
        "region": words.region,
        "contact": words.contact,
        "rank": str(rank),
        "places": str(words.places),
    }
    return answer_to_applicant("no_place", _needed("no_place", facts))


def called(words: RoundWords, town: str, until: datetime) -> str:
    return (
        f"Hej! En BT-tjänst{in_town(town)} i {words.region} är ledig, och du står på tur "
        f"på reservlistan.{words.begins} Svara senast den {moment(until)}. Svarar du "
        "inte i tid går platsen till nästa reserv. Kontakta "
        f"{words.contact} om du undrar något."
    )


def undone(words: RoundWords, sent: datetime, reason: str) -> str:
    return (
        f"Beskedet om BT i {words.region} som du fick den {moment(sent)} gäller inte. Vi "
        f"har tagit tillbaka alla besked i omgången. Skälet är: {_ended(reason)} Du får "
        f"ett nytt besked. Vi beklagar det här. Kontakta {words.contact} om du har "
        "ordnat något efter det förra."
    )


def withdrawn(words: RoundWords, reason: str) -> str:
    return (
        f"Vi har tagit tillbaka erbjudandet om en BT-tjänst i {words.region}. Skälet är: "
        f"{_ended(reason)} Kontakta {words.contact} om du undrar."
    )


def expired(words: RoundWords, until: datetime) -> str:
    return (
        f"Svarstiden för erbjudandet om en BT-tjänst i {words.region} gick ut den "
        f"{moment(until)}, och platsen går vidare till en reserv. Vill du ha den "
        f"kontaktar du {words.contact} i dag."
    )


def accepted(words: RoundWords, town: str) -> str:
    return (
        f"Du har tackat ja till en BT-tjänst{in_town(town)} i {words.region}. Välkommen! "
        f"{words.begins.strip()} Vi hör av oss med anställningen och det som ska ordnas "
        f"före första dagen. Kontakta {words.contact} om något ändras."
    )


def declined(words: RoundWords) -> str:
    return (
        f"Du har tackat nej till en BT-tjänst i {words.region}, och platsen går vidare. "
        "Tack för att du svarade. Du är välkommen att söka igen."
    )


def hired(words: RoundWords, starts_on: date) -> str:
    return (
        f"Din BT i {words.region} är upplagd och börjar den {date_text(starts_on)}. Du "
        "når den när du loggar in i BT-systemet. Kontakta "
        f"{words.contact} om startdagen inte stämmer."
    )


def _needed(key: str, facts: dict[str, str]) -> dict[str, str]:
    return {name: facts[name] for name in REASONS[key].needs}


def _begun(text: str) -> str:
    return text[:1].lower() + text[1:]


def _ended(reason: str) -> str:
    said = reason.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."
