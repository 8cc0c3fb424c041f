"""Who applies in the demo's rounds, with papers, referees and a receipt."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bt_admin.lib.links import hash_of
from placements.models import Programme
from recruitment.actions.copying import PDF, Copy, copy_of
from recruitment.actions.letters import RECEIPT
from recruitment.enums import ApplicationState, LeaveReason, MaskState, RoundState
from recruitment.models import ApplicantMail, Application, Paper, Referee
from recruitment.queries import referees
from recruitment.queries.links import token_of
from recruitment.rules.masked_papers import Doubt
from recruitment.rules.masking import Known
from regions.enums import QualificationKind
from regions.models import Qualification

if TYPE_CHECKING:
    from bt_admin.demo.recruitment import Told

DAY = timedelta(days=1)
A, S = ApplicationState, RoundState
NOT_ELIGIBLE = [
    ("no_licence", "Vi kan inte gå vidare med den i den här omgången. BT görs efter "
     "svensk läkarlegitimation. Du är välkommen att söka igen när du har fått den."),
    ("no_language", "Vi behövde ett bevis om svenska på C1-nivå. Du är välkommen att "
     "söka igen när du har det."),
    ("papers_missing", "Vi behövde kopia av legitimationen, och den saknades när tiden "
     "för att komplettera gick ut."),
]  # fmt: skip
PAPERS = ("licence", "swedish", "cv")
FIRST_IN_DOUBT = 4
REFEREES = [
    ("Gunvor Almström", "Överläkare", "Medicinkliniken"),
    ("Ove Bergkvist Ståhl", "Studierektor", "Kirurgkliniken"),
    ("Ritva Koskela", "Verksamhetschef", "Vårdcentralen"),
]
# As the form keeps what was answered about AT, ST and BT.
NEW_TO_BT = {"at_first": "no", "at_done": "no", "st_before": "no", "bt_done": "no"}


def apply(told: "Told") -> None:
    """Everybody in the round, with what they sent in."""
    past = list(those_hired(told)) if told.is_past(S.STARTED) else []
    number = told.row["applicants"]
    for place in range(number):
        person = past[place] if place < len(past) else invented(told, place)
        application = application_of(told, place, person)
        if application.submitted_at is not None:
            papers_of(told, application)
            receipt(told, application)
            asked = place % 3 == 0 or told.in_clearing
            if asked and told.is_past(S.SCREENING):
                referees_of(told, application)


def those_hired(told: "Told") -> Iterator[dict[str, Any]]:
    """The doctors who began their BT in the time that this round was about."""
    since = told.company.today - told.row["since"] * DAY
    until = told.company.today - told.row["until"] * DAY
    programmes = Programme.objects.filter(starts_on__range=(since, until))
    for programme in programmes.select_related("doctor__user").order_by("starts_on"):
        user = programme.doctor.user
        degree = Qualification.objects.filter(user=user, kind=QualificationKind.DEGREE)
        yield {
            "first_name": user.first_name,
            "last_name": user.last_name,
            "email": user.email,
            "degree_country": getattr(degree.first(), "name", ""),
            "wish": programme.doctor.city,
        }


def invented(told: "Told", place: int) -> dict[str, Any]:
    """A name from a country, by turns, another for each round."""
    countries = told.texts["country"]
    turn = place + 5 * list(RoundState).index(S(told.row["state"]))
    country = countries[(turn * 5) % len(countries)]
    nth = turn // len(countries) + turn
    first = country["first"][nth % len(country["first"])]
    last = country["last"][(nth + turn // 3 + place) % len(country["last"])]
    return {"first_name": first, "last_name": last, "degree_country": country["name"]}


def application_of(told: "Told", place: int, person: dict[str, Any]) -> Application:
    was_hired = "wish" in person
    state, facts = state_of(told, 0 if was_hired else place)
    number = place + 1
    wish = person.pop("wish", "")
    begun = sent_at(told, place) - timedelta(days=1 + place % 5, minutes=13 * place)
    email = f"sokande{number}.{told.row['state']}.{told.company.region.slug}"
    application = told.add(
        Application,
        round=told.round,
        number=number,
        state=state,
        **{"email": f"{email}@example.org".replace("_", "-")} | person,
        phone=f"070-174 06 {number % 90 + 10}",
        address=f"Exempelgatan {number}",
        workplace=("Medicinkliniken", "Vårdcentralen", "Akutmottagningen", "")[
            number % 4
        ],
        licensed_on=licensed(told, place, facts.get("reason", "")),
        answers=NEW_TO_BT | {"questions": told.texts["told"][place % 5]},
        wishes=wishes(told, place, wish),
        begun_at=begun,
        saved_at=facts.get("submitted_at") or begun + timedelta(hours=2),
        **facts,
    )
    application.token_hash = hash_of(token_of(application))
    return application


def sent_at(told: "Told", place: int) -> datetime:
    """Most on the last day, as people do; never ahead of now."""
    days = (0, 0, 1, 0, 3, 6, 0, 10, 15, 2)[place % 10]
    at = told.closes_at - timedelta(days=days, minutes=17 * (place % 40) + 4)
    return min(at, told.at - timedelta(hours=1 + place))


def state_of(told: "Told", place: int) -> tuple[str, dict[str, Any]]:
    """How far somebody's case has come, and what goes with that."""
    sent = {"submitted_at": sent_at(told, place)}
    if not told.is_past(S.SCREENING):
        return (A.DRAFT, {}) if place % 6 == 5 else (A.SUBMITTED, sent)
    if place % 11 == 7:
        gone = {"withdrawn_reason": LeaveReason.ELSEWHERE_BT}
        return A.WITHDRAWN, sent | gone | {"withdrawn_at": sent_at(told, place) + DAY}
    screening = not told.is_past(S.INTERVIEW)
    if screening and place % 8 == 6:
        return A.SUBMITTED, sent
    if screening and place % 10 == 4:
        asked = {
            "complement_asked_at": told.at - DAY,
            "complement_text": "Vi behöver bevis om svenska på C1-nivå.",
            "complement_kinds": ["swedish"],
        }
        return A.INCOMPLETE, sent | asked
    by = {"screened_by": told.company.holder("administrator"), "screened_at": told.at}
    if not screening:
        by["screened_at"] = told.closes_at + 4 * DAY
    if place % 6 == 3:
        reason, answer = NOT_ELIGIBLE[place // 6 % 3]
        return A.NOT_ELIGIBLE, sent | by | {"reason": reason, "answer_text": answer}
    return A.ELIGIBLE, sent | by


def licensed(told: "Told", place: int, reason: str) -> Any:
    if reason == "no_licence":
        return None
    return told.closed_on - (90 + 37 * place % 400) * DAY


def wishes(told: "Told", place: int, first: str) -> list[str]:
    """The towns of the round, in the order this applicant wants them."""
    towns = list(told.row["towns"])
    turned = towns[place % len(towns) :] + towns[: place % len(towns)]
    return sorted(turned, key=lambda town: town != first) if first else turned


def papers_of(told: "Told", application: Application) -> None:
    missing = {
        "no_language": "swedish",
        "no_licence": "licence",
        "papers_missing": "cv",
    }
    without = missing.get(application.reason, "")
    if application.state == A.INCOMPLETE:
        without = "swedish"
    for kind in PAPERS:
        if kind == without:
            continue
        content = tiny_pdf(kind)
        told.add(
            Paper,
            application=application,
            kind=kind,
            name=f"{NAMES[kind]}.pdf",
            content_type="application/pdf",
            size=len(content),
            content=content,
            sha256=sha256(content).hexdigest(),
            source_sha256=sha256(content).hexdigest(),
            uploaded_at=application.saved_at,
            **(copy_of_merits(application) if kind == "cv" else {}),
        )


def copy_of_merits(application: Application) -> dict[str, Any]:
    """As the worker leaves it; one in each round waits for somebody to look at it."""
    values: dict[str, Any] = {"mask_at": application.saved_at}
    if application.number == FIRST_IN_DOUBT:
        return values | {"mask_state": MaskState.DOUBT, "mask_doubt": Doubt.LETTERS}
    copy = merits_masked()
    return values | {
        "masked": copy.content,
        "masked_type": copy.content_type,
        "mask_pages": list(copy.pages),
        "mask_state": MaskState.MASKED if copy.content else MaskState.DOUBT,
        "mask_doubt": copy.doubt,
    }


@cache
def merits_masked() -> Copy:
    """The same for everybody: the paper names nobody."""
    title, on = "Meritförteckning", date(2026, 1, 1)
    return copy_of(tiny_pdf("cv"), PDF, Known(), title=title, on=on)


NAMES = {"licence": "Legitimation", "swedish": "Svenska C1", "cv": "Meriter"}


@cache
def tiny_pdf(kind: str) -> bytes:
    """One page that says what it stands for."""
    words = f"BT /F1 20 Tf 60 700 Td ({NAMES[kind]} - ett exempel) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
    ]
    made, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        starts.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return made + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (table, len(made))
    )


def receipt(told: "Told", application: Application) -> None:
    at = application.submitted_at
    told.add(
        ApplicantMail,
        application=application,
        kind=RECEIPT,
        subject="Din ansökan har kommit in",
        body=f"Hej! Vi har tagit emot din ansökan i omgången {told.round.name}. Du har "
        f"nummer {application.number}. Här följer du den.",
        asked_at=at,
        sent_at=at,
    )


def referees_of(told: "Told", application: Application) -> None:
    """Two, who have been asked; the first has answered when it is time."""
    for place in range(2):
        name, title, workplace = REFEREES[((application.number or 0) + place) % 3]
        key = f"{application.number} {place}"
        referee = told.add(
            Referee,
            key=key,
            application=application,
            name=name,
            title=title,
            workplace=workplace,
            email=f"{name.split()[0]}.{key.replace(' ', '.')}@example.org".lower(),
            asked_by=told.company.manager,
            asked_at=sent_at(told, (application.number or 0) - 1) + DAY / 24,
            expires_on=told.closed_on + 14 * DAY,
        )
        referee.token_hash = hash_of(referees.token_of(referee))
        if place == 0 or told.is_past(S.BACKGROUND_CHECK):
            referee.answered_at = referee.asked_at + DAY / 48
            referee.answers = {"recommends": "yes", "text": "Arbetar gärna ihop igen."}
