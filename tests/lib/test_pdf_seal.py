"""The seal holds, says when it does not, and never stops a certificate."""

from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from pyhanko.sign.timestamps import TimestampRequestError

from bt_admin.lib.pdf_seal import PLAIN, STAMPED, seal, stamper_at
from bt_admin.lib.seal_keys import NoKey, key_of, new_key, new_request, parsed
from tests.objects.pdfs import drawn, words
from tests.objects.seals import BEGUN, judged, key, key_file, put_key, stamper

PDF = drawn(words("Intyg"), words("Sidan två"))
NOW = datetime.now(UTC)


def test_a_seal_that_another_program_finds_whole():
    sealed = seal(PDF, key())
    verdict = judged(sealed.pdf, key())
    assert (sealed.level, verdict.bottom_line) == (PLAIN, True)
    assert (verdict.intact, verdict.valid, verdict.trusted) == (True, True, True)
    assert verdict.coverage.name == "ENTIRE_FILE"
    assert sealed.pdf.startswith(PDF)  # what was printed is there, byte for byte
    assert verdict.signing_cert.sha256.hex() == key().fingerprint


def test_what_is_changed_below_the_seal_is_found():
    sealed = seal(PDF, key()).pdf
    spot = sealed.index(b"%PDF-") + 40
    changed = sealed[:spot] + bytes([sealed[spot] ^ 1]) + sealed[spot + 1 :]
    assert not judged(changed, key()).intact


def test_what_is_added_after_the_seal_is_not_admitted(tmp_path):
    sealed = seal(PDF, key()).pdf
    later = sealed + sealed[len(PDF) :]
    assert judged(later, key()).coverage.name != "ENTIRE_FILE"


def test_with_a_service_there_is_a_timestamp():
    sealed = seal(PDF, key(), stamper=stamper())
    verdict = judged(sealed.pdf, key(), stamped=True)
    assert (sealed.level, verdict.bottom_line) == (STAMPED, True)
    assert verdict.timestamp_validity.intact


class Away:
    """A service that does not answer."""

    def __getattr__(self, name):
        raise TimestampRequestError("no answer")


def test_a_service_that_is_down_costs_the_stamp_alone():
    sealed = seal(PDF, key(), stamper=Away())
    assert sealed.level == PLAIN
    assert judged(sealed.pdf, key()).bottom_line
    assert stamper_at("") is None


def test_the_field_cannot_be_seen():
    import io

    with pikepdf.open(io.BytesIO(seal(PDF, key()).pdf)) as file:
        [widget] = file.pages[0].Annots
        assert [float(side) for side in widget.Rect] == [0, 0, 0, 0]


# -------------------------------------------------------------------------- the keys
@pytest.fixture
def folder(tmp_path, settings):
    settings.SEAL_FOLDER = str(tmp_path)
    return tmp_path


def why(slug="kronoberg", at=NOW):
    with pytest.raises(NoKey) as refused:
        key_of(slug, at=at)
    return str(refused.value)


def test_a_key_in_its_folder_is_found_and_a_new_one_without_a_restart(folder):
    path = put_key(folder, "kronoberg")
    first = key_of("kronoberg", at=NOW)
    assert first.fingerprint == key().fingerprint
    path.unlink()
    put_key(folder, "kronoberg", key_file(500))
    assert key_of("kronoberg", at=NOW).fingerprint == key(500).fingerprint


def test_each_reason_has_its_words(folder, settings):
    assert why() == "Regionens nyckel saknas."
    put_key(folder, "kronoberg", key_file(10))
    expired = (BEGUN + timedelta(days=10)).date().isoformat()
    assert why() == f"Nyckelns certifikat gick ut den {expired}."
    assert why(at=BEGUN - timedelta(days=1)) == "Nyckelns certifikat gäller inte än."
    put_key(folder, "skane", b"hej")
    assert why("skane") == "Regionens nyckelfil går inte att läsa."
    settings.SEAL_FOLDER = ""
    assert why() == "Regionens nyckel saknas."


def test_a_key_for_trying_seals_nothing_in_an_installation(folder, settings):
    name = "Region Kronoberg (övning)"
    put_key(folder, "kronoberg", new_key(name, days=100, now=BEGUN))
    assert key_of("kronoberg", at=NOW).holder == name
    settings.PRODUCTION = True
    assert why() == "Regionens nyckel är gjord för övning."


def test_a_key_with_somebody_elses_certificate_is_no_key():
    own, other = key_file(), key_file(500)
    at = own.index(b"-----BEGIN CERT")
    mixed = own[:at] + other[other.index(b"-----BEGIN CERT") :]
    for content in (mixed, own[:at], own[at:], own[:at] + own):
        with pytest.raises(ValueError, match=r"please|another key"):
            parsed(content)


def test_an_authority_is_asked_for_the_same_use():
    from cryptography import x509

    _key, request = new_request("Region Kronoberg")
    asked = x509.load_pem_x509_csr(request)
    assert asked.is_signature_valid
    usage = asked.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
