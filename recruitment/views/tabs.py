"""The pages of one round, as tabs: the same, in the same order, on each of them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.pieces import Tab


def round_tabs(
    round: Any, current: str, *, recruits: bool, leads: bool = False
) -> list[Tab]:
    """`current` is the name of the address one is at, as in urls.py.

    The office has them all; who has a task in the round, those that are about it; its
    chair, how well the reviewers agree besides.
    """
    office = [
        ("round", _("Omgången")),
        ("applications", _("Ansökningar")),
        ("sharing", _("Granskning")),
        ("interviews", _("Intervjuer")),
        ("ranking", _("Rangordning")),
        ("offers", _("Erbjudanden")),
        ("figures", _("Siffror")),
    ]
    group = [
        ("round", _("Omgången")),
        ("my_interviews", _("Intervjuer")),
    ]
    if leads:
        group.insert(1, ("agreement", _("Samstämmighet")))
    return [
        Tab(
            label,
            reverse(f"recruitment:{name}", args=[round.region.slug, round.pk]),
            current=name == current,
        )
        for name, label in (office if recruits else group)
    ]
