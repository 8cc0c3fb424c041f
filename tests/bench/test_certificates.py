"""The measurements of certificates still measure, with little of everything."""

import pytest

from bench import certificates_forging, certificates_printing
from bench.forging import QUICK, SLOW, mutations
from tests.objects.pdfs import drawn, words


def test_no_two_forged_files_are_alike_and_none_is_the_original():
    content = drawn(words("Intyg"), words("Sidan två"))
    made = list(mutations(content, 30, slow=10))
    assert content not in made
    assert len(QUICK) + len(SLOW) <= len(set(made))


def test_forging(cast, capsys, tmp_path, settings):
    settings.SEAL_FOLDER = str(tmp_path)
    assert certificates_forging.measured(cast.kronoberg, 200) == [0, 0]
    assert "200 changed files" in capsys.readouterr().out


def test_printing(cast, capsys):
    [ratio] = certificates_printing.measured(cast.kronoberg, 2)
    assert ratio > 0
    assert "4 certificates: ours median" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_a_batch(cast, monkeypatch):
    from bench import certificates_batch

    monkeypatch.setattr("certificates.actions.documents.print_frozen", lambda *a, **b: b"%PDF %%EOF")  # fmt: skip
    assert certificates_batch.measured(cast.kronoberg, 2) == [0, 0]
