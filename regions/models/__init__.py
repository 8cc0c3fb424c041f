"""The ground: places, people, roles, audit, outbox."""

from regions.models.assignments import (
    Assignment,
    RegionAssignment,
    RegionGrant,
    UnitAssignment,
    UnitGrant,
)
from regions.models.audit import AuditRow
from regions.models.drafts import Draft
from regions.models.feeds import CalendarFeed
from regions.models.outbox import OutboxMessage
from regions.models.people import Employment, Identity, Qualification, User
from regions.models.places import Region, Unit
from regions.models.protection import Protection, ProtectionReader
from regions.models.regional_model import PlanPart, RegionalModel
from regions.models.reminders import MailChoice, RightsConfirmation, StandIn
from regions.models.signatures import Signature
from regions.models.tenant import InRegion

__all__ = [
    "Assignment",
    "AuditRow",
    "CalendarFeed",
    "Draft",
    "Employment",
    "Identity",
    "InRegion",
    "MailChoice",
    "OutboxMessage",
    "PlanPart",
    "Protection",
    "ProtectionReader",
    "Qualification",
    "Region",
    "RegionAssignment",
    "RegionGrant",
    "RegionalModel",
    "RightsConfirmation",
    "Signature",
    "StandIn",
    "Unit",
    "UnitAssignment",
    "UnitGrant",
    "User",
]
