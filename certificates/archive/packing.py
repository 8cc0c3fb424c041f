"""The zip: description, papers, data, how to read it, and checksums of all of it."""

import hashlib
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from django.utils.timezone import localtime

from .contents import Handling, Package

FORMAT = "urn:bt-admin:arkivpaket:1"
METADATA, SCHEMA, README = "metadata.xml", "arkivpaket.xsd", "las-mig-forst.txt"
SUMS = "checksummor.sha256"
XSD = Path(__file__).with_name(SCHEMA)
# Same contents, same bytes: a zip file would otherwise carry the time of day.
UNDATED = (1980, 1, 1, 0, 0, 0)


def pack(package: Package) -> bytes:
    """The zip file. Same package: same bytes."""
    files = {
        README: read_me(package).encode("utf-8-sig"),
        METADATA: metadata(package),
        SCHEMA: XSD.read_bytes(),
        **{file.path: file.content for file in package.files},
    }
    files[SUMS] = sums(files)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            info = zipfile.ZipInfo(path, date_time=UNDATED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return target.getvalue()


def sums(files: dict[str, bytes]) -> bytes:
    """As `sha256sum -c` reads it."""
    lines = (
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(files.items())
    )
    return "".join(lines).encode()


# ------------------------------------------------------------------- the description
def metadata(package: Package) -> bytes:
    root = ET.Element("arkivpaket", {"xmlns": FORMAT, "version": "1"})
    add(root, "arkivbildare", package.creator)
    add(root, "system", "bt-admin")
    add(root, "diarienummer", package.case_number)
    add(root, "gallringsklass", package.retention)
    matter = ET.SubElement(root, "arende")
    add(matter, "typ", "Slutbedömning i bastjänstgöring")
    add(matter, "avser", package.about)
    add(matter, "inleddes", package.began_on)
    add(matter, "avslutades", package.ended_on)
    add(matter, "utfall", package.outcome)
    listed = ET.SubElement(root, "handlingar")
    for number, one in enumerate(package.handlingar, start=1):
        describe(ET.SubElement(listed, "handling", {"nr": str(number)}), one)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def describe(node: ET.Element, one: Handling) -> None:
    add(node, "typ", one.kind)
    add(node, "titel", one.title)
    add(node, "upprattad", one.made_at)
    for signed in one.signed:
        who = ET.SubElement(node, "signerad", {"tid": text_of(signed.at)})
        add(who, "namn", signed.name)
        add(who, "roll", signed.role)
    for pen in one.pens:
        who = ET.SubElement(node, "underskriven", {"dag": text_of(pen.on)})
        add(who, "namn", pen.name)
        add(who, "roll", pen.role)
        add(who, "ort", pen.place)
    add(node, "kontrollkod", one.control_code)
    add(node, "mall", one.template)
    if one.revoked_at:
        gone = ET.SubElement(node, "aterkallad", {"tid": text_of(one.revoked_at)})
        gone.text = clean(one.revoked_reason)
    for file in one.files:
        facts = {
            "format": file.format,
            "storlek": str(len(file.content)),
            "sha256": hashlib.sha256(file.content).hexdigest(),
        }
        if file.scanned:
            facts |= {
                "sida": str(file.scanned.page),
                "kod": file.scanned.code,
                "inlagd": text_of(file.scanned.at),
                "av": clean(file.scanned.by),
                "kalla": file.scanned.source_sha256,
            }
        ET.SubElement(node, "fil", facts).text = file.path


def add(node: ET.Element, tag: str, value: str | date) -> None:
    """A child, unless there is nothing to say."""
    if value:
        ET.SubElement(node, tag).text = text_of(value)


def text_of(value: str | date) -> str:
    if isinstance(value, datetime):
        return localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else clean(value)


def clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(
        sign
        if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff")
        else "\ufffd"
        for sign in text.replace("\r\n", "\n")
    )


# ------------------------------------------------------------------------ for people
def read_me(package: Package) -> str:
    lines = "\n".join(
        f"{file.path}\n    {one.kind}: {one.title}"
        for one in package.handlingar
        for file in one.files
    )
    text = f"""\
ARKIVPAKET: SLUTBEDÖMNING I BASTJÄNSTGÖRING
{package.about}
{package.creator}
Diarienummer: {package.case_number or "inte angivet"}

Paketet innehåller bara upprättade handlingar: underlaget så som det frystes, och intyg
som är signerade. Utkast finns inte med. I mappen original ligger de underskrivna papperen så
som de skannades eller fotograferades, sida för sida; {METADATA} har sidans nummer, vem som
lade in den och när, och kontrollsumman för filen som den kom i.

{METADATA} beskriver handlingarna och följer schemat {SCHEMA}.
{SUMS} har kontrollsummor (SHA-256) för alla andra filer. Kontrollera med
    sha256sum -c {SUMS}
eller i bt-admin med
    manage.py read_archive paketet.zip

HANDLINGAR

{lines}
"""
    return text.replace("\n", "\r\n")
