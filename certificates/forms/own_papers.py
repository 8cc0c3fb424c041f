"""The doctor's own papers, which go with bilaga 1 as copies."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from certificates.documents import NotInFont
from certificates.documents.text import printable

MOST_OWN = 9
MOST_IN_A_LINE = 200


def text(
    label: str, empty: str = "", *, most: int = 80, **more: Any
) -> forms.CharField:
    too_long = _("Texten är %(show_value)s tecken och får vara högst %(limit_value)s.")
    return forms.CharField(
        label=label,
        max_length=most,
        error_messages={"required": empty, "max_length": too_long},
        **more,
    )


class OwnPapers(forms.Form):
    """One certificate a line for service before the licence, one for service abroad."""

    def own_papers(self) -> dict[str, forms.Field]:
        return {
            "before_licence": forms.CharField(
                label=_("Intyg om tjänstgöring före legitimation"),
                required=False,
                help_text=_("Ett intyg per rad: var och när. De får var sitt nummer."),
                widget=forms.Textarea(attrs={"rows": 3}),
            ),
            "abroad": text(
                _("Intyg om utländsk tjänstgöring"),
                most=MOST_IN_A_LINE,
                required=False,
                help_text=_(
                    "Blanketten har plats för ett nummer. Flera intyg fäster du ihop."
                ),
            ),
        }

    def clean_before_licence(self) -> tuple[str, ...]:
        lines = self.cleaned_data["before_licence"].splitlines()
        titles = tuple(" ".join(line.split()) for line in lines if line.strip())
        if len(titles) > MOST_OWN:
            words = _("Skriv högst %(most)s intyg. Fäst ihop dem som hör samman.")
            raise forms.ValidationError(words % {"most": MOST_OWN})
        if any(len(title) > MOST_IN_A_LINE for title in titles):
            words = _("Varje rad får vara högst %(most)s tecken.")
            raise forms.ValidationError(words % {"most": MOST_IN_A_LINE})
        return tuple(self.in_type(title) for title in titles)

    def clean_abroad(self) -> str:
        return self.in_type(self.cleaned_data["abroad"])

    def in_type(self, title: str) -> str:
        """For the cover sheet, which has the same characters as the forms."""
        try:
            return printable("title", title)
        except NotInFont as problem:
            words = _("Följesedeln kan inte skriva tecknet %(signs)s. Ta bort det.")
            raise forms.ValidationError(words % {"signs": problem.characters}) from None

    def has_own_papers(self) -> bool:
        names = ("before_licence", "abroad")
        return any(self[name].value() or self[name].errors for name in names)
