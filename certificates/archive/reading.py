"""Reading an archive package back in: is it whole, and what does it hold?

Nothing in it is believed. Each file is named that is missing, changed or not meant to
be there; the schema is ours and not the one that came along.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .contents import BEGINNINGS
from .packing import FORMAT, METADATA, README, SCHEMA, SUMS, XSD

MOST_BYTES = 1_000_000_000  # unpacked; a dossier with everything is a hundredth of it
MOST_FILES = 10_000
SPACE = {"a": FORMAT}
OWN = {METADATA, README, SCHEMA, SUMS}


@dataclass(frozen=True)
class Reading:
    """`faults` is empty when the package is whole; then `metadata` and `data` are read.

    `data` is every JSON file by its path.
    """

    sha256: str
    faults: list[str]
    metadata: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def read_package(content: bytes) -> Reading:
    """Everything in the package, or what is wrong with it, file by file."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        files, faults = unpacked(content)
    # zipfile says the last two of a compression it lacks, and of an encrypted file.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        return Reading(digest, [f"Filen är inget helt zip-arkiv: {error}"])
    faults += list(against_sums(files))
    if faults:
        return Reading(digest, faults)
    root, faults = description(files.get(METADATA, b""))
    if root is not None:
        faults += against_description(root, files)
    if root is None or faults:
        return Reading(digest, faults)
    data = {path: json.loads(files[path]) for path in files if path.endswith(".json")}
    return Reading(digest, [], metadata=told(root), data=data, files=files)


def is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def unpacked(content: bytes) -> tuple[dict[str, bytes], list[str]]:
    """The files by path, and those that could not be read."""
    files: dict[str, bytes] = {}
    faults = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        size = sum(info.file_size for info in infos)
        if len(infos) > MOST_FILES or size > MOST_BYTES:
            return {}, ["Paketet är större än något arkivpaket kan vara."]
        for info in infos:
            if info.filename in files:
                faults.append(f"{info.filename}: finns två gånger")
            try:
                files[info.filename] = archive.read(info)
            except Exception as error:  # whatever zlib or the checksum has to say
                faults.append(f"{info.filename}: går inte att packa upp ({error})")
                files[info.filename] = b""
    return files, faults


def against_sums(files: dict[str, bytes]) -> Iterator[str]:
    """Missing, changed and extra files, by name."""
    if SUMS not in files:
        yield f"{SUMS}: saknas"
        return
    expected = dict(lines_of(files[SUMS]))
    for path, digest in expected.items():
        if path not in files:
            yield f"{path}: saknas"
        elif hashlib.sha256(files[path]).hexdigest() != digest:
            yield f"{path}: är ändrad"
    for path in files:
        if path not in expected and path != SUMS:
            yield f"{path}: hör inte till paketet"


def lines_of(content: bytes) -> Iterator[tuple[str, str]]:
    for line in content.decode(errors="replace").splitlines():
        digest, _space, path = line.partition("  ")
        yield path, digest


def description(content: bytes) -> tuple[Any, list[str]]:
    """The description's root when it follows our schema; None, and why, when not."""
    from lxml import etree  # time that no start should wait for

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        return None, [f"{METADATA}: är ingen XML ({error})"]
    if root.getroottree().docinfo.doctype:
        return None, [f"{METADATA}: har en DTD, och det får den inte ha"]
    schema = etree.XMLSchema(etree.fromstring(XSD.read_bytes()))
    if not schema.validate(root):
        faults = [(one.line, one.message) for one in schema.error_log]
        return None, [f"{METADATA}, rad {line}: {why}" for line, why in faults]
    return root, []


def against_description(root: Any, files: dict[str, bytes]) -> Iterator[str]:
    named = {node.text or "": node for node in root.iterfind(".//a:fil", SPACE)}
    for path, node in named.items():
        if path not in files:
            yield f"{path}: saknas, men står i {METADATA}"
        elif hashlib.sha256(files[path]).hexdigest() != node.get("sha256"):
            yield f"{path}: stämmer inte med {METADATA}"
        elif str(len(files[path])) != node.get("storlek"):
            yield f"{path}: har en annan storlek än den i {METADATA}"
        elif not files[path].startswith(BEGINNINGS.get(node.get("format"), b"")):
            yield f"{path}: är inte {node.get('format')}"
    for path, content in files.items():
        if path not in named and path not in OWN:
            yield f"{path}: står inte i {METADATA}"
        elif path.endswith(".json") and not is_json(content):
            yield f"{path}: är ingen JSON"


def told(root: Any) -> dict[str, Any]:
    """The description as people ask for it."""
    matter = root.find("a:arende", SPACE)
    assert matter is not None
    facts = {plain(node): node.text for node in [*root, *matter] if not list(node)}
    return facts | {
        "handlingar": [
            {
                "typ": one.findtext("a:typ", "", SPACE),
                "titel": one.findtext("a:titel", "", SPACE),
                "upprattad": one.findtext("a:upprattad", "", SPACE),
                "filer": [node.text for node in one.iterfind("a:fil", SPACE)],
            }
            for one in root.iterfind(".//a:handling", SPACE)
        ]
    }


def plain(node: Any) -> str:
    return str(node.tag).partition("}")[2]
