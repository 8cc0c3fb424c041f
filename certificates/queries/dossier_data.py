"""A dossier as data: what is frozen, printed, archived and compared.

Plain JSON that says the same whatever the system becomes: headings, facts, marks and
texts as people read them. `digest` of it is what a frozen dossier stands for.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from assessments.queries import Sheet
from bt_admin.lib.parts import Entry, Fact, Part
from bt_admin.lib.swedish import delmal_list, long_day, moment
from certificates.enums import CertificateKind
from certificates.queries.dossier import Dossier, Read, dossier_of
from certificates.queries.dossier_parts import entry
from certificates.queries.papers import Paper
from placements.models import Programme

FORMAT = "bt-admin underlag 1"


def dossier_data(programme: Programme, dossier: Dossier | None = None) -> Any:
    """The whole dossier; as many queries as `dossier_of`."""
    known = dossier or dossier_of(programme)
    return {
        "format": FORMAT,
        "doctor": programme.doctor.user.full_name,
        "region": programme.region.name,
        "employment": str(programme.get_employment_form_display()),
        "regulation": programme.regulation,
        "facts": known.facts,
        "figures": known.figures,
        "missing": known.missing,
        "thin": known.thin,
        "placements": [placement(row) for row in known.placements],
        "delmal": known.delmal,
        "parts": [as_data(part) for part in parts_of(known)],
    }


def placement(row: Any) -> dict[str, Any]:
    return {
        "title": row.title,
        "place": row.place,
        "when": row.when,
        "assessor": row.assessor,
        "count": row.count,
        "overall": row.state.word,
    }


def parts_of(dossier: Dossier) -> list[Part]:
    """Everything after the head page, in reading order."""
    plans, extensions, absence, credited, people = dossier.besides
    return [
        delmal(dossier),
        Part(
            "sammantagna", _("Sammantagna bedömningar"),
            [read(one) for one in dossier.overall], _("Ingen är signerad."),
        ),
        Part(
            "bedomningar", _("Alla bedömningar"),
            [read(one) for one in dossier.others],
            _("Inga signerade bedömningar finns."),
        ),
        kollegium(dossier),
        plans,
        extensions,
        absence,
        learned(dossier),
        credited,
        people,
        papers(dossier.papers),
    ]  # fmt: skip


def as_data(part: Part) -> dict[str, Any]:
    return {
        "key": part.key,
        "title": part.title,
        "empty": part.empty,
        "entries": [
            {
                "id": one.more["id"],
                "title": one.title,
                "facts": [list(fact) for fact in one.facts],
                "marks": [list(mark) for mark in one.marks],
                "texts": [list(text) for text in one.texts],
            }
            for one in part.entries
        ],
    }


# -------------------------------------------------------------------------- each part
def delmal(dossier: Dossier) -> Part:
    """Each delmål with what it rests on; what the doctor chose stands first."""
    evidence = {
        code: lines for group in dossier.groups for code, _name, lines in group.delmal
    }
    entries = [
        entry(
            one["code"],
            f"{one['code']} {one['name']}",
            [
                (_("Läge"), _("Intygat") if one["certified"] else _("Inte intygat")),
                (_("Vilar på"), rests_on(one)),
            ],
            marks=[evidence_line(line) for line in evidence.get(one["code"], [])],
        )
        for one in dossier.delmal
    ]
    return Part("delmal", _("Delmål för delmål"), entries, "")


def rests_on(one: dict[str, Any]) -> str:
    if not (one["assessments"] or one["activities"]):
        return _("Inget underlag")
    return _("bedömningar: %(n)s, aktiviteter: %(m)s") % {
        "n": one["assessments"],
        "m": one["activities"],
    }


def evidence_line(line: Any) -> Fact:
    where = line.what if line.is_activity else line.placement
    told = ", ".join(filter(None, [line.name, long_day(line.on), where]))
    label = _("Visas först: %s") % told if line.best else told
    return label, ". ".join(filter(None, [line.words, line.assessor])) or "–"


def read(one: Read) -> Entry:
    sheet = one.sheet
    answers = [sheet.whole, *sheet.answers] if sheet.whole else sheet.answers
    return entry(
        one.anchor.removeprefix("b-"),
        f"{one.title}, {one.when}",
        [*sheet.situation, (_("Bedömare"), sheet.assessor), *signed(sheet)],
        marks=[(answer.label, judged(answer)) for answer in answers],
        texts=sheet.texts,
    )


def signed(sheet: Sheet) -> list[Fact]:
    return [(_("Signerad"), one.sentence) for one in sheet.signed]


def judged(answer: Any) -> str:
    return f"{answer.level} {answer.words}" if answer.level else answer.words or "–"


def kollegium(dossier: Dossier) -> Part:
    entries = [
        entry(
            row.pk,
            f"{long_day(row.held_on)}: {row.get_outcome_display()}",
            [],
            texts=[
                (_("Starka sidor"), row.strengths),
                (_("Behöver utvecklas"), row.development),
                (_("Överenskommet"), row.actions_agreed),
            ],
        )
        for row in dossier.collegia
    ]
    return Part(
        "kollegium", _("Kollegium"), entries, _("Inget BT-kollegium är återkopplat.")
    )


def learned(dossier: Dossier) -> Part:
    """Courses and other activities; their files stay in the system, told by name."""
    entries = [
        entry(
            one.row.pk,
            f"{one.kind}: {one.row.title}",
            [
                (_("När"), one.when),
                (_("Delmål"), one.delmal),
                (_("Bekräftad av"), one.by),
                (_("Filer"), ", ".join(file.name for file in one.files)),
            ],
            texts=[(_("Beskrivning"), one.row.text)],
        )
        for one in dossier.learned
    ]
    return Part("aktiviteter", _("Kurser och aktiviteter"), entries, _("Inga."))


def papers(found: Iterable[Paper]) -> Part:
    entries = [paper(one) for one in found]
    return Part("intyg", _("Intyg"), entries, _("Inga intyg är signerade än."))


def paper(one: Paper) -> Entry:
    by = [
        (_("Signerat av"), f"{row.signer.full_name}, {moment(row.signed_at)}")
        for row in sorted(one.certificate.signatures.all(), key=lambda x: x.signed_at)
    ]
    form: Any = one.form
    if one.kind == CertificateKind.DELMAL:
        return entry(
            one.certificate.pk,
            one.summary,
            [(_("Delmål"), delmal_list(one.codes)), *by],
            texts=[
                (_("Utbildningsaktiviteter"), form.activities),
                (_("Hur det kontrollerats"), form.checks),
            ],
        )
    rows = [row.texts() for row in form.rows]
    return entry(
        one.certificate.pk,
        one.summary,
        by,
        marks=[
            (row["workplace"], f"{row['period']}, {row['percent']} %, {row['months']}")
            for row in rows
        ],
        texts=[
            (_("Primärvård"), form.primary_care),
            (_("Akut sjukvård"), form.acute_care),
        ],
    )
