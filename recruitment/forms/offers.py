"""Forms for the order, the gate, offers and reserves, and for hiring."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bt_admin.lib import personnummer
from bt_admin.lib.forms import DateField
from placements.enums import EmploymentForm
from placements.forms.fields import FirstDayField
from recruitment.enums import LeaveReason
from regions.access import today


class PressForm(forms.Form):
    """A button alone: nothing to fill in, but something may be refused."""


class ReasonForm(forms.Form):
    """Why: asked for by the rule, which also says when it is missing."""

    def __init__(self, data: Any = None, *, label: str, hint: str = "") -> None:
        super().__init__(data)
        self.fields["reason"] = text_area(label, hint)
        self.asked = {"reason"}


class PrepareForm(forms.Form):
    """More offers than places is a decision, with its reason."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["overbooking"] = forms.IntegerField(
            label=_("Fler erbjudanden än platser"),
            required=False,
            help_text=_("Hur många fler. Tomt eller 0: lika många som platserna."),
            widget=number_box(),
        )
        self.fields["overbooking_reason"] = text_area(
            _("Varför fler får erbjudande"), _("Behövs bara om det är fler.")
        )

    def clean_overbooking(self) -> int:
        return self.cleaned_data["overbooking"] or 0


class NumberForm(forms.Form):
    """How many letters: typed by who has read the list."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["number"] = forms.IntegerField(
            label=_("Antal rader i listan"),
            help_text=_("Skriv hur många som får besked, så att du har sett listan."),
            required=False,
            widget=number_box(),
        )
        self.asked = {"number"}


class DeclineForm(forms.Form):
    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"] = leave_reason(
            _("Varför tackar du nej?"),
            _("Det hjälper regionen inför nästa omgång. Du behöver inte säga något."),
        )
        self.fields["text"] = own_words()

    def clean_reason(self) -> str:
        return self.cleaned_data["reason"] or LeaveReason.NOT_SAID


class LeftForm(forms.Form):
    """Somebody who had said yes has left the place."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["left_on"] = DateField(label=_("Lämnade platsen"), initial=today)
        self.fields["reason"] = leave_reason(_("Skäl"), "")
        self.fields["text"] = own_words()

    def clean_reason(self) -> str:
        return self.cleaned_data["reason"] or LeaveReason.NOT_SAID


class CallForm(forms.Form):
    """Which free place the reserve is asked about, and why now if it is not in turn."""

    def __init__(self, data: Any = None, *, free: dict[str, int]) -> None:
        super().__init__(data)
        towns = [
            (town, town or _("Utan ort")) for town, number in free.items() if number
        ]
        self.fields["town"] = forms.ChoiceField(
            label=_("Ledig plats"),
            choices=towns,
            initial=towns[0][0] if len(towns) == 1 else None,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields["reason"] = text_area(
            _("Varför ordningen bryts"), _("Behövs bara om någon annan står på tur.")
        )
        self.asked = {"town"}


class HireForm(forms.Form):
    """What a BT is opened with; most of it is known."""

    def __init__(
        self, data: Any = None, *, case: Any, options: list[Any], account: str
    ) -> None:
        super().__init__(data)
        self.options = {one.key: one for one in options}
        if account:
            self.add_account(account)
        self.fields["personal_number"] = forms.CharField(
            label=_("Personnummer"),
            required=False,
            max_length=20,
            help_text=_(
                "ÅÅÅÅMMDD-NNNN. Behövs på intygen, och kan läggas till senare."
            ),
            widget=forms.TextInput(attrs={"class": "medium", "autocomplete": "off"}),
        )
        self.fields["licence_on"] = DateField(
            label=_("Legitimationsdatum"),
            required=False,
            initial=case.licensed_on,
            help_text=_("ÅÅÅÅ-MM-DD. Datumet på beviset från Socialstyrelsen."),
        )
        self.fields["starts_on"] = FirstDayField(
            label=_("Startdatum"), initial=case.round.starts_on
        )
        self.fields["employment_form"] = forms.ChoiceField(
            label=_("Anställningsform"),
            choices=EmploymentForm.choices,
            initial=EmploymentForm.STANDALONE,
            widget=forms.RadioSelect,
        )
        self.fields["model"] = forms.ChoiceField(
            label=_("Regionens plan"),
            choices=[(one.key, one.model.label) for one in options],
            initial=options[0].key if options else None,
            widget=forms.RadioSelect,
        )

    def add_account(self, account: str) -> None:
        self.fields["same_person"] = forms.BooleanField(
            label=_("Ja, det är samma person"), required=False, help_text=account
        )

    def ask_about(self, account: str) -> None:
        """The account came while the form was read, by somebody else's doing."""
        if account and "same_person" not in self.fields:
            self.add_account(account)
            self.order_fields(["same_person"])

    def clean_personal_number(self) -> str:
        text = self.cleaned_data["personal_number"]
        try:
            return personnummer.parse(text).long if text else ""
        except ValueError as error:
            raise ValidationError(str(error), code="personnummer") from None

    @property
    def option(self) -> Any:
        return self.options[self.cleaned_data["model"]]


# ------------------------------------------------------------------------------ fields
def text_area(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def own_words() -> forms.CharField:
    return forms.CharField(
        label=_("Med egna ord"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def leave_reason(label: str, hint: str) -> forms.ChoiceField:
    shown = [one for one in LeaveReason if one != LeaveReason.NO_ANSWER]
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=[(one.value, one.label) for one in shown],
        widget=forms.RadioSelect,
    )


def number_box() -> forms.TextInput:
    return forms.TextInput(
        attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}
    )
