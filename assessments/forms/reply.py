"""Saying no, and sending back: with a reason the doctor will read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.forms.texts import text_box


class ReasonForm(forms.Form):
    def __init__(self, *args: Any, doctor: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {"reason": _("Läses av %(doctor)s.") % {"doctor": doctor}}
        self.asked = ("reason",)
        # Not required here: the rule says why a reason is needed.
        self.fields["reason"] = text_box(
            _("Motivering"), _("En eller två meningar. BT-läkaren kan läsa den."), 1000
        )
