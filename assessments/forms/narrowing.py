"""What one asks for among a doctor's evidence, and in which order; in the address."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from assessments.queries.narrowed import Asked, Choices
from assessments.rules.delmal import Catalogue
from bt_admin.lib.dates import date_text
from bt_admin.lib.forms import DateField
from placements.forms.fields import OneOf


class EvidenceFilter(forms.Form):
    """`kind` is what the sorts are called in the address: «instrument» or «slag».

    An address with nonsense narrows nothing. A day that somebody has mistyped is told.
    """

    delmal = forms.ChoiceField(required=False)
    placering = OneOf(required=False)
    person = forms.ChoiceField(required=False)
    fran = DateField(required=False, help_text="")
    till = DateField(required=False, help_text="")
    ordning = forms.ChoiceField(required=False)

    def __init__(
        self,
        data: Any,
        *,
        kind: str,
        labels: dict[str, str],
        known: Catalogue,
        places: Iterable[Any],
        kinds: Choices,
        people: Choices,
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.kind = kind
        self.fields[kind] = forms.ChoiceField(required=False)
        everything = [("", _("Alla"))]
        delmal = [(one.code, f"{one.code} {one.heading}") for one in known.delmal]
        self.fields["delmal"].choices = everything + delmal
        places = list(places)
        self.fields["placering"].offer(
            places, everything + [(str(one.pk), one.title) for one in places]
        )
        self.fields[kind].choices = everything + kinds
        self.fields["person"].choices = everything + people
        self.fields["ordning"].choices = [
            ("", _("Senast först")),
            ("aldst", _("Äldst först")),
            ("delmal", _("Delmål")),
            ("placering", _("Placering")),
            ("instrument", labels[kind]),
            ("person", labels["person"]),
        ]
        words = {"delmal": _("Delmål"), "placering": _("Placering")} | labels
        words |= {"fran": _("Från och med"), "till": _("Till och med")}
        for name, label in (words | {"ordning": _("Ordning")}).items():
            self.fields[name].label = label
        for name in ("fran", "till"):
            self.fields[name].widget.attrs["placeholder"] = _("ÅÅÅÅ-MM-DD")
        self.order_fields(["delmal", "placering", kind, "person"])
        self.asked = set(self.fields)  # a filter is never «valfritt»
        self.full_clean()
        for name in set(self.errors) - {"fran", "till"}:
            del self.errors[name]

    def clean(self) -> None:
        first, last = self.cleaned_data.get("fran"), self.cleaned_data.get("till")
        if first and last and last < first:
            words = _("Skriv en dag från och med den %s.") % date_text(first)
            self.add_error("till", words)

    @property
    def wanted(self) -> Asked:
        given = self.cleaned_data
        placement = given.get("placering")
        return Asked(
            delmal=given.get("delmal", ""),
            placement=placement.pk if placement else None,
            kind=given.get(self.kind, ""),
            person=given.get("person", ""),
            first=given.get("fran"),
            last=given.get("till"),
            order=given.get("ordning", ""),
        )

    # ---------------------------------------------------------------- in the address
    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Each thing chosen, in words, with the address of the list without it."""
        return [
            (self.words_of(name), f"?{urlencode(self.kept(without=name))}")
            for name in self.kept()
            if name != "ordning"
        ]

    def words_of(self, name: str) -> str:
        value = self.cleaned_data[name]
        if name in ("fran", "till"):
            words = _("från den %s") if name == "fran" else _("till den %s")
            return words % date_text(value)
        if name == "delmal":
            return str(value)
        if name == "placering":
            return str(value.title)
        return str(dict(self.fields[name].choices)[value])

    def kept(self, without: str = "") -> dict[str, str]:
        """What the address says that is understood."""
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return {
            name: str(self.data[name]).strip()
            for name, value in given.items()
            if value and name != without
        }

    @property
    def query(self) -> str:
        """For the links to other pages of the same list."""
        return f"&{urlencode(self.kept())}" if self.kept() else ""

    @property
    def shared_query(self) -> str:
        """For the other list about the same doctor: what both can be asked for."""
        both = {"delmal", "placering", "fran", "till"}
        kept = {name: text for name, text in self.kept().items() if name in both}
        return f"?{urlencode(kept)}" if kept else ""
