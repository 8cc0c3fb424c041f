"""The office's forms about the public record: giving out, holding, the final day."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField
from recruitment.rules.disclosure import FIELDS, Masking, proposed

OPEN, MASK = "open", "mask"


class FinalDayForm(forms.Form):
    final_on = DateField(label=gettext_lazy("Beslutet fick laga kraft"))


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Varför ska inget gallras?"),
        max_length=300,
        help_text=gettext_lazy("Till exempel en anmälan om diskriminering."),
    )


class DisclosureForm(forms.Form):
    """One choice for each kind of thing in the application, begun with the proposal."""

    request = forms.CharField(
        label=gettext_lazy("Vad har begärts ut?"),
        max_length=200,
        help_text=gettext_lazy("Fråga inte vem det är eller varför."),
    )

    def __init__(self, *args: Any, keys: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys
        for one in proposed(keys):
            field = FIELDS[one.field]
            words = f"{field.why} Se {one.source.label}."
            self.fields[f"do_{one.field}"] = forms.ChoiceField(
                label=field.label,
                help_text=words,
                choices=[(OPEN, "Lämna ut"), (MASK, "Maska")],
                initial=MASK if one.is_masked else OPEN,
                widget=Choices(unfolds={MASK: [f"why_{one.field}"]}),
            )
            self.fields[f"why_{one.field}"] = forms.CharField(
                label=f"Skäl, {field.label.lower()}",
                max_length=200,
                required=False,
                initial=field.why if one.is_masked else "",
            )

    def decisions(self, by: str) -> Mapping[str, Masking]:
        data = self.cleaned_data
        return {
            key: Masking(
                key,
                data[f"do_{key}"] == MASK,
                FIELDS[key].source,
                data[f"why_{key}"],
                decided_by=by,
            )
            for key in self.keys
        }
