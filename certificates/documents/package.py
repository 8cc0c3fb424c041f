"""Everything for the envelope in one file: the PDFs, and what to do with them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import fill

# Same papers, same bytes: a zip file would otherwise carry the time of day.
UNDATED = (1980, 1, 1, 0, 0, 0)
READ_ME = "las-mig-forst.txt"
COVER = "foljesedel.pdf"


@dataclass(frozen=True)
class PackedFile:
    """A file of the package, and what the reader needs to know about it."""

    name: str
    form: str  # "Bilaga 2, Intyg om delmål i bastjänstgöringen (BT1–BT4)"
    number: int | None
    signatories: tuple[str, ...]
    control_code: str
    content: bytes


def pack(
    files: Sequence[PackedFile],
    *,
    doctor: str,
    verify_address: str,
    to: Sequence[str] = (),
    told: Sequence[str] = (),
    cover: bytes = b"",
) -> bytes:
    """The zip file, the cover sheet first if there is one. Same arguments: same bytes.

    `to`: the lines of the address. `told`: what is sent, and what it costs.
    """
    text = read_me(
        files, doctor=doctor, verify_address=verify_address, to=to, told=told
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        # Windows' Notepad recognises Swedish letters by the mark at the beginning.
        _add(archive, READ_ME, text.replace("\n", "\r\n").encode("utf-8-sig"))
        if cover:
            _add(archive, COVER, cover)
        for file in files:
            _add(archive, file.name, file.content)
    return target.getvalue()


def read_me(
    files: Iterable[PackedFile],
    *,
    doctor: str,
    verify_address: str,
    to: Sequence[str] = (),
    told: Sequence[str] = (),
) -> str:
    """«Läs mig först»: how the papers are signed and sent, and which they are."""
    address = "\n".join(f"   {line}" for line in to)
    about = "\n".join(fill(line, 79) + "\n" for line in told)
    papers = "\n".join(_about(file) for file in files)
    return f"""\
ANSÖKAN OM INTYG OM GODKÄND BASTJÄNSTGÖRING
{doctor}

SÅ GÖR DU

1. Skriv ut filerna på A4-papper i verklig storlek (100 %).
2. Den som står vid filen här nedanför skriver under med penna i rutan
   Namnteckning och skriver ort och datum bredvid.
3. Fotografera eller skanna de underskrivna sidorna. Lägg in dem i bt-admin,
   under Ansökan och Original, och registrera underskrifterna.
4. Kontrollera aktuell avgift. Vad som är känt om den står under
   ATT SKICKA.
5. Lägg originalen och kopiorna i kuvertet i nummerordning, följesedeln överst,
   och skicka dem med post.

{address}

6. Registrera i bt-admin att ansökan är skickad.

ATT SKICKA

{about}
FILERNA

{papers}
SÅ PRÖVAS ETT INTYG

Kontrollkoden står längst ner på varje sida, utanför det som är
Socialstyrelsens. Den som har koden eller filen kan pröva den på
{verify_address}
Svaret är att intyget är identiskt med det som utfärdades, att det är
återkallat, eller att det är okänt. Ingenting annat visas.
"""


def _about(file: PackedFile) -> str:
    number = "ingen, det är själva ansökan" if file.number is None else str(file.number)
    pens = "\n                     ".join(file.signatories)
    return (
        f"{file.name}\n"
        f"   Blankett:         {file.form}\n"
        f"   Bilaga nr:        {number}\n"
        f"   Skrivs under av:  {pens}\n"
        f"   Kontrollkod:      {file.control_code}\n"
    )


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, UNDATED)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)
