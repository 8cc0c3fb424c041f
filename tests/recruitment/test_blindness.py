"""Who an applicant is stands nowhere that a reviewer or an observer can come.

Role × page × search × order × export × mail × log: a canary sits in everything that the
applicant has told, and is looked for on every address of recruitment that there is.
"""

import io
import logging
import zipfile
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from recruitment.actions import reviewing, screening, sharing
from recruitment.actions.reviewing import Written
from recruitment.enums import ReviewState, Task
from recruitment.models import Application, Paper, Review
from recruitment.rules import blind
from recruitment.rules.masking import MaskedText
from regions.enums import MailPace
from regions.models import AuditRow, MailChoice, OutboxMessage
from regions.outbox import deliver_one
from tests.addresses import Address, addresses
from tests.objects.recruitment import make_review, take_part
from tests.scene import Scene, make_scene

CANARY = {
    "first_name": "Kanarina",
    "last_name": "Fågelsång",
    "email": "kanarina@fagelsang.example",
    "phone": "070-765 43 21",
    "address": "Kanariegatan 7",
    "workplace": "Kanariesjukhuset",
}
TOLD = "Jag heter {first_name} {last_name} och är på {workplace}. {email}, {phone}"
SONGS = [*CANARY.values(), "0707654321", "fagelsang", "kanarina"]
OFTEN = ("todo", "regions:me", "regions:calendar")
ASKED = ["", "?ordning=namn", "?sok=kana", "?sok=1", "?lage=eligible&papper=saknas"]
READ = [
    one for one in addresses()
    if one.in_region and (one.name.startswith("recruitment:") or one.name in OFTEN)
]  # fmt: skip

PAPERS = [
    one for one in READ if "handling/" in one.route or one.name.endswith(":review")
]


@pytest.fixture
def scene(cast) -> Scene:
    """The application of the scene tells who it is wherever it can."""
    scene = make_scene(cast.kronoberg)
    told = TOLD.format(**CANARY)
    with cast.kronoberg.inside(cast.kronoberg.hr):
        Application.objects.filter(pk=scene.things["ansokning"]).update(
            **CANARY,
            answers={"questions": dict.fromkeys(["motive", "experience"], told)},
            wishes=["Ljungby"],
            degree_country="Kanarieöarna",
        )
        Paper.objects.filter(pk=scene.things["handling"]).update(
            name="kanarina-fagelsang.pdf",
            content=told.encode(),
            mask_pages=[[told, "[namn]"]],
        )
        row = Application.objects.get(pk=scene.things["ansokning"])
        make_review(row, cast.kronoberg.hr)
        make_review(
            row, cast.kronoberg.supervisor, ReviewState.SENT,
            scores={"experience": 5}, comment="Hemlig åsikt.",
        )  # fmt: skip
    return scene


def songs_in(text: str) -> list[str]:
    """What of the canary is in a text, whatever the case."""
    text = text.lower()
    return [one for one in SONGS if one.lower() in text]


def text_of(answer) -> str:
    """The page with its headers; a spreadsheet unpacked."""
    content = b"" if answer.streaming else answer.content
    if content[:2] == b"PK":
        packed = zipfile.ZipFile(io.BytesIO(content))
        content = b" ".join(packed.read(name) for name in packed.namelist())
    return f"{answer.headers} {content.decode(errors='replace')}"


def leaks(scene: Scene, role: str, read: list[Address] = READ) -> Iterator[str]:
    """Where somebody in this role reads who the applicant is."""
    client = Client()
    client.raise_request_exception = False
    client.force_login(getattr(scene.company, role))
    for address in read:
        path = scene.path(address)
        for query in ASKED:
            answer = client.get(path + query)
            for song in songs_in(text_of(answer)):
                yield f"{role} {address.name}{query}: {song}"
            if answer.status_code != 200:
                break  # there is nothing to search or put in order
        answer = client.post(path, {"do": "propose", "score_motive": "99"})
        for song in songs_in(text_of(answer)):
            yield f"{role} POST {address.name}: {song}"


@pytest.mark.parametrize("role", ["recruiter", "observer", "hr"])
def test_the_canary_sings_nowhere(scene, role, caplog):
    """The office person reviews it too, and has not sent."""
    caplog.set_level(logging.INFO)
    assert list(leaks(scene, role)) == []
    assert songs_in(caplog.text) == []


def test_nor_for_whoever_leads_the_round_without_being_at_the_office(scene):
    here = scene.company
    with here.inside(here.hr):
        row = Application.objects.get(pk=scene.things["ansokning"])
        take_part(row.round, here.recruiter, Task.CHAIR)
    assert list(leaks(scene, "recruiter")) == []


def test_who_sees_names_sees_this_one(scene):
    """Else the matrix could be green because the page is empty."""
    assert any("recruitment:application" in one for one in leaks(scene, "bt_manager"))


def test_without_masking_the_matrix_is_red(scene, monkeypatch):
    monkeypatch.setattr(blind, "mask", lambda text, known: MaskedText(text, {}))
    assert any("recruitment:review:" in one for one in leaks(scene, "recruiter"))


@pytest.mark.parametrize("state", ["waiting", "doubt", "left_out"])
def test_a_copy_that_nobody_has_proved_is_there_for_no_reviewer(scene, state):
    """Not even who reviews and works at the office gets it, before one's own is sent."""
    here = scene.company
    with here.inside(here.hr):
        Paper.objects.filter(pk=scene.things["handling"]).update(
            masked=TOLD.format(**CANARY).encode(), mask_state=state
        )
    for role in ("recruiter", "observer", "hr"):
        assert list(leaks(scene, role, PAPERS)) == []


def test_others_points_stand_nowhere_before_ones_own_are_sent(scene):
    for role in ("recruiter", "observer", "hr"):
        client = Client()
        client.raise_request_exception = False
        client.force_login(getattr(scene.company, role))
        for address in READ:
            answer = client.get(scene.path(address))
            assert "Hemlig åsikt." not in text_of(answer), (role, address.name)


def test_no_mail_and_no_row_in_the_log_tells_who_it_is(scene):
    here, now = scene.company, timezone.now()
    with here.inside(here.bt_manager):
        row = Application.objects.get(pk=scene.things["ansokning"])
        round = row.round
        for person in (here.main_supervisor, here.unit_manager):
            take_part(round, person, Task.REVIEWER)
        for person in (here.recruiter, here.main_supervisor, here.unit_manager):
            MailChoice.objects.update_or_create(
                region=here.region, user=person,
                defaults={"tasks": MailPace.AT_ONCE, "news": MailPace.AT_ONCE},
            )  # fmt: skip
        sharing.propose(round=round, by=here.bt_manager, at=now)
        sharing.publish(round=round, by=here.bt_manager, at=now)
        for review in Review.objects.filter(state=ReviewState.ASSIGNED)[:1]:
            sharing.declare_conflict(
                review=review,
                text="Kanarina är min granne.",
                by=review.reviewer,
                at=now,
            )
        for review in Review.objects.filter(state=ReviewState.ASSIGNED):
            scores = dict.fromkeys(["experience", "reflection", "motive"], 3)
            reviewing.send(
                review=review, written=Written(scores), by=review.reviewer, at=now
            )
        row = Application.objects.get(pk=row.pk)
        screening.decide(
            application=row, to="shortlisted", text="Tack, Kanarina!",
            by=here.bt_manager, at=now,
        )  # fmt: skip
        for message in OutboxMessage.objects.filter(done_at__isnull=True):
            deliver_one(message.pk, at=now)
        logged = [f"{one.event} {one.detail}" for one in AuditRow.objects.all()]
        payloads = [str(one.payload) for one in OutboxMessage.objects.all()]
    staff = [one for one in mail.outbox if one.to != [CANARY["email"]]]
    assert staff
    for text in (*logged, *payloads, *(f"{one.subject} {one.body}" for one in staff)):
        assert songs_in(text) == [], text
