"""What waits for whom about certificates: one question, whatever roles one has."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.rules.delmal import ALL_CODES
from bt_admin.lib.dates import number_word
from bt_admin.lib.pieces import Todo
from bt_admin.lib.swedish import long_day
from certificates.enums import (
    AnswerKind,
    CertificateKind,
    InvitationState,
)
from certificates.queries.answers import REJECTED
from certificates.queries.certificates import CERTIFYING_ROLES
from certificates.queries.final_todos import (
    facts_of,
    my_turns,
    title_of,
)
from certificates.queries.readiness import OFFICE
from certificates.queries.todo_rows import (
    ASKED,
    OVER,
    RESPONSIBLE,
    programmes_with_something,
)
from certificates.queries.todo_told import unpacked
from certificates.rules.answers import last_day_to_appeal
from certificates.rules.final_state import Turn, turns
from placements.enums import ProgrammeRole, ProgrammeState
from regions.models import Region, User
from regions.roles import DIRECTOR, POOL

TOTAL = len(ALL_CODES)
CLOSING = timedelta(days=14)  # the AT/BT-chef's closing talk comes in the last weeks


CONCERNED = {
    ProgrammeRole.MAIN_SUPERVISOR,
    ProgrammeRole.PLACEMENT_SUPERVISOR,
    DIRECTOR,
    OFFICE,
    ProgrammeRole.EXTERNAL_ASSESSOR,
    ProgrammeRole.DOCTOR,
    POOL,
    *CERTIFYING_ROLES,
}


def todos_for(
    user: User, region: Region, today: date, held: Collection[str]
) -> list[Todo]:
    """Delmål and bilaga 4 to sign, jäv to answer, a dossier to judge, an assessor to
    appoint, bilaga 3 to sign, an application to complete, and what the final judgement
    lacks. One query, for those whom any of it may concern.
    """
    if not CONCERNED.intersection(held):
        return []
    rows = programmes_with_something(user, region, today)
    for row in rows:
        row.region = region  # known, and not fetched once more
        unpacked(row)
    return [todo for row in rows for todo in _todos(row, today)]


def _todos(row: Any, today: date) -> Iterator[Todo]:
    if row.i_issue and row.asked_on:
        yield _asked_for(row, today)
    if row.i_certify and row.weeding:
        yield _to_weed(row, today)
    if row.loose_pages and (row.i_own or row.i_issue):
        yield _to_file(row, today)
    if row.state == ProgrammeState.APPLIED:
        yield from _after_the_post(row, today)
    elif row.state == ProgrammeState.PLANNED:
        yield from _asking(row, today)
    elif row.state not in OVER:
        yield from _under_way(row, today)


def _asking(row: Any, today: date) -> Iterator[Todo]:
    """Whoever is asked early, before the first day of the BT has moved its state."""
    if row.invitation:
        yield _invited(row, today)
    if row.i_certify and row.asked_state in ASKED:
        yield from _to_ask(row, today, row.last)


def _under_way(row: Any, today: date) -> Iterator[Todo]:
    if row.i_guide:
        yield from _for_main_supervisor(row, today)
    if row.i_judge:
        yield from _for_assessor(row, today)
    if row.invitation:
        yield _invited(row, today)
    if row.i_certify and row.last:
        yield from _for_manager(row, today)
    yield from _changed(row, today)
    for turn in my_turns(row, today):
        yield _turn(row, today, turn)
    if row.owed and not row.i_judge:
        yield _owed(row, today)
    if row.i_own and row.certified == TOTAL and row.competent and row.completed:
        yield _todo(
            row, today, "application", _("Gör klar din ansökan"),
            _("Alla intyg är signerade."),
        )  # fmt: skip


def _changed(row: Any, today: date) -> Iterator[Todo]:
    mine = [kind for kind in row.changed if getattr(row, RESPONSIBLE[kind])]
    if mine:
        yield _todo(
            row, today, "certificates",
            _("Underlaget för intyg för %(doctor)s har ändrats"),
            _("Det har ändrats sedan intyget signerades. Läs vad, och återkalla "
              "intyget om det ska göras om."),
        )  # fmt: skip


def _for_main_supervisor(row: Any, today: date) -> Iterator[Todo]:
    declined = CertificateKind.DELMAL in row.i_declined
    if row.certified < TOTAL and row.seen == TOTAL and not declined:
        yield _todo(
            row, today, "delmal", _("Intyga delmål för %(doctor)s"),
            _("Underlag finns för samtliga delmål, och %(n)s är intygade.")
            % {"n": row.certified},
            row.last,
        )  # fmt: skip
    appointed = row.assessor or row.signed_by_assessor
    declined = CertificateKind.COMPETENCE in row.i_declined
    waits = appointed and not row.signed_by_supervisor and not declined
    if row.certified == TOTAL and waits and not row.competent:
        yield _todo(
            row, today, "sign_competence",
            _("Signera baskompetens för %(doctor)s"),
            _("Extern bedömare har signerat.")
            if row.signed_by_assessor
            else _("Samtliga delmål är intygade, och extern bedömare är utsedd."),
            row.planned_on,
        )  # fmt: skip


def _for_assessor(row: Any, today: date) -> Iterator[Todo]:
    if row.declared_at is None:
        yield _todo(
            row, today, "declare", _("Svara på frågorna om jäv"),
            _("%(doctor)s. Därefter öppnas underlaget.") % {"doctor": row.doctor_name},
            row.planned_on,
        )  # fmt: skip
    elif row.decided_at is None and CertificateKind.COMPETENCE not in row.i_declined:
        yield _todo(
            row, today, "dossier", _("Bedöm %(doctor)s"),
            _("Underlaget är öppet för dig."), row.planned_on,
        )  # fmt: skip


def _invited(row: Any, today: date) -> Todo:
    """Somebody from outside is asked, and has no other part in this BT."""
    return Todo(
        title=_("Svara på en förfrågan om att bedöma %(doctor)s")
        % {"doctor": row.doctor_name},
        url=reverse("certificates:invitation", args=[row.region.slug, row.invitation]),
        note=_("Tacka ja eller nej."),
        due=row.my_answer_by,
        today=today,
    )


def _for_manager(row: Any, today: date) -> Iterator[Todo]:
    if row.declined:
        yield _todo(
            row, today, "declined", _("Ett intyg för %(doctor)s blev inte signerat"),
            _("Den som skulle signera har avstått. Läs varför och be igen."),
        )  # fmt: skip
    facts = facts_of(row, today)
    wanted = any(turn.key == "appoint" for turn in turns(facts))
    judged = row.competent or row.signed_by_assessor
    if wanted and not judged:
        due = row.last if row.final is None else turns(facts)[0].due
        yield from _to_ask(row, today, due)
    if row.is_bound:
        yield _todo(
            row, today, "appoint_external",
            _("Den externa bedömaren för %(doctor)s har en koppling"),
            _("Underlaget är stängt. Rätta uppgiften, eller utse någon annan."),
        )  # fmt: skip
    declined = CertificateKind.COMPLETED in row.i_declined
    closing = row.last and row.last <= today + CLOSING
    if closing and not row.completed and not declined:
        yield _todo(
            row, today, "completed", _("Intyga fullgjord BT för %(doctor)s"),
            _("Sista dagen är %(day)s.") % {"day": long_day(row.last)}, row.last,
        )  # fmt: skip


def _turn(row: Any, today: date, turn: Turn) -> Todo:
    """A step of the final judgement, on the page where it is done."""
    page, query = "final_step", f"?steg={turn.key}"
    if turn.key in ("meeting", "hold"):
        page, query = "final_meeting", ""
    title = title_of(turn.key, row.i_own)
    note = _("Slutbedömningen. Vad som gäller står på sidan.")
    todo = _todo(row, today, page, title, note, turn.due)
    return replace(todo, url=todo.url + query)


def _to_ask(row: Any, today: date, due: date | None) -> Iterator[Todo]:
    """Nothing while an answer may still come; then the next on the list."""
    silent = row.asked_state == InvitationState.WAITING and row.asked_until < today
    if row.asked_state == InvitationState.DECLINED or silent:
        told = _("%(who)s har inte svarat.") if silent else _("%(who)s tackade nej.")
        yield _todo(
            row, today, "shortlist", _("Fråga nästa bedömare för %(doctor)s"),
            told % {"who": row.asked_name}, due,
        )  # fmt: skip
    elif row.asked_state != InvitationState.WAITING and row.late:
        yield _todo(
            row, today, "appoint_external", _("Utse extern bedömare för %(doctor)s"),
            _("BT slutar den %(day)s.") % {"day": long_day(row.last)}, due,
        )  # fmt: skip


def _owed(row: Any, today: date) -> Todo:
    count = len(row.owed)
    note = ngettext(
        "En sak är din. Slutbedömningen är sista veckan av BT, som slutar den %(day)s.",
        "%(n)s saker är dina. Slutbedömningen är sista veckan av BT, som slutar den "
        "%(day)s.",
        count,
    ) % {"n": number_word(count).capitalize(), "day": long_day(row.last)}
    title = _("Gör klart din del inför slutbedömningen av %(doctor)s")
    return _todo(row, today, "final", title, note, row.owed_due)


def _to_weed(row: Any, today: date) -> Todo:
    """About the region: it hangs on the row of one programme, so as to be no query."""
    return Todo(
        title=_("Läs ett förslag till gallring"),
        url=reverse(
            "certificates:retention_proposal", args=[row.region.slug, row.weeding]
        ),
        note=_(
            "En annan person har föreslagit det. Inget gallras förrän du godkänner."
        ),
        due=None,
        today=today,
    )


def _to_file(row: Any, today: date) -> Todo:
    """Pages that lie with nobody's certificate until somebody says which they are."""
    count = row.loose_pages
    note = ngettext(
        "En sida väntar på att du ser efter vilken den är.",
        "%(n)s sidor väntar på att du ser efter vilka de är.",
        count,
    ) % {"n": number_word(count).capitalize()}
    title = (
        _("Sortera in skannade original")
        if row.i_own
        else _("Sortera in skannade original för %(doctor)s")
    )
    return _todo(row, today, "application_papers", title, note)


def _asked_for(row: Any, today: date) -> Todo:
    return Todo(
        title=_("Pröva begäran om utlämnande: %(doctor)s")
        % {"doctor": row.doctor_name},
        url=reverse("disclosures", args=[row.region.slug, row.pk]),
        note=_("Den som begär ut ska få svar genast, eller så snart det går."),
        due=row.asked_on,
        today=today,
    )


def _after_the_post(row: Any, today: date) -> Iterator[Todo]:
    """What Socialstyrelsen asks for, and a rejection that can still be appealed."""
    last_on = {"day": long_day(row.answer_last_on)} if row.answer_last_on else {}
    if row.answer == AnswerKind.COMPLEMENT:
        yield _todo(
            row, today, "application",
            _("Komplettera din ansökan") if row.i_own
            else _("Hjälp %(doctor)s att komplettera ansökan"),
            _("Socialstyrelsen vill ha den senast %(day)s.") % last_on,
            row.answer_last_on,
        )  # fmt: skip
    elif row.answer == AnswerKind.REJECTED and row.answer_received_on is None:
        yield _todo(
            row, today, "answer",
            _("Registrera när avslaget för %(doctor)s togs emot"),
            _("Från den dagen räknas tiden att överklaga."),
        )  # fmt: skip
    elif row.answer in REJECTED:
        received = row.answer_received_on
        if row.answer == AnswerKind.RECEIVED:
            received = row.answer_on
        due = last_day_to_appeal(received) if received else None
        if row.i_own and (due is None or due >= today):
            yield _todo(
                row, today, "application", _("Ta ställning till avslaget"),
                _("Du kan överklaga eller göra en ny ansökan."), due,
            )  # fmt: skip


def _todo(
    row: Any, today: date, page: str, title: str, note: str, due: date | None = None
) -> Todo:
    return Todo(
        title=title % {"doctor": row.doctor_name} if "%(doctor)s" in title else title,
        url=reverse(f"certificates:{page}", args=[row.region.slug, row.pk]),
        note=note,
        due=due,
        today=today,
    )
