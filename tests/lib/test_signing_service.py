"""Handing over to a service for electronic signatures, and what may come back."""

from datetime import UTC, datetime, timedelta

import pytest

from bt_admin.lib.signing_service import (
    LONGEST,
    Asked,
    Came,
    Outcome,
    ServiceAway,
    configured,
    fault_in,
    hand_over,
    outcome,
)
from tests.objects.pdfs import drawn, words
from tests.objects.stand_in_signing import StandIn

NOW = datetime(2027, 3, 3, 10, 42, tzinfo=UTC)
PDF = drawn(words("Intyg"))
ASKED = Asked(PDF, "Bilaga 4", "Åsa Björk", "189001019802", "https://bt.example.org/x/", NOW)  # fmt: skip


def came(service, handed, minutes=1):
    return outcome(service, handed, at=NOW + timedelta(minutes=minutes))


def test_no_installation_has_one_unless_it_says_so(settings):
    assert configured() is None
    settings.SIGNING_SERVICE = "tests.objects.stand_in_signing.StandIn"
    assert isinstance(configured(), StandIn)


def test_signed_is_what_we_sent_and_a_signature_over_the_whole():
    service = StandIn()
    handed = hand_over(service, ASKED)
    assert (handed.sha256, handed.size) == (ASKED.sha256, len(PDF))
    assert came(service, handed).came == Came.WAITING
    service.says = Came.SIGNED
    found = came(service, handed)
    assert (found.came, found.pdf.startswith(PDF)) == (Came.SIGNED, True)
    # Asked late, and once more: the answer stands.
    assert came(service, handed, 90).came == Came.SIGNED


@pytest.mark.parametrize(
    ("says", "minutes", "expected", "reason"),
    [
        (Came.WAITING, LONGEST.total_seconds() / 60, Came.WAITING, ""),
        (Came.WAITING, 31, Came.TOO_LATE, "Tiden för att skriva under gick ut."),
        (Came.REFUSED, 1, Came.REFUSED, "Personen avbröt."),
        (Came.REFUSED, 99, Came.REFUSED, "Personen avbröt."),
    ],
)
def test_what_else_comes(says, minutes, expected, reason):
    service = StandIn(says=says)
    handed = hand_over(service, ASKED)
    assert came(service, handed, minutes) == Outcome(expected, reason=reason)


def test_a_service_that_is_away_loses_nothing():
    service = StandIn(away=True)
    with pytest.raises(ServiceAway):
        hand_over(service, ASKED)
    service.away = False
    handed = hand_over(service, ASKED)
    service.away = True
    with pytest.raises(ServiceAway):
        came(service, handed, 99)
    service.away, service.says = False, Came.SIGNED
    assert came(service, handed, 99).came == Came.SIGNED


def test_an_address_that_is_not_safe_is_not_followed():
    class Careless(StandIn):
        def begin(self, asked):
            return "1", "http://prov.example.org/"

    with pytest.raises(ServiceAway):
        hand_over(Careless(), ASKED)


def test_what_is_signed_and_is_not_ours_is_wrong():
    service = StandIn(says=Came.SIGNED, changes=b"\n%% more\n")
    handed = hand_over(service, ASKED)
    assert came(service, handed).reason == "Underskriften täcker inte hela filen."
    service.changes = b""
    other = hand_over(service, ASKED)
    signed = came(service, other).pdf
    flipped = signed[:30] + bytes([signed[30] ^ 1]) + signed[31:]
    assert fault_in(flipped, other) == "Filen är inte den som lämnades över."
    assert fault_in(PDF, other) == "Filen är inte underskriven."
    assert fault_in(signed[:-200], other) in {
        "Filen går inte att läsa.",
        "Filen är inte underskriven.",
        "Underskriften täcker inte hela filen.",
    }
    inside = len(PDF) + 60  # in what was added, outside the signature's own container
    changed = signed[:inside] + bytes([signed[inside] ^ 1]) + signed[inside + 1 :]
    assert fault_in(changed, other) != ""
