"""Rows of what is to be done: what, who and by when."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.actions import Agreed
from assessments.forms.texts import at_most
from bt_admin.lib.forms import DateField

ROWS = 4
LONGEST_ACTION = 200


class OwnerField(forms.ChoiceField):
    """One of the given people, by id."""

    def __init__(self, owners: Iterable[Any], **kwargs: Any) -> None:
        self.people = {str(user.pk): user for user in owners}
        choices = [(key, user.full_name) for key, user in self.people.items()]
        super().__init__(
            choices=[("", _("Välj vem")), *choices],
            required=False,
            error_messages={"invalid_choice": _("Välj någon i listan.")},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        return self.people.get(super().clean(value))


class AgreedForm(forms.Form):
    """One row; left empty it is no action."""

    def __init__(self, *args: Any, owners: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = ("what", "owner", "due_on")
        self.fields["what"] = forms.CharField(
            label=_("Vad ska göras?"),
            required=False,
            validators=[at_most(LONGEST_ACTION)],
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.fields["owner"] = OwnerField(owners, label=_("Av vem?"))
        self.fields["due_on"] = DateField(label=_("Till när?"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors or not any(given.values()):
            return given
        words = {
            "what": _("Skriv vad som ska göras."),
            "owner": _("Välj vem som ansvarar."),
            "due_on": _("Skriv ett datum."),
        }
        for name, text in words.items():
            if not given.get(name):
                self.add_error(name, text)
        return given


class AgreedRows:
    """The rows of a form: those that are there, and empty ones to add."""

    def __init__(
        self,
        data: Any,
        *,
        owners: Iterable[Any],
        actions: Iterable[Any] = (),
        rows: int = ROWS,
    ) -> None:
        owners, actions = list(owners), list(actions)
        known = [
            {"what": one.what, "owner": str(one.owner_id), "due_on": one.due_on}
            for one in actions
        ]
        for one in actions:  # somebody who has left since still owns what they took on
            if one.owner not in owners:
                owners.append(one.owner)
        count = max(rows, len(known) + 1)
        if data is not None:
            given = [key for key in data if key.startswith("atgard")]
            count = max(count, min(len(given) // 3, 20))
        self.forms = [
            AgreedForm(
                data,
                prefix=f"atgard{number}",
                owners=owners,
                initial=known[number] if number < len(known) else None,
            )
            for number in range(count)
        ]

    def __iter__(self) -> Any:
        return iter(self.forms)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]  # every row says what is wrong
        return all(valid)

    @property
    def given(self) -> tuple[Agreed, ...]:
        """Every row that somebody filled in."""
        told = [one.cleaned_data for one in self.forms]
        return tuple(Agreed(**one) for one in told if any(one.values()))
