"""Files in a form: counted while they arrive, and checked before the form is valid."""

import io
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.core.validators import EMPTY_VALUES
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bt_admin.lib.files import LIMIT, MEGABYTE, MOST_FILES, SENTENCES, Unfit, clean

MOST_KEPT = MOST_FILES * LIMIT  # of one request, in memory
PATIENCE = 100 * MEGABYTE  # somebody who sends more is cut off
TYPES = "application/pdf,image/jpeg,image/png"


class Sent(UploadedFile):
    """A file as it was sent. Too large, and there is nothing in it but that."""

    def __init__(self, name: str, content: bytes, too_large: bool) -> None:
        super().__init__(io.BytesIO(content), name, size=len(content))
        self.content, self.too_large = content, too_large


class CountingHandler(FileUploadHandler):
    """Keeps each file up to LIMIT, and reads on without looking beyond it.

    So the fields that follow the file are read as well, and the browser gets our page
    for an answer and not a broken connection.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.seen = self.kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.pieces: list[bytes] = []
        self.size, self.too_large = 0, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen += len(raw_data)
        if self.seen > PATIENCE:
            raise StopUpload(connection_reset=True)
        self.size += len(raw_data)
        self.kept += len(raw_data)
        if self.size > LIMIT or self.kept > MOST_KEPT:
            self.pieces, self.too_large = [], True
        if not self.too_large:
            self.pieces.append(raw_data)

    def file_complete(self, file_size: int) -> Sent:
        return Sent(self.file_name or "", b"".join(self.pieces), self.too_large)


class FilesInput(forms.FileInput):
    """Several at a time; a telephone offers its camera when asked for `capture`."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files


class FilesField(forms.Field):
    """Becomes a list of `CleanFile`, of as many as `most` files."""

    def __init__(
        self, *, camera: bool = False, most: int = MOST_FILES, **kwargs: Any
    ) -> None:
        self.most = most
        attrs = {"accept": "image/jpeg,image/png" if camera else TYPES}
        if camera:
            attrs["capture"] = "environment"
        kwargs = {"required": False, **kwargs}
        super().__init__(widget=FilesInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> list[Any]:
        sent = [] if value in EMPTY_VALUES else value
        if self.required and not sent:
            raise forms.ValidationError(_("Välj en fil."), code="required")
        if len(sent) > self.most:
            text = SENTENCES["too_many"] % {"most": self.most}
            raise forms.ValidationError(text, code="too_many")
        return [self.one(file, alone=len(sent) == 1) for file in sent]

    def one(self, file: Any, *, alone: bool) -> Any:
        try:
            if file.too_large:
                raise Unfit("too_large")
            return clean(file.name, file.content)
        except Unfit as unfit:
            text = unfit.text if alone else f"{file.name}: {unfit.text}"
            raise forms.ValidationError(text, code=unfit.why) from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None  # no browser lets a page choose a file


def say_what_did_not_follow(form: forms.Form, *names: str) -> None:
    """A page that comes back cannot hold the files: say so where they were chosen."""
    for name in names:
        given = form.fields[name].widget.value_from_datadict(
            form.data, form.files, form.add_prefix(name)
        )
        if given and name not in form.errors:
            form.add_error(name, _("Välj filen igen. Den följde inte med tillbaka."))
