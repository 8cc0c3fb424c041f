"""What happens between the assessments: learning, talks, handovers, plans, extensions.

Read through the same queries as the pages, as the doctor sees it.
"""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from assessments.queries import activities, archived, concerns, handover, parties_of
from bt_admin.lib.parts import Entry, File, Part
from bt_admin.lib.swedish import delmal_list, iso, listing, moment, months, number
from placements.queries.extension import extensions_for


# ----------------------------------------------------------------------------- learning
def learned(programme: Any, doctor: Any) -> Part:
    """Every activity, the private ones too: the archive is the doctor's own."""
    rows = list(archived.whole_activities(programme, doctor))
    contents = archived.read_files(programme)
    files = {
        file.pk: File(path_of(file), partial(read_one, contents, file.pk))
        for row in rows
        for file in row.files.all()
    }
    entries = [activity(row, files) for row in rows]
    return Part(
        "aktiviteter", _("Aktiviteter"), entries, _("Ingen aktivitet än."),
        files=list(files.values()),
    )  # fmt: skip


def path_of(file: Any) -> str:
    """Names may be the same, and are somebody's own."""
    return f"filer/{file.pk.hex[:8]}-{get_valid_filename(file.name)}"


def read_one(contents: Callable[[], dict[UUID, bytes]], key: UUID) -> bytes:
    return contents()[key]


def activity(row: Any, files: dict[Any, File]) -> Entry:
    state = activities.state_of_activity(row)
    confirmed = ""
    if row.confirmed_by:
        confirmed = f"{row.confirmed_by.full_name}, {moment(row.confirmed_at)}"
    return Entry(
        row.title,
        [
            (_("Slag"), row.get_kind_display()),
            (_("När"), activities.when(row)),
            (_("Timmar"), number(row.hours) if row.hours else ""),
            (_("Placering"), row.placement.title if row.placement else ""),
            (_("Delmål"), delmal_list(activities.codes_of(row))),
            (_("Läge"), state.word if state else ""),
            (_("Bekräftad"), confirmed),
        ],
        texts=[(_("Beskrivning"), row.text)],
        files=[files[file.pk].path for file in row.files.all()],
        more={
            "id": row.pk,
            "kind": row.kind,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "shared_at": row.shared_at,
        },
    )


# -------------------------------------------------------------------------------- talks
def talked(programme: Any, doctor: Any) -> Part:
    entries = [talk(row) for row in archived.whole_talks(programme)]
    return Part("samtal", _("Samtal"), entries, _("Inget samtal än."))


def talk(row: Any) -> Entry:
    others = [one for one in parties_of(row) if one != row.programme.doctor.user]
    return Entry(
        f"{row.get_kind_display()} {moment(row.starts_at)}",
        [
            (_("Med"), listing(others)),
            (_("Läge"), row.get_state_display()),
            (_("Minuter"), str(row.minutes)),
            (_("Hur"), row.get_place_kind_display()),
            (_("Placering"), row.placement.title if row.placement else ""),
        ],
        texts=[
            (_("Ämnen"), "\n".join(one.text for one in row.topics.all())),
            (_("Anteckningar"), row.notes),
            (_("Överenskommet"), "\n".join(promise(o) for o in row.agreements.all())),
            (_("Inställt för att"), row.reason),
        ],
        more={
            "id": row.pk,
            "kind": row.kind,
            "state": row.state,
            "starts_at": row.starts_at,
            "in_working_hours": row.in_working_hours,
        },
    )


def promise(row: Any) -> str:
    """«Läsa om diabetes (Elza Bērziņa till 2027-03-03, klart 2027-03-01)»"""
    words = _("%(owner)s till %(day)s") % {"owner": row.owner, "day": iso(row.due_on)}
    if row.done_at:
        words += _(", klart %s") % iso(row.done_at.date())
    return f"{row.what} ({words})"


# ----------------------------------------------------------------------------- handover
def checked(programme: Any, doctor: Any) -> Part:
    """The checklists that a placement was given; a list nobody began is not there."""
    rows = archived.given_checklists(programme)
    entries = [
        Entry(
            title,
            marks=[(one.text, ticked(one)) for one in lines],
            more={"sections": [one.section for one in lines]},
        )
        for title, lines in [
            (place.title, list(group))
            for place, group in groupby(rows, key=lambda one: one.placement)
        ]
    ]
    return Part("checklistor", _("Checklistor"), entries, _("Ingen lista är påbörjad."))


def ticked(row: Any) -> str:
    if row.ticked_at is None:
        return _("Inte avbockad")
    return f"{row.ticked_by.full_name}, {moment(row.ticked_at)}"


def handed_over(programme: Any, doctor: Any) -> Part:
    entries = [card(row) for row in archived.cards_in(programme)]
    return Part(
        "overlamningar", _("Överlämningskort"), entries, _("Inget kort är skrivet än.")
    )


def card(row: Any) -> Entry:
    agreed = ""
    if row.agreed_by:
        agreed = f"{row.agreed_by.full_name}, {moment(row.agreed_at)}"
    chosen = [handover.words_of(one) for one in handover.evidence_of(row)]
    return Entry(
        row.placement.title,
        [
            (_("Läge"), row.get_state_display()),
            (_("Godkänt"), agreed),
            *[
                (_("Läst"), f"{one.reader.full_name}, {moment(one.read_at)}")
                for one in row.readings.all()
            ],
        ],
        texts=[
            (_("Fortsätt med"), row.strengths),
            (_("Träna vidare på"), row.practise),
            (_("Överenskommet"), row.agreements),
            (_("Bedömningar att läsa"), "\n".join(chosen)),
        ],
        more={"id": row.pk, "state": row.state, "proposal": row.proposal},
    )


# ------------------------------------------------------------------ plans and more time
def planned(programme: Any, doctor: Any) -> Part:
    """The action plans that have been shared with the doctor."""
    rows = concerns.plans_for(doctor, programme.region).filter(programme=programme)
    rows = rows.prefetch_related("actions__owner").order_by("written_at")
    entries = [plan(row) for row in rows]
    return Part("planer", _("Handlingsplaner"), entries, _("Ingen handlingsplan."))


def plan(row: Any) -> Entry:
    return Entry(
        str(row),
        [
            (_("Läge"), row.get_state_display()),
            (_("Skriven av"), row.written_by.full_name),
            (_("Hörda"), listing(concerns.consulted_words(row.consulted))),
            (_("Följs upp"), iso(row.follow_up_on)),
        ],
        texts=[
            (_("Vad som behöver tränas"), row.needs),
            (_("Åtgärder"), "\n".join(action(one) for one in row.actions.all())),
            (_("Hur det gick"), row.outcome),
        ],
        more={"id": row.pk, "state": row.state, "written_at": row.written_at},
    )


def action(row: Any) -> str:
    words = _("%(owner)s till %(day)s") % {"owner": row.owner, "day": iso(row.due_on)}
    return f"{row.what} ({words})"


def extended(programme: Any, doctor: Any) -> Part:
    rows = extensions_for(doctor, programme.region).filter(programme=programme)
    entries = [extension(row) for row in rows.order_by("decided_at")]
    return Part("forlangningar", _("Förlängningar"), entries, _("Ingen förlängning."))


def extension(row: Any) -> Entry:
    heard = [f"{role} {day}" for role, day in row.consulted]
    return Entry(
        f"{row.placement.title}, {months(row.months)}",
        [
            (_("Skäl"), row.get_reason_display()),
            (_("Slutade före beslutet"), iso(row.ended_on)),
            (_("Slutar"), iso(row.ends_on)),
            (_("Hörda"), listing(heard)),
            (_("Beslutad av"), f"{row.decided_by.full_name}, {moment(row.decided_at)}"),
        ],
        texts=[
            (_("Motivering"), row.motivation),
            (_("Synnerliga skäl"), row.extraordinary),
        ],
        more={"id": row.pk, "months": row.months, "ends_on": row.ends_on},
    )
