"""The demo's leave: somebody stands in today."""

from types import SimpleNamespace

from bt_admin.demo.absences import leave
from bt_admin.demo.clock import play
from regions import absence, access
from tests.cast import at


def test_somebody_stands_in_for_the_studierektor(cast):
    kronoberg = cast.kronoberg
    company = SimpleNamespace(
        region=kronoberg.region,
        today=access.today(),
        holder=lambda role: kronoberg.studierektor,
    )
    with kronoberg.inside():
        assert play([leave(company)], at()) > 0
        today = access.today()
        rows = absence.stand_ins_for(kronoberg.studierektor, kronoberg.region, today)
        [row] = rows
        assert access.granted(row.user, kronoberg.region) >= {"see", "lead"}
