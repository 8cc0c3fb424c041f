"""What a doctor's archive holds: what the doctor may see, and all of it.

Each part is read through the same queries as the pages. A new kind of thing in a BT
gets a function here and a place in PARTS.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

import assessments.queries
from assessments.enums import AssessmentState
from assessments.queries.archived import signed_sheets
from assessments.queries.links import scans_for
from assessments.queries.rounds import result_of, rounds_listed
from assessments.rules.delmal import sort_codes
from bt_admin.archive.during import (
    checked,
    extended,
    handed_over,
    learned,
    planned,
    talked,
)
from bt_admin.archive.signed_papers import signed_papers
from bt_admin.lib.dates import months_column, period_iso
from bt_admin.lib.parts import Entry, Fact, File, Part
from bt_admin.lib.swedish import delmal_list, iso, long_day, moment, percent
from certificates.enums import CertificateKind, CertificateState
from certificates.queries.certificates import certificates_of, codes_in
from certificates.queries.documents import originals, pdf_of
from certificates.queries.scans import paper_name
from placements.queries import placements_of
from placements.queries.people import assignments_of
from placements.queries.plan import rule_period
from placements.rules.time import period_months
from regions import history
from regions.queries import qualifications_of
from regions.roles import title


def contents_of(programme: Any, doctor: Any) -> list[Part]:
    """Every part of one BT, in the order of the archive's pages."""
    return [part(programme, doctor) for part in PARTS]


# ------------------------------------------------------------------- the doctor's facts
def about(programme: Any, doctor: Any) -> Part:
    facts = [
        (_("Namn"), doctor.full_name),
        (_("E-post"), doctor.email),
        (_("Region"), programme.region.name),
        (_("Anställning"), programme.get_employment_form_display()),
        (_("Regelverk"), programme.regulation),
        (_("Började"), long_day(programme.starts_on)),
    ]
    learned = [
        Entry(
            one.get_kind_display(), [(_("Avser"), one.name), (_("Datum"), iso(one.on))]
        )
        for one in qualifications_of(doctor)
    ]
    return Part("om", _("Om BT"), [Entry(doctor.full_name, facts), *learned], "")


def service(programme: Any, doctor: Any) -> Part:
    """Every period; months are months of full time, as bilaga 3 counts them."""
    entries = [
        Entry(
            place.title,
            [
                (_("Enhet"), str(place.unit or "")),
                (_("Period"), period_iso(row.starts_on, row.ends_on)),
                (_("Andel av heltid"), percent(row.percent)),
                (_("Månader på heltid"), months_column(months_of(place, row))),
            ],
            more={"starts_on": row.starts_on, "ends_on": row.ends_on},
        )
        for place in placements_of(programme)
        for row in place.periods.all()
    ]
    return Part("tjanstgoring", _("Tjänstgöring"), entries, _("Ingen plan än."))


def months_of(place: Any, row: Any) -> Any:
    return period_months(rule_period(place, row))


def people(programme: Any, doctor: Any) -> Part:
    rows = assignments_of(programme)
    entries = [
        Entry(
            row.user.full_name,
            [
                (_("Roll"), title(row.role)),
                (_("Placering"), row.placement.title if row.placement else ""),
                (_("Från"), iso(row.starts)),
                (_("Till"), iso(row.ends) if row.ends else ""),
            ],
        )
        for row in rows
        if row.user_id != doctor.pk
    ]
    return Part("manniskor", _("Människor"), entries, _("Ingen har utsetts än."))


# ------------------------------------------------------------------------- the judged
def judged(programme: Any, doctor: Any) -> Part:
    """What is signed; beside what came from paper, the paper as it was photographed."""
    files: dict[Any, list[File]] = defaultdict(list)
    scans = scans_for(doctor, programme.region)
    for scan in scans.filter(assessment__programme=programme):
        path = f"bedomningar/{scan.pk}-{scan.name}"
        where = reverse("assessments:scan", args=[programme.region.slug, scan.pk])
        files[scan.assessment_id].append(
            File(path, bytes(scan.content), is_picture=True, address=where)
        )
    entries = [
        assessed(row, sheet, files[row.pk])
        for row, sheet in signed_sheets(programme, doctor)
    ]
    return Part(
        "bedomningar", _("Bedömningar"), entries, _("Ingen bedömning är signerad än."),
        files=[file for kept in files.values() for file in kept],
    )  # fmt: skip


def versions(row: Any) -> list[Fact]:
    """Both versions of what has been corrected are there, and told apart."""
    facts = [(_("Läge"), _("Rättad. Den nya versionen gäller."))]
    found = facts if row.state == AssessmentState.AMENDED else []
    if row.correction_reason:
        return [*found, (_("Vad som är rättat"), row.correction_reason)]
    return found


def assessed(row: Any, sheet: Any, files: list[File]) -> Entry:
    signed = [
        fact
        for one in sheet.signed
        for fact in (
            (_("Signerad"), one.sentence),
            (_("Kontrollsumma"), one.digest),
        )
    ]
    answers = [sheet.whole, *sheet.answers] if sheet.whole else sheet.answers
    return Entry(
        f"{sheet.name} {iso(sheet.on)}",
        [*sheet.situation, (_("Bedömare"), sheet.assessor), *versions(row), *signed],
        marks=[(one.label, marked(one)) for one in answers],
        texts=sheet.texts,
        files=[file.path for file in files],
        more={
            "id": row.pk,
            "instrument": row.instrument,
            "instrument_version": row.instrument_version,
            "performed_on": row.performed_on,
            "registered_at": row.registered_at,
            "signed_at": row.signed_at,
            "state": row.state,
            "replaces": row.replaces_id,
            "delmal": sort_codes(one.code for one in row.delmal.all()),
            "answers": row.answers,
        },
    )


def marked(answer: Any) -> str:
    return f"{answer.level} {answer.words}" if answer.level else answer.words


def kollegier(programme: Any, doctor: Any) -> Part:
    """Those that have been talked about: before that they are not the doctor's."""
    entries = [
        Entry(
            _("BT-kollegium %s") % iso(row.held_on),
            [
                (_("Utfall"), row.get_outcome_display()),
                (_("Dokumenterat av"), row.documented_by.full_name),
                (_("Återkoppling"), told(row)),
            ],
            texts=[
                (_("Starka sidor"), row.strengths),
                (_("Behöver utvecklas"), row.development),
                (_("Överenskomna åtgärder"), row.actions_agreed),
            ],
            more={"id": row.pk, "held_on": row.held_on, "outcome": row.outcome},
        )
        for row in assessments.queries.collegia_for(doctor, programme)
    ]
    return Part("kollegier", _("BT-kollegier"), entries, _("Inget kollegium än."))


def feedback(programme: Any, doctor: Any) -> Part:
    """360s that have been released: before that they are not the doctor's."""
    rows = [row for row in rounds_listed(doctor, programme) if row.released_at]
    entries = [of_round(row, result_of(row)) for row in rows]
    return Part("360", _("360-återkoppling"), entries, _("Ingen 360-återkoppling än."))


def of_round(row: Any, result: Any) -> Entry:
    """The means and the texts, as far as they may be shown; who was asked is not told."""
    talk = iso(row.talk_on) if row.talk_on else _("inte registrerat")
    return Entry(
        _("360-återkoppling %s") % iso(localdate(row.opened_at)),
        [
            (_("Svar"), str(result.answers)),
            (
                _("Utlämnad"),
                f"{row.released_by.full_name}, {iso(localdate(row.released_at))}",
            ),
            (_("Samtalet hölls"), talk),
        ],
        marks=[
            (one.item.label, _("%(own)s. De andra: %(mean)s") % means_of(one))
            for one in result.items
        ],
        texts=[
            fact
            for box in result.boxes
            for fact in (
                (_("%s, självskattningen") % box.prompt.label, box.own),
                *((box.prompt.label, one.text) for one in box.texts),
            )
            if fact[1]
        ],
        more={"id": row.pk, "instrument_version": row.instrument_version},
    )


def means_of(one: Any) -> dict[str, str]:
    return {"own": one.own_words, "mean": one.mean_words or _("för få svar")}


def told(row: Any) -> str:
    return f"{row.fed_back_by.full_name}, {iso(row.fed_back_on)}"


# -------------------------------------------------------------------------- the papers
def certified(programme: Any, doctor: Any) -> Part:
    """Each certificate that somebody answers for, and the PDFs as they were issued."""
    papers = [paper for paper in originals(programme) if paper.ready]
    files = {
        paper.certificate.pk: File(
            f"intyg/{paper.file_name}",
            pdf_of(paper.document),
            title=paper_name(paper.document),
        )
        for paper in papers
    }
    rows = [one for one in certificates_of(programme) if shown(one)]
    entries = [paper_of(row, files.get(row.pk)) for row in rows]
    return Part(
        "intyg", _("Intyg"), entries, _("Inget intyg är signerat än."),
        files=list(files.values()),
    )  # fmt: skip


def shown(row: Any) -> bool:
    return row.state != CertificateState.DRAFT


def paper_of(row: Any, file: File | None) -> Entry:
    signed = [
        (_("Signerat"), f"{one.signer.full_name}, {moment(one.signed_at)}")
        for one in row.signatures.all()
    ]
    codes = [(_("Delmål"), delmal_list(codes_in(row)))] if codes_in(row) else []
    return Entry(
        str(CertificateKind(row.kind).label),
        [(_("Läge"), str(CertificateState(row.state).label)), *codes, *signed],
        files=[file.path] if file else [],
        more={
            "id": row.pk,
            "kind": row.kind,
            "state": row.state,
            "version": row.version,
        },
    )


# ----------------------------------------------------------------------------- the log
def happened(programme: Any, doctor: Any) -> Part:
    rows = history.events_told(history.events(programme, to_the_doctor=True))
    entries = [line(f"{row.actor} {row.words}", row.at) for row in rows]
    return Part("handelser", _("Händelser"), entries, _("Inget har hänt än."))


def read(programme: Any, doctor: Any) -> Part:
    rows = history.readings_told(history.readings(programme))
    entries = [line(f"{row.name}, {row.role}".strip(", "), row.at) for row in rows]
    return Part(
        "lasare", _("Vem som har läst"), entries, _("Ingen har läst ditt underlag än.")
    )


def line(words: str, at: datetime) -> Entry:
    fact: Fact = (_("När"), moment(at))
    return Entry(words, [fact], more={"at": at})


PARTS: list[Callable[[Any, Any], Part]] = [
    about, service, people, judged, learned, talked, checked, handed_over, kollegier,
    planned, extended, feedback, certified, signed_papers, happened, read,
]  # fmt: skip
