"""What Kronoberg says of the two delmål that are hardest to judge."""

from typing import Any

from assessments.actions.anchors import write_anchor
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY
from bt_admin.demo.people import Company
from regions.roles import DIRECTOR

QUALITY = [
    "Ser ett återkommande problem på enheten och tar upp det, utan att leta syndabockar.",
    "Föreslår en liten förändring och ett mått som går att räkna för hand.",
    "Visar siffror från före och efter på en arbetsplatsträff.",
]
QUALITY_BEGUN = [QUALITY[0], "Är med i ett förbättringsarbete."]
SCIENCE = [
    "Svarar ”jag läser på” i stället för att gissa, och kommer tillbaka med en källa.",
    "Kan säga hur säkert svaret är, och för vilka patienter det gäller.",
    "Frågar varför en rutin finns och läser underlaget innan den ifrågasätts.",
]


def anchors(company: Company) -> list[Story]:
    """Written last winter; BT6 again when handledarna had used it for a while."""
    return [hard_to_judge(company)] if company.region.slug == "kronoberg" else []


def hard_to_judge(company: Company) -> Story:
    who: dict[str, Any] = {"region": company.region, "by": company.holder(DIRECTOR)}
    at = yield moment(company.today - 150 * DAY, 15)
    write_anchor(code="BT6", row=1, lines=QUALITY_BEGUN, number=0, at=at, **who)
    at = yield moment(company.today - 149 * DAY, 9)
    write_anchor(code="BT7", row=2, lines=SCIENCE, number=0, at=at, **who)
    at = yield moment(company.today - 60 * DAY, 11)
    who["by"] = company.manager
    write_anchor(code="BT6", row=1, lines=QUALITY, number=1, at=at, **who)
