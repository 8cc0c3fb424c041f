import pytest

from tests.certificates.papers import certify_everything, complete, print_all


@pytest.fixture
def quick_printer(monkeypatch):
    """Files that nobody opens, in no time."""

    def printer(kind, frozen, *, created, identifier):
        return b"%PDF-1.7 " + identifier + b"%%EOF"

    monkeypatch.setattr("certificates.actions.documents.print_frozen", printer)


@pytest.fixture
def certified(cast):
    """Kronoberg's doctor has every certificate, signed in bt-admin."""
    company = cast.kronoberg
    with company.inside(company.doctor):
        certify_everything(company)
    return company


@pytest.fixture
def printed(certified, quick_printer):
    """… and has completed the application, and the files are there."""
    with certified.inside(certified.doctor):
        complete(certified)
        print_all(certified)
    return certified
