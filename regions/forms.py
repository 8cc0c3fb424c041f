"""Text in, values out: the pages about people."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.swedish import begin
from regions.enums import MailPace, ProtectionKind, QualificationKind


class QualificationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Uppgift"), choices=QualificationKind.choices)
    name = forms.CharField(
        label=_("Specialitet eller land"),
        help_text=_("Som allmänmedicin eller Sverige. Behövs inte för utbildningar."),
        max_length=80,
        required=False,
    )
    on = DateField(label=_("Datum"))


class OwnFactsForm(forms.Form):
    title = forms.CharField(label=_("Titel"), max_length=80, required=False)
    workplace = forms.CharField(
        label=_("Tjänsteställe"),
        help_text=_("Skrivs på intyg som du signerar."),
        max_length=120,
        required=False,
    )
    phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)


PACES = {
    MailPace.AT_ONCE: _("Ett mejl för varje sak, så fort den kommer."),
    MailPace.DAILY: _("Ett mejl på morgonen, de arbetsdagar något har hänt."),
    MailPace.WEEKLY: _("Ett mejl på morgonen, veckans första arbetsdag."),
    MailPace.NEVER: _("Du ser nyheterna när du loggar in."),
}


def paces(*left_out: MailPace) -> list[tuple[str, str]]:
    return [
        (one.value, str(one.label).capitalize())
        for one in MailPace
        if one not in left_out
    ]


class MailForm(forms.Form):
    tasks = forms.ChoiceField(
        label=_("Det som väntar på dig"),
        help_text=_("Det du ska signera eller svara på går inte att stänga av."),
    )
    news = forms.ChoiceField(
        label=_("Nyheter"),
        help_text=_("Sådant som är till för att läsas, som ett nytt uppdrag."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, left_out in (("tasks", [MailPace.NEVER]), ("news", [])):
            field = self.fields[name]
            field.widget = Choices(notes=PACES)
            field.choices = paces(*left_out)


class StandInForm(forms.Form):
    """Whom, from when, to when. `people` are those who could be chosen."""

    person = forms.ChoiceField(
        label=_("Vem?"),
        error_messages={"invalid_choice": _("Välj någon i listan.")},
    )
    starts = DateField(label=_("Första dagen"))
    ends = DateField(label=_("Sista dagen"))

    def __init__(self, data: Any, *, people: Iterable[Any]) -> None:
        super().__init__(data)
        self.people = {str(one.pk): one for one in people}
        self.fields["person"].choices = [
            ("", _("Välj en person")),
            *((key, words_of(one)) for key, one in self.people.items()),
        ]

    def clean_person(self) -> Any:
        return self.people[self.cleaned_data["person"]]


def words_of(person: Any) -> str:
    where = f", {person.workplace}" if person.workplace else ""
    return f"{person.full_name}{where}"


class ConfirmForm(forms.Form):
    """`shown`: which list it was that somebody read."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ProtectionForm(forms.Form):
    """Of what kind, how it came to be known, and who may see the person."""

    kind = forms.ChoiceField(
        label=_("Vad gäller?"),
        choices=[(one.value, begin(str(one.label))) for one in ProtectionKind],
        widget=Choices(),
    )
    ground = forms.CharField(
        label=_("Hur fick regionen veta det?"),
        help_text=_("Som: läkaren ringde, eller: uppgift från folkbokföringen."),
        max_length=200,
    )
    readers = forms.MultipleChoiceField(
        label=_("Vilka får se läkaren?"),
        help_text=_(
            "Så få som möjligt. Handledare, extern bedömare och den som läkaren själv "
            "bett om en bedömning ser läkaren så länge uppdraget gäller."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en person.")},
    )
    mail_asked_on = DateField(
        label=_("Läkaren har skriftligen bett om mejl"),
        help_text=_(
            "Dagen för läkarens brev eller mejl. Utan datum skickas inga mejl."
        ),
        required=False,
    )

    def __init__(self, data: Any, *, candidates: Iterable[Any], me: Any) -> None:
        super().__init__(data, initial={"readers": [str(me.pk)]})
        self.people = {str(one.user.pk): one.user for one in candidates}
        self.fields["readers"].choices = [
            (str(one.user.pk), f"{one.user.full_name}, {one.titles}")
            for one in candidates
        ]

    def clean_readers(self) -> list[Any]:
        return [self.people[key] for key in self.cleaned_data["readers"]]


class ReaderForm(forms.Form):
    """One more who may see the person."""

    reader = forms.ChoiceField(
        label=_("Vem mer får se läkaren?"),
        error_messages={"invalid_choice": _("Välj någon i listan.")},
    )

    def __init__(self, data: Any, *, candidates: Iterable[Any]) -> None:
        super().__init__(data)
        self.people = {str(one.user.pk): one.user for one in candidates}
        self.fields["reader"].choices = [
            ("", _("Välj en person")),
            *(
                (str(one.user.pk), f"{one.user.full_name}, {one.titles}")
                for one in candidates
            ),
        ]

    def clean_reader(self) -> Any:
        return self.people[self.cleaned_data["reader"]]


class ProtectionMailForm(forms.Form):
    mail_asked_on = DateField(
        label=_("Läkaren bad skriftligen om mejl den"),
        help_text=_("Utan datum skickas inga mejl."),
        required=False,
    )


class EndProtectionForm(forms.Form):
    reason = forms.CharField(
        label=_("Varför upphör det?"),
        help_text=_("Alla som annars ser regionens BT-läkare ser då läkaren igen."),
        max_length=200,
    )
