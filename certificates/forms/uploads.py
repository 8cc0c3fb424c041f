"""A file that is compared and never kept: hashed while it arrives.

Django's own handlers keep an upload in memory or on disk. This one keeps its SHA-256
and its two ends; beyond the limit it reads on without looking, so that the browser
gets our page for an answer and not a broken connection.
"""

import hashlib
import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MEGABYTE = 1024 * 1024
LIMIT = 5 * MEGABYTE  # our PDFs are a tenth of a megabyte
PATIENCE = 100 * MEGABYTE  # somebody who sends more is cut off
END = 1024


class Fingerprint(UploadedFile):
    """A file of which we know the name, the size, the SHA-256 and the two ends."""

    def __init__(
        self, name: str, size: int, sha256: str, head: bytes, tail: bytes
    ) -> None:
        super().__init__(io.BytesIO(), name, "application/octet-stream", size)
        self.sha256, self.head, self.tail = sha256, head, tail

    @property
    def is_pdf(self) -> bool:
        return b"%PDF-" in self.head

    @property
    def is_whole(self) -> bool:
        """Does the file end as a PDF does? One cut short does not."""
        return b"%%EOF" in self.tail


class FingerprintHandler(FileUploadHandler):
    """Takes the fingerprint of each file; `too_large` when there was more than LIMIT.

    The limit is for all files of the request together.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.seen = 0
        self.too_large = False
        self.expected = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        self.expected = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest = hashlib.sha256()
        self.head = self.tail = b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.seen > LIMIT:
            self.too_large = True
            raise StopUpload(connection_reset=self.expected > PATIENCE)
        self.digest.update(raw_data)
        self.head = self.head or raw_data[:END]
        self.tail = (self.tail + raw_data)[-END:]

    def file_complete(self, file_size: int) -> Fingerprint:
        return Fingerprint(
            self.file_name or "",
            file_size,
            self.digest.hexdigest(),
            self.head,
            self.tail,
        )
