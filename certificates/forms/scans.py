"""Scans and photographs of signed originals, and what somebody says a page is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.files import CleanFile, Unfit
from bt_admin.lib.scans import sheets_of
from bt_admin.lib.uploads import FilesField
from certificates.actions.scans import TakenApart

MOST = 10  # a telephone's pictures, one sheet each


class ScanFields(forms.Form):
    """Files become lists of their pages, each with the codes that can be read on it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["files"] = FilesField(
            label=_("Foton eller skannade sidor"),
            help_text=_(
                "PDF, JPEG eller PNG, högst 10\u00a0MB per fil. Högst 10 filer åt gången."
            ),
            required=True,
            most=MOST,
        )

    def clean_files(self) -> list[TakenApart]:
        return [self._apart(file) for file in self.cleaned_data["files"]]

    def _apart(self, file: CleanFile) -> TakenApart:
        try:
            return TakenApart(file, sheets_of(file))
        except Unfit as unfit:
            raise forms.ValidationError(
                f"{file.name}: {unfit.text}", code=unfit.why
            ) from None


class PlaceFields(forms.Form):
    """Which page is it? `places` are those of the valid originals."""

    place = forms.ChoiceField()
    replaces = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, places: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        place = self.fields["place"]
        place.label = _("Vilken sida är det?")
        place.choices = [("", _("Välj sida")), *places]
        place.error_messages["required"] = _("Välj vilken sida det är.")
        place.error_messages["invalid_choice"] = _(
            "Sidan hör inte till de här originalen. Läs om sidan."
        )
        self.fields["replaces"].label = _("Ersätt den som redan ligger där")
