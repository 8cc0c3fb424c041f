"""What an applicant writes and hands in, whole, for tests to change."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from recruitment.models import Paper
from recruitment.queries.links import token_of
from tests.hostile import pdf


def whole_form(round: Any, **changed: str) -> dict[str, str]:
    """Every answer of the round's form; `changed` by the name of its field."""
    questions = [
        criterion["key"]
        for phase in round.method["phase"]
        if phase["kind"] == "review"
        for criterion in phase["criterion"]
    ]
    data = {
        "do": "send",
        "first_name": "Amal",
        "last_name": "Rahimi",
        "phone": "070-123 45 67",
        "licensed_on": "2025-06-01",
        "degree_country": "Polen",
        "at_first": "no",
        "at_done": "no",
        "st_before": "no",
        "bt_done": "no",
        "r1_name": "Bo Ek",
        "r1_email": "bo.ek@example.org",
        "consent_observer": "on",
        **{f"q_{key}": f"Ett svar om {key}." for key in questions},
    }
    return data | changed


def address(name: str, application: Any, *more: Any) -> str:
    """One of the case's own addresses."""
    token = token_of(application)
    return reverse(name, args=[application.region.slug, token, *more])


def upload(client: Any, application: Any, kind: str, content: bytes | None = None, name: str = "fil.pdf") -> Any:  # fmt: skip
    file = SimpleUploadedFile(name, pdf() if content is None else content)
    return client.post(
        address("case_papers", application), {"kind": kind, f"{kind}-files": [file]}
    )


def hand_in_all(application: Any) -> None:
    """Every paper that the round requires, as rows: washing files takes long."""
    for one in application.round.method["paper"]:
        if one.get("required", True):
            Paper.objects.create(
                region=application.region,
                application=application,
                kind=one["key"],
                name=f"{one['key']}.pdf",
                content_type="application/pdf",
                size=4,
                content=b"%PDF",
                sha256="0" * 64,
                source_sha256=one["key"],
                uploaded_at=application.begun_at,
            )
