"""The office's forms about the public record: giving out, holding, the final day."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField
from recruitment.rules.disclosure import FIELDS, Masking, proposed
from recruitment.rules.disclosure_papers import (
    NOTHING,
    PARAGRAPHS,
    PART,
    WHOLE,
    PaperDecision,
    read_pages,
)

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
    """One choice for each kind of thing in the application, begun with the proposal.

    And one for each file, begun with nothing: `papers` are (key, label).
    """

    request = forms.CharField(
        label=gettext_lazy("Vad har begärts ut?"),
        max_length=200,
        help_text=gettext_lazy("Fråga inte vem det är eller varför."),
    )

    def __init__(
        self,
        *args: Any,
        keys: tuple[str, ...],
        papers: Sequence[tuple[str, str]] = (),
        is_protected: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.keys, self.papers = keys, dict(papers)
        self.asked: set[str] = set()
        self.proposed = {
            one.field: one for one in proposed(keys, is_protected=is_protected)
        }
        for one in self.proposed.values():
            field = FIELDS[one.field]
            words = f"{one.reason} Se {one.source.label}."
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
                initial=one.reason if one.is_masked else "",
            )

        for key, label in papers:
            self.fields |= paper_fields(key, label)
            self.asked |= {f"{name}_{key}" for name in ("how", "pages", "law", "why")}

    def clean(self) -> None:
        """What is written of pages is read here, and kept as it was typed if it cannot be."""
        for key in self.papers:
            typed = self.cleaned_data.get(f"pages_{key}", "")
            try:
                self.cleaned_data[f"pages_{key}"] = read_pages(typed)
            except ValueError:
                words = _("Skriv sidorna som 2, 4–5.")
                self.add_error(f"pages_{key}", words)

    @property
    def paper_decisions(self) -> list[PaperDecision]:
        said = self.cleaned_data
        return [
            PaperDecision(
                key=key,
                label=label,
                how=said[f"how_{key}"],
                left_out=said[f"pages_{key}"] if said[f"how_{key}"] == PART else (),
                source=PARAGRAPHS.get(said[f"law_{key}"])
                if said[f"how_{key}"] != WHOLE
                else None,
                reason=said[f"why_{key}"],
            )
            for key, label in self.papers.items()
        ]

    def decisions(self, by: str) -> Mapping[str, Masking]:
        data = self.cleaned_data
        return {
            key: Masking(
                key,
                data[f"do_{key}"] == MASK,
                self.proposed[key].source,
                data[f"why_{key}"],
                decided_by=by,
            )
            for key in self.keys
        }


def paper_fields(key: str, label: str) -> dict[str, forms.Field]:
    """What is asked about one file: how, which pages, by which paragraph, and why."""
    return {
        f"how_{key}": forms.ChoiceField(
            label=label,
            required=False,
            choices=[
                (WHOLE, _("Lämna ut hela filen")),
                (PART, _("Lämna bort några sidor")),
                (NOTHING, _("Lämna bort hela filen")),
            ],
            widget=forms.RadioSelect,
        ),
        f"pages_{key}": forms.CharField(
            label=_("Sidor som lämnas bort, %s") % label,
            required=False,
            max_length=100,
            help_text=_("Till exempel 2, 4–5. Sidan tas bort helt ur kopian."),
        ),
        f"law_{key}": forms.ChoiceField(
            label=_("Paragraf, %s") % label,
            required=False,
            choices=[
                ("", _("Välj")),
                *((name, one.label) for name, one in PARAGRAPHS.items()),
            ],
        ),
        f"why_{key}": forms.CharField(
            label=_("Skäl, %s") % label, required=False, max_length=200
        ),
    }
