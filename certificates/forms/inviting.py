"""Choosing whom to ask, and answering."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bt_admin.lib.forms import Choices, DateField

MAX_TEXT = 1000


class DayFields(forms.Form):
    """For which day the list is made."""

    dag = DateField(label=gettext_lazy("Planerad dag"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.asked = ("dag",)


class AskFields(forms.Form):
    person = forms.ChoiceField(
        label=gettext_lazy("Vem tillfrågas?"),
        error_messages={"required": gettext_lazy("Välj någon.")},
    )
    planned_on = DateField(required=False, widget=forms.HiddenInput)
    consulted = forms.ChoiceField(
        label=gettext_lazy("Studierektor som du har samrått med"), required=False
    )
    consulted_on = DateField(label=gettext_lazy("När"), required=False)
    consulted_said = forms.CharField(
        label=gettext_lazy("Vad studierektorn sa"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Any,
        *,
        places: Iterable[Any],
        directors: Iterable[Any],
        on: date,
        consulting: bool,
    ) -> None:
        super().__init__(data)
        if consulting:
            self.asked = ("consulted", "consulted_on", "consulted_said")
        free = [one for one in places if one.proposal.verdict]
        self.directors = {str(one.pk): one for one in directors}
        self.fields["planned_on"].initial = on
        self.fields["person"].widget = Choices(
            notes={str(one.user.pk): " ".join(one.proposal.reasons) for one in free}
        )
        self.fields["person"].choices = [
            (str(one.user.pk), _("%(n)s. %(name)s, %(note)s") % {
                "n": number, "name": one.user.full_name, "note": one.note})
            for number, one in enumerate(free, start=1)
        ]  # fmt: skip
        self.fields["consulted"].choices = [
            ("", _("Välj")),
            *[(key, one.full_name) for key, one in self.directors.items()],
        ]
        self.readers = {
            "consulted_said": _("Läses av AT/BT-chefen och biträdande AT/BT-chef.")
        }


class AnswerFields(forms.Form):
    """Yes needs no words; no needs a few, and the rule says so."""

    reason = forms.CharField(
        label=gettext_lazy("Om du tackar nej: varför?"),
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, asked_by: object) -> None:
        super().__init__(data)
        words = {"who": asked_by}
        self.asked = ("reason",)
        self.readers = {"reason": _("Läses av %(who)s och AT/BT-chefen.") % words}
