"""Bilaga 2: which delmål, and two boxes for each, beside the evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.rules.delmal import catalogue
from certificates.documents.splitting import DelmalEntry

MAX_TEXT = 6000  # more than a box on the form holds


@dataclass(frozen=True)
class Row:
    """One delmål on the page."""

    code: str
    heading: str
    evidence: list[Any]
    tick: Any
    activities: Any
    checks: Any
    certified: bool

    @property
    def chosen(self) -> bool:
        return bool(self.tick.data["selected"])

    @property
    def is_open(self) -> bool:
        return bool(self.activities.errors or self.checks.errors)


class DelmalFields(forms.Form):
    """`evidence` has a list for every delmål; `known` what stands or is suggested."""

    codes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        evidence: Mapping[str, list[Any]],
        known: Mapping[str, DelmalEntry],
        certified: frozenset[str],
        doctor: object,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.evidence, self.certified = evidence, certified
        choices = forms.MultipleChoiceField(
            label=_("Delmål som intyget avser"),
            choices=[(code, code) for code in evidence],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["codes"] = choices
        readers = _("Läses av %(doctor)s och av Socialstyrelsen.") % {"doctor": doctor}
        self.readers = {}
        for code in evidence:
            entry = known.get(code, DelmalEntry(code, "", ""))
            self._add(
                f"activities_{code}", _("Utbildningsaktiviteter"), entry.activities
            )
            self._add(f"checks_{code}", _("Hur det har kontrollerats"), entry.checks)
            self.readers[f"checks_{code}"] = readers

    def _add(self, name: str, label: str, text: str) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            initial=text,
            required=False,
            max_length=MAX_TEXT,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    @property
    def asked(self) -> list[str]:
        """Not marked «valfritt»: asked for as soon as the delmål is chosen."""
        return list(self.fields)

    @property
    def rows(self) -> Iterator[Row]:
        headings = {one.code: one.heading for one in catalogue().delmal}
        for tick in self["codes"].subwidgets:
            code = tick.data["value"]
            yield Row(
                code=code,
                heading=headings.get(code, ""),
                evidence=self.evidence[code],
                tick=tick,
                activities=self[f"activities_{code}"],
                checks=self[f"checks_{code}"],
                certified=code in self.certified,
            )

    def entries(self) -> list[DelmalEntry]:
        """What was written for the delmål that were chosen, in their order."""
        chosen = [code for code in self.evidence if code in self.cleaned_data["codes"]]
        return [
            DelmalEntry(
                code,
                self.cleaned_data[f"activities_{code}"],
                self.cleaned_data[f"checks_{code}"],
            )
            for code in chosen
        ]
