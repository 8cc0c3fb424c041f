from certificates.enums import CertificateKind as Kind
from certificates.rules.people import (
    all_certifiers_named,
    applicant_known,
    may_be_revoked_by,
    one_assessor_at_a_time,
)
from tests.certificates.rules.people import BEDOMARE, CHEF, HUVUDHANDLEDARE, LAKARE


def test_who_withdraws():
    signed = (HUVUDHANDLEDARE, CHEF)
    assert may_be_revoked_by(CHEF, signed).codes == []
    assert may_be_revoked_by(BEDOMARE, signed).codes == ["revoke.not_signatory"]


def test_the_applicants_personnummer_is_on_every_form():
    assert applicant_known(LAKARE, "199203102380").codes == []
    assert applicant_known(LAKARE, "").codes == ["print.applicant_data_missing"]


def test_bilaga_4_names_both():
    missing = ["sign_baskompetens.nobody_to_sign"]
    assert all_certifiers_named(Kind.COMPETENCE, 1).codes == missing
    assert all_certifiers_named(Kind.COMPETENCE, 2).codes == []
    assert all_certifiers_named(Kind.DELMAL, 1).codes == []


def test_one_external_assessor_at_a_time():
    assert one_assessor_at_a_time(None).codes == []
    sitting = one_assessor_at_a_time(BEDOMARE)
    assert sitting.codes == ["appoint_external.already_appointed"]
