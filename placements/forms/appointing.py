"""Somebody is appointed: search, and choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bt_admin.lib.forms import Choices
from bt_admin.lib.swedish import begin
from placements.forms.fields import OneOf
from placements.queries.people import Candidate
from placements.rules.supervisors import competence_text

SHOWN = 20  # as many as can be read; the rest are found by name


class SearchForm(forms.Form):
    namn = forms.CharField(required=False, max_length=80)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="sok_%s")
        self.fields["namn"].label = _("Sök på namn eller arbetsplats")
        self.asked = {"namn"}
        self.full_clean()

    @property
    def query(self) -> str:
        return self.cleaned_data.get("namn", "")

    def matching(self, candidates: list[Candidate]) -> list[Candidate]:
        words = self.query.casefold().split()
        return [
            one
            for one in candidates
            if all(
                word in f"{one.user} {one.user.workplace}".casefold() for word in words
            )
        ]


class SupervisorForm(forms.Form):
    """One of those shown; each with what is registered about them, in words."""

    def __init__(
        self, data: Any = None, *, everybody: list[Candidate], shown: list[Candidate]
    ) -> None:
        super().__init__(data)
        chosen = self.data.get("person", "")
        offered = [
            one
            for one in everybody
            if one in shown[:SHOWN] or str(one.user.pk) == chosen
        ]
        self.fields["person"] = OneOf(
            label=_("Vem?"),
            widget=Choices(notes={str(one.user.pk): words_of(one) for one in offered}),
            error_messages={
                "required": _("Välj någon."),
                "invalid_choice": _("Välj någon i listan."),
            },
        )
        self.fields["person"].offer(
            [one.user for one in everybody],
            [(str(one.user.pk), one.user.full_name) for one in offered],
        )


def words_of(one: Candidate) -> str:
    """«Specialist i kirurgi. Handledarutbildad. Kirurgkliniken Växjö.»"""
    known = one.competence
    words = [competence_text(known)]
    if not known.licensed:
        words.append(_("ingen legitimation är registrerad"))
    words.append(
        _("handledarutbildad")
        if known.supervisor_trained
        else _("ingen handledarutbildning är registrerad")
    )
    words += [one.user.workplace] if one.user.workplace else []
    words += [] if one.verdict else [_("kan inte utses här")]
    return " ".join(f"{begin(text)}." for text in words)
