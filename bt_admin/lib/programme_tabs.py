"""The pages about one BT, as tabs: the same, in the same order, on each of them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from bt_admin.lib.pieces import Tab


def programme_tabs(
    region_slug: str, pk: object, current: str, *, may_plan: bool
) -> list[Tab]:
    """`current` is the name of the address one is at, as in urls.py.

    Seven at most, for a phone. What has happened is asked for seldom: its page is
    linked from the overview, and has no tab.
    """
    pages = [
        ("programme", _("Översikt")),
        ("delmal", _("Delmål")),
        ("assessments:list", _("Bedömningar")),
        ("assessments:talks", _("Samtal")),
        ("assessments:activities", _("Aktiviteter")),
        ("placements:plan", _("Plan")),
        ("certificates:certificates", _("Intyg")),
    ]
    return [
        Tab(label, reverse(name, args=[region_slug, pk]), current=name == current)
        for name, label in pages
        if may_plan or name != "placements:plan"
    ]
