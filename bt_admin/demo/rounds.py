"""360s: one that is done and talked about, one to be looked through, one under way."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta

from assessments.actions import rounds as acting
from assessments.actions.round_answers import answer_round
from assessments.enums import Profession
from assessments.models import FeedbackRound
from assessments.queries import main_supervisor
from assessments.queries.rounds import instrument_of_round, raters_of
from bt_admin.demo.clock import Story, moment
from bt_admin.demo.meetings import about
from bt_admin.demo.people import Company
from placements.models import Programme

DAY = timedelta(days=1)
# Colleagues on the ward and at the surgery; none of them has an account.
COLLEAGUES = [
    ("Annika Stenbäck", Profession.NURSE),
    ("Zahra Qasimi", Profession.NURSE),
    ("Lars-Göran Ek", Profession.NURSE),
    ("Emelie Wrangö", Profession.NURSE),
    ("Pernilla Åstrand", Profession.NURSE),
    ("Oskar Lindqvist Berg", Profession.DOCTOR),
    ("Nasrin Ahmadi", Profession.DOCTOR),
    ("Håkan Söderhielm", Profession.DOCTOR),
    ("Britt-Marie Lööf", Profession.ASSISTANT_NURSE),
    ("Yusuf Demir", Profession.ASSISTANT_NURSE),
    ("Carina Öhrn", Profession.SECRETARY),
]
OWN = {
    "keep_doing": "Jag frågar hellre en gång för mycket.",
    "work_on": "Att säga vad jag tänker, också när jag inte är säker.",
}
# One for each who answers: how far from the usual, and what they wrote.
SAID: list[tuple[int, str, str]] = [
    (0, "Presenterar sig för alla, också för oss som kommer på kvällen.", ""),
    (
        1,
        "Lugn när det kör ihop sig. Det smittar.",
        "Säg till när du lämnar avdelningen.",
    ),
    (0, "", "Skriv ordinationen innan du går vidare, annars får vi ringa."),
    (0, "Lyssnar färdigt innan hen svarar.", ""),
    (-1, "", "Jag vet inte alltid vad du har kommit fram till. Säg det högt."),
    (1, "Tackar när man påpekar något, och gör det annorlunda nästa gång.", ""),
    (0, "Lätt att nå. Ringer upp när hen har lovat.", "Ta ledningen på ronden oftare."),
    (0, "", ""),
]
USUAL = [4, 3, 2, 3, 3, 4, 3, 3, 4, 4]  # by statement
SEEN = [4, 3, 4, 3, 3, 4, 3, 2, 4, 3]  # by the doctor


def rounds_of(company: Company) -> Iterator[Story]:
    yield told(company, began=58, answers=8, ends="talked")
    if company.region.slug == "kronoberg":
        yield told(company, began=30, answers=7, ends="closed")
    yield told(company, began=9, answers=5, ends="")


def told(company: Company, *, began: int, answers: int, ends: str) -> Story:
    """Opened so many days ago; as far as it has come."""
    day = company.today - began * DAY
    at = yield moment(day, 9, 20)
    programme = without_one(company, at)
    if programme is None:
        return
    doctor, director = programme.doctor.user, company.holder("director_of_studies")
    row = acting.open_round(programme=programme, by=doctor, at=at)
    at = yield at + timedelta(minutes=6)
    items = instrument_of_round(row).items
    own: dict[str, int | None] = {
        item.key: level for item, level in zip(items, SEEN, strict=True)
    }
    acting.answer_self(round=row, answers=own, texts=OWN, by=doctor, at=at)
    for name, profession in COLLEAGUES:
        acting.ask_rater(
            round=row,
            name=name,
            email=f"{plain(name.split()[0])}.{began}@example.org",
            profession=profession,
            by=doctor,
            at=at,
        )
    at = yield at + timedelta(minutes=25)
    acting.send_round(round=row, by=doctor, at=at)
    for number in range(answers):
        at = yield moment(day + (1 + number // 2) * DAY, 8 + number, 7 * number)
        answered(row, number, at)
    if not ends:
        return
    at = yield moment(day + 15 * DAY, 15, 30)
    row = acting.close_round(round=row, by=doctor, at=at)
    if ends == "closed":
        return
    at = yield moment(day + 17 * DAY, 10, 10)
    row = acting.release_round(round=row, by=director, at=at)
    at = yield moment(day + 22 * DAY, 14)
    if main := main_supervisor(programme, at.date()):
        acting.note_round_talk(round=row, on=at.date(), by=main, at=at)


def plain(name: str) -> str:
    """As in an e-mail address: «hakan»."""
    parts = unicodedata.normalize("NFKD", name.lower())
    return parts.encode("ascii", "ignore").decode()


def without_one(company: Company, at: datetime) -> Programme | None:
    """A doctor who has come some way, and about whom there is no 360 yet."""
    had = FeedbackRound.objects.values_list("programme_id", flat=True)
    rows = [one for one in about(company, at.date(), 40) if one.pk not in set(had)]
    return rows[-1] if rows else None


def answered(row: FeedbackRound, number: int, at: datetime) -> None:
    """The next on the list answers by the link of the letter."""
    raters = raters_of(row).order_by("email")
    rater = raters.filter(answered=False)[number * 2 % 3]
    more, keep, work = SAID[number % len(SAID)]
    given = instrument_of_round(row)
    levels = {
        item.key: max(1, min(4, usual + (more if n % 3 == number % 3 else 0)))
        for n, (item, usual) in enumerate(zip(given.items, USUAL, strict=True))
    }
    unseen = given.items[number % len(given.items)].key
    answer_round(
        rater=rater,
        answers=levels | {unseen: None},
        texts={"keep_doing": keep, "work_on": work},
        at=at,
    )
