"""The tool that holds our forms to the official ones, with two PDFs made here."""

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from certificates.documents.comparison import compare
from tests.objects.pdfs import drawn, words

POINTS = 72 / 25.4  # in a millimetre
OFFICIAL = words("Namnteckning") + words("Ort och datum", top=300) + words("Bort", top=200)  # fmt: skip


def moved(right: float, down: float, *lines: str) -> bytes:
    shift = b"1 0 0 1 %.4f %.4f cm " % (right * POINTS, -down * POINTS)
    return b"q " + shift + words(*lines) + b"Q "


def test_each_label_is_told_with_its_distance():
    ours = moved(3, 4, "Namnteckning") + words("Ort och", "datum", top=300) + words("Eget", top=100)  # fmt: skip
    found = compare(drawn(OFFICIAL), drawn(ours))
    [name, place, gone] = found.labels
    assert (name.text, name.page) == ("Namnteckning", 1)
    told = (name.right, name.down, name.distance, found.worst)
    assert told == pytest.approx((3, 4, 5, 5), abs=0.01)
    # Broken into two lines it is no longer that label, and what was made of it is extra.
    assert (place.text, place.is_missing, gone.is_missing) == ("Ort och datum", True, True)  # fmt: skip
    assert [one.text for one in found.extra] == ["Ort och", "datum", "Eget"]


def test_the_same_label_twice_is_matched_with_the_nearest():
    ours = drawn(words("Namn", top=290) + words("Namn", top=350))
    found = compare(drawn(words("Namn") + words("Namn", top=300)), ours)
    assert [round(one.down * POINTS) for one in found.labels] == [10, 10]
    assert found.extra == ()


def test_a_page_that_one_of_them_lacks():
    found = compare(drawn(words("Ett"), words("Två")), drawn(words("Ett")))
    assert [(one.page, one.text) for one in found.missing] == [(2, "Två")]
    back = compare(drawn(words("Ett")), drawn(words("Ett"), words("Två")))
    assert [(one.page, one.text) for one in back.extra] == [(2, "Två")]


@pytest.fixture
def files(tmp_path):
    (tmp_path / "official.pdf").write_bytes(drawn(OFFICIAL))
    near = moved(0.5, 1, "Namnteckning") + words("Ort och datum", top=300) + words("Bort", top=200)  # fmt: skip
    (tmp_path / "near.pdf").write_bytes(drawn(near))
    (tmp_path / "far.pdf").write_bytes(drawn(moved(3, 0, "Namnteckning")))
    return tmp_path


def test_the_command_tells_and_draws(files, capsys):
    call_command("compare_form", files / "official.pdf", files / "near.pdf")
    told = capsys.readouterr().out
    assert "   1   1.12 mm    +0.50    +1.00  Namnteckning" in told.splitlines()
    assert "3 ledtexter, 0 saknas, 0 extra. Längst bort: 1.12 mm." in told
    assert len(pypdfium2.PdfDocument((files / "near-jamforelse.pdf").read_bytes())) == 1


def test_too_far_away_or_missing_is_an_error(files, capsys):
    with pytest.raises(
        CommandError, match="1 ledtexter står mer än 2 mm bort, 2 saknas"
    ):
        call_command(
            "compare_form", files / "official.pdf", files / "far.pdf",
            overlay=files / "both.png",
        )  # fmt: skip
    colours = {colour for _, colour in Image.open(files / "both.png").getcolors(10_000)}
    assert {(255, 255, 255), (0, 0, 0), (255, 0, 0), (0, 0, 255)} <= colours
    assert "   1    saknas" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("ours", "words"), [("none.pdf", "Det går inte att läsa"), ("text.pdf", "ingen PDF")]
)  # fmt: skip
def test_what_is_no_form_is_told(files, ours, words):
    (files / "text.pdf").write_text("hej")
    with pytest.raises(CommandError, match=words):
        call_command("compare_form", files / "official.pdf", files / ours)
