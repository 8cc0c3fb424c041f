"""Who may apply for BT: one question at a time before, and as a verdict at screening.

The path itself stands in `eligibility_path`. What a region demands beyond the law
(Swedish on level C1) is the region's (REGIONAL_MODEL).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bt_admin.lib.sources import HSF_5_2, OLDER_RULES, PSF_4_1
from bt_admin.lib.verdicts import YES, Verdict, all_of, no, warning
from recruitment.enums import Language
from recruitment.rules.eligibility_path import (
    FIRST,
    OUTCOMES,
    QUESTIONS,
    Answer,
    Outcome,
    Question,
)
from recruitment.rules.papers import SWEDISH, PaperKind, papers_are_there

PROOF_OF_SWEDISH = PaperKind(SWEDISH, "bevis om svenska på den nivå regionen begär")


@dataclass(frozen=True)
class Asked:
    """A question that has been answered."""

    question: Question
    answer: Answer


@dataclass(frozen=True)
class Walk:
    """How far somebody has come: what was answered, then a question or an outcome."""

    asked: tuple[Asked, ...]
    now: Question | Outcome

    @property
    def outcome(self) -> Outcome | None:
        return self.now if isinstance(self.now, Outcome) else None


@dataclass(frozen=True)
class EligibilityFacts:
    """What an application tells of who may apply. None: not known.

    `licensed_on`: the Swedish licence's day; `needed_on`: by when it has to be held.
    `chooses_bt`: knows that older rules may apply, and wants BT. `languages`: the proofs
    that the region accepts.
    """

    needed_on: date
    contact: str
    licensed_on: date | None = None
    at_done: bool | None = None
    st_before_2021: bool | None = None
    bt_done: bool | None = None
    chooses_bt: bool = False
    language: Language | str = Language.NONE
    languages: tuple[str, ...] = (Language.C1,)
    missing: tuple[PaperKind, ...] = ()


# ---------------------------------------------------------------- one question at a time
def walk(answers: Mapping[str, str]) -> Walk:
    """How far has somebody come who has answered so?

    Keys are questions, values answers. What lies on another path is left aside, so that
    an earlier answer can be changed. LookupError for an answer that is not offered.
    """
    asked: list[Asked] = []
    now: Question | Outcome = QUESTIONS[FIRST]
    while isinstance(now, Question) and now.key in answers:
        answer = _answer(now, answers[now.key])
        asked.append(Asked(now, answer))
        now = step(answer.then)
    return Walk(tuple(asked), now)


def step(key: str) -> Question | Outcome:
    """The question or outcome with this key; LookupError for what is unknown."""
    return QUESTIONS[key] if key in QUESTIONS else OUTCOMES[key]


def _answer(question: Question, key: str) -> Answer:
    for answer in question.answers:
        if answer.key == key:
            return answer
    raise LookupError(f"{question.key} has no answer {key}")


# ------------------------------------------------------------------------ at screening
def eligibility_of(facts: EligibilityFacts) -> Verdict:
    """May this applicant be considered?

    With a Swedish licence, covered by BT or choosing it, and with the papers that the
    round asks for. What is not known is a warning to look into, never a no.
    """
    return all_of(_licence(facts), _covered(facts), _not_done(facts), _papers(facts))


def _licence(facts: EligibilityFacts) -> Verdict:
    if facts.licensed_on is not None and facts.licensed_on <= facts.needed_on:
        return YES
    return no(
        "application.no_licence",
        "Du kan inte söka BT än. Den görs efter svensk läkarlegitimation. Spara ansökan "
        "och skicka den när du har fått legitimationen.",
        HSF_5_2,
        field="licensed_on",
    )


def _covered(facts: EligibilityFacts) -> Verdict:
    """Swedish AT, or an ST begun before July 2021, lets one choose the older rules."""
    if facts.chooses_bt:
        return YES
    if facts.at_done:
        return no(
            "application.at_done",
            "Du behöver troligen inte göra BT. Den som har gjort svensk AT kan få "
            "specialistkompetens enligt de äldre reglerna, men får välja BT. Läs mer, "
            f"eller kontakta {facts.contact} innan du söker.",
            OLDER_RULES,
            field="chooses_bt",
        )
    if facts.st_before_2021:
        return warning(
            "application.st_before",
            "Den sökande började en ST före den 1 juli 2021 och kan kanske gå klart "
            "enligt de äldre reglerna. Fråga om BT är ett val.",
            OLDER_RULES,
        )
    if facts.at_done is None:
        text = "Det är inte känt om den sökande har gjort svensk AT. Fråga den sökande."
        return warning("application.at_unknown", text, OLDER_RULES)
    return YES


def _not_done(facts: EligibilityFacts) -> Verdict:
    if not facts.bt_done:
        return YES
    return no(
        "application.bt_done",
        "Du behöver inte söka BT igen. Den görs bara en gång, också för en ny "
        f"specialitet. Kontakta {facts.contact} om något av den är kvar.",
        PSF_4_1,
        field="bt_done",
    )


def _papers(facts: EligibilityFacts) -> Verdict:
    """The proof of Swedish is one of the papers; it is told once."""
    wanted = list(facts.missing)
    has_language = facts.language in facts.languages
    if not (has_language or any(kind.is_language for kind in wanted)):
        wanted.append(PROOF_OF_SWEDISH)
    return papers_are_there(wanted)
