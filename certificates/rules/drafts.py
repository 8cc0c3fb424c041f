"""Whether a form can be written as it stands, before anybody signs it."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.rules.delmal import collapse
from bt_admin.lib.people import Person, names
from bt_admin.lib.sources import BILAGA_2, BILAGA_3, HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no
from certificates.enums import CertificateState
from certificates.rules.paper import may_edit
from certificates.rules.signing import ACTIVITIES_BOX, CHECKS_BOX


@dataclass(frozen=True, kw_only=True)
class DelmalDraftFacts:
    """What the certifying handledare has written for each delmål.

    `texts` has (activities, checks) for every code chosen. `codes_certified` stand on
    a valid certificate already.
    """

    writer: Person
    signatory: Person | None
    texts: Mapping[str, tuple[str, str]]
    codes_with_evidence: frozenset[str]
    codes_certified: frozenset[str]


def may_write_delmal(facts: DelmalDraftFacts) -> Verdict:
    """May these delmål be put on a bilaga 2 with these words?

    By the one who will certify; each with evidence, with both boxes filled, and on no
    valid certificate already (BILAGA_2).
    """
    return all_of(
        _by_the_signatory(facts),
        _some(facts),
        certified_once(facts.texts, facts.codes_certified),
        *(_evidence(code, facts) for code in facts.texts),
        *(_filled(code, texts) for code, texts in facts.texts.items()),
    )


@dataclass(frozen=True, kw_only=True)
class CompletedDraftFacts:
    """Who writes the two boxes of bilaga 3, and which of them hold too much.

    `overflowing` and `strange` give (box, form field), and for the latter characters.
    """

    writer: Person
    signatories: tuple[Person, ...]
    state: CertificateState | str = CertificateState.DRAFT
    overflowing: tuple[tuple[str, str], ...] = ()
    strange: tuple[tuple[str, str, str], ...] = ()


def may_write_completed(facts: CompletedDraftFacts) -> Verdict:
    """May bilaga 3 be written so? By one who may sign it, while it is a draft."""
    return all_of(
        _one_of_the_signatories(facts),
        may_edit(facts.state),
        *(too_long(box, "", field) for box, field in facts.overflowing),
        *(unprintable(box, text, field) for box, field, text in facts.strange),
    )


def _one_of_the_signatories(facts: CompletedDraftFacts) -> Verdict:
    if facts.writer in facts.signatories:
        return YES
    who = names(facts.signatories)
    return no(
        "write_fullgjord.not_manager",
        "Du får inte skriva intyget om fullgjord bastjänstgöring. Det gör huvudansvarig "
        f"verksamhetschef eller motsvarande. {f'Be {who}.' if who else ''}".strip(),
        BILAGA_3,
    )


def certified_once(
    codes: Mapping[str, object] | tuple[str, ...], certified: frozenset[str]
) -> Verdict:
    """Is none of these on a valid certificate? A delmål is certified once (HOUSE)."""
    twice = set(codes) & certified
    if not twice:
        return YES
    return no(
        "sign_delmal.certified_already",
        f"{collapse(twice)} kan inte intygas igen. Det finns redan ett giltigt intyg, "
        "och ett delmål intygas en gång. Återkalla det gamla intyget först, med skäl.",
        HOUSE,
        field="codes",
    )


# ------------------------------------------------------------ what the paper can hold
def too_long(box: str, code: str, field: str) -> Verdict:
    """A text that not even a certificate of its own holds: nothing is ever clipped."""
    for_code = f" för {code}" if code else ""
    return no(
        "sign_delmal.box_overflow" if code else "sign.box_overflow",
        f"Intyget kan inte skrivas ut så här. Texten i ”{box}”{for_code} får inte plats "
        "på blanketten, och inget får falla bort. Korta texten.",
        HOUSE,
        field=field,
    )


def unprintable(box: str, characters: str, field: str) -> Verdict:
    return no(
        "sign.unprintable",
        f"Intyget kan inte skrivas ut så här. Texten i ”{box}” har tecken som inte finns "
        f"i trycket: {characters}. Ta bort dem.",
        HOUSE,
        field=field,
    )


def person_unprintable(text: str, characters: str) -> Verdict:
    """A name with letters that our print lacks: nobody is asked to spell it otherwise."""
    return no(
        "sign.person_unprintable",
        f"Intyget kan inte skrivas ut härifrån. ”{text}” har tecken som inte finns i "
        f"trycket: {characters}. Kontrollera uppgiften. Är den rätt, skriv för hand på "
        "Socialstyrelsens egen blankett, som finns på deras webbplats.",
        HOUSE,
    )


def person_too_long(text: str) -> Verdict:
    """A name or a workplace longer than the form's box: nothing is cut off, and nobody
    is asked to shorten their name.
    """
    return no(
        "sign.person_too_long",
        f"Intyget kan inte skrivas ut härifrån. ”{text}” får inte plats på blanketten, "
        "och inget får falla bort. Kontrollera uppgiften. Är den rätt, skriv för hand "
        "på Socialstyrelsens egen blankett, som finns på deras webbplats.",
        HOUSE,
    )


def draft_replaced() -> Verdict:
    """The drafts that were shown are no more: somebody has written new ones."""
    return no(
        "sign.text_changed",
        "Du kan inte signera den här versionen. Utkastet har ersatts av ett nyare, och "
        "en signering gäller bara det du har sett. Läs den nya versionen och signera "
        "den.",
        HOUSE,
    )


def _by_the_signatory(facts: DelmalDraftFacts) -> Verdict:
    if facts.writer == facts.signatory:
        return YES
    who = f"Be {facts.signatory}." if facts.signatory else "Ingen är utsedd än."
    return no(
        "write_delmal.not_supervisor",
        "Du får inte skriva intyget om delmål. Det gör huvudansvarig handledare. "
        f"{who}",
        BILAGA_2,
    )


def _some(facts: DelmalDraftFacts) -> Verdict:
    if facts.texts:
        return YES
    return no("sign_delmal.no_codes", "Välj minst ett delmål.", BILAGA_2, field="codes")


def _evidence(code: str, facts: DelmalDraftFacts) -> Verdict:
    if code in facts.codes_with_evidence:
        return YES
    return no(
        "sign_delmal.no_evidence",
        "Intyget kan inte signeras än. Det ska beskriva hur varje delmål har "
        f"kontrollerats, och underlag saknas för {code}. Be om en bedömning, eller ta "
        "bort krysset.",
        BILAGA_2,
        field="codes",
    )


def _filled(code: str, texts: tuple[str, str]) -> Verdict:
    boxes = zip(
        ("activities", "checks"), (ACTIVITIES_BOX, CHECKS_BOX), texts, strict=True
    )
    return all_of(
        *(
            no(
                "sign_delmal.box_empty",
                f"Intyget kan inte signeras än. Rutan ”{box}” är tom för {code}. Skriv "
                "själv eller hämta text från underlaget.",
                BILAGA_2,
                field=f"{name}_{code}",
            )
            for name, box, text in boxes
            if not text.strip()
        )
    )
