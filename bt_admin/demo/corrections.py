"""«Rätta»: a Mini-CEX that was signed a step too low, and put right two days later."""

from datetime import date, timedelta
from uuid import uuid4

from assessments import actions as assessing
from assessments.actions import Content, Occasion
from assessments.models import Assessment
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.outline import DAY, Place, Year
from bt_admin.demo.ways import worked
from regions.enums import LoginMethod

WHOSE = "P01"
LOW, RIGHT = 2, 4
WHY = "Nivån hamnade fel när jag fyllde i på telefonen. Jag menade 4, inte 2."


def correction(year: Year) -> Story:
    """By the handledare where one doctor serves; the doctor has not read it yet."""
    today = year.company.today
    here = next((one for one in year.places if today in one.days), None)
    if year.row["person"] != WHOSE or here is None or here.supervisor is None:
        return
    seen = worked(year, here, 6)
    at = yield moment(seen, 16, 25)
    signed = assessing.sign_at_once(
        programme=year.programme,
        instrument="mini_cex",
        content=told(year, here, seen, LOW),
        id=uuid4(),
        login=LoginMethod.DEMO,
        by=here.supervisor,
        at=at,
        opened_at=at - timedelta(seconds=75),
    )
    at = yield moment(seen + 2 * DAY, 8, 10)
    assessment = Assessment.objects.get(pk=signed.assessment_id)
    assessing.correct_assessment(
        assessment=assessment,
        content=told(year, here, seen, RIGHT),
        why=WHY,
        shown=assessing.shown_now(assessment),
        login=LoginMethod.DEMO,
        by=here.supervisor,
        at=at,
    )


def told(year: Year, place: Place, seen: date, level: int) -> Content:
    return Content(
        occasion=Occasion(
            performed_on=seen,
            placement=year.placement(place),
            setting="Mottagning",
            what="Nedstämdhet och sömnsvårigheter",
            difficulty="Vanligt",
            delmal=("BT1", "BT9"),
        ),
        answers={"overall": level},
        texts={
            "keep_doing": "Du frågade rakt om suicidtankar och väntade in svaret.",
            "work_on": "Säg högt hur du väger riskerna, så kan jag följa med.",
        },
    )
