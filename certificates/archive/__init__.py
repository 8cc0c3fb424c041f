"""The archive package of a finished dossier: made, and read back in.

A zip with the papers as PDF/A, the data as JSON, a description as XML, and checksums.
Nothing here knows the database. Same contents: same bytes.
"""

from .contents import Handling, Package, PackedFile, Pen, Scanned, Signatory, as_json
from .packing import FORMAT, METADATA, README, SUMS, pack
from .reading import Reading, read_package

__all__ = [
    "FORMAT",
    "METADATA",
    "README",
    "SUMS",
    "Handling",
    "Package",
    "PackedFile",
    "Pen",
    "Reading",
    "Scanned",
    "Signatory",
    "as_json",
    "pack",
    "read_package",
]
