"""Forms for a national clearing: a region's, and the applicant's key."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from bt_admin.lib.forms import DateField
from recruitment.forms.offers import text_area
from recruitment.forms.rounds import line


class NewClearingForm(forms.Form):
    """What it is called, and the last day to wish."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["name"] = line(
            _("Namn"),
            help_text=_(
                "Till exempel BT våren 2028. Alla regioner och sökande ser det."
            ),
            error_messages={"required": _("Skriv vad matchningen heter.")},
        )
        self.fields["closes_on"] = DateField(
            label=_("Sista dag att önska"),
            help_text=_("ÅÅÅÅ-MM-DD. Önskemålen stänger när dagen är slut."),
            error_messages={"required": _("Skriv sista dagen att önska.")},
        )

    def moment(self) -> datetime:
        day = self.cleaned_data["closes_on"]
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


class JoinForm(forms.Form):
    """Which of the open ones."""

    def __init__(self, data: Any = None, *, clearings: Sequence[Any]) -> None:
        super().__init__(data)
        self.clearings = {str(one.pk): one for one in clearings}
        self.fields["clearing"] = forms.ChoiceField(
            label=_("Matchning"),
            choices=[(key, one.name) for key, one in self.clearings.items()],
            initial=next(iter(self.clearings)) if len(self.clearings) == 1 else None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj en matchning.")},
        )

    def chosen(self) -> Any:
        return self.clearings[self.cleaned_data["clearing"]]


class BeforeForm(forms.Form):
    """Who is given which place before the match, and the decision it rests on."""

    def __init__(
        self, data: Any = None, *, entries: Sequence[Any], places: Sequence[Any]
    ) -> None:
        super().__init__(data)
        self.entries = {str(one.pk): one for one in entries}
        self.places = {str(one.pk): one for one in places}
        names = [
            (key, f"{one.application.full_name}, ärende {one.application.number}")
            for key, one in self.entries.items()
        ]
        self.fields["entry"] = forms.ChoiceField(
            label=_("Sökande"),
            choices=[("", _("Välj")), *names],
            error_messages={"required": _("Välj en sökande.")},
        )
        self.fields["place"] = forms.ChoiceField(
            label=_("Ort"),
            choices=[(key, one.town) for key, one in self.places.items()],
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj en ort.")},
        )
        self.fields["reason"] = text_area(
            _("Beslutet och vilka omständigheter det vilar på"),
            _("Skälet sparas här. Det publiceras inte."),
        )
        self.asked = {"reason"}

    def given(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "entry": self.entries[told["entry"]],
            "place": self.places[told["place"]],
            "reason": told["reason"],
        }


class KeyForm(forms.Form):
    """Wishes that were begun in another region."""

    key = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["key"].label = _("Länken till dina önskemål")
        self.fields["key"].help_text = _(
            "Bara om du redan har börjat önska via din ansökan i en annan region. "
            "Kopiera länken därifrån."
        )


class WishesForm(forms.Form):
    """The page of wishes: its buttons need nothing, but to join somebody takes a key."""

    pair_key = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["pair_key"].label = _("Nyckeln som du har fått")
        self.asked = {"pair_key"}


class TogetherForm(forms.Form):
    """One wish of two: a place each. `mine` is whose page it is, 0 or 1."""

    def __init__(
        self, *, first: Sequence[str], second: Sequence[str], mine: int
    ) -> None:
        super().__init__(auto_id="id_pair_%s")
        labels = [_("Du i"), _("Den andra i")]
        rows = [("first", first), ("second", second)]
        for name, places in rows if mine == 0 else rows[::-1]:
            self.fields[name] = forms.ChoiceField(
                label=labels[len(self.fields)],
                choices=[(place, place) for place in places],
            )
