"""Why an application is not taken further: coded, and said kindly and exactly.

A code can only be used when it is true of the application. The words are ours (HOUSE),
what they rest on is named; whoever sends them may add to them, not take away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter

from bt_admin.lib.sources import (
    HOUSE,
    HSF_5_2,
    PSF_3_6,
    PSF_4_1,
    REGIONAL_MODEL,
    Source,
)
from bt_admin.lib.verdicts import YES, Verdict, no

SCREENING, INTERVIEW, DECISION = "screening", "interview", "decision"
THANKS = "Hej! Tack för din ansökan till BT i {region}."


@dataclass(frozen=True)
class ScreeningFacts:
    """What is known of an application when somebody decides not to go on with it.

    `may_complete`: papers may still come in. `all_reviewed`: everyone who reads it has
    sent. `places_left`: anybody ranked could still get one.
    """

    phase: str
    is_licensed: bool = True
    at_comes_first: bool = False
    has_language: bool = True
    papers_missing: bool = False
    may_complete: bool = False
    is_late: bool = False
    bt_done: bool = False
    is_duplicate: bool = False
    all_reviewed: bool = False
    was_called: bool = False
    missed_interview: bool = False
    is_below: bool = False
    references_done: bool = False
    record_needed: bool = False
    record_shown: bool = False
    is_ranked: bool = False
    places_left: bool = True


@dataclass(frozen=True)
class ScreeningReason:
    """One code. `label`: to those who work with the round; `answer`: to the applicant.

    `true_of`: when it may be used; `otherwise`: what to say when it may not.
    """

    key: str
    label: str
    phases: tuple[str, ...]
    answer: str
    true_of: Callable[[ScreeningFacts], bool]
    otherwise: str
    source: Source = HOUSE

    @property
    def template(self) -> str:
        return f"{THANKS} {self.answer}"

    @property
    def needs(self) -> tuple[str, ...]:
        """What has to be put into the answer, in its order."""
        names = (name for _, name, _, _ in Formatter().parse(self.template) if name)
        return tuple(dict.fromkeys(names))


REASONS = {
    one.key: one
    for one in (
        ScreeningReason(
            "no_licence",
            "Saknar svensk läkarlegitimation",
            (SCREENING, DECISION),
            "Vi kan inte gå vidare med den i den här omgången. BT görs efter svensk "
            "läkarlegitimation, och den fanns inte när ansökningstiden gick ut den "
            "{closed_on}. Du är välkommen att söka igen när du har fått den.",
            lambda facts: not facts.is_licensed,
            "Den sökande har svensk läkarlegitimation.",
            HSF_5_2,
        ),
        ScreeningReason(
            "at_first",
            "Ska göra AT",
            (SCREENING,),
            "Vi kan inte gå vidare med den. Enligt ditt beslut från Socialstyrelsen "
            "leder AT till din legitimation. Kontakta {contact} om du har fått ett nytt "
            "beslut, så prövar vi ansökan igen.",
            lambda facts: facts.at_comes_first,
            "Det finns inget beslut om AT i ansökan.",
            PSF_3_6,
        ),
        ScreeningReason(
            "no_language",
            "Saknar bevis om svenska",
            (SCREENING,),
            "Vi kan inte gå vidare med den i den här omgången. Vi behövde ett bevis om "
            "svenska på den nivå som står i annonsen, och det fanns inte den "
            "{complement_until}. Du är välkommen att söka igen när du har det.",
            lambda facts: not (facts.has_language or facts.may_complete),
            "Beviset finns, eller kan fortfarande kompletteras.",
            REGIONAL_MODEL,
        ),
        ScreeningReason(
            "papers_missing",
            "Handlingar saknas",
            (SCREENING,),
            "Vi kan inte gå vidare med den i den här omgången. Vi behövde {papers} för "
            "att pröva din behörighet, och det saknades den {complement_until}. Du är "
            "välkommen att söka igen; det du har lämnat kan du använda då.",
            lambda facts: facts.papers_missing and not facts.may_complete,
            "Inget saknas, eller det kan fortfarande kompletteras.",
            REGIONAL_MODEL,
        ),
        ScreeningReason(
            "too_late",
            "Kom in för sent",
            (SCREENING,),
            "Den kom in efter att ansökningstiden gick ut den {closed_on}, och därför "
            "kan vi inte ta med den i den här omgången. Nästa omgång står på sidan "
            "om BT i {region}.",
            lambda facts: facts.is_late,
            "Ansökan kom in i tid.",
        ),
        ScreeningReason(
            "bt_done",
            "Har redan gjort BT",
            (SCREENING,),
            "Du har redan gjort BT, och den görs bara en gång. Saknar du intyget om "
            "godkänd BT söker du det hos Socialstyrelsen. Kontakta {contact} om något "
            "av din BT är kvar att göra.",
            lambda facts: facts.bt_done,
            "Det framgår inte att BT är gjord.",
            PSF_4_1,
        ),
        ScreeningReason(
            "duplicate",
            "Har en annan ansökan i omgången",
            (SCREENING,),
            "Du har skickat två ansökningar i samma omgång. Den som kom in den "
            "{kept_on} gäller, och den här är avslutad. Kontakta {contact} om det "
            "borde vara tvärtom.",
            lambda facts: facts.is_duplicate,
            "Det finns ingen annan ansökan av samma person.",
        ),
        ScreeningReason(
            "not_called",
            "Inte bland dem som kallas",
            (SCREENING,),
            "Vi kallar dig inte till intervju den här gången. {reviewers} granskare har "
            "läst den var för sig, och andra sökande fick högre poäng. Du kan läsa "
            "poängen och återkopplingen på sidan om din ansökan.",
            lambda facts: facts.all_reviewed and not facts.was_called,
            "Alla granskare har inte skickat, eller så är den sökande kallad.",
            REGIONAL_MODEL,
        ),
        ScreeningReason(
            "missed_interview",
            "Kom inte till intervjun",
            (INTERVIEW,),
            "Du hade en tid för intervju den {interview_on} och kom inte dit, och "
            "därför kan vi inte gå vidare. Har något hänt kontaktar du {contact} så "
            "snart du kan.",
            lambda facts: facts.missed_interview,
            "Det är inte noterat att den sökande uteblev.",
            REGIONAL_MODEL,
        ),
        ScreeningReason(
            "below_threshold",
            "Under omgångens gräns",
            (INTERVIEW, DECISION),
            "Tack också för att du kom till intervjun. Underlaget nådde inte den gräns "
            "som omgången hade: {below}. Du kan läsa poängen och återkopplingen på "
            "sidan om din ansökan, och du är välkommen att söka igen.",
            lambda facts: facts.is_below,
            "Poängen ligger inte under någon gräns.",
            REGIONAL_MODEL,
        ),
        ScreeningReason(
            "references",
            "Efter referenserna",
            (INTERVIEW, DECISION),
            "Tack också för att du kom till intervjun. Efter samtalen med dina "
            "referenser går vi inte vidare. Kontakta {contact} om du vill veta hur vi "
            "har resonerat eller läsa det som är antecknat.",
            lambda facts: facts.references_done,
            "Referenserna är inte klara.",
            REGIONAL_MODEL,
        ),
        ScreeningReason(
            "record_not_shown",
            "Visade inte upp utdraget",
            (DECISION,),
            "I {region} ska utdrag ur belastningsregistret visas upp före ett "
            "erbjudande. Det hade inte skett den {shown_by}, och därför kan vi inte gå "
            "vidare. Kontakta {contact} om utdraget har dröjt.",
            lambda facts: facts.record_needed and not facts.record_shown,
            "Utdraget är uppvisat, eller krävs inte i omgången.",
            REGIONAL_MODEL,
        ),
        ScreeningReason(
            "no_place",
            "Platserna räckte inte",
            (DECISION,),
            "Du var med hela vägen och stod på plats {rank}. Alla {places} platser har "
            "gått till sökande som rangordnats före dig, och reservlistan är "
            "avslutad. Du kan läsa poängen på sidan om din ansökan, och du är välkommen "
            "att söka igen.",
            lambda facts: facts.is_ranked and not facts.places_left,
            "Den sökande är inte rangordnad, eller så finns det platser kvar.",
        ),
    )
}


def may_use(key: str, facts: ScreeningFacts) -> Verdict:
    """Is this the reason why the application is not taken further?

    One that belongs to where the round is now, and is true of the application.
    LookupError for a code that there is not.
    """
    reason = REASONS[key]
    if facts.phase in reason.phases and reason.true_of(facts):
        return YES
    why = reason.otherwise
    if facts.phase not in reason.phases:
        why = "Det hör inte till det steg där omgången är nu."
    return no(
        "screening.not_so",
        f"Skälet ”{reason.label}” kan inte användas. {why} Välj ett annat skäl.",
        HOUSE,
        field="reason",
    )


def reasons_for(facts: ScreeningFacts) -> tuple[ScreeningReason, ...]:
    """Which reasons are true of this application now?"""
    return tuple(reason for reason in REASONS.values() if may_use(reason.key, facts))


def answer_to_applicant(key: str, facts: Mapping[str, str]) -> str:
    """What is written to the applicant? LookupError for what has not been given."""
    reason = REASONS[key]
    missing = [name for name in reason.needs if not facts.get(name, "").strip()]
    if missing:
        raise LookupError(f"{key} needs {', '.join(missing)}")
    return reason.template.format_map(facts)
