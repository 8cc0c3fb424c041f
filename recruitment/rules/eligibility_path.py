"""«Är BT något för mig?»: the questions, their answers, and what each leads to.

Nobody is sent away by this: where we are not sure it says whom to ask. A country alone
decides nothing; what counts is the licence held, and whether AT was demanded for it.
"""

from dataclasses import dataclass

from bt_admin.lib.sources import (
    HSF_5_2,
    OLDER_RULES,
    PSF_3_6,
    PSF_4_1,
    REGIONAL_MODEL,
    STILL_AT,
    WHO_DOES_BT,
    Source,
)
from recruitment.enums import Ending

SOCIALSTYRELSEN = "Socialstyrelsen"
REGION = "regionen"  # the page puts the region's own contact in its place


@dataclass(frozen=True)
class Answer:
    """`then`: the key of the next question, or of an outcome."""

    key: str
    label: str
    then: str


@dataclass(frozen=True)
class Question:
    key: str
    text: str
    help: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Outcome:
    """Where a walk ends. `rule`: what is laid down, quoted; `ask`: whom, when unsure."""

    key: str
    ending: Ending
    title: str
    text: str
    rule: str
    sources: tuple[Source, ...]
    ask: str = ""

    @property
    def is_verified(self) -> bool:
        return all(source.verified for source in self.sources)


def _yes(then: str, label: str = "Ja") -> Answer:
    return Answer("yes", label, then)


def _no(then: str, label: str = "Nej") -> Answer:
    return Answer("no", label, then)


def _unsure(then: str) -> Answer:
    return Answer("unsure", "Vet inte", then)


FIRST = "licence"
QUESTIONS = {
    one.key: one
    for one in (
        Question(
            "licence",
            "Har du svensk läkarlegitimation?",
            "Den utfärdas av Socialstyrelsen. En legitimation från ett annat land är "
            "inte en svensk legitimation.",
            (_yes("at_done"), _no("at_needed"), _unsure("ask_licence")),
        ),
        Question(
            "at_needed",
            "Krävs det AT för att du ska få legitimation?",
            "Det gäller den som har svensk läkarexamen enligt den äldre ordningen, och "
            "den som enligt sitt beslut från Socialstyrelsen ska göra AT. Landet där du "
            "tog examen avgör det inte ensamt.",
            (_yes("at_first"), _no("licence_first"), _unsure("ask_licence")),
        ),
        Question(
            "at_done",
            "Har du gjort svensk AT?",
            "Med godkänd AT menas allmäntjänstgöring i Sverige som ledde till din "
            "legitimation. Underläkartjänst är inte AT.",
            (
                _yes("may_choose_at"),
                _no("st_before"),
                Answer("partly", "En del av den", "ask_at"),
                _unsure("ask_at"),
            ),
        ),
        Question(
            "st_before",
            "Började du en ST i Sverige före den 1 juli 2021?",
            "Också om du inte blev klar, och också i en annan specialitet.",
            (_yes("may_choose_st"), _no("bt_before"), _unsure("ask_st")),
        ),
        Question(
            "bt_before",
            "Har du redan gjort BT?",
            "BT görs en gång, också om du sedan byter specialitet eller region.",
            (
                _yes("bt_done", "Ja, hela"),
                Answer("partly", "En del av den", "ask_rest"),
                _no("language"),
            ),
        ),
        Question(
            "language",
            "Kan du visa att du har svenska på C1-nivå?",
            "Med ett bevis från ett språktest eller en kurs. Några regioner har ett eget "
            "test i stället.",
            (_yes("applies"), _no("language_first"), _unsure("ask_language")),
        ),
    )
}

OUTCOMES = {
    one.key: one
    for one in (
        Outcome(
            "applies",
            Ending.APPLIES,
            "BT är för dig",
            "Du omfattas av BT och kan söka. Har du tjänstgjort eller forskat tidigare "
            "kan en del av det kanske tillgodoräknas; fråga regionen.",
            "Den som har legitimation och börjar sin specialisering efter den 1 juli "
            "2021 utan svensk AT gör BT. ST ska inledas med BT i minst sex månader.",
            (PSF_4_1, WHO_DOES_BT),
        ),
        Outcome(
            "may_choose_at",
            Ending.MAY_CHOOSE,
            "Du behöver troligen inte göra BT",
            "Du får välja. Den som har gjort svensk AT kan få specialistkompetens enligt "
            "de äldre reglerna, utan BT, eller göra ST enligt de nya, med BT. Prata med "
            "regionen innan du söker.",
            "Den som har gjort svensk AT kan prövas enligt SOSFS 2015:8.",
            (OLDER_RULES,),
            ask=REGION,
        ),
        Outcome(
            "may_choose_st",
            Ending.MAY_CHOOSE,
            "Du kan kanske gå klart enligt de äldre reglerna",
            "Den som började sin ST före den 1 juli 2021 kan prövas enligt de äldre "
            "reglerna, utan BT. Fråga Socialstyrelsen om det gäller dig. Du får söka BT "
            "också.",
            "Den som har påbörjat men inte slutfört ST före den 1 juli 2021 kan prövas "
            "enligt SOSFS 2015:8.",
            (OLDER_RULES,),
            ask=SOCIALSTYRELSEN,
        ),
        Outcome(
            "licence_first",
            Ending.NOT_YET,
            "Först legitimationen, sedan BT",
            "BT görs efter svensk läkarlegitimation. Ansök om den hos Socialstyrelsen. "
            "Du kan börja på din ansökan redan nu och skicka den när du har fått den.",
            "Den som anställs för specialiseringstjänstgöring ska ha läkarlegitimation.",
            (HSF_5_2,),
        ),
        Outcome(
            "at_first",
            Ending.OTHER_WAY,
            "Din väg går genom AT",
            "AT leder till legitimation. Med svensk AT behöver du sedan troligen inte "
            "göra BT, men du får välja den.",
            "AT finns kvar för den som har läkarexamen enligt den äldre ordningen eller "
            "har Socialstyrelsens beslut om AT.",
            (PSF_3_6, STILL_AT),
            ask=SOCIALSTYRELSEN,
        ),
        Outcome(
            "bt_done",
            Ending.DONE,
            "Du behöver inte göra om din BT",
            "BT görs bara en gång. Den gäller också för en ny specialitet. Saknar du "
            "intyget söker du det hos Socialstyrelsen.",
            "Bastjänstgöring behöver bara göras en gång.",
            (PSF_4_1,),
        ),
        Outcome(
            "language_first",
            Ending.NOT_YET,
            "Svenskan behöver kunna visas",
            "De flesta regioner ber om svenska på C1-nivå, och några har ett eget "
            "språktest. Fråga regionen vad som godtas och när du kan göra det.",
            "Regionen kräver svenska på C1-nivå.",
            (REGIONAL_MODEL,),
            ask=REGION,
        ),
        Outcome(
            "ask_licence",
            Ending.ASK,
            "Fråga Socialstyrelsen om din legitimation",
            "Det beror på vilken legitimation du har och om AT krävs för den, inte på "
            "landet ensamt. Socialstyrelsen svarar på vad som gäller dig.",
            "Den som anställs för specialiseringstjänstgöring ska ha läkarlegitimation.",
            (HSF_5_2, STILL_AT),
            ask=SOCIALSTYRELSEN,
        ),
        Outcome(
            "ask_at",
            Ending.ASK,
            "Fråga Socialstyrelsen om din AT",
            "Om du kan gå den äldre vägen beror på om din AT är godkänd. "
            "Socialstyrelsen svarar på det. Du får söka BT under tiden.",
            "Den som har gjort svensk AT kan prövas enligt SOSFS 2015:8.",
            (OLDER_RULES,),
            ask=SOCIALSTYRELSEN,
        ),
        Outcome(
            "ask_st",
            Ending.ASK,
            "Fråga Socialstyrelsen om din tidigare ST",
            "Om din tidigare tjänstgöring räknas som ST är inte säkert. "
            "Socialstyrelsen svarar på det. Du får söka BT under tiden.",
            "Den som har påbörjat men inte slutfört ST före den 1 juli 2021 kan prövas "
            "enligt SOSFS 2015:8.",
            (OLDER_RULES,),
            ask=SOCIALSTYRELSEN,
        ),
        Outcome(
            "ask_rest",
            Ending.ASK,
            "Fråga regionen om resten av din BT",
            "Det du har gjort kan kanske räknas. Ta med intyg om delmål och "
            "bedömningar, och prata med regionen om hur resten kan göras.",
            "I BT får också annan relevant utbildning och andra relevanta kunskaper "
            "tillgodoräknas.",
            (PSF_4_1,),
            ask=REGION,
        ),
        Outcome(
            "ask_language",
            Ending.ASK,
            "Fråga regionen om språket",
            "Regionen säger vilka bevis som godtas, och om den har ett eget test. "
            "I övrigt omfattas du av BT.",
            "Regionen kräver svenska på C1-nivå.",
            (REGIONAL_MODEL,),
            ask=REGION,
        ),
    )
}
