"""An application as a public record: what is masked when it is given out, and by what.

Applications to a region are as a rule public: in matters of appointment 39 kap. 2 § does
not make them secret. None of these paragraphs has been read in the law itself, so each
carries «källa ej verifierad». What is proposed here is a proposal; a person decides every
time, since the same words can be harmless in one application and not in another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bt_admin.lib.dates import list_text
from bt_admin.lib.sources import (
    HOUSE,
    OSL_21_1,
    OSL_21_3,
    OSL_21_7,
    OSL_39_2,
    OSL_39_3,
    PUBLIC_RECORDS,
    Source,
)
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

OPEN, MASKED, LOOK = "open", "masked", "look"


@dataclass(frozen=True)
class Field:
    """A kind of thing in an application.

    `proposal`: given out, masked, or to be looked at by the one who decides.
    """

    key: str
    label: str
    proposal: str
    source: Source
    why: str


@dataclass(frozen=True)
class Masking:
    """What is decided, or proposed, about one field. `decided_by` empty: nobody yet."""

    field: str
    is_masked: bool
    source: Source
    reason: str = ""
    decided_by: str = ""


@dataclass(frozen=True)
class DisclosureFacts:
    """Something asked for, about to be given out.

    `decisions`: those made, by the key of the field. `is_registered`: the application
    has its number in the register. `is_draft`: fields that nobody has sent yet.
    """

    fields: tuple[str, ...]
    decisions: Mapping[str, Masking]
    is_registered: bool
    is_protected: bool = False
    is_draft: tuple[str, ...] = ()


FIELDS = {
    one.key: one
    for one in (
        Field("name", "Namn", OPEN, OSL_39_2, "Ansökningar är offentliga."),
        Field("wishes", "Önskad ort", OPEN, OSL_39_2, "Ansökningar är offentliga."),
        Field("licence", "Legitimation", OPEN, OSL_39_2, "Ansökningar är offentliga."),
        Field("merits", "Meriter", OPEN, OSL_39_2, "Ansökningar är offentliga."),
        Field(
            "score", "Poäng", OPEN, PUBLIC_RECORDS, "Skickade poäng hör till ärendet."
        ),
        Field(
            "ranking", "Rangordning", OPEN, PUBLIC_RECORDS, "Beslut hör till ärendet."
        ),
        Field(
            "comment",
            "Skäl till poängen",
            LOOK,
            OSL_39_2,
            "Kan säga något om hälsa eller annat personligt.",
        ),
        Field(
            "letter",
            "Personligt brev",
            LOOK,
            OSL_21_1,
            "Kan säga något om hälsa eller sexualliv.",
        ),
        Field(
            "reference",
            "Referensens ord",
            LOOK,
            OSL_39_2,
            "Kan säga något om hälsa eller annat personligt.",
        ),
        Field(
            "health", "Hälsa", MASKED, OSL_21_1, "Uppgift om hälsa skyddas överallt."
        ),
        Field(
            "personal_number",
            "Personnummer",
            LOOK,
            OSL_21_7,
            "Pröva om den som begär ut får behandla personuppgifterna.",
        ),
        Field(
            "home_address",
            "Hemadress",
            LOOK,
            OSL_39_3,
            "Gäller den som är anställd; pröva för den som har fått tjänst.",
        ),
        Field(
            "phone",
            "Privat telefon",
            LOOK,
            OSL_39_3,
            "Gäller den som är anställd; pröva för den som har fått tjänst.",
        ),
        Field(
            "mail",
            "E-postadress",
            LOOK,
            OSL_21_7,
            "Pröva om den som begär ut får behandla personuppgifterna.",
        ),
    )
}
# Of somebody with protected identity nothing that tells where they are is given out.
WHERE_SOMEBODY_IS = ("home_address", "phone", "mail", "wishes")


# ---------------------------------------------------------------------------- proposals
def proposed(
    fields: Iterable[str], *, is_protected: bool = False
) -> tuple[Masking, ...]:
    """What is to be masked in these fields, to begin with, and by which paragraph?

    What has to be looked at is masked until somebody has. LookupError for a field that
    there is not.
    """
    return tuple(_proposed(FIELDS[key], is_protected) for key in fields)


def _proposed(field: Field, is_protected: bool) -> Masking:
    if is_protected and field.key in WHERE_SOMEBODY_IS:
        return Masking(field.key, True, OSL_21_3, "Skyddade personuppgifter.")
    return Masking(field.key, field.proposal != OPEN, field.source, field.why)


# --------------------------------------------------------------------------- giving out
def may_disclose(facts: DisclosureFacts) -> Verdict:
    """May this be given out as it is now?

    When it is in the register, nothing unfinished is in it, and somebody has decided
    about every field that has to be looked at or masked, with a reason.
    """
    return all_of(
        _registered(facts), _finished(facts), _decided(facts), _explained(facts)
    )


def _registered(facts: DisclosureFacts) -> Verdict:
    if facts.is_registered:
        return YES
    return no(
        "disclose.not_registered",
        "Ansökan kan inte lämnas ut än. Den är inte diarieförd. Registrera den först.",
        PUBLIC_RECORDS,
    )


def _finished(facts: DisclosureFacts) -> Verdict:
    unfinished = [FIELDS[key].label for key in facts.fields if key in facts.is_draft]
    if not unfinished:
        return YES
    return no(
        "disclose.draft",
        f"Det här kan inte lämnas ut än: {list_text(unfinished).lower()}. Det är ett "
        "utkast som inte har skickats. Lämna ut resten.",
        PUBLIC_RECORDS,
    )


def _decided(facts: DisclosureFacts) -> Verdict:
    left = [
        FIELDS[one.field].label
        for one in proposed(facts.fields, is_protected=facts.is_protected)
        if one.is_masked and not _is_decided(facts.decisions.get(one.field))
    ]
    if not left:
        return YES
    return no(
        "disclose.undecided",
        f"Utlämnandet är inte färdigprövat. Ta ställning till: "
        f"{list_text(left).lower()}.",
        HOUSE,
    )


def _is_decided(decision: Masking | None) -> bool:
    return decision is not None and bool(decision.decided_by)


def _explained(facts: DisclosureFacts) -> Verdict:
    """Every masking, and every departure from the proposal, has a reason."""
    first = {
        one.field: one
        for one in proposed(facts.fields, is_protected=facts.is_protected)
    }
    silent = [
        FIELDS[key].label
        for key, one in facts.decisions.items()
        if key in first
        and not one.reason.strip()
        and (one.is_masked or first[key].is_masked)
    ]
    if not silent:
        return YES
    return no(
        "disclose.no_reason",
        f"Skriv ett skäl för: {list_text(silent).lower()}. Den som begärde ut kan "
        "överklaga, och behöver veta varför.",
        PUBLIC_RECORDS,
        field="reason",
    )
