"""What the doctor fills in on bilaga 1."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.forms import DateField
from certificates import documents
from certificates.documents import CountryAndDate, NotInFont, overflowing
from certificates.documents.application import LICENCES
from certificates.forms.own_papers import OwnPapers, text

PHONE = re.compile(r"\+?[\d\s()/-]{5,}")
SINGLE = ("address", "postcode", "city", "phone", "email", "workplace", "work_phone")


class ApplicationFields(OwnPapers):
    """As a draft anything may be missing; to complete it, what bilaga 1 needs may not."""

    def __init__(
        self, *args: Any, today: date, complete: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.today, self.complete = today, complete
        self.fields |= self.about_the_doctor() | self.education() | self.own_papers()
        # Never marked «valfritt», though a draft is saved without them.
        self.asked = [name for name, one in self.fields.items() if one.required]
        for name in self.asked:
            self.fields[name].required = complete

    def about_the_doctor(self) -> dict[str, forms.Field]:
        return {
            "address": text(
                _("Utdelningsadress"),
                _("Skriv din adress."),
                most=120,
                widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
            ),
            "postcode": text(
                _("Postnummer"),
                _("Skriv postnumret."),
                most=10,
                help_text=_("Fem siffror"),
                widget=forms.TextInput(
                    attrs={
                        "class": "short",
                        "inputmode": "numeric",
                        "autocomplete": "postal-code",
                    }
                ),
            ),
            "city": text(_("Postort"), _("Skriv postorten."), most=60),
            "phone": text(
                _("Telefon privat"), _("Skriv ditt telefonnummer."), most=40,
                widget=forms.TextInput(attrs={"class": "medium", "inputmode": "tel"}),
            ),
            "email": forms.EmailField(
                label=_("E-postadress"),
                max_length=254,
                help_text=_("En adress du läser dagligen."),
                error_messages={
                    "required": _("Skriv en e-postadress."),
                    "invalid": _("Adressen saknar @ eller har ett mellanslag."),
                },
            ),
            "workplace": text(
                _("Arbetsplats"), _("Skriv din arbetsplats."), most=120
            ),
            "work_phone": text(
                _("Telefon arbetet"), most=40, required=False,
                widget=forms.TextInput(attrs={"class": "medium", "inputmode": "tel"}),
            ),
        }  # fmt: skip

    def education(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            "degree_country": text(
                _("Land för läkarexamen"),
                _("Skriv landet för läkarexamen."),
                help_text=_("Landet där du tog din läkarexamen"),
            ),
            "degree_on": DateField(
                label=_("Datum för läkarexamen"),
                error_messages={"required": _("Skriv datum för läkarexamen.")},
            ),
        }
        for number in range(1, LICENCES + 1):
            fields |= self.licence(number)
        return fields

    def licence(self, number: int) -> dict[str, forms.Field]:
        again = f" {number}" if number > 1 else ""
        return {
            f"licence_{number}_country": text(
                _("Land för legitimation") + again,
                _("Skriv landet för legitimation."),
                required=number == 1,
            ),
            f"licence_{number}_on": DateField(
                label=_("Datum för legitimation") + again,
                help_text=_("Datumet på beviset. ÅÅÅÅ-MM-DD"),
                error_messages={"required": _("Skriv datum för legitimation.")},
                required=number == 1,
            ),
        }

    # ------------------------------------------------------------------ what is right
    def clean_postcode(self) -> str:
        digits = "".join(self.cleaned_data["postcode"].split())
        if digits and not re.fullmatch(r"[1-9][0-9]{4}", digits):
            raise forms.ValidationError(
                _("Ett svenskt postnummer har fem siffror, till exempel 352 34.")
            )
        return f"{digits[:3]} {digits[3:]}".strip()

    def clean_phone(self) -> str:
        return self.number("phone")

    def clean_work_phone(self) -> str:
        return self.number("work_phone")

    def number(self, name: str) -> str:
        value = self.cleaned_data[name]
        if value and not PHONE.fullmatch(value):
            raise forms.ValidationError(
                _("Skriv siffror, gärna med landsnummer: +46 70 174 06 05.")
            )
        return value

    def clean(self) -> None:
        degree_on = self.cleaned_data.get("degree_on")
        self.not_ahead("degree_on")
        for number in range(1, LICENCES + 1):
            self.check_licence(number, degree_on)
        if self.complete and not self.errors:
            self.check_room()

    def check_licence(self, number: int, degree_on: date | None) -> None:
        country, on = f"licence_{number}_country", f"licence_{number}_on"
        self.not_ahead(on)
        day = self.cleaned_data.get(on)
        if day and degree_on and day < degree_on:
            self.add_error(
                on, _("Legitimationen kan inte vara tidigare än läkarexamen.")
            )
        if number > 1 and self.given(on) and not self.given(country):
            self.add_error(country, _("Skriv landet för legitimation."))
        if number > 1 and self.given(country) and not self.given(on):
            self.add_error(on, _("Skriv datum för legitimation."))

    def given(self, name: str) -> bool:
        return name in self.errors or bool(self.cleaned_data.get(name))

    def not_ahead(self, name: str) -> None:
        day = self.cleaned_data.get(name)
        if day and day > self.today:
            self.add_error(name, _("Datumet kan inte ligga framåt i tiden."))

    def check_room(self) -> None:
        """Bilaga 1 is laid out for real: nothing may be clipped, nothing left out."""
        try:
            tight = overflowing(self.application())
        except NotInFont as problem:
            words = _("Blanketten kan inte skriva tecknet %(signs)s. Ta bort det.")
            self.add_error(
                field_at(problem.field), words % {"signs": problem.characters}
            )
            return
        for path in tight:
            self.add_error(
                field_at(path), _("Texten får inte plats på blanketten. Korta den.")
            )

    def has_more_licences(self) -> bool:
        """Are the second and third licence in use, so that they are to be seen?"""
        names = [f"licence_{n}_{what}" for n in (2, 3) for what in ("country", "on")]
        return any(self[name].value() or self[name].errors for name in names)

    # ------------------------------------------------------------------ there and back
    def application(self) -> documents.ApplicationForm:
        """What was filled in, as bilaga 1 prints it."""
        data = self.cleaned_data
        licences = [self.at_place(f"licence_{n}") for n in range(1, LICENCES + 1)]
        return documents.ApplicationForm(
            **{name: data[name] for name in SINGLE},
            degree=self.at_place("degree"),
            licences=tuple(one for one in licences if one != CountryAndDate()),
            before_licence=data["before_licence"],
            abroad=data["abroad"],
        )

    def at_place(self, prefix: str) -> CountryAndDate:
        data = self.cleaned_data
        return CountryAndDate(data[f"{prefix}_country"], data[f"{prefix}_on"])

    @staticmethod
    def initial_of(form: documents.ApplicationForm) -> dict[str, Any]:
        initial = {name: getattr(form, name) for name in (*SINGLE, "abroad")}
        initial["before_licence"] = "\n".join(form.before_licence)
        placed = {"degree": form.degree}
        for number, licence in enumerate(form.licences, start=1):
            placed[f"licence_{number}"] = licence
        for prefix, one in placed.items():
            initial |= {f"{prefix}_country": one.country, f"{prefix}_on": one.on}
        return initial


def field_at(path: str) -> str | None:
    """«licences.2.country», a box of the form, is our field licence_2_country."""
    name = path.replace("licences.", "licence_").replace(".", "_")
    return None if name.startswith(("applicant", "annexes")) else name
