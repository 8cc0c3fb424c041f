"""Nothing is overwritten unseen, thrown away by others, or kept twice."""

from datetime import date, datetime

import pytest

from assessments.rules.keeping import (
    DraftFacts,
    TakeUpFacts,
    may_discard,
    may_overwrite,
    may_record_once,
    may_take_up,
)
from bt_admin.lib.people import Person

JAG = Person(1, "Gunilla Ståhlberg")
ANNAN = Person(2, "Mats Örneblad")


def test_det_som_ändrats_skrivs_inte_över():
    same = DraftFacts(JAG, JAG, "draft", version_shown=2, version_now=2)
    assert may_overwrite(same).codes == []
    at = datetime(2027, 3, 3, 10, 42)
    other = DraftFacts(JAG, JAG, "draft", 1, 2, changed_at=at)
    [reason] = may_overwrite(other).reasons
    assert (reason.code, "kl.\u00a010.42" in reason.text) == ("edit.stale", True)


@pytest.mark.parametrize(
    ("vem", "läge", "koder"),
    [
        (JAG, "draft", []),
        (ANNAN, "draft", ["assess.not_your_draft"]),
        (JAG, "requested", ["assess.not_your_draft"]),
        (JAG, "signed", ["assess.not_your_draft"]),
    ],
)
def test_bara_eget_utkast_kastas(vem, läge, koder):
    assert may_discard(DraftFacts(vem, JAG, läge)).codes == koder


@pytest.mark.parametrize(
    ("vem", "handledare", "läge", "koder"),
    [
        (JAG, (JAG,), "draft", []),
        (ANNAN, (JAG, ANNAN), "draft", ["overall.begun_by_other"]),
        (ANNAN, (ANNAN,), "draft", []),
        (ANNAN, (ANNAN,), "signed", ["overall.already_signed"]),
        (JAG, (JAG,), "acknowledged", ["overall.already_signed"]),
    ],
)
def test_ett_påbörjat_utkast_tas_över_av_den_som_efterträder(
    vem, handledare, läge, koder
):
    assert may_take_up(TakeUpFacts(vem, JAG, handledare, läge)).codes == koder


def test_ett_kollegium_dokumenteras_en_gång():
    day = date(2027, 3, 3)
    assert may_record_once(day, ()).codes == []
    assert may_record_once(day, (date(2026, 3, 3),)).codes == []
    [reason] = may_record_once(day, (day,)).reasons
    assert (reason.code, reason.field) == ("collegium.already_recorded", "held_on")
