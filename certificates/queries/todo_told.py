"""Several facts of a row in *Att göra*, fetched as one value and told apart again."""

from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import JSONObject

from certificates.queries.final_todos import day_in

TOLD = {
    "told_external": ("assessor", "declared_at", "decided_at", "planned_on"),
    "told_mine": ("invitation", "my_answer_by"),
    "told_asked": ("asked_state", "asked_until", "asked_name"),
    "told_answer": ("answer", "answer_on", "answer_last_on", "answer_received_on"),
}
DAYS = {
    "planned_on", "my_answer_by", "asked_until",
    "answer_on", "answer_last_on", "answer_received_on",
}  # fmt: skip


def as_one(rows: QuerySet[Any], **fields: Any) -> Subquery:
    """Several fields of the first row as one value: one subquery, and not one each."""
    return Subquery(rows.values(told=JSONObject(**fields))[:1])


def unpacked(row: Any) -> Any:
    """The row with what came as one value told apart again; None where there was none."""
    for name, fields in TOLD.items():
        told = getattr(row, name) or {}
        for field in fields:
            value = told.get(field)
            setattr(row, field, day_in(value) if field in DAYS else value)
    return row
