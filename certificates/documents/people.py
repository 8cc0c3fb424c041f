"""The people on the forms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Applicant:
    """*Sökande*: the doctor. The personnummer stands as it is given here."""

    last_name: str = ""
    first_name: str = ""
    personal_number: str = ""

    def texts(self) -> dict[str, str]:
        return {
            "applicant.last_name": self.last_name,
            "applicant.first_name": self.first_name,
            "applicant.personal_number": self.personal_number,
        }


@dataclass(frozen=True)
class Certifier:
    """*Intygsutfärdande*: who signs. Bilaga 3 asks for name and workplace only.

    Signature, place and date are absent: they are written with a pen.
    """

    name: str = ""
    personal_number: str = ""
    speciality: str = ""
    workplace: str = ""

    def texts(self, prefix: str) -> dict[str, str]:
        return {
            f"{prefix}.name": self.name,
            f"{prefix}.personal_number": self.personal_number,
            f"{prefix}.speciality": self.speciality,
            f"{prefix}.workplace": self.workplace,
        }


NOBODY = Applicant()
UNSIGNED = Certifier()
