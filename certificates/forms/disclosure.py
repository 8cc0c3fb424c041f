"""What is decided about a case that somebody has asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from bt_admin.lib.forms import Choices, DateField
from bt_admin.lib.sources import OSL_21_3, OSL_21_7, OSL_39_3
from certificates.actions.disclosing import Decision
from certificates.documents.disclosed import Item
from certificates.rules.disclosure import ABOUT, PARAGRAPHS, Ground, Words

GIVE, KEEP = "give", "keep"
PICTURE = gettext_noop(
    "En bild: ord i den maskas inte. Den lämnas ut hel, efter att du har läst den, eller "
    "inte alls."
)
LAWS = [(key, one.title) for key, one in PARAGRAPHS.items()]


class RequestFields(forms.Form):
    asked = ("request",)  # the rule says so, in its own words
    request = forms.CharField(
        label=gettext_lazy("Vad begärs ut?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Fråga inte vem det är eller varför. Det är inte tillåtet."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    requested_on = DateField(label=gettext_lazy("När kom begäran?"))

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_requested_on(self) -> date:
        day = self.cleaned_data["requested_on"]
        if day > self.today:
            raise forms.ValidationError(_("Datumet kan inte ligga framåt i tiden."))
        return day


class DecisionFields(forms.Form):
    """Each thing given or kept, words to mask by paragraph, or all of it refused."""

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        doctor: Any,
        where: tuple[str, ...] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.items, self.doctor, self.where = items, doctor, where
        for one in items:
            self.fields |= thing_fields(one)
        self.fields |= {
            "numbers": forms.BooleanField(
                label=_("Maska alla personnummer (%s)") % OSL_21_7.title,
                required=False, initial=True,
            ),
            "home": forms.BooleanField(
                label=self.home_label(),
                required=False, initial=True,
            ),
        }  # fmt: skip
        for law in PARAGRAPHS:
            self.fields |= word_fields(law)
        choices = [(GIVE, _("Lämna ut, som ovan")), (KEEP, _("Avslå hela begäran"))]
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Beslut"),
            choices=choices,
            initial=GIVE,
            widget=Choices(unfolds={KEEP: ["law", "why"]}, choices=choices),
        )
        self.fields |= {"law": law_field(), "why": reason_field()}

    # --------------------------------------------------------------- as it is drawn
    @property
    def asked(self) -> set[str]:
        """A picture is asked about, though nothing is chosen for whoever refuses it all."""
        return {f"how_{one.key}" for one in self.items if not one.has_text}

    def fields_of(self, key: str) -> forms.BoundField:
        return self[f"how_{key}"]

    @property
    def words(self) -> list[tuple[Any, Any]]:
        """The fields of each paragraph, two and two."""
        laws = [law.replace(".", "_") for law in PARAGRAPHS]
        return [(self[f"words_{one}"], self[f"reason_{one}"]) for one in laws]

    @property
    def has_words(self) -> bool:
        return any(one.value() or one.errors for pair in self.words for one in pair)

    # ------------------------------------------------------------------- what it says
    @property
    def refuses(self) -> bool:
        return self.cleaned_data["outcome"] == KEEP

    @property
    def refusal(self) -> Ground:
        return Ground(self.cleaned_data["law"], self.cleaned_data["why"])

    @property
    def decision(self) -> Decision:
        data = self.cleaned_data
        left_out = {
            one.key: Ground(data[f"law_{one.key}"], data[f"why_{one.key}"])
            for one in self.items
            if data[f"how_{one.key}"] == KEEP
        }
        given = [one for one in self.items if data[f"how_{one.key}"] == GIVE]
        looked_at = tuple(one.key for one in given if not one.has_text)
        return Decision(left_out, (*self.always(), *self.typed()), looked_at)

    def always(self) -> list[Words]:
        found = []
        if self.cleaned_data["numbers"]:
            ground = Ground(OSL_21_7.key, _("Personnummer."))
            found.append(Words(ground, numbers=True))
        if self.cleaned_data["home"] and self.where:
            ground = Ground(OSL_21_3.key, _("Skyddade personuppgifter."))
            found.append(Words(ground, self.where))
        elif self.cleaned_data["home"] and (phrases := self.home()):
            ground = Ground(OSL_39_3.key, _("Bostadsadress och privat telefon."))
            found.append(Words(ground, phrases))
        return found

    def home_label(self) -> str:
        """By another paragraph, and more, for skyddade personuppgifter."""
        if self.where:
            return (
                _(
                    "Maska adress, telefon, mejl och enheter: skyddade personuppgifter "
                    "(%s)"
                )
                % OSL_21_3.title
            )
        return (
            _("Maska BT-läkarens bostadsadress och privata telefon (%s)")
            % OSL_39_3.title
        )

    def home(self) -> tuple[str, ...]:
        doctor = self.doctor
        known = (doctor.address, doctor.postcode, doctor.phone, doctor.user.phone)
        return tuple(dict.fromkeys(one.strip() for one in known if one.strip()))

    def typed(self) -> list[Words]:
        found = []
        for law in PARAGRAPHS:
            key = law.replace(".", "_")
            lines = self.cleaned_data[f"words_{key}"].splitlines()
            if phrases := tuple(line.strip() for line in lines if line.strip()):
                ground = Ground(law, self.cleaned_data[f"reason_{key}"])
                found.append(Words(ground, phrases))
        return found


def thing_fields(item: Item) -> dict[str, forms.Field]:
    """A picture has no choice made for it: somebody has to look."""
    key = item.key
    choices = [(GIVE, _("Lämna ut")), (KEEP, _("Lämna inte ut"))]
    unfolds = {KEEP: [f"law_{key}", f"why_{key}"]}
    how = forms.ChoiceField(
        label=item.title,
        choices=choices,
        required=item.has_text,
        initial=GIVE if item.has_text else None,
        help_text="" if item.has_text else _(PICTURE),
        widget=Choices(unfolds=unfolds, choices=choices),
    )
    return {f"how_{key}": how, f"law_{key}": law_field(), f"why_{key}": reason_field()}


def law_field() -> forms.Field:
    choices = [("", _("Välj"))] + [
        (key, f"{title}: {ABOUT[key]}") for key, title in LAWS
    ]
    return forms.ChoiceField(label=_("Paragraf"), choices=choices, required=False)


def reason_field() -> forms.Field:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=_("Skäl"), max_length=2000, required=False, widget=area,
        help_text=_("Följer med det som lämnas ut."),
    )  # fmt: skip


def word_fields(law: str) -> dict[str, forms.Field]:
    key = law.replace(".", "_")
    area = forms.Textarea(attrs={"rows": 2})
    words = forms.CharField(
        label=_("Ord att maska enligt %s") % PARAGRAPHS[law].title,
        help_text=_("%s. Ett ord eller uttryck per rad.") % ABOUT[law].capitalize(),
        max_length=4000, required=False, widget=area,
    )  # fmt: skip
    return {f"words_{key}": words, f"reason_{key}": reason_field()}
