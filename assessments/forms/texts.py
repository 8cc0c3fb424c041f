"""Boxes to write in. What is too long is said, never cut off."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def at_most(longest: int) -> Callable[[str], None]:
    """Not `max_length`: its attribute makes browsers cut what somebody pastes."""

    def check(text: str) -> None:
        if len(text) > longest:
            over = len(text) - longest
            raise ValidationError(_("Texten är %(n)d tecken för lång.") % {"n": over})

    return check


def text_line(label: str, hint: str, longest: int) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, validators=[at_most(longest)]
    )


def text_box(
    label: str, hint: str = "", longest: int | None = None, rows: int = 3
) -> forms.CharField:
    """`longest` None where a rule counts."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        validators=[at_most(longest)] if longest else [],
    )


def lines_of(text: str, longest: int) -> list[str]:
    """One thing on each line; refused when a line is longer than `longest`."""
    lines = [line.strip() for line in text.splitlines()]
    for line in lines:
        at_most(longest)(line)
    return [line for line in lines if line]
