import re

import pytest

from bt_admin.lib import control_codes

CODE = "7F3A-C2D9-0123-4567-89AB-CDEF-0000-1111"


def test_a_new_code_is_read_as_itself():
    codes = {control_codes.new() for _ in range(100)}
    assert len(codes) == 100
    assert {control_codes.read(code) for code in codes} == codes
    assert all(re.fullmatch(r"([0-9A-F]{4}-){7}[0-9A-F]{4}", code) for code in codes)


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " – "),
        f" {CODE}\n",
        CODE.replace("0", "O").replace("1", "I"),
        CODE.replace("0", "o").replace("1", "l"),
    ],
)
def test_however_it_is_written(text):
    assert control_codes.read(text) == CODE


@pytest.mark.parametrize(
    "text", ["", "7F3A", CODE[:-1], CODE + "0", "G" * 32, "å" * 32]
)
def test_what_is_no_code(text):
    with pytest.raises(ValueError, match="Koden har 32 tecken"):
        control_codes.read(text)


def test_as_sixteen_bytes():
    assert control_codes.as_bytes(CODE).hex() == CODE.replace("-", "").lower()


@pytest.mark.parametrize(("page", "pages"), [(1, 1), (2, 2), (12, 40)])
def test_a_page_there_and_back(page, pages):
    text = control_codes.of_page(CODE, page, pages)
    assert control_codes.read_page(text) == control_codes.PageCode(CODE, page, pages)
    # A phone that shows the text of the QR: the code can be pasted as it stands.
    assert control_codes.read(text) == CODE


@pytest.mark.parametrize(
    "text",
    [
        "",
        CODE,
        "https://example.org/",
        "7F3A:1/2",
        control_codes.of_page(CODE, 3, 2),
        control_codes.of_page(CODE, 0, 2),
        control_codes.of_page(CODE, 1, 2).lower(),
        control_codes.of_page(CODE, 1, 2) + "0000",
    ],
)
def test_what_is_no_page_of_ours(text):
    assert control_codes.read_page(text) is None
