"""Every role: what it is, where it is held, and what it may do. The one table.

What a role may *see and edit* stands here and is copied to guardian by
`regions.access`. Who may *certify* is a rule about facts on a date (`*/rules/`).
Source: domain knowledge of the regions' own documents, above all Region Kronoberg's
handbook and Region Stockholm's project report.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Permission(StrEnum):
    """A right in a region, a unit or a programme; guardian's codenames."""

    SEE = "see"
    PLAN = "plan"
    APPOINT = "appoint"
    LEAD = "lead"
    CERTIFY = "certify"
    ISSUE = "issue"
    ADMINISTER = "administer"
    ASSESS = "assess"
    OWN = "own"
    GUIDE = "guide"
    JUDGE = "judge"
    RECRUIT = "recruit"
    HIRE = "hire"


@dataclass(frozen=True)
class Role:
    key: str
    title: "StrOrPromise"  # lower case, singular: "studierektor"
    scope: str  # "region", "unit" or "programme"
    description: str
    may: frozenset[Permission]


def _role(
    key: str, title: "StrOrPromise", scope: str, description: str, *may: Permission
) -> Role:
    return Role(key, title, scope, description, frozenset(may))


P = Permission
STAND_IN, DIRECTOR, UNIT_LEAD = "stand_in", "director_of_studies", "unit_lead"
POOL = "pool_assessor"
_ALL = [
    _role(
        "bt_manager",
        _("AT/BT-chef"),
        "region",
        "Leads the region's BT: opens programmes, appoints the extern bedömare and "
        "certifies fullgjord BT.",
        P.SEE, P.PLAN, P.APPOINT, P.CERTIFY, P.ISSUE, P.ADMINISTER, P.RECRUIT, P.HIRE,
    ),
    _role(
        "deputy_bt_manager",
        _("biträdande AT/BT-chef"),
        "region",
        "As the AT/BT-chef, in one part of the region.",
        P.SEE, P.PLAN, P.APPOINT, P.CERTIFY, P.ISSUE, P.RECRUIT, P.HIRE,
    ),
    _role(
        "director_of_studies",
        _("studierektor"),
        "region",
        "Coordinates supervision, plans, and documents the BT-kollegium.",
        P.SEE, P.PLAN, P.APPOINT, P.LEAD, P.RECRUIT,
    ),
    _role(
        "administrator",
        _("administratör"),
        "region",
        "Keeps plans and papers in order; decides nothing about a doctor.",
        P.SEE, P.PLAN, P.ISSUE, P.RECRUIT,
    ),
    _role(
        "hr_coordinator",
        _("HR-samordnare"),
        "region",
        "Runs recruitment with the AT/BT-chef; sees no assessments.",
        P.RECRUIT,
    ),
    _role(
        "recruiter",
        _("medlem i rekryteringsgruppen"),
        "region",
        "Reviews and interviews in the rounds where they have a task; nothing else.",
    ),
    _role(
        POOL,
        _("bedömare i poolen"),
        "region",
        "May be asked to judge a doctor from outside; sees nothing until then.",
    ),
    _role(
        "union_observer",
        _("facklig observatör"),
        "region",
        "Sees guides and how recruitment is done, and sits in with the applicant's "
        "consent; never sees points.",
    ),
    _role(
        "stand_in",
        _("ersättare"),
        "region",
        "Stands in for somebody on leave, between two dates. Holds nothing of its own: "
        "what follows from it is PASSED_ON below.",
    ),
    _role(
        "unit_manager",
        _("verksamhetschef"),
        "unit",
        "Answers for a unit: sees the doctors who serve there, appoints handledare.",
        P.SEE, P.APPOINT,
    ),
    _role(
        "unit_lead",
        _("BT-ansvarig läkare"),
        "unit",
        "Looks after BT on a unit: sees its doctors, appoints handledare.",
        P.SEE, P.APPOINT,
    ),
    _role(
        "doctor",
        _("BT-läkare"),
        "programme",
        "The one whose BT it is: owns everything in it.",
        P.SEE, P.OWN,
    ),
    _role(
        "main_supervisor",
        _("huvudansvarig handledare"),
        "programme",
        "Follows the doctor through the whole BT, certifies delmål and baskompetens.",
        P.SEE, P.ASSESS, P.GUIDE,
    ),
    _role(
        "placement_supervisor",
        _("handledare"),
        "programme",
        "Supervises on one placement and assesses there.",
        P.SEE, P.ASSESS,
    ),
    _role(
        "external_assessor",
        _("extern bedömare"),
        "programme",
        "Judges one doctor from outside, once free of conflict.",
        P.JUDGE,
    ),
]  # fmt: skip
ROLES: dict[str, Role] = {role.key: role for role in _ALL}

# What is given to a person by hand: roles in a BT come with the BT, a stand-in's with
# the leave, and the pool has a list of its own.
GIVEN = tuple(
    role.key
    for role in _ALL
    if role.scope in {"region", "unit"} and role.key not in {STAND_IN, POOL}
)

# Whose work somebody else can look after during leave, and what goes with it. Not
# GUIDE, CERTIFY or JUDGE: bilaga 2, 3 and 4 are signed by the very person the rules ask
# for. Not OWN, ISSUE or ADMINISTER: nobody on leave passes on more than the waiting.
STOOD_IN_FOR = frozenset({"placement_supervisor", "main_supervisor", DIRECTOR})
PASSED_ON = frozenset({P.SEE, P.PLAN, P.APPOINT, P.LEAD, P.ASSESS})


def title(role: str) -> str:
    """The role as words, for a page: "huvudansvarig handledare"."""
    return str(ROLES[role].title)


def titles_with(permission: Permission) -> list[str]:
    """Who may do this, as words: for a refusal that says whom to ask."""
    return [str(role.title) for role in _ALL if permission in role.may]
