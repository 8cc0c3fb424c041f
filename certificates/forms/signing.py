"""A form without fields: it carries what was refused to the summary of errors."""

from django import forms

from bt_admin.lib.forms import refuse
from bt_admin.lib.verdicts import Verdict


class SignFields(forms.Form):
    @classmethod
    def refused(cls, verdict: Verdict) -> "SignFields":
        form = cls({})
        form.is_valid()
        refuse(form, verdict)
        return form
