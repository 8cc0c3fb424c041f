"""What a reviewer reads of an application while nobody is known by name.

A part is shown when the round's method names it, and hidden otherwise. What tells who
somebody is can never be named. Our own rule (HOUSE).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from recruitment.rules.masking import Known, mask

# Parts that a method may show, besides the answers to its own questions.
LICENCE, LANGUAGE = "licence", "language"
COUNTRY, WISHES = "degree_country", "wishes"
LABELS = {
    LICENCE: "Svensk legitimation",
    LANGUAGE: "Bevis om svenska",
    COUNTRY: "Utbildningsland",
    WISHES: "Önskar ort",
}
# What tells who it is: a method that names one of them shows nothing more for that.
NEVER = {
    "first_name": "förnamn",
    "last_name": "efternamn",
    "name": "namn",
    "email": "e-post",
    "phone": "telefon",
    "address": "adress",
    "workplace": "arbetsplats",
    "personal_number": "personnummer",
    "photo": "foto",
    "papers": "filnamn",
    "referees": "referenser",
}


@dataclass(frozen=True)
class Part:
    """Something the applicant has told: the question, and the answer in words."""

    key: str
    label: str
    text: str


def shown_blind(
    parts: Iterable[Part], chosen: Collection[str], known: Known
) -> tuple[Part, ...]:
    """What of an application does a reviewer read?

    The parts that the method has chosen, none by default, with the applicant's name,
    addresses, numbers and workplace masked in them. Never what stands in `NEVER`.
    """
    return tuple(
        replace(part, text=mask(part.text, known).text)
        for part in parts
        if part.key in chosen and part.key not in NEVER and part.text.strip()
    )
