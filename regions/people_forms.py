"""Forms about the people of a region: who they are, where they serve, their roles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.swedish import begin
from regions.access import today
from regions.people_fields import name_fields, number_of, text_field
from regions.roles import GIVEN, title


class UnitField(forms.ChoiceField):
    """One of these units, or none; gives the unit."""

    def __init__(self, units: Iterable[Any], **kwargs: Any) -> None:
        self.units = {str(one.pk): one for one in units}
        named = [(key, str(one)) for key, one in self.units.items()]
        super().__init__(
            choices=[("", _("Välj en enhet")), *named],
            error_messages={
                "required": _("Välj en enhet."),
                "invalid_choice": _("Välj en enhet i listan."),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        return self.units.get(super().clean(value))


class RoleField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        named = [(key, begin(title(key))) for key in GIVEN]
        super().__init__(
            label=_("Roll"),
            choices=[("", _("Välj en roll")), *named],
            error_messages={
                "required": _("Välj en roll."),
                "invalid_choice": _("Välj en roll i listan."),
            },
            **kwargs,
        )


class NamedForm(forms.Form):
    """The fields that tell who somebody is: three of them must be filled in."""

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        words = {
            "first_name": _("Skriv förnamn."),
            "last_name": _("Skriv efternamn."),
            "email": _("Skriv e-postadressen."),
        }
        for name, field in name_fields().items():
            self.fields[name] = field
            if name in words:
                field.required = True
                field.error_messages["required"] = words[name]

    def clean_personal_number(self) -> str:
        return number_of(self.cleaned_data["personal_number"])


class NewPersonForm(NamedForm):
    """Somebody new here; `gives_roles`: whoever fills it in may also give a role."""

    def __init__(
        self, data: Any = None, *, units: Iterable[Any], gives_roles: bool
    ) -> None:
        super().__init__(data)
        self.fields["personal_number"].help_text = _(
            "ÅÅÅÅMMDD-NNNN. Behövs om personen redan kan finnas i en annan region."
        )
        self.fields["title"] = title_field()
        self.fields["unit"] = UnitField(units, label=_("Tjänstgör på"), required=False)
        if gives_roles:
            self.fields["role"] = RoleField(required=False)
            self.fields["role"].help_text = _(
                "Handledare får sina uppdrag i varje BT och behöver ingen roll här."
            )
        self.fields["starts"] = DateField(label=_("Från och med"), initial=today)


class PersonForm(NamedForm):
    """What is registered about somebody, to be put right."""

    def __init__(self, data: Any = None, *, person: Any, masked_number: str) -> None:
        shown = ("first_name", "last_name", "email", "title", "workplace")
        super().__init__(data, initial={name: getattr(person, name) for name in shown})
        if masked_number:
            words = _("Registrerat: %s. Skriv bara om det ska bytas.") % masked_number
            self.fields["personal_number"].help_text = words
        self.fields["title"] = title_field()
        self.fields["workplace"] = text_field(
            _("Tjänsteställe"), 120, _("Skrivs på intyg som personen signerar.")
        )


class RoleForm(forms.Form):
    def __init__(self, data: Any = None, *, units: Iterable[Any]) -> None:
        super().__init__(data)
        self.fields["role"] = RoleField()
        self.fields["unit"] = UnitField(units, label=_("Enhet"), required=False)
        self.fields["unit"].help_text = _(
            "Bara för verksamhetschef och BT-ansvarig läkare."
        )
        self.fields["starts"] = DateField(label=_("Från och med"), initial=today)
        self.fields["ends"] = DateField(label=_("Till och med"), required=False)


class EmploymentForm(forms.Form):
    def __init__(self, data: Any = None, *, units: Iterable[Any]) -> None:
        super().__init__(data)
        self.fields["unit"] = UnitField(units, label=_("Enhet"))
        self.fields["starts"] = DateField(label=_("Från och med"))
        self.fields["ends"] = DateField(label=_("Till och med"), required=False)


class CorrectionForm(forms.Form):
    """Which fact is wrong, and what holds: a date, or that it was never so."""

    def __init__(self, data: Any = None, *, facts: Iterable[Any]) -> None:
        super().__init__(data)
        named = [(str(one.pk), begin(f"{one}, {one.on}")) for one in facts]
        self.fields["qualification"] = forms.ChoiceField(
            label=_("Vad är fel?"),
            choices=named,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Välj en uppgift."),
                "invalid_choice": _("Uppgiften finns inte längre. Välj en annan."),
            },
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("Vad gäller?"),
            choices=[
                ("date", _("Datumet var fel")),
                ("never", _("Uppgiften stämmer inte")),
            ],
            widget=Choices(
                notes={
                    "never": _("Den tas bort. Det som redan är signerat står kvar.")
                },
                unfolds={"date": ["on"]},
            ),
            error_messages={"required": _("Välj vad som gäller.")},
        )
        self.fields["on"] = DateField(label=_("Rätt datum"), required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("how") == "never":
            self.errors.pop("on", None)
            given["on"] = None
        elif (
            given.get("how") == "date"
            and not given.get("on")
            and "on" not in self.errors
        ):
            self.add_error("on", _("Skriv ett datum."))
        return given


class LastDayForm(forms.Form):
    ends = DateField(label=_("Sista dagen"))


class PeopleFilter(forms.Form):
    """Lives in the address; nonsense there filters nothing."""

    namn = forms.CharField(required=False, max_length=80)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["namn"].label = _("Namn")
        self.asked = set(self.fields)
        self.full_clean()
        self.errors.clear()

    @property
    def name(self) -> str:
        return str(self.cleaned_data.get("namn", ""))


def title_field() -> forms.CharField:
    return text_field(_("Titel"), 80, _("Som överläkare eller specialistläkare."))
