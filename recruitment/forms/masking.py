"""What the office puts in instead of what could not be masked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.uploads import FilesField, say_what_did_not_follow


class MaskedFileForm(forms.Form):
    """One file without names; `file` is it, made anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(
            label=_("En version utan namn"),
            required=True,
            help_text=_(
                "PDF, JPG eller PNG, högst 10 MB. Av en PDF med text blir det texten som "
                "visas, maskad. En svart ruta över text döljer ingenting."
            ),
        )

    def clean_files(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["files"]
        if len(files) > 1:
            raise forms.ValidationError(_("Välj en fil."))
        return files

    @property
    def file(self) -> Any:
        return self.cleaned_data["files"][0]

    def say_what_did_not_follow(self) -> None:
        say_what_did_not_follow(self, "files")
