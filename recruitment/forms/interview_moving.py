"""The office moves one interview: first which time, then the room and who interview."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bt_admin.lib.dates import number_word
from recruitment.rules.interview_facts import Interview, Slot
from recruitment.rules.interview_moving import Opening


def key_of(slot: Slot) -> str:
    """«2027-03-02T09:00», as an address has it."""
    return f"{slot.day:%Y-%m-%d}T{slot.starts_at:%H:%M}"


class TimeForm(forms.Form):
    """Sent by GET: nothing is decided by looking at another time."""

    def __init__(
        self, *args: Any, openings: Sequence[Opening], now: Slot, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tid"] = forms.ChoiceField(
            label=_("Tid"),
            choices=[(key_of(one.slot), _named(one.slot, now)) for one in openings],
            help_text=_("Bara tider då den sökande, ett rum och en hel panel är fria."),
        )


def _named(slot: Slot, now: Slot) -> str:
    return _("%s (som nu)") % slot if slot == now else str(slot)


class MoveForm(forms.Form):
    """The room and the panel at a time, of those that are free then."""

    slot = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, opening: Opening, before: Interview, size: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opening, self.size = opening, size
        self.fields["room"] = forms.ChoiceField(
            label=_("Rum"),
            choices=[(one, one) for one in opening.rooms],
            initial=before.room,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Välj ett rum."),
                "invalid_choice": _("Rummet är inte ledigt då. Välj ett annat."),
            },
        )
        self.fields["panel"] = forms.MultipleChoiceField(
            label=_("Intervjuare"),
            choices=[(str(one.id), str(one)) for one in opening.people],
            initial=[str(one.id) for one in before.panel],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Välj %s.") % number_word(size),
            error_messages={
                "required": _("Välj %s intervjuare.") % number_word(size),
                "invalid_choice": _("Någon du valt är inte ledig då. Välj igen."),
            },
        )

    def clean_panel(self) -> frozenset[str]:
        chosen = frozenset(self.cleaned_data["panel"])
        if len(chosen) != self.size:
            raise ValidationError(_("Välj %s intervjuare.") % number_word(self.size))
        return chosen

    def clean(self) -> None:
        """What is shown is of a free time; another was asked for when it is not that."""
        if self.cleaned_data.get("slot") != key_of(self.opening.slot):
            raise ValidationError(
                _("Tiden är inte ledig längre. Välj rum och intervjuare för en annan.")
            )
