"""A name for a filter, and which one to take away."""

from django import forms
from django.utils.translation import gettext_lazy


class SaveViewForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Namn på urvalet"),
        max_length=40,
        help_text=gettext_lazy("Bara du ser det. Samma namn igen ersätter det gamla."),
        error_messages={"required": gettext_lazy("Skriv ett namn.")},
    )


class DropViewForm(forms.Form):
    drop = forms.UUIDField()
