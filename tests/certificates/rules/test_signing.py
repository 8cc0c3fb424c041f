from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.rules.delmal import ALL_CODES
from bt_admin.lib.dates import NBSP
from certificates.enums import SignatureRole as Role
from certificates.rules.signing import (
    BaskompetensFacts,
    DelmalSigningFacts,
    FullgjordSigningFacts,
    Seen,
    Signed,
    baskompetens_role,
    may_sign_baskompetens,
    may_sign_delmal,
    may_sign_fullgjord,
)
from regions.enums import LoginMethod
from tests.certificates.rules.people import (
    BEDOMARE,
    CHEF,
    EVERYBODY,
    HUVUDHANDLEDARE,
    LAKARE,
    STUDIEREKTOR,
)
from tests.certificates.rules.service import SERVICE

READ = Seen("a1", "a1")
THEN = date(2028, 1, 12)
BY_MAIN = Signed(Role.MAIN_SUPERVISOR, HUVUDHANDLEDARE, THEN)
BY_EXTERNAL = Signed(Role.EXTERNAL_ASSESSOR, BEDOMARE, THEN)

# What goes wrong whatever is signed: (changes, codes)
ANY_SIGNATURE = [
    pytest.param(
        {"seen": Seen("a1", "b2")}, ["sign.text_changed"], id="texten ändrades"
    ),
    pytest.param({"login": ""}, ["sign.login_too_weak"], id="okänd inloggning"),
    pytest.param(
        {"login": LoginMethod.PASSKEY}, ["sign.login_too_weak"], id="bara passernyckel"
    ),
    pytest.param(
        {"role_ended": ("handledare", date(2027, 12, 1))},
        ["sign.role_ended"],
        id="uppdraget har upphört",
    ),
]

# ---------------------------------------------------------------------- bilaga 2
DELMAL = DelmalSigningFacts(
    signer=HUVUDHANDLEDARE,
    doctor=LAKARE,
    region="Region Kronoberg",
    seen=READ,
    login=LoginMethod.SITHS,
    signatories=(HUVUDHANDLEDARE,),
    codes=("BT1", "BT2", "BT3"),
    codes_with_evidence=frozenset({"BT1", "BT2", "BT3"}),
    activities="Klinisk tjänstgöring under handledning.",
    checks="Mini-CEX och sammantagna bedömningar.",
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="HUVUDHANDLEDARE"),
        pytest.param(
            {"signer": STUDIEREKTOR}, ["sign_delmal.not_supervisor"], id="STUDIEREKTOR"
        ),
        pytest.param({"signer": CHEF}, ["sign_delmal.not_supervisor"], id="CHEF"),
        pytest.param(
            {"signer": LAKARE, "signatories": (LAKARE,)},
            ["sign.own_certificate"],
            id="LÄKAREN SJÄLV",
        ),
        pytest.param({"codes": ()}, ["sign_delmal.no_codes"], id="inget delmål"),
        pytest.param(
            {"codes_with_evidence": frozenset({"BT2"})},
            ["sign_delmal.no_evidence"],
            id="underlag saknas",
        ),
        pytest.param(
            {"activities": ""}, ["sign_delmal.box_empty"], id="en ruta är tom"
        ),
        pytest.param(
            {"activities": "", "checks": "\t"},
            ["sign_delmal.box_empty", "sign_delmal.box_empty"],
            id="båda rutorna är tomma",
        ),
        pytest.param(
            {"overflowing": ("Utbildningsaktiviteter",)},
            ["sign_delmal.box_overflow"],
            id="texten får inte plats",
        ),
        pytest.param(
            {"signed": (BY_MAIN,)}, ["sign.already_signed"], id="redan signerat"
        ),
        *ANY_SIGNATURE,
    ],
)
def test_delmal(changes, codes):
    assert may_sign_delmal(replace(DELMAL, **changes)).codes == codes


def test_a_delmal_certified_before_is_only_warned_of():
    verdict = may_sign_delmal(replace(DELMAL, codes_certified=frozenset({"BT3"})))
    assert (verdict.codes, verdict.warning_codes) == (
        [],
        ["sign_delmal.certified_before"],
    )


def test_missing_evidence_in_words():
    facts = replace(
        DELMAL, codes=ALL_CODES[:12], codes_with_evidence=frozenset({"BT5"})
    )
    assert may_sign_delmal(facts).reasons[0].text == (
        "Intyget kan inte signeras än. Det ska beskriva hur varje delmål har "
        "kontrollerats, och underlag saknas för BT1–BT4 och BT6–BT12. Koppla en "
        "bedömning, en kurs eller tidigare tjänstgöring till det som saknas."
    )


# ---------------------------------------------------------------------- bilaga 3
FULLGJORD = FullgjordSigningFacts(
    signer=CHEF,
    doctor=LAKARE,
    region="Region Kronoberg",
    seen=READ,
    login=LoginMethod.SITHS,
    signatories=(CHEF,),
    signatory_role="AT/BT-chefen",
    service=SERVICE,
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="CHEF"),
        pytest.param(
            {"signer": HUVUDHANDLEDARE},
            ["sign_fullgjord.not_manager"],
            id="HUVUDHANDLEDARE",
        ),
        pytest.param(
            {"service": replace(SERVICE, acute_care_text="")},
            ["sign_fullgjord.narrative_missing"],
            id="en ruta är tom",
        ),
        pytest.param(
            {"service": replace(SERVICE, periods=SERVICE.periods[:1])},
            ["sign_fullgjord.too_short", "sign_fullgjord.no_acute_care"],
            id="fyra månader primärvård",
        ),
        pytest.param(
            {"evaluation_required": True},
            ["sign_fullgjord.evaluation_missing"],
            id="utvärderingen saknas",
        ),
        pytest.param(
            {"evaluation_required": True, "evaluation_in": True},
            [],
            id="utvärderingen är inne",
        ),
        pytest.param(
            {"signed": (Signed(Role.BT_MANAGER, CHEF, THEN),)},
            ["sign.already_signed"],
            id="redan signerat",
        ),
        *ANY_SIGNATURE,
    ],
)
def test_fullgjord(changes, codes):
    assert may_sign_fullgjord(replace(FULLGJORD, **changes)).codes == codes


def test_who_signs_fullgjord_in_words():
    facts = replace(FULLGJORD, signer=STUDIEREKTOR)
    assert may_sign_fullgjord(facts).reasons[0].text == (
        "Du får inte signera intyget om fullgjord bastjänstgöring. Det gör "
        "huvudansvarig verksamhetschef eller motsvarande, i Region Kronoberg "
        "AT/BT-chefen. Be Karin Björnhede att signera."
    )


# ---------------------------------------------------------------------- bilaga 4
COMPETENCE = BaskompetensFacts(
    signer=HUVUDHANDLEDARE,
    doctor=LAKARE,
    region="Region Kronoberg",
    seen=READ,
    login=LoginMethod.SITHS,
    main_supervisor=HUVUDHANDLEDARE,
    external_assessor=BEDOMARE,
    codes_certified=frozenset(ALL_CODES),
    external_held_on=date(2028, 1, 11),
    external_approved=True,
    bt_chef="AT/BT-chefen",
)
ASSESSOR = {"signer": BEDOMARE}


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        pytest.param({}, [], id="HUVUDHANDLEDARE"),
        pytest.param(ASSESSOR, [], id="BEDÖMARE"),
        pytest.param(
            {"signer": STUDIEREKTOR},
            ["sign_baskompetens.not_signatory"],
            id="STUDIEREKTOR",
        ),
        pytest.param({"signer": CHEF}, ["sign_baskompetens.not_signatory"], id="CHEF"),
        pytest.param(
            {"signer": LAKARE},
            ["sign_baskompetens.not_signatory", "sign.own_certificate"],
            id="LÄKAREN SJÄLV",
        ),
        pytest.param(
            {"main_supervisor": None, "external_assessor": None},
            ["sign_baskompetens.not_signatory"],
            id="ingen är utsedd",
        ),
        pytest.param(
            {"signed": (BY_MAIN,)}, ["sign.already_signed"], id="HUVUDHANDLEDARE igen"
        ),
        pytest.param(
            {**ASSESSOR, "signed": (BY_MAIN, BY_EXTERNAL)},
            ["sign.already_signed"],
            id="BEDÖMARE igen",
        ),
        pytest.param(
            {"external_assessor": HUVUDHANDLEDARE},
            ["sign_baskompetens.same_person"],
            id="samma person i båda uppdragen",
        ),
        pytest.param(
            {
                "main_supervisor": STUDIEREKTOR,
                "external_assessor": HUVUDHANDLEDARE,
                "signed": (BY_MAIN,),
            },
            ["sign_baskompetens.same_person", "sign.already_signed"],
            id="den som signerade som den andre",
        ),
        pytest.param(
            {"codes_certified": frozenset(ALL_CODES) - {"BT6"}},
            ["sign_baskompetens.delmal_missing"],
            id="sjutton delmål",
        ),
        pytest.param(
            {**ASSESSOR, "main_supervisor_first": True},
            ["sign_baskompetens.main_supervisor_first"],
            id="BEDÖMARE före HUVUDHANDLEDARE där ordningen är bestämd",
        ),
        pytest.param(
            {**ASSESSOR, "main_supervisor_first": True, "signed": (BY_MAIN,)},
            [],
            id="BEDÖMARE efter HUVUDHANDLEDARE",
        ),
        pytest.param({"main_supervisor_first": True}, [], id="HUVUDHANDLEDARE först"),
        pytest.param(
            {**ASSESSOR, "external_held_on": None},
            ["sign_baskompetens.not_held"],
            id="BEDÖMARE innan bedömningen har hållits",
        ),
        pytest.param(
            {**ASSESSOR, "external_approved": False},
            ["sign_baskompetens.not_approved"],
            id="BEDÖMARE med ett annat utfall",
        ),
        pytest.param(
            {"external_held_on": None, "external_approved": False},
            [],
            id="HUVUDHANDLEDARE väntar inte på den andre",
        ),
        *ANY_SIGNATURE,
    ],
)
def test_baskompetens(changes, codes):
    assert may_sign_baskompetens(replace(COMPETENCE, **changes)).codes == codes


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        pytest.param(
            {"signer": STUDIEREKTOR},
            "Du får inte signera intyget om uppnådd baskompetens. Det gör bara "
            "huvudansvarig handledare och extern bedömare. Be Per-Åke Näsström och "
            "Siobhán Öberg-O’Leary att signera.",
            id="någon annan",
        ),
        pytest.param(
            {
                "main_supervisor": STUDIEREKTOR,
                "external_assessor": HUVUDHANDLEDARE,
                "signed": (BY_MAIN,),
            },
            "Du kan inte signera båda delarna av intyget. Huvudansvarig handledare och "
            "extern bedömare bedömer var för sig, och du har redan signerat som "
            "huvudansvarig handledare. Be AT/BT-chefen att utse en annan extern "
            "bedömare.",
            id="båda delarna",
        ),
        pytest.param(
            {"codes_certified": frozenset(ALL_CODES[:15])},
            "Intyget om uppnådd baskompetens kan inte signeras än. Det gäller samtliga "
            "18 delmål, och intyg saknas för BT16–BT18. Utfärda det som saknas först.",
            id="delmål saknas",
        ),
        pytest.param(
            {**ASSESSOR, "external_held_on": None, "external_planned_on": THEN},
            "Du kan inte signera än. Den externa bedömningen är planerad till den "
            f"12{NBSP}januari 2028 men inte registrerad som genomförd. Registrera "
            "bedömningen först.",
            id="inte genomförd",
        ),
        pytest.param(
            {"seen": Seen("a", "b", datetime(2028, 1, 12, 10, 42))},
            f"Du kan inte signera den här versionen. Texten ändrades kl.{NBSP}10.42, "
            "och en signering gäller bara det du har sett. Läs den nya versionen och "
            "signera den.",
            id="texten ändrades",
        ),
        pytest.param(
            {"signed": (BY_MAIN,)},
            "Du har redan signerat den här handlingen. Var och en signerar en gång, "
            f"och din signering den 12{NBSP}januari 2028 gäller. Har något blivit fel "
            "tar du tillbaka signeringen, eller återkallar intyget när det gäller.",
            id="redan signerat",
        ),
    ],
)
def test_baskompetens_in_words(changes, text):
    assert may_sign_baskompetens(replace(COMPETENCE, **changes)).reasons[0].text == text


PEOPLE = st.sampled_from(EVERYBODY)
MOVES = st.lists(
    st.tuples(st.sampled_from(["sign", "main", "external"]), PEOPLE), max_size=25
)


@given(MOVES)
def test_no_way_leads_to_one_person_in_both_parts(moves):
    """Whoever is appointed, replaced and tries to sign, in whatever order."""
    facts = replace(COMPETENCE, main_supervisor=None, external_assessor=None)
    for move, person in moves:
        if move == "main":
            facts = replace(facts, main_supervisor=person)
        elif move == "external":
            facts = replace(facts, external_assessor=person)
        else:
            facts = replace(facts, signer=person)
            if may_sign_baskompetens(facts):
                signed = Signed(baskompetens_role(facts) or "", person, THEN)
                facts = replace(facts, signed=(*facts.signed, signed))
    signers = [signature.person for signature in facts.signed]
    assert len(signers) == len(set(signers))
    assert LAKARE not in signers
