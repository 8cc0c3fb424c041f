"""What somebody with the originals at hand tells about the pen signatures on them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.forms import DateField


class PaperFields(forms.Form):
    """The signature boxes still empty in the register, one date, one place."""

    boxes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    paper_signed_on = DateField()
    paper_place = forms.CharField(max_length=60)
    seen = forms.BooleanField()

    def __init__(
        self, *args: Any, boxes: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["boxes"].choices = list(boxes)
        labels = {
            "boxes": (
                _("Vilka underskrifter ser du?"),
                _("Välj minst en underskrift."),
            ),
            "paper_signed_on": (_("Datum för underskrift"), _("Skriv ett datum.")),
            "paper_place": (_("Ort"), _("Skriv orten.")),
            "seen": (
                _("Jag har originalen framför mig och ser att de är underskrivna."),
                _("Kryssa i rutan när du har sett originalen."),
            ),
        }
        for name, (label, empty) in labels.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = empty
        self.fields["boxes"].error_messages["invalid_choice"] = _(
            "Underskriften hör inte till de här originalen. Läs om sidan."
        )
        self.fields["paper_place"].help_text = _("Som det står på originalet")
        self.fields["paper_place"].widget.attrs["class"] = "medium"
