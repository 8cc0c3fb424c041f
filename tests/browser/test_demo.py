"""The demo in the running system: everybody is there, and everything adds up."""

import urllib.request
from collections.abc import Iterator
from html import unescape

import psycopg
import pytest

from regions.roles import ROLES
from tests.browser.system import System
from tools.copies import manage

KRONOBERG, STOCKHOLM = 7, 1
# Where the doctors of Kronoberg stand, however old the demo is.
STANDING = {
    "Elza Bērziņa": ("planned", 0),  # under way: it has begun since it was opened
    "Lucia Hudáková": ("planned", 0),
    "Yazan Haddad": ("final_assessment", 18),
    "Shirin Moradi": ("planned", 18),
    "Ondřej Malík": ("completed", 18),
    "Ebba Thorsell": ("applied", 18),
}


def test_the_audit_chains_hold(system: System) -> None:
    said = manage(("verify_audit",), system.environment)
    # A walk may have written in a region that the demo leaves alone.
    assert {line.split(":")[0] for line in said.splitlines()} >= {
        "Region Kronoberg",
        "Region Stockholm",
    }


def test_grants_follow_from_the_assignments(system: System) -> None:
    assert manage(("check_grants",), system.environment) == "Equal.\n"


def test_there_is_somebody_in_every_role(system: System) -> None:
    with urllib.request.urlopen(f"{system.address}/ovning/") as answer:
        page = unescape(answer.read().decode())
    # Nobody stands in for long; it is a role on top of one that is listed.
    titles = [str(one.title) for one in ROLES.values() if one.key != "stand_in"]
    wanted = [title[:1].upper() + title[1:] for title in titles]
    assert [title for title in wanted if f">{title}<" not in page] == []


@pytest.fixture
def kronoberg(system: System) -> Iterator[psycopg.Connection]:
    """As the application sees the region."""
    with psycopg.connect(system.environment["DATABASE_URL"]) as connection:
        connection.execute(f"SELECT set_config('app.region', '{KRONOBERG}', true)")
        yield connection


def test_the_doctors_stand_where_the_demo_says(kronoberg: psycopg.Connection) -> None:
    rows = kronoberg.execute(
        "SELECT first_name || ' ' || last_name, p.state, count(cd.id)"
        " FROM placements_programme p"
        " JOIN placements_doctor d ON d.id = p.doctor_id"
        " JOIN regions_user u ON u.id = d.user_id"
        " LEFT JOIN certificates_certificate c ON c.programme_id = p.id"
        " LEFT JOIN certificates_certificatedelmal cd ON cd.certificate_id = c.id"
        " GROUP BY 1, 2"
    ).fetchall()
    found = {name: (state, codes) for name, state, codes in rows}
    assert {name: found[name] for name in STANDING} == STANDING


def test_the_completed_have_their_originals(kronoberg: psycopg.Connection) -> None:
    rows = kronoberg.execute(
        "SELECT u.last_name, count(*) FILTER (WHERE d.pdf IS NOT NULL)"
        " FROM certificates_document d"
        " JOIN certificates_certificate c ON c.id = d.certificate_id"
        " JOIN placements_programme p ON p.id = c.programme_id"
        " JOIN placements_doctor o ON o.id = p.doctor_id"
        " JOIN regions_user u ON u.id = o.user_id"
        " WHERE u.last_name IN ('Malík', 'Thorsell') GROUP BY 1 ORDER BY 1"
    ).fetchall()
    assert rows == [("Malík", 4), ("Thorsell", 4)]


def test_the_region_seals_what_it_prints_and_a_doctor_took_a_credential(
    kronoberg: psycopg.Connection,
) -> None:
    switches = kronoberg.execute(
        "SELECT seals, shares FROM certificates_electronicpath"
    ).fetchall()
    levels = kronoberg.execute(
        "SELECT DISTINCT seal_level FROM certificates_document WHERE pdf IS NOT NULL"
    ).fetchall()
    took = kronoberg.execute(
        "SELECT detail->>'with_name' FROM regions_auditrow"
        " WHERE event = 'credential.taken'"
    ).fetchall()
    assert (switches, levels) == ([(True, True)], [("B-B",)])
    assert took == [("true",)]


def test_the_office_has_records_to_give_out_and_to_weed(
    kronoberg: psycopg.Connection,
) -> None:
    asked = kronoberg.execute(
        "SELECT state FROM certificates_casedisclosure ORDER BY opened_at"
    ).fetchall()
    weeding = kronoberg.execute(
        "SELECT kind, approved_at FROM certificates_retentionproposal"
    ).fetchall()
    declined = kronoberg.execute(
        "SELECT kind, ended_at FROM certificates_signingdecline"
    ).fetchall()
    assert asked == [("given",), ("requested",)]
    assert (weeding, declined) == ([("talks", None)], [("completed", None)])


def test_nothing_happened_ahead_of_time(kronoberg: psycopg.Connection) -> None:
    rows = kronoberg.execute(
        "SELECT number FROM regions_auditrow WHERE at > now() LIMIT 1"
    ).fetchall()
    assert rows == []


def test_nothing_waits_to_be_sent(kronoberg: psycopg.Connection) -> None:
    rows = kronoberg.execute(
        "SELECT count(*) FROM regions_outboxmessage WHERE done_at IS NULL"
        " AND created_at < now() - interval '1 hour'"
    ).fetchall()
    assert rows == [(0,)]
