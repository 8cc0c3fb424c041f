"""A colleague without an account: who it is, and where the link goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.answer import AnswerForm
from assessments.forms.texts import text_line
from assessments.rules.outsiders import Outsider

WHO = ("outsider_name", "outsider_title", "outsider_workplace")
OUTSIDER = (*WHO, "outsider_email")


def who_fields() -> dict[str, forms.Field]:
    """Not required: a rule asks for them, where they are asked for at all."""
    example = _("Till exempel distriktsläkare.")
    return {
        "outsider_name": text_line(_("Namn"), "", 120),
        "outsider_title": text_line(_("Titel"), example, 80),
        "outsider_workplace": text_line(_("Arbetsplats"), "", 120),
    }


def outsider_fields() -> dict[str, forms.Field]:
    return {
        **who_fields(),
        "outsider_email": forms.EmailField(
            label=_("E-postadress till arbetet"),
            help_text=_("Dit går länken. Kontrollera den en gång till."),
            required=False,
            error_messages={"invalid": _("Skriv en hel e-postadress, med @.")},
        ),
    }


def outsider_of(told: dict[str, Any]) -> Outsider:
    name, title, workplace = (" ".join(told.get(key, "").split()) for key in WHO)
    return Outsider(name, title, workplace, told.get("outsider_email", ""))


def as_told(row: Any) -> dict[str, Any]:
    """A row's outsider, as initial values."""
    return {name: getattr(row, name) for name in OUTSIDER}


class OutsiderForm(forms.Form):
    """Where a new link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = OUTSIDER
        self.fields |= outsider_fields()

    def outsider(self) -> Outsider:
        return outsider_of(self.cleaned_data)


class LinkAnswerForm(AnswerForm):
    """The assessor's form; whoever has the link may put name and title right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= who_fields()
        self.asked = (*self.asked, *WHO)

    def outsider(self) -> Outsider:
        return outsider_of(self.cleaned_data)

    @property
    def who(self) -> list[forms.BoundField]:
        return [self[name] for name in WHO]

    @property
    def who_is_wrong(self) -> bool:
        return any(field.errors for field in self.who)
