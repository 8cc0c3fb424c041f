"""The archive package: the same bytes each time, and every fault told by name."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from certificates.archive import (
    METADATA,
    README,
    SUMS,
    Handling,
    Package,
    PackedFile,
    Pen,
    Scanned,
    Signatory,
    as_json,
    pack,
    read_package,
)
from certificates.archive.packing import SCHEMA, XSD, metadata, sums

AT = datetime(2027, 12, 20, 9, 30, tzinfo=UTC)
DOSSIER = Handling(
    kind="Underlag för slutbedömning",
    title="Underlag för slutbedömning, Máire Öhrnberg",
    made_at=AT,
    control_code="-".join(["7F3A"] * 8),
    template="underlag/1",
    files=(
        PackedFile("handlingar/underlag.pdf", "PDF/A-3a", b"%PDF-1.7 underlag"),
        PackedFile("data/underlag.json", "JSON", as_json({"doctor": "Máire"})),
    ),
)
CERTIFICATE = Handling(
    kind="Intyg om delmål i bastjänstgöringen",
    title="Bilaga 2 (BT1–BT4) \x0b<&>",
    made_at=AT,
    signed=(Signatory("Þórdís Ek", "huvudansvarig handledare", AT),),
    pens=(Pen("Þórdís Ek", "huvudansvarig handledare", "Växjö", AT.date()),),
    revoked_at=AT,
    revoked_reason="Fel datum.",
    files=(
        PackedFile("data/01-bilaga-2-delmal.json", "JSON", as_json({"a": 1})),
        PackedFile(
            "original/01-bilaga-2-delmal-sida-2.jpg",
            "JPEG",
            b"\xff\xd8\xff blad",
            Scanned(2, "-".join(["7F3A"] * 8), "Eva Ask", AT, "0" * 64),
        ),
    ),
)
PACKAGE = Package(
    creator="Region Kronoberg",
    about="Máire Öhrnberg",
    began_on=date(2027, 1, 11),
    ended_on=date(2027, 12, 20),
    outcome="Baskompetens uppnådd",
    handlingar=(DOSSIER, CERTIFICATE),
    case_number="BT 2027-0042",
    retention="4.2.1 bevaras",
)


def files_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return target.getvalue()


def resummed(files):
    """As somebody would who changes the checksums along with the files."""
    rest = {path: content for path, content in files.items() if path != SUMS}
    return zipped({**rest, SUMS: sums(rest)})


WHOLE = pack(PACKAGE)
FILES = files_of(WHOLE)


def test_the_same_contents_are_the_same_bytes():
    assert pack(replace(PACKAGE)) == WHOLE
    assert pack(replace(PACKAGE, case_number="")) != WHOLE


@pytest.mark.parametrize(
    "package",
    [PACKAGE, replace(PACKAGE, case_number="", retention="", handlingar=(DOSSIER,))],
)
def test_the_description_follows_the_schema(package):
    schema = etree.XMLSchema(etree.fromstring(XSD.read_bytes()))
    schema.assertValid(etree.fromstring(metadata(package)))


def test_it_reads_back_in():
    reading = read_package(WHOLE)
    assert reading.faults == []
    assert reading.sha256 == hashlib.sha256(WHOLE).hexdigest()
    assert reading.data["data/underlag.json"] == {"doctor": "Máire"}
    facts = {key: reading.metadata[key] for key in ("arkivbildare", "diarienummer")}
    assert facts == {"arkivbildare": "Region Kronoberg", "diarienummer": "BT 2027-0042"}
    assert reading.metadata["avslutades"] == "2027-12-20"
    assert [one["titel"] for one in reading.metadata["handlingar"]] == [
        "Underlag för slutbedömning, Máire Öhrnberg",
        "Bilaga 2 (BT1–BT4) \ufffd<&>",
    ]
    assert "BT 2027-0042" in reading.files[README].decode()


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_changed_byte_is_told_by_name(path):
    changed = bytearray(FILES[path])
    changed[len(changed) // 2] ^= 1
    reading = read_package(zipped(FILES | {path: bytes(changed)}))
    if path == SUMS:  # then it is the file on that line that does not agree with it
        assert len(reading.faults) >= 1
    else:
        assert reading.faults == [f"{path}: är ändrad"]


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_missing_file_is_told_by_name(path):
    rest = {name: content for name, content in FILES.items() if name != path}
    assert read_package(zipped(rest)).faults == [f"{path}: saknas"]


def test_an_extra_file_is_told_by_name():
    reading = read_package(zipped(FILES | {"handlingar/utkast.pdf": b"%PDF"}))
    assert reading.faults == ["handlingar/utkast.pdf: hör inte till paketet"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"handlingar/underlag.pdf": b"%PDF-1.7 annat"},
            f"handlingar/underlag.pdf: stämmer inte med {METADATA}",
        ),
        ({"../ut.txt": b"ut"}, f"../ut.txt: står inte i {METADATA}"),
        ({"mer.txt": b"mer"}, f"mer.txt: står inte i {METADATA}"),
        ({METADATA: b"<arkivpaket"}, f"{METADATA}: är ingen XML"),
        (
            {
                METADATA: b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
            },
            f"{METADATA}: har en DTD",
        ),
        (
            {METADATA: FILES[METADATA].replace(b"<avser>", b"<annat/><avser>")},
            f"{METADATA}, rad ",
        ),
        ({SCHEMA: b"<allt-duger/>"}, ""),  # ours is the one that counts
        (
            {METADATA: FILES[METADATA].replace(b'"JPEG"', b'"PNG"')},
            "original/01-bilaga-2-delmal-sida-2.jpg: är inte PNG",
        ),
        (
            {METADATA: FILES[METADATA].replace(b'storlek="8"', b'storlek="9"')},
            "original/01-bilaga-2-delmal-sida-2.jpg: har en annan storlek",
        ),
    ],
)
def test_new_checksums_hide_nothing(changed, expected):
    faults = read_package(resummed(FILES | changed)).faults
    assert [one[: len(expected)] for one in faults] == ([expected] if expected else [])


@pytest.mark.parametrize("content", [b"", b"PK", WHOLE[:-40], WHOLE[:200]])
def test_what_is_no_whole_zip(content):
    [fault] = read_package(content).faults
    assert fault.startswith("Filen är inget helt zip-arkiv")


def test_a_byte_changed_inside_the_zip_is_told():
    place = WHOLE.index(b"handlingar/underlag.pdf") + len("handlingar/underlag.pdf") + 3
    broken = WHOLE[:place] + bytes([WHOLE[place] ^ 0xFF]) + WHOLE[place + 1 :]
    faults = read_package(broken).faults
    assert faults
    assert all(one.startswith("handlingar/underlag.pdf: ") for one in faults)


def test_the_command_tells_unpacks_and_refuses(tmp_path, capsys):
    path, folder = tmp_path / "paket.zip", tmp_path / "ut"
    path.write_bytes(WHOLE)
    call_command("read_archive", path, into=folder)
    told = capsys.readouterr().out
    assert "paket.zip är helt: 8 filer." in told
    assert "Underlag för slutbedömning, Máire Öhrnberg" in told
    assert (folder / "handlingar/underlag.pdf").read_bytes() == b"%PDF-1.7 underlag"
    path.write_bytes(zipped(FILES | {"mer.txt": b"mer"}))
    with pytest.raises(CommandError, match=r"mer\.txt: hör inte till paketet"):
        call_command("read_archive", path)
    with pytest.raises(CommandError, match="Det går inte"):
        call_command("read_archive", tmp_path / "finns-inte.zip")
