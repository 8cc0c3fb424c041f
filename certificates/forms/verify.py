"""What somebody with a certificate in their hand asks: a code, a file, or both."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib import control_codes
from certificates.forms.uploads import LIMIT, MEGABYTE, Fingerprint


class VerifyFields(forms.Form):
    """`too_large` is the size in bytes of a request whose file was not read."""

    code = forms.CharField(required=False, max_length=200)
    file = forms.FileField(required=False, allow_empty_file=True, max_length=None)
    asked = ("code", "file")  # one of them is needed: neither is «valfritt»

    def __init__(self, *args: Any, too_large: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        self.too_large = too_large
        code, file = self.fields["code"], self.fields["file"]
        code.label = _("Kontrollkod")
        code.help_text = _(
            "Står längst ner på varje sida av intyget och i filen ”Läs mig först”. "
            "Stora eller små bokstäver, mellanslag och streck spelar ingen roll."
        )
        code.widget.attrs = {"autocomplete": "off", "spellcheck": "false"}
        code.error_messages["max_length"] = _("Koden har 32 tecken.")
        file.label = _("eller intyget som PDF")
        file.help_text = _("Filen jämförs och sparas inte. Högst 5 MB.")
        file.widget.attrs = {"accept": "application/pdf"}

    def clean_code(self) -> str:
        text = self.cleaned_data["code"]
        try:
            return control_codes.read(text) if text else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_file(self) -> Fingerprint | None:
        if self.too_large:
            raise forms.ValidationError(
                _("Filen är %(size)s MB. Högst %(most)s MB går att ladda upp.")
                % {
                    "size": max(self.too_large // MEGABYTE, LIMIT // MEGABYTE + 1),
                    "most": LIMIT // MEGABYTE,
                }
            )
        file = self.cleaned_data["file"]
        if file and not file.size:
            raise forms.ValidationError(_("Filen är tom. Välj intyget som PDF."))
        if file and not file.is_pdf:
            raise forms.ValidationError(_("Filen är ingen PDF. Välj intyget som PDF."))
        if file and not file.is_whole:
            raise forms.ValidationError(
                _("Filen går inte att öppna. Hämta den på nytt och försök igen.")
            )
        return file

    def clean(self) -> None:
        given = self.cleaned_data.get("code") or self.cleaned_data.get("file")
        if not given and not self.errors:
            self.add_error(
                "code", _("Skriv kontrollkoden, eller välj intyget som PDF.")
            )
