"""What the region's archive authority has decided, in the demo: two kinds, invented."""

from datetime import timedelta

from bt_admin.demo.clock import Story, moment
from bt_admin.demo.people import Company
from certificates.actions.weeding import decide_rule

SOURCE = "Påhittat beslut, arkivnämnden 2025/41"
# The dossier is kept for good; the picture of an original as long as somebody may ask.
DECIDED = {"dossiers": None, "signed_scans": 10}


def archive_rules(company: Company) -> Story:
    """The AT/BT-chef writes them in; of the other kinds nothing is known."""
    at = yield moment(company.today - timedelta(days=200), 14)
    for kind, years in DECIDED.items():
        decide_rule(
            region=company.region, kind=kind, years=years, valid_from=at.date(),
            source=SOURCE, by=company.manager, at=at,
        )  # fmt: skip
        at = yield at + timedelta(minutes=2)
