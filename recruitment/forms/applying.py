"""The applicant's forms: an address to begin with, then the whole application."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField
from recruitment.actions.applying import Given
from recruitment.rules.consents import CONSENTS
from recruitment.rules.criteria import Criterion

LONGEST_ANSWER = 3000
REFEREES = (1, 2)
REFEREE = ("name", "title", "workplace", "email", "phone")
YES, NO, UNSURE = "yes", "no", "unsure"
PERSON = ("first_name", "last_name", "phone", "address", "workplace", "degree_country")
ORDINALS = ["Förstahandsval", "Andrahandsval", "Tredjehandsval", "Fjärdehandsval",
            "Femtehandsval"]  # fmt: skip


class AddressForm(forms.Form):
    """One field: where the link is sent."""

    email = forms.EmailField(
        label=gettext_lazy("E-postadress"),
        help_text=gettext_lazy("En adress du läser dagligen. Dit skickar vi din länk."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "medium"}),
        error_messages={"required": gettext_lazy("Skriv en e-postadress.")},
    )


class ApplicationForm(forms.Form):
    """Everything that is written; papers are handed in beside it, each at once."""

    first_name = forms.CharField(
        label=gettext_lazy("Förnamn"),
        max_length=80,
        error_messages={"required": gettext_lazy("Skriv förnamn.")},
    )
    last_name = forms.CharField(
        label=gettext_lazy("Efternamn"),
        max_length=80,
        error_messages={"required": gettext_lazy("Skriv efternamn.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefon"),
        max_length=30,
        help_text=gettext_lazy("Vi ringer bara när något är bråttom."),
        error_messages={"required": gettext_lazy("Skriv telefonnumret.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Adress"), max_length=120, required=False
    )
    workplace = forms.CharField(
        label=gettext_lazy("Där du arbetar nu"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Så att ingen du arbetar med granskar dig. Lämna tomt om du inte arbetar."
        ),
    )
    licensed_on = DateField(
        label=gettext_lazy("Svensk läkarlegitimation sedan"),
        required=False,
        help_text=gettext_lazy(
            "ÅÅÅÅ-MM-DD, datumet på beviset från Socialstyrelsen. Lämna tomt om du inte "
            "har den än: ansökan sparas, och du skickar den när du har fått den."
        ),
    )
    at_first = forms.ChoiceField(
        label=gettext_lazy(
            "Har du ett beslut från Socialstyrelsen om att göra AT, som du inte har gjort?"
        ),
        choices=[(YES, _("Ja")), (NO, _("Nej"))],
        widget=Choices,
        help_text=gettext_lazy(
            "Då leder AT till legitimationen, och BT kan komma efteråt. Är du osäker "
            "frågar du Socialstyrelsen först."
        ),
    )
    degree_country = forms.CharField(
        label=gettext_lazy("Landet där du tog läkarexamen"),
        max_length=60,
        help_text=gettext_lazy(
            "Till statistik om omgången. Landet avgör inte om du är behörig."
        ),
        error_messages={"required": gettext_lazy("Skriv landet för läkarexamen.")},
    )
    at_done = forms.ChoiceField(
        label=gettext_lazy("Har du gjort svensk AT?"),
        choices=[(YES, _("Ja")), (NO, _("Nej")), (UNSURE, _("Vet inte"))],
        widget=Choices(unfolds={YES: ["chooses_bt"]}),
        error_messages={"required": gettext_lazy("Svara om du har gjort svensk AT.")},
    )
    chooses_bt = forms.BooleanField(
        label=gettext_lazy(
            "Jag vet att de äldre reglerna kan gälla mig, och vill göra BT."
        ),
        required=False,
    )
    st_before = forms.ChoiceField(
        label=gettext_lazy("Började du en ST i Sverige före den 1 juli 2021?"),
        choices=[(YES, _("Ja")), (NO, _("Nej")), (UNSURE, _("Vet inte"))],
        widget=Choices,
        error_messages={
            "required": gettext_lazy("Svara om du började en ST före den 1 juli 2021.")
        },
    )
    bt_done = forms.ChoiceField(
        label=gettext_lazy("Har du redan gjort BT?"),
        choices=[(YES, _("Ja, hela")), (NO, _("Nej, eller en del"))],
        widget=Choices,
        error_messages={"required": gettext_lazy("Svara om du redan har gjort BT.")},
    )
    asked = frozenset({"licensed_on"})

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Sequence[Criterion] = (),
        towns: Sequence[str] = (),
        with_referees: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.questions, self.towns = questions, towns
        self.with_referees = with_referees
        for one in questions:
            self.fields[f"q_{one.key}"] = _answer_field(one)
        if len(towns) > 1:
            for number, label in enumerate(ORDINALS[: len(towns)], start=1):
                self.fields[f"wish_{number}"] = _wish_field(label, towns, number == 1)
        if with_referees:
            for number in REFEREES:
                self.fields.update(_referee_fields(number, required=number == 1))
        for consent in CONSENTS:
            self.fields[f"consent_{consent.key}"] = forms.BooleanField(
                label=consent.words, required=False
            )
        self.readers = dict.fromkeys(
            [f"q_{one.key}" for one in questions],
            _("Läses av dem som granskar, utan ditt namn."),
        )

    def clean_licensed_on(self) -> Any:
        day = self.cleaned_data["licensed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Datumet kan inte ligga framåt i tiden."))
        return day

    def clean(self) -> dict[str, Any]:
        """Each town is wished once; a referee that is begun is whole."""
        data = self.cleaned_data
        wished: set[str] = set()
        for name in self.names("wish_"):
            town = data.get(name)
            if town and town in wished:
                self.add_error(name, _("Du har redan valt den orten. Välj en annan."))
            wished.add(town)
        for number in REFEREES[1:] if self.with_referees else ():
            part = {key: data.get(f"r{number}_{key}") for key in REFEREE}
            for key in ("name", "email"):
                if any(part.values()) and not part[key]:
                    text = {
                        "name": _("Skriv referensens namn."),
                        "email": _("Skriv en e-postadress till referensen."),
                    }
                    if f"r{number}_{key}" not in self.errors:
                        self.add_error(f"r{number}_{key}", text[key])
        return data

    def names(self, prefix: str) -> list[str]:
        return [name for name in self.fields if name.startswith(prefix)]

    # ------------------------------------------------------------------- as it is drawn
    def bound(self, *names: str) -> Iterator[Any]:
        return (self[name] for name in names)

    @property
    def who(self) -> Iterator[Any]:
        return self.bound("first_name", "last_name", "phone", "address", "workplace")

    @property
    def about_bt(self) -> Iterator[Any]:
        return self.bound(
            "licensed_on",
            "at_first",
            "degree_country",
            "at_done",
            "st_before",
            "bt_done",
        )

    @property
    def written(self) -> Iterator[Any]:
        return self.bound(*self.names("q_"))

    @property
    def wished(self) -> Iterator[Any]:
        return self.bound(*self.names("wish_"))

    @property
    def referees(self) -> list[tuple[int, list[Any]]]:
        if not self.with_referees:
            return []
        return [
            (number, list(self.bound(*self.names(f"r{number}_"))))
            for number in REFEREES
        ]

    @property
    def consented(self) -> Iterator[Any]:
        return self.bound(*self.names("consent_"))

    # --------------------------------------------------------------------- what it says
    def given(self) -> Given:
        data = self.cleaned_data
        wishes = [data[name] for name in self.names("wish_") if data.get(name)]
        return Given(
            person={name: data[name] for name in PERSON},
            licensed_on=data["licensed_on"],
            answers={
                "at_first": data["at_first"],
                "at_done": data["at_done"],
                "st_before": data["st_before"],
                "bt_done": data["bt_done"],
                "chooses_bt": data["chooses_bt"],
                "questions": {one.key: data[f"q_{one.key}"] for one in self.questions},
            },
            wishes=tuple(wishes or self.towns),
            consents={one.key: data[f"consent_{one.key}"] for one in CONSENTS},
            referees=tuple(self._referees()),
        )

    def _referees(self) -> Iterator[dict[str, str]]:
        for number in REFEREES if self.with_referees else ():
            one = {key: self.cleaned_data[f"r{number}_{key}"] for key in REFEREE}
            if one["name"]:
                yield one


def _answer_field(criterion: Criterion) -> forms.CharField:
    return forms.CharField(
        label=criterion.label,
        help_text=_("Den som granskar frågar: %(question)s")
        % {"question": criterion.question}
        if criterion.question
        else "",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def _wish_field(label: str, towns: Sequence[str], first: bool) -> forms.ChoiceField:
    nothing = _("Välj en ort") if first else _("Inget mer önskemål")
    return forms.ChoiceField(
        label=label,
        choices=[("", nothing), *((town, town) for town in towns)],
        required=first,
        error_messages={"required": _("Välj en ort.")},
    )


def _referee_fields(number: int, *, required: bool) -> dict[str, forms.Field]:
    given = {"required": required}
    name = {"required": _("Skriv referensens namn.")}
    email = {"required": _("Skriv en e-postadress till referensen.")}
    return {
        f"r{number}_name": forms.CharField(
            label=_("Namn"), max_length=80, error_messages=name, **given
        ),
        f"r{number}_title": forms.CharField(
            label=_("Titel"), max_length=80, required=False
        ),
        f"r{number}_workplace": forms.CharField(
            label=_("Arbetsplats"), max_length=120, required=False
        ),
        f"r{number}_email": forms.EmailField(
            label=_("E-postadress"), error_messages=email, **given
        ),
        f"r{number}_phone": forms.CharField(
            label=_("Telefon"), max_length=30, required=False
        ),
    }
