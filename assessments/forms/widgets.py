"""Levels as people choose them: nothing is chosen beforehand, and not seen is a choice."""

from typing import Any

from django import forms

from bt_admin.lib.forms import ScaleLadder, ScaleRow

NOT_SEEN = ""  # the value of «Gick inte att bedöma»


class Unchosen:
    """Django would take no answer for the empty value, and choose «not seen» itself."""

    def format_value(self, value: Any) -> list[str]:
        return [] if value is None else [str(value)]


class Ladder(Unchosen, ScaleLadder):
    """The whole occasion on one ladder, and beneath it «Gick inte att bedöma»."""

    component = "scale_ladder_or_not_seen"

    def create_option(self, name: str, value: Any, *args: Any, **kw: Any) -> Any:
        option = super().create_option(name, value, *args, **kw)
        if value == NOT_SEEN:
            option["attrs"]["class"] = "check"
        return option


class Row(Unchosen, ScaleRow):
    """One line for one of several areas."""


def answered(form: forms.BaseForm, name: str) -> bool:
    """Was this question answered at all? The empty value is an answer."""
    return form.add_prefix(name) in form.data
