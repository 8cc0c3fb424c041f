"""Forms as our pages draw them: `{% field form.name %}` needs nothing more.

The renderer gives every form a bound field that knows its hint, its error, who reads
what is written, and which of the components draws it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.validators import (
    BaseValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
)
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib import personnummer
from bt_admin.lib.swedish import MONTHS
from bt_admin.lib.verdicts import Reason, Refused, Verdict

HOLDS_A_NUMBER = gettext_lazy(
    "Texten ser ut att innehålla ett personnummer. Ta bort det, eller kryssa i att det "
    "inte gäller en patient."
)


@dataclass(frozen=True)
class Option:
    """One choice of several: its control, its words, and the fields it unfolds."""

    control: str
    id: str
    label: str
    note: str
    fields: list[forms.BoundField]


class BoundField(forms.BoundField):
    @property
    def component(self) -> str:
        """Which template of _components/ draws this field."""
        widget = self.field.widget
        if isinstance(widget, Drawn):
            return widget.component
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "tick"
        return "select" if isinstance(widget, forms.Select) else "box"

    @property
    def template(self) -> str:
        return f"_components/fields/{self.component}.html"

    @property
    def is_optional(self) -> bool:
        """Marked «valfritt»: not when another answer decides whether it is asked."""
        asked = getattr(self.form, "asked", ())
        return not (
            self.field.required
            or self.component == "tick"
            or self.name in asked
            or self.name in unfolded_names(self.form)
        )

    @property
    def reader_note(self) -> str:
        """Who will read what is written here."""
        return getattr(self.form, "readers", {}).get(self.name, "")

    @property
    def is_guarded(self) -> bool:
        """Free text, where somebody might write about a patient."""
        return isinstance(self.field.widget, forms.Textarea)

    @property
    def guard_speaks(self) -> bool:
        """Does it hold a personnummer that is not the writer's own?"""
        own = getattr(self.form, "own_number", "")
        found = personnummer.find_in(str(self.value() or "")) if self.is_guarded else []
        return bool(personnummer.not_own(found, own))

    @property
    def confirm_name(self) -> str:
        """The tick that says that a number in the text is no patient's."""
        return f"{self.html_name}_confirmed"

    @property
    def is_confirmed(self) -> bool:
        return bool(self.form.is_bound and self.form.data.get(self.confirm_name))

    @property
    def first_id(self) -> str:
        """Where the error summary leads: the control, or the first of its choices."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def aria_describedby(self) -> str:
        parts = {
            "helptext": self.help_text,
            "error": self.errors,
            "guard": self.is_guarded,
            "readers": self.reader_note,
        }
        return " ".join(
            f"{self.auto_id}_{key}" for key, shown in parts.items() if shown
        )

    @property
    def options(self) -> Iterator[Option]:
        notes = getattr(self.field.widget, "notes", {})
        unfolds = getattr(self.field.widget, "unfolds", {})
        for choice in self.subwidgets:
            value = str(choice.data["value"])
            yield Option(
                control=choice.tag(),
                id=choice.id_for_label,
                label=choice.choice_label,
                note=notes.get(value, ""),
                fields=[self.form[name] for name in unfolds.get(value, ())],
            )

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        names = f"{_css_class(widget)} {widget.attrs.get('class', '')}".strip()
        return {**attrs, "class": names} if names else attrs


class Renderer(TemplatesSetting):
    """Draws forms with the project's own templates."""

    bound_field_class = BoundField
    field_template_name = "_components/field.html"


class Drawn(forms.RadioSelect):
    """Radio buttons with a look of their own. `notes` explains each value."""

    component = "choices"

    def __init__(
        self, *, notes: Any = None, unfolds: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.notes = {str(value): note for value, note in (notes or {}).items()}
        self.unfolds = {str(value): names for value, names in (unfolds or {}).items()}


class Choices(Drawn):
    """Ordinary choices, each with a line of explanation or fields that fold out."""


class Outcomes(Drawn):
    """A fateful choice: each outcome with its consequence."""

    component = "outcomes"


class ScaleLadder(Drawn):
    """One judgement of independence, each level with its anchor."""

    component = "scale_ladder"

    def __init__(
        self, *, anchors: Any = None, flat: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(notes=anchors, **kwargs)
        self.flat = flat


class ScaleRow(Drawn):
    """The same scale for one of several areas; the empty value means not seen."""

    component = "scale_row"

    def create_option(
        self, name: str, value: Any, label: Any, *args: Any, **kw: Any
    ) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kw)
        option["attrs"]["data-mark"] = str(value) or "–"
        option["attrs"]["aria-label"] = f"{value}: {label}" if value else str(label)
        return option


class DateField(forms.DateField):
    """A date as people type it: 2027-03-03, or 20270303 from a telephone's digits."""

    default_error_messages: ClassVar = {
        "required": gettext_lazy("Skriv ett datum."),
        "invalid": gettext_lazy(
            "Skriv datumet som ÅÅÅÅ-MM-DD, till exempel 2027-03-03."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            format="%Y-%m-%d",
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"},
        )
        kwargs = {"widget": widget, "help_text": _("ÅÅÅÅ-MM-DD"), **kwargs}
        super().__init__(input_formats=["%Y-%m-%d", "%Y%m%d"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            if words := _no_such_day(str(value)):
                raise forms.ValidationError(words, code="no_such_day") from None
            raise


def refuse(form: forms.BaseForm, verdict: Verdict) -> None:
    """Show a refusal at the fields it names, and the rest above the form."""
    elsewhere = [one for one in verdict.reasons if one.field not in form.fields]
    setattr(form, "refusals", {reason.text: reason for reason in elsewhere})  # noqa: B010
    for reason in verdict.reasons:
        field = reason.field if reason.field in form.fields else None
        form.add_error(field, reason.text)


def done(
    form: forms.BaseForm,
    action: Callable[[], Any],
    at_fields: Callable[[Verdict], Verdict] = lambda verdict: verdict,
) -> Any:
    """Do it and say what came of it; None when it was refused, which the form shows."""
    try:
        return action() or True
    except Refused as refused:
        refuse(form, at_fields(refused.verdict))
        return None


def written(
    form: forms.BaseForm, write: Callable[[dict[str, Any]], Any], *besides: Any
) -> Any:
    """What came of writing what was sent; None when the forms say why nothing did.

    `besides` are forms that are sent with the first one by the same button.
    """
    checked = [one.is_valid() for one in (form, *besides)]  # each says what is wrong
    if not all(checked):
        return None
    return done(form, lambda: write(form.cleaned_data))


def ask_about_numbers(form: forms.BaseForm, own: str) -> None:
    """Ask once where a text seems to hold a patient's number; a tick lets it pass."""
    setattr(form, "own_number", own)  # noqa: B010
    form.full_clean()
    for field in (cast(BoundField, field) for field in form):
        if field.guard_speaks and not field.is_confirmed:
            form.add_error(field.name, HOLDS_A_NUMBER)


OUR_WORDS: dict[tuple[type[forms.Field], str], Any] = {
    (forms.Field, "required"): gettext_lazy("Fyll i det här."),
    (forms.CharField, "required"): gettext_lazy("Skriv något här."),
    (forms.EmailField, "required"): gettext_lazy("Skriv en e-postadress."),
    (forms.ChoiceField, "required"): gettext_lazy("Välj ett svar."),
    (forms.ModelChoiceField, "required"): gettext_lazy("Välj i listan."),
    (forms.MultipleChoiceField, "required"): gettext_lazy("Välj minst ett."),
    (forms.ModelMultipleChoiceField, "required"): gettext_lazy("Välj minst ett."),
    (forms.BooleanField, "required"): gettext_lazy("Kryssa i rutan."),
    (forms.FileField, "required"): gettext_lazy("Välj en fil."),
    (forms.FileField, "empty"): gettext_lazy("Filen är tom. Välj en annan."),
    (forms.IntegerField, "invalid"): gettext_lazy("Skriv ett heltal."),
    (forms.DecimalField, "invalid"): gettext_lazy("Skriv ett tal, till exempel 4,5."),
}
# Unless a form has words of its own for its limit.
OUR_LIMITS: dict[type[BaseValidator], Any] = {
    MaxLengthValidator: gettext_lazy("Skriv högst %(limit_value)s tecken."),
    MinValueValidator: gettext_lazy("Skriv %(limit_value)s eller mer."),
    MaxValueValidator: gettext_lazy("Skriv högst %(limit_value)s."),
}


def use_our_words() -> None:
    """What Django says of its fields, in our voice: what to do, not what is wrong."""
    for (kind, code), words in OUR_WORDS.items():
        kind.default_error_messages = {**kind.default_error_messages, code: words}
    for validator, words in OUR_LIMITS.items():
        validator.message = words


@dataclass(frozen=True)
class Fault:
    """A line of the error summary: the same words as at the field, and the way there."""

    text: str
    href: str = ""
    reason: Reason | None = None


def faults(form: forms.BaseForm) -> list[Fault]:
    refusals = getattr(form, "refusals", {})
    above = [
        Fault(str(text), "", refusals.get(text)) for text in form.non_field_errors()
    ]
    fields = [cast(BoundField, field) for field in form]
    return above + [
        Fault(_said_alone(field, str(text)), f"#{field.first_id}")
        for field in fields
        for text in field.errors
    ]


def _said_alone(field: BoundField, text: str) -> str:
    """At the field the label stands above; in the summary it must be said."""
    return f"{field.label}: {text}" if text in OUR_WORDS.values() else text


def unfolded_names(form: forms.BaseForm) -> set[str]:
    """The fields that fold out under a choice, and are drawn there."""
    widgets = [field.widget for field in form.fields.values()]
    unfolds = [getattr(widget, "unfolds", {}) for widget in widgets]
    return {name for one in unfolds for names in one.values() for name in names}


def _css_class(widget: forms.Widget) -> str:
    if isinstance(widget, ScaleLadder | ScaleRow | forms.HiddenInput):
        return ""
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.widgets.Input | forms.Textarea):
        return "check" if isinstance(widget, forms.CheckboxInput) else "input"
    if isinstance(widget, forms.RadioSelect):  # CheckboxSelectMultiple is one too
        return "check"
    return ""


def _no_such_day(text: str) -> str:
    """«Det finns inget datum 2027-02-30. Februari har 28 dagar.», or nothing."""
    match = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or int(match[1]) == 0:
        return ""
    year, month = int(match[1]), int(match[2])
    return _("Det finns inget datum %(value)s. %(month)s har %(days)s dagar.") % {
        "value": "-".join(match.groups()),
        "month": MONTHS[month - 1].capitalize(),
        "days": monthrange(year, month)[1],
    }
