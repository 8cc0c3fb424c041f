"""A BT is opened: for whom, how, and where."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bt_admin.lib.dates import list_text, months_text
from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.order import swedish_key
from bt_admin.lib.verdicts import Verdict
from placements import queries
from placements.enums import EmploymentForm
from placements.forms.fields import FirstDayField, OneOf, UnitField
from placements.queries.layout import PlanOption
from regions.access import today
from regions.people_fields import name_fields, not_ahead, number_of

NEW = ["first_name", "last_name", "email", "personal_number", "licence_on"]
KNOWN = ["person", "known_licence_on"]


class OpenForm(forms.Form):
    """Somebody who is here already or somebody new; a start; the region's plan."""

    def __init__(
        self, data: Any = None, *, region: Any, people: list[Any], units: list[Any]
    ) -> None:
        super().__init__(data)
        self.region, self.people, self.units = region, people, units
        self.add_doctor()
        self.add_start()
        self.options = {
            one.key: one for one in queries.plan_options(region, self.first_day())
        }
        self.add_plan()

    # ------------------------------------------------------------------- the fields
    def add_doctor(self) -> None:
        self.fields["who"] = forms.ChoiceField(
            label=_("Vem är det?"),
            choices=[
                ("new", _("Någon ny")),
                ("known", _("Någon som redan finns i %s") % self.region),
            ],
            widget=Choices(unfolds={"new": NEW, "known": KNOWN}),
            initial="new",
            error_messages={"required": _("Välj vem det är.")},
        )
        self.fields |= new_person_fields() | known_person_fields(self.people)

    def add_start(self) -> None:
        self.fields["starts_on"] = FirstDayField(
            label=_("Startdatum"), help_text=_("ÅÅÅÅ-MM-DD. Första dagen i BT.")
        )
        self.fields["employment_form"] = forms.ChoiceField(
            label=_("Anställningsform"),
            choices=EmploymentForm.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Välj anställningsform.")},
        )

    def add_plan(self) -> None:
        options = list(self.options.values())
        self.fields["model"] = forms.ChoiceField(
            label=_("Regionens plan"),
            help_text=_("Enheterna kan väljas nu eller senare."),
            choices=[(one.key, one.model.label) for one in options],
            widget=Choices(
                notes={one.key: words_of(one) for one in options},
                unfolds={
                    one.key: [name for name, _slot in self.slots(one)]
                    for one in options
                },
            ),
            initial=options[0].key if len(options) == 1 else None,
            error_messages={
                "required": _("Välj en plan."),
                "invalid_choice": _("Välj en plan i listan."),
            },
        )
        for one in options:
            for name, placement in self.slots(one):
                self.fields[name] = UnitField(label=placement.label)
                self.fields[name].offer_units(self.units, placement.care)

    def slots(self, option: PlanOption) -> list[tuple[str, Any]]:
        """(field name, placement to be) for each placement of a plan."""
        number = list(self.options).index(option.key)
        return [
            (f"unit_{number}_{placement.position}", placement)
            for placement in option.placements
        ]

    def first_day(self) -> date:
        """The day typed, if it is one: it decides which plans there are."""
        try:
            return self.fields["starts_on"].clean(self.data.get("starts_on"))
        except ValidationError:
            return today()

    # ---------------------------------------------------------------- what was typed
    def clean(self) -> dict[str, Any]:
        who = self.cleaned_data.get("who")
        for name in KNOWN if who == "new" else NEW:
            self.errors.pop(name, None)  # folded in, and not what was chosen
        if who == "new":
            self.require("first_name", _("Skriv förnamn."))
            self.require("last_name", _("Skriv efternamn."))
            self.require("email", _("Skriv en e-postadress."))
            self.require("personal_number", _("Skriv personnumret."))
            self.require("licence_on", _("Skriv ett datum."))
        elif who == "known":
            self.require("person", _("Välj någon i listan."))
        return self.cleaned_data

    def require(self, name: str, words: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, words)

    def clean_personal_number(self) -> str:
        return number_of(self.cleaned_data["personal_number"])

    def clean_licence_on(self) -> date | None:
        return not_ahead(self.cleaned_data["licence_on"])

    def clean_known_licence_on(self) -> date | None:
        return not_ahead(self.cleaned_data["known_licence_on"])

    def at_our_fields(self, verdict: Verdict) -> Verdict:
        """The same refusal, pointing at the fields that this form has."""
        known = self.cleaned_data.get("who") == "known"
        ours = {"on": "known_licence_on", "doctor": "person"} if known else {}
        if "programme.no_licence" in verdict.codes:
            ours["doctor"] = "known_licence_on" if known else "licence_on"
        return Verdict(
            tuple(
                replace(reason, field=ours.get(reason.field, reason.field))
                for reason in verdict.reasons
            )
        )

    def forget_doctor(self) -> None:
        """For a look at the plan, before everything is filled in."""
        for name in ["who", *NEW, *KNOWN, "employment_form"]:
            self.errors.pop(name, None)

    @property
    def option(self) -> PlanOption | None:
        """The plan that was chosen, once there is a day to lay it out from."""
        if "starts_on" not in self.cleaned_data:
            return None
        return self.options.get(self.cleaned_data.get("model", ""))

    @property
    def chosen_units(self) -> dict[str, Any]:
        """{slot: unit} for the placements whose unit is decided."""
        option = self.option
        chosen = {
            placement.slot: self.cleaned_data.get(name)
            for name, placement in (self.slots(option) if option else [])
        }
        return {slot: unit for slot, unit in chosen.items() if unit}


def new_person_fields() -> dict[str, forms.Field]:
    licence = DateField(
        label=_("Legitimationsdatum"),
        required=False,
        help_text=_("ÅÅÅÅ-MM-DD. Datumet på beviset från Socialstyrelsen."),
    )
    return name_fields() | {"licence_on": licence}


def known_person_fields(people: list[Any]) -> dict[str, forms.Field]:
    person = OneOf(
        label=_("Person"),
        required=False,
        error_messages={"invalid_choice": _("Välj någon i listan.")},
    )
    ordered = sorted(people, key=lambda one: swedish_key(one.last_name, one.first_name))
    choices = [(str(one.pk), name_and_place(one)) for one in ordered]
    person.offer(people, [("", _("Välj")), *choices])
    licence = DateField(
        label=_("Legitimationsdatum"),
        required=False,
        help_text=_("ÅÅÅÅ-MM-DD. Bara om legitimationen inte är registrerad än."),
    )
    return {"person": person, "known_licence_on": licence}


def name_and_place(user: Any) -> str:
    place = f" ({user.workplace})" if user.workplace else ""
    return f"{user.last_name}, {user.first_name}{place}"


def words_of(option: PlanOption) -> str:
    """«Primärvård 5 månader, Internmedicin 2 månader … Sammanlagt 12 månader.»"""
    parts = [f"{label} {months_text(months)}" for label, months in option.lengths]
    total = _("Sammanlagt %s på heltid.") % months_text(option.months)
    words = f"{list_text(parts)}. {total}"
    return words if option.model.known else f"{option.model.note} {words}"
