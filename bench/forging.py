"""Files that are no longer what was issued, and what the register says of them."""

import io
import random
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

Way = Callable[[bytes, random.Random, int], bytes]


def flipped(content: bytes, chance: random.Random, number: int) -> bytes:
    spot = chance.randrange(len(content))
    bit = content[spot] ^ (1 << chance.randrange(8))
    return content[:spot] + bytes([bit]) + content[spot + 1 :]


def appended(content: bytes, chance: random.Random, number: int) -> bytes:
    return content + chance.randbytes(chance.randrange(1, 40))


def cut(content: bytes, chance: random.Random, number: int) -> bytes:
    spot = chance.randrange(len(content) - 9)
    return content[:spot] + content[spot + chance.randrange(1, 9) :]


def put_in(content: bytes, chance: random.Random, number: int) -> bytes:
    spot = chance.randrange(len(content))
    return content[:spot] + chance.randbytes(chance.randrange(1, 9)) + content[spot:]


def updated(content: bytes, chance: random.Random, number: int) -> bytes:
    """An incremental update, as a PDF editor saves."""
    return content + b"\n%% changed %d\nstartxref\n0\n%%%%EOF\n" % number


def saved_again(content: bytes, chance: random.Random, number: int) -> bytes:
    """Opened and saved by another program, in one of its many ways."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return _saved(file, number)


def pages_swapped(content: bytes, chance: random.Random, number: int) -> bytes:
    """The pages in another order, or one more of them."""
    with pikepdf.open(io.BytesIO(content)) as file:
        if len(file.pages) > 1:
            file.pages.reverse()
        else:
            file.pages.append(file.pages[0])
        return _saved(file, number)


def _saved(file: pikepdf.Pdf, number: int) -> bytes:
    modes = list(pikepdf.ObjectStreamMode.__members__.values())
    out = io.BytesIO()
    file.save(
        out,
        object_stream_mode=modes[number % len(modes)],
        compress_streams=bool(number // 3 % 2),
        deterministic_id=bool(number // 6 % 2),
        linearize=bool(number // 12 % 2),
    )
    return out.getvalue()


# The last two take a hundred times as long as the others.
QUICK: list[Way] = [flipped, appended, cut, put_in, updated]
SLOW: list[Way] = [saved_again, pages_swapped]


def mutations(content: bytes, count: int, slow: int = 0) -> Iterator[bytes]:
    """`count` files none of which is `content`; `slow` of them by another program."""
    chance = random.Random(2021_8)  # noqa: S311
    for number in range(count - slow):
        yield QUICK[number % len(QUICK)](content, chance, number)
    for number in range(slow):
        yield SLOW[number % len(SLOW)](content, chance, number)


def asked_of_the_register(content: bytes) -> Any:
    """What /verifiera/ would answer, without the page: 2,000 pages take a minute."""
    from django.http import HttpRequest

    from certificates.forms.uploads import FingerprintHandler
    from certificates.forms.verify import VerifyFields
    from certificates.queries.documents import Answer, answer_for

    handler: Any = FingerprintHandler(HttpRequest())
    handler.new_file("file", "intyg.pdf", "application/pdf", len(content))
    handler.receive_data_chunk(content, 0)
    form = VerifyFields({}, {"file": handler.file_complete(len(content))})
    if not form.is_valid():
        return Answer(known=False)
    return answer_for("", form.cleaned_data["file"].sha256)
