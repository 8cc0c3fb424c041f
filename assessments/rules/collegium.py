"""The BT-kollegium: who records what it came to, and who feeds it back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.enums import CollegiumOutcome
from assessments.rules.progress import share_served
from bt_admin.lib.dates import date_text
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import HOUSE, REGIONAL_MODEL
from bt_admin.lib.verdicts import YES, Verdict, all_of, no, warning

# How far from the middle of BT still is «about half-way».
WINDOW = Decimal("0.15")


@dataclass(frozen=True)
class CollegiumFacts:
    """What a kollegium came to about one doctor, about to be recorded.

    `target_share` is how far into BT the region holds it. `conflicted_on`: the day
    the one who records declared a conflict of interest about this doctor.
    """

    by: Person
    directors: tuple[Person, ...]
    doctor: Person
    held_on: date
    today: date
    starts_on: date
    ends_on: date
    outcome: CollegiumOutcome | str
    strengths: str = ""
    development: str = ""
    actions_agreed: str = ""
    follow_up_on: date | None = None
    planned: int = 0  # actions with an owner and a day
    conflicted_on: date | None = None
    target_share: Decimal = Decimal("0.5")
    region: str = "regionen"


@dataclass(frozen=True)
class FeedBackFacts:
    """The talk in which the kollegium's judgement is gone through with the doctor."""

    by: Person
    main_supervisor: Person | None
    doctor: Person
    held_on: date
    on: date
    today: date
    fed_back_on: date | None = None
    signed: bool = True  # False while the meeting's minutes are not


def may_record_collegium(facts: CollegiumFacts) -> Verdict:
    """May this person record what the kollegium came to?

    The studierektor documents (REGIONAL_MODEL). A kollegium that has been held, with
    strengths or development in words; a risk or a plan with actions and a date. Warns
    when it is far from the time the region has set.
    """
    return all_of(
        _is_director(facts),
        _no_conflict(facts),
        _held(facts),
        _has_words(facts),
        _has_plan(facts),
        _follow_up_after(facts),
        _about_half_way(facts),
    )


def may_feed_back(facts: FeedBackFacts) -> Verdict:
    """May this person register that the judgement has been gone through?

    The huvudansvariga handledaren, once, on a day after the kollegium and not ahead.
    """
    return all_of(
        _is_main_supervisor(facts),
        _minutes_signed(facts),
        _not_fed_back(facts),
        _talk_day(facts),
    )


def _is_director(facts: CollegiumFacts) -> Verdict:
    if facts.by in facts.directors:
        return YES
    return no(
        "collegium.not_director",
        "Du får inte dokumentera kollegiet. Det gör studierektorn. Be "
        f"{names(facts.directors) or 'regionens BT-kansli'} att göra det.",
        REGIONAL_MODEL,
    )


def _no_conflict(facts: CollegiumFacts) -> Verdict:
    if facts.conflicted_on is None:
        return YES
    return no(
        "collegium.conflict",
        f"Du kan inte delta när {facts.doctor} diskuteras. Du anmälde jäv den "
        f"{date_text(facts.conflicted_on)}. Be en kollega på enheten att lämna "
        "synpunkter i ditt ställe.",
        HOUSE,
    )


def _held(facts: CollegiumFacts) -> Verdict:
    if facts.held_on > facts.today:
        return no(
            "collegium.future",
            "Datumet kan inte ligga framåt i tiden. Dokumentera kollegiet när det har "
            "hållits.",
            HOUSE,
            field="held_on",
        )
    if facts.held_on < facts.starts_on:
        return no(
            "collegium.before_start",
            f"Kollegiet kan inte ha hållits då. BT började den "
            f"{date_text(facts.starts_on)}. Välj ett senare datum.",
            HOUSE,
            field="held_on",
        )
    return YES


def _has_words(facts: CollegiumFacts) -> Verdict:
    if facts.strengths.strip() or facts.development.strip():
        return YES
    return no(
        "collegium.no_words",
        "Kollegiet kan inte dokumenteras utan text. BT-läkaren ska få veta vad som "
        "fungerar och vad som behöver tränas. Skriv minst en mening.",
        HOUSE,
        field="strengths",
    )


def _has_plan(facts: CollegiumFacts) -> Verdict:
    needed = facts.outcome != CollegiumOutcome.ON_TRACK
    agreed = bool(facts.actions_agreed.strip() or facts.planned)
    if not needed or (agreed and facts.follow_up_on is not None):
        return YES
    field = "follow_up_on" if agreed else "actions_agreed"
    if facts.outcome == CollegiumOutcome.AT_RISK:
        why = (
            "När målen riskerar att inte nås ska BT-läkaren veta vad som ska göras, av "
            "vem och till när."
        )
    else:
        why = "Utfallet säger att det finns en plan."
    return no(
        "collegium.no_plan",
        f"Utfallet kan inte sparas utan plan. {why} Lägg till minst en åtgärd med "
        "ansvarig och datum.",
        REGIONAL_MODEL,
        field=field,
    )


def _follow_up_after(facts: CollegiumFacts) -> Verdict:
    if facts.follow_up_on is None or facts.follow_up_on > facts.held_on:
        return YES
    return no(
        "collegium.follow_up",
        "Uppföljningen behöver ligga efter kollegiet. Välj ett senare datum.",
        HOUSE,
        field="follow_up_on",
    )


def _about_half_way(facts: CollegiumFacts) -> Verdict:
    share = share_served(facts.starts_on, facts.ends_on, facts.held_on)
    if abs(share - facts.target_share) <= WINDOW:
        return YES
    when = "tidigare" if share < facts.target_share else "senare"
    return warning(
        "collegium.outside_window",
        f"Kollegiet hölls {when} än planerat. I {facts.region} hålls det när ungefär "
        f"{round(facts.target_share * 100)} procent av BT har gått, och det här var "
        f"vid {round(share * 100)} procent.",
        REGIONAL_MODEL,
    )


def _is_main_supervisor(facts: FeedBackFacts) -> Verdict:
    if facts.main_supervisor is not None and facts.by == facts.main_supervisor:
        return YES
    if facts.main_supervisor is None:
        ask = "Be studierektorn att utse en huvudansvarig handledare."
    else:
        ask = f"Be {facts.main_supervisor} att göra det."
    return no(
        "collegium.not_main_supervisor",
        "Du får inte registrera återkopplingen. Den ger huvudansvarig handledare. "
        f"{ask}",
        REGIONAL_MODEL,
    )


def _minutes_signed(facts: FeedBackFacts) -> Verdict:
    if facts.signed:
        return YES
    return no(
        "collegium.not_signed",
        "Samtalet kan inte registreras än. Protokollet är inte signerat, och texten "
        "kan fortfarande ändras. Vänta tills studierektorn har signerat.",
        HOUSE,
    )


def may_agree(due: tuple[date, ...], after: date) -> Verdict:
    """Can these actions be done by their days? Not by one before they were agreed."""
    if all(day >= after for day in due):
        return YES
    return no(
        "action.due_before",
        f"En åtgärd kan inte vara klar före den {date_text(after)}, då den bestämdes. "
        "Välj ett senare datum.",
        HOUSE,
    )


def _not_fed_back(facts: FeedBackFacts) -> Verdict:
    if facts.fed_back_on is None:
        return YES
    return no(
        "collegium.already_fed_back",
        "Återkopplingen är redan registrerad. Samtalet hölls den "
        f"{date_text(facts.fed_back_on)}. Har något tillkommit lägger du till ett "
        "samtal.",
        HOUSE,
    )


def _talk_day(facts: FeedBackFacts) -> Verdict:
    if facts.on > facts.today:
        text = "Datumet kan inte ligga framåt i tiden. Registrera samtalet efteråt."
        return no("collegium.talk_future", text, HOUSE, field="on")
    if facts.on < facts.held_on:
        text = (
            "Samtalet kan inte ha hållits före kollegiet, den "
            f"{date_text(facts.held_on)}. Välj ett senare datum."
        )
        return no("collegium.talk_before", text, HOUSE, field="on")
    return YES
