"""The form of the region's checklist: one box for each part, one line for each row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.enums import ChecklistSection
from assessments.forms.texts import text_box
from assessments.rules.checklists import Lines

SECTION_LONGEST = 5000
HINTS = {
    ChecklistSection.INTRODUCTION: gettext_lazy(
        "Det som ska fungera under de första dagarna."
    ),
    ChecklistSection.ACTIVITY: gettext_lazy("Det man ska ha varit med om."),
    ChecklistSection.ASSESSMENT: gettext_lazy(
        "Observationer och andra bedömningar att be om."
    ),
    ChecklistSection.TOPIC: gettext_lazy("Det som tas upp i handledarsamtalen."),
    ChecklistSection.DEEPENING: gettext_lazy(
        "För den som vill gå djupare. Räknas inte som kvar."
    ),
}


class ChecklistForm(forms.Form):
    def __init__(self, *args: Any, lines: Lines, number: int, **kwargs: Any) -> None:
        told = {key: "\n".join(lines.get(key, ())) for key in ChecklistSection.values}
        super().__init__(*args, initial={**told, "number": number}, **kwargs)
        for key in ChecklistSection:
            rows = max(4, len(lines.get(key, ())) + 1)
            self.fields[key.value] = text_box(
                str(key.label), str(HINTS[key]), SECTION_LONGEST, rows
            )
        self.fields["number"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0
        )

    def lines(self) -> dict[str, list[str]]:
        """Each part's lines, without the empty ones and with single spaces."""
        given = self.cleaned_data
        return {
            key: [
                " ".join(row.split()) for row in given[key].splitlines() if row.strip()
            ]
            for key in ChecklistSection.values
        }
