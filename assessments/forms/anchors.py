"""The form for the region's own words about one requirement row."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.texts import text_box

LONGEST = 5000  # the rule counts lines, and says which is too long


class AnchorForm(forms.Form):
    def __init__(self, *args: Any, held: Any, **kwargs: Any) -> None:
        initial = {"lines": "\n".join(held.lines), "number": held.number}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["lines"] = text_box(
            _("Så märks det i vardagen"),
            _("En sak på varje rad, högst fem. Det någon kan se eller höra."),
            LONGEST,
            rows=5,
        )
        self.fields["number"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0
        )
        self.asked = {"lines"}
        self.readers = {"lines": _("Läses av alla i regionens BT.")}

    def lines(self) -> list[str]:
        """Without empty lines, and with single spaces."""
        rows = self.cleaned_data["lines"].splitlines()
        return [" ".join(row.split()) for row in rows if row.strip()]
