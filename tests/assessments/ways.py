"""Colleagues without an account, and the links they are sent."""

import re
from typing import Any

from django.core import mail

from assessments import actions, queries
from assessments.models import Assessment, SigningLink
from assessments.rules.outsiders import Outsider
from regions import outbox
from regions.models import OutboxMessage
from tests.assessments import acts
from tests.cast import Company

MIKAEL = Outsider(
    "Mikael Thörnqvist",
    "distriktsläkare",
    "Gläntans vårdcentral",
    "mikael.thornqvist@example.org",
)


def ask_outside(company: Company, **given: Any) -> Assessment:
    return acts.ask(company, given.pop("outsider", MIKAEL), **given)


def link_to(row: Assessment) -> SigningLink:
    return SigningLink.objects.select_related("assessment").get(assessment=row)


def path_to(row: Assessment) -> str:
    """The address of a new link, as it would stand in the letter."""
    return f"/signera/{row.region.slug}/{actions.new_secret(link_to(row))}/"


def deliver() -> list[Any]:
    """Do all work that waits; the letters that went."""
    mail.outbox.clear()
    for message in OutboxMessage.objects.filter(done_at=None):
        assert outbox.deliver_one(message.pk, at=acts.at())
    return list(mail.outbox)


def path_in(letter: Any) -> str:
    [path] = re.findall(r"https?://[^/]+(/\S+)", letter.body)
    return path


def sign(company: Company, row: Assessment, **given: Any) -> Any:
    facts = {
        "link": link_to(row), "content": acts.content(company),
        "shown": actions.shown_now(row), "signer": MIKAEL, "at": acts.at(), **given,
    }  # fmt: skip
    return actions.sign_by_link(**facts)


def posted(row: Assessment, **given: Any) -> dict[str, Any]:
    """The form, as somebody sends it."""
    now = actions.shown_now(row)
    form = {
        "version": now.version,
        "digest": now.digest,
        "performed_on": row.performed_on.isoformat(),
        "what": row.what,
        "setting": row.setting,
        "difficulty": row.difficulty,
        "placement": str(row.placement_id or ""),
        "delmal": [one.code for one in row.delmal.all()],
        "outsider_name": row.outsider_name,
        "outsider_title": row.outsider_title,
        "outsider_workplace": row.outsider_workplace,
        "item_overall": "4",
        "text_keep_doing": "Lugnt tempo och en tydlig plan.",
        "do": "sign",
    }
    return form | given


def sheet(row: Assessment) -> Any:
    return queries.sheet_of(acts.stored(row))
