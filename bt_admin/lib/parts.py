"""What an archive or a dossier holds, before it is HTML, JSON, PDF or a spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Fact = tuple[str, str]


@dataclass(frozen=True)
class File:
    """A file that lies in the archive as it is; `path` is its place there.

    `content` may be a way to read it: whoever looks at the page packs nothing.
    `is_picture`: of a paper, whatever text a scanner put behind it; `shows` is then the
    path of the file that was printed on that paper, and `page` which of its pages.
    `title` names nobody; `address` is where the file can be opened.
    """

    path: str
    content: bytes | Callable[[], bytes]
    is_picture: bool = False
    shows: str = ""
    page: int = 0
    title: str = ""
    address: str = ""

    def read(self) -> bytes:
        return self.content() if callable(self.content) else self.content


@dataclass(frozen=True)
class Entry:
    """One thing: an assessment, a kollegium, a period of service.

    `texts` are what people wrote, each under its heading, and `marks` the judgements
    on a scale. `more` goes to the data alone: numbers and keys for another system.
    """

    title: str
    facts: list[Fact] = field(default_factory=list)
    marks: list[Fact] = field(default_factory=list)
    texts: list[Fact] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A page of the archive. `key` is its file name and the name of its sheet."""

    key: str
    title: str
    entries: list[Entry]
    empty: str
    files: list[File] = field(default_factory=list)
