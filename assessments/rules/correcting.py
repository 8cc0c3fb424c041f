"""Who may correct a signed assessment: a new version, and the old one is kept."""

from dataclasses import dataclass
from datetime import date

from assessments.enums import AssessmentState, Way
from assessments.rules.requests import (
    LOCKED,
    AssessmentFacts,
    happened_in_time,
    not_for_oneself,
)
from assessments.rules.signatures import same_version, surely_logged_in
from bt_admin.lib.dates import date_text
from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import YES, Verdict, all_of, no

MAX_REASON = 1000


@dataclass(frozen=True)
class CorrectionFacts:
    """A signed assessment that somebody wants to correct, and what is then posted.

    `about.reason` is what has been corrected and why. `types_papers` tells whether
    the person may type in papers in the region. `certified_on` is when a delmål was
    certified on it; None when none is, or that certificate has been withdrawn.
    `changed` tells whether anything but the reason differs from what is signed.
    """

    about: AssessmentFacts
    way: Way | str = Way.OWN
    types_papers: bool = False
    certified_on: date | None = None
    changed: bool = True


def may_correct(facts: CorrectionFacts) -> Verdict:
    """May this person correct this assessment?

    Whoever signed it, and nobody else: it is their word. What was typed in from a
    paper is corrected by those who type in papers, since what can be wrong there is
    the typing; never by the doctor or by the assessor. What was signed by a personal
    link is not corrected at all: nobody was logged in, so nobody can be known again.
    Somebody is asked once more instead, and both are then there to read. Each version
    is corrected once, the last one, and none on which a delmål has been certified
    (HOUSE: a signed text is what the certificate rests on).
    """
    return all_of(_is_signed(facts), _theirs_to_correct(facts), _not_certified(facts))


def may_sign_correction(facts: CorrectionFacts) -> Verdict:
    """May this correction be signed: by the right person, as read, and saying why?"""
    verdict = may_correct(facts) & _says_why(facts.about.reason)
    if facts.way != Way.PAPER:  # the pen signed that one, whoever types
        verdict &= surely_logged_in(facts.about.login)
    return all_of(
        verdict,
        _something_changed(facts),
        happened_in_time(facts.about),
        same_version(
            facts.about.version_shown, facts.about.version_now, facts.about.changed_at
        ),
    )


def _is_signed(facts: CorrectionFacts) -> Verdict:
    if facts.about.state == AssessmentState.AMENDED:
        return no(
            "correct.already",
            "Bedömningen är redan rättad. Det som gäller är den nya versionen, och den "
            "gamla bevaras som den var. Öppna den nya och rätta där om mer är fel.",
            HOUSE,
        )
    if facts.about.state in LOCKED:
        return YES
    return no(
        "correct.not_signed",
        "Det finns inget att rätta än. Bedömningen är inte signerad, så texten kan "
        "ändras som den är.",
        HOUSE,
    )


def _theirs_to_correct(facts: CorrectionFacts) -> Verdict:
    if facts.way == Way.LINK:
        return _signed_by_link(facts.about)
    if facts.way == Way.PAPER:
        return _typed_in(facts)
    if facts.about.by == facts.about.assessor:
        return YES
    return no(
        "correct.not_signer",
        "Du får inte rätta den här bedömningen. Det gör bara den som har signerat den. "
        f"Är något fel ber du {facts.about.assessor} att rätta det.",
        HOUSE,
    )


def _signed_by_link(about: AssessmentFacts) -> Verdict:
    return no(
        "correct.by_link",
        "Bedömningen kan inte rättas. Den är signerad via personlig länk, utan "
        f"inloggning. Är något fel ber {about.doctor} om en ny bedömning av samma "
        "tillfälle, och båda finns kvar.",
        HOUSE,
    )


def _typed_in(facts: CorrectionFacts) -> Verdict:
    about = facts.about
    if about.by in (about.doctor, about.assessor):
        return not_for_oneself(f"Säg till {about.contact} vad som är fel.")
    if facts.types_papers:
        return YES
    return no(
        "correct.not_office",
        "Du får inte rätta den här bedömningen. Den är inskriven från papper. Är något "
        f"felskrivet ber du {about.contact} att rätta det.",
        HOUSE,
    )


def _not_certified(facts: CorrectionFacts) -> Verdict:
    if facts.certified_on is None:
        return YES
    return no(
        "correct.certified",
        "Bedömningen kan inte rättas. Den är underlag för ett intyg om delmål som "
        f"signerades den {date_text(facts.certified_on)}, och intyget vilar på texten "
        "som den är. Be den som har signerat intyget att återkalla det först.",
        HOUSE,
    )


def _says_why(reason: str) -> Verdict:
    field = "correction_reason"
    if not reason.strip():
        return no(
            "correct.no_reason",
            "Bedömningen kan inte rättas utan skäl. Den som har läst den gamla ska "
            "förstå vad som är nytt. Skriv en eller två meningar.",
            HOUSE,
            field=field,
        )
    over = len(reason.strip()) - MAX_REASON
    if over > 0:
        text = f"Texten är {over} tecken för lång."
        return no("correct.long_reason", text, HOUSE, field=field)
    return YES


def _something_changed(facts: CorrectionFacts) -> Verdict:
    if facts.changed:
        return YES
    return no(
        "correct.nothing_changed",
        "Det finns ingen rättelse att signera. Allt i formuläret är som i den version "
        "som gäller. Ändra det som är fel.",
        HOUSE,
    )
