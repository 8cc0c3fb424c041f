"""Which originals lie in the envelope: one tick for each row of the check list."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from certificates.queries.scans import Checked


class EnvelopeFields(forms.Form):
    """Drawn by the check list itself, a tick in each row."""

    packed = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, rows: Sequence[Checked], **more: Any) -> None:
        super().__init__(*args, **more)
        packed = self.fields["packed"]
        packed.label = _("I kuvertet")
        packed.choices = [(row.key, row.name) for row in rows]
        packed.error_messages["invalid_choice"] = _(
            "Ett av originalen är ersatt av ett nyare. Läs om sidan, och lägg det nya i "
            "kuvertet."
        )
        self.rows = rows

    def documents(self) -> set[UUID]:
        return {UUID(key) for key in self.cleaned_data["packed"]}

    @property
    def ticked(self) -> set[str]:
        """The rows with a tick: as sent, else as they are."""
        if self.is_bound:
            return set(self.data.getlist("packed"))
        return {row.key for row in self.rows if row.packed}
