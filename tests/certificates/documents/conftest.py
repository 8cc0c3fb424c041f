from pathlib import Path

import pytest

from bt_admin.lib.pdf_seal import seal
from certificates.documents import print_form
from certificates.documents.dossier import print_dossier
from tests.objects.seals import key

from .examples import CREATED, EMPTY, FILLED, IDENTIFIER
from .long_dossier import GIVEN, long_dossier


@pytest.fixture(scope="session")
def empty() -> dict[int, bytes]:
    """Each empty form as a PDF, by the number of its bilaga."""
    return {number: print_form(form, created=CREATED) for number, form in EMPTY.items()}


@pytest.fixture(scope="session")
def filled() -> dict[int, bytes]:
    """Each as a document that is filled in and has its control code."""
    return {
        number: print_form(form, created=CREATED, identifier=IDENTIFIER)
        for number, form in FILLED.items()
    }


@pytest.fixture(scope="session")
def files(
    empty: dict[int, bytes],
    filled: dict[int, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Path]:
    """All of them and a dossier as files, for programs that read files."""
    folder = tmp_path_factory.mktemp("forms")
    dossier, _pages = print_dossier(long_dossier(2, papers=1), **GIVEN)
    (folder / "dossier.pdf").write_bytes(dossier)
    for kind, pdfs in (("empty", empty), ("filled", filled)):
        for number, pdf in pdfs.items():
            (folder / f"{kind}-{number}.pdf").write_bytes(pdf)
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def sealed(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Bilaga 4 and a dossier with a region's seal."""
    folder = tmp_path_factory.mktemp("sealed")
    for path in files:
        if path.stem in ("filled-4", "dossier"):
            (folder / path.name).write_bytes(seal(path.read_bytes(), key()).pdf)
    return sorted(folder.iterdir())
