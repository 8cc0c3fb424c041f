"""The pool of assessors: who, from when, how often, where; and borrowing from others."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField
from certificates.rules.pool import MOST_A_YEAR

SOMEBODY_ELSE = "else"
STATES = {
    "": gettext_lazy("Alla"),
    "free": gettext_lazy("Kan tillfrågas"),
    "paused": gettext_lazy("Paus"),
    "full": gettext_lazy("Fullt i år"),
    "not_active": gettext_lazy("Inte i poolen nu"),
    "not_lent": gettext_lazy("Avtalet gäller inte"),
}


class PoolFilter(forms.Form):
    namn = forms.CharField(
        label=gettext_lazy("Namn eller ort"), required=False, max_length=80
    )
    lage = forms.ChoiceField(
        label=gettext_lazy("Läge"), required=False, choices=list(STATES.items())
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.asked = ("namn", "lage")  # a filter is not marked «valfritt»

    def keeps(self, line: Any) -> bool:
        """Is this line of the pool asked for?"""
        self.is_valid()
        word = self.cleaned_data.get("namn", "").casefold().strip()
        state = self.cleaned_data.get("lage", "")
        told = f"{line.member.user} {line.note} {line.member.towns}".casefold()
        return word in told and state in ("", line.state)


class Often(forms.Form):
    """How long, how often and where: the same when added as when changed."""

    ends = DateField(label=gettext_lazy("Sista dagen i poolen"), required=False)
    maximum = forms.IntegerField(
        label=gettext_lazy("Högst så många uppdrag om året"),
        min_value=1,
        max_value=MOST_A_YEAR,
        initial=6,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    towns = forms.CharField(
        label=gettext_lazy("Åker till"),
        help_text=gettext_lazy(
            "Orter, med komma emellan. Lämna tomt för hela regionen."
        ),
        max_length=200,
        required=False,
    )
    distance = forms.CharField(
        label=gettext_lazy("Avstånd"),
        help_text=gettext_lazy("Med ord, som ”en timme med tåg från Växjö”."),
        max_length=120,
        required=False,
    )


class AddFields(Often):
    person = forms.ChoiceField(
        label=gettext_lazy("Vem?"),
        error_messages={"required": gettext_lazy("Välj någon.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-postadress"),
        help_text=gettext_lazy("Den som bedömaren loggar in med."),
        required=False,
    )
    lending = forms.ChoiceField(label=gettext_lazy("Avtal om lån"), required=False)
    starts = DateField(label=gettext_lazy("Första dagen i poolen"))
    field_order = ["person", "email", "lending", "starts"]

    def __init__(
        self,
        data: Any,
        *,
        people: Iterable[Any],
        lendings: Iterable[Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        people = list(people)
        notes = {str(user.pk): note for user, note in people}
        notes[SOMEBODY_ELSE] = _("Lånas in med ett avtal mellan regionerna.")
        self.fields["person"].widget = Choices(
            notes=notes, unfolds={SOMEBODY_ELSE: ["email", "lending"]}
        )
        self.fields["person"].choices = [
            *[(str(user.pk), user.full_name) for user, _note in people],
            (SOMEBODY_ELSE, _("Någon från en annan region")),
        ]
        self.lendings = {str(one.pk): one for one in lendings}
        self.fields["lending"].choices = [
            ("", _("Välj ett avtal")),
            *[(key, _("%(one)s, till %(day)s") % {"one": one, "day": one.ends})
              for key, one in self.lendings.items()],
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("person") == SOMEBODY_ELSE:
            if not given.get("email") and "email" not in self.errors:
                self.add_error("email", _("Skriv en e-postadress."))
            if not given.get("lending") and "lending" not in self.errors:
                self.add_error("lending", _("Välj ett avtal."))
        return given


class PauseFields(forms.Form):
    starts = DateField(label=gettext_lazy("Från"))
    ends = DateField(label=gettext_lazy("Till och med"), required=False)


class LendingFields(forms.Form):
    lender = forms.ChoiceField(label=gettext_lazy("Region som lånar ut"))
    approved_by = forms.CharField(
        label=gettext_lazy("Godkänt av"),
        help_text=gettext_lazy("Namn och befattning i den andra regionen."),
        max_length=120,
    )
    approved_on = DateField(label=gettext_lazy("Godkänt den"))
    reference = forms.CharField(
        label=gettext_lazy("Diarienummer"), max_length=60, required=False
    )
    starts = DateField(label=gettext_lazy("Gäller från"))
    ends = DateField(label=gettext_lazy("Gäller till och med"))

    def __init__(self, data: Any, *, regions: Iterable[Any]) -> None:
        super().__init__(data)
        self.regions = {str(one.pk): one for one in regions}
        self.fields["lender"].choices = [
            ("", _("Välj en region")),
            *[(key, one.name) for key, one in self.regions.items()],
        ]
