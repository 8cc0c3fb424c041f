"""Recruitment in every stage, as it has come to be: rounds, and all that is in them.

Written as rows and not through the actions, unlike the rest of the demo: thousands of
points and letters would take a minute. The database's own rules hold for them too.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.db.models import Model
from django.utils import timezone

from bt_admin.demo.people import Company, staff_of
from bt_admin.demo.recruitment_applicants import apply
from bt_admin.demo.recruitment_points import interview, review, shortlist
from bt_admin.demo.recruitment_results import fix_order, hire, offer, rank
from bt_admin.demo.texts import rows
from recruitment.enums import RoundState, Task
from recruitment.models import Application, BTPost, RecruitmentRound, RoundMember
from recruitment.queries.methods import library
from recruitment.rules.lottery import commitment
from recruitment.rules.methods import Method, read_method
from regions.models import User

DAY = timedelta(days=1)
S = RoundState
JUDGES = ("bt_manager", "director_of_studies", "recruiter")
TEXT = (
    "Vi söker läkare som vill göra sin bastjänstgöring hos oss. Du har svensk "
    "läkarlegitimation när ansökningstiden går ut. Under BT tjänstgör du på flera "
    "enheter och har en huvudansvarig handledare hela vägen.\n\n"
    "Läs om året, målen och orterna på sidan om BT i regionen. Har du frågor ringer "
    "eller skriver du till oss."
)
LEARNED = (
    "Likadant nästa gång: tre intervjudagar i rad, och reserverna tillfrågades samma "
    "dag som en plats blev ledig. Annorlunda: kallelserna kom två dagar för sent, och "
    "två granskare satte genomgående lägre poäng än de andra."
)


@dataclass
class Told:
    """One round as the file has it, and its rows as they are thought out."""

    company: Company
    row: dict[str, Any]
    at: datetime
    method: Method
    texts: dict[str, Any]
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)
    round: RecruitmentRound = field(init=False)
    chance: Random = field(init=False)

    @property
    def closed_on(self) -> date:
        return self.company.today - self.row["closed"] * DAY

    @property
    def closes_at(self) -> datetime:
        return at_hour(self.closed_on, 23, 59)

    @property
    def applications(self) -> list[Application]:
        return self.rows.get(Application, [])

    @property
    def judges(self) -> list[User]:
        """Those who read and meet; the same people in every round of the region."""
        people = staff_of(self.company.region.slug)
        ids = [
            row["id"]
            for role in JUDGES
            for row in people
            if any(one["role"] == role for one in row.get("roles", []))
        ]
        return [self.company.people[one] for one in ids]

    @property
    def in_clearing(self) -> bool:
        """Ranked and waiting for a national match?"""
        return bool(self.row.get("clearing"))

    def is_past(self, state: RoundState) -> bool:
        """Is the round in this state, or beyond it?"""
        order = list(RoundState)
        now = S.BACKGROUND_CHECK if self.in_clearing else S(self.row["state"])
        return order.index(now) >= order.index(state)

    def add(self, model: type[Model], key: str = "", **values: Any) -> Any:
        """One row more, with an id that is the same each time the demo is made."""
        rows = self.rows.setdefault(model, [])
        stage = f"{self.company.region.slug} {self.row['state']}"
        if self.in_clearing:
            stage += " in a clearing"
        name = f"{stage} {model.__name__}"
        id = uuid5(NAMESPACE_OID, f"{name} {key or len(rows)}")
        made = model(pk=id, region=self.company.region, **values)
        rows.append(made)
        return made

    def save(self) -> int:
        """Write it, in the order that it was thought out."""
        for model, made in self.rows.items():
            model._default_manager.bulk_create(made)
        fix_order(self)
        return sum(map(len, self.rows.values()))


def recruitment_of(company: Company, until: datetime) -> int:
    """Every round of the region; how many rows. Call it when the years are told."""
    method = read_method(library()[company.region.slug])
    texts = {name: rows("applicants", name) for name in ("country", "told", "word")}
    return sum(
        tell_round(Told(company, row, until, method, texts))
        for row in rows("applicants", "round")
        if row["region"] == company.region.slug
    )


def tell_round(told: Told) -> int:
    """From the advertisement as far as it has come."""
    told.round = advertise(told)
    told.chance = Random(told.round.name)  # noqa: S311 - a story, not a secret
    apply(told)
    if told.is_past(S.SCREENING):
        review(told)
    if told.is_past(S.INTERVIEW):
        shortlist(told)
        interview(told)
    if told.is_past(S.BACKGROUND_CHECK):
        rank(told)
    if told.is_past(S.OFFERS):
        offer(told)
    written = told.save()
    if told.is_past(S.STARTED):
        written += hire(told)
    return written


def advertise(told: Told) -> RecruitmentRound:
    """The round with its days, its places and its people."""
    slug, today = told.company.region.slug, told.company.today
    starts = today + told.row["starts"] * DAY
    state = S(told.row["state"])
    seed = sha256(f"{slug} {state}".encode()).hexdigest()
    promised = state != S.DRAFT
    round = told.add(
        RecruitmentRound,
        name=name_of(starts, told.row.get("extra", "")),
        state=state,
        method=library()[slug] | {"places": {"towns": told.row["towns"]}},
        text=TEXT,
        contact_name=told.company.manager.full_name,
        contact_email=told.company.manager.email,
        opens_at=at_hour(told.closed_on - 25 * DAY, 8) if promised else None,
        closes_at=told.closes_at,
        complement_until=told.closed_on + told.method.times.complement_days * DAY,
        starts_on=starts,
        lottery_seed=seed if promised else "",
        lottery_commitment=commitment(seed) if promised else "",
        created_by=told.company.manager,
        created_at=at_hour(min(today - DAY, told.closed_on - 40 * DAY), 10),
        evaluation=LEARNED if state == S.EVALUATED else "",
        evaluated_at=at_hour(starts + 60 * DAY, 15) if state == S.EVALUATED else None,
    )
    places(told, round)
    members(told, round)
    return round


def name_of(starts: date, extra: str) -> str:
    """«Hösten 2026», «Våren 2027, Älmhult»."""
    season = "Hösten" if starts.month > 6 else "Våren"
    return ", ".join(filter(None, [f"{season} {starts.year}", extra]))


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def places(told: Told, round: RecruitmentRound) -> None:
    for town, number in told.row["towns"].items():
        for n in range(1, number + 1):
            told.add(BTPost, round=round, place=town, number=n)


def members(told: Told, round: RecruitmentRound) -> None:
    """The AT/BT-chef leads, everybody reads and meets, the union observes."""
    company = told.company
    tasks = [(company.manager, Task.CHAIR)]
    for user in told.judges:
        tasks += [(user, Task.REVIEWER), (user, Task.INTERVIEWER)]
    tasks.append((company.holder("union_observer"), Task.OBSERVER))
    for user, task in tasks:
        told.add(
            RoundMember,
            round=round,
            user=user,
            task=task,
            max_load=25 if task == Task.REVIEWER else None,
            languages=["svenska", "engelska"] if task == Task.INTERVIEWER else [],
            added_by=company.manager,
            added_at=round.created_at,
        )
