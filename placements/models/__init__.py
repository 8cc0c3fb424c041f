"""The doctor, the programme, and where and when they serve."""

from placements.models.credit import Credit, CreditFile
from placements.models.doctor import Doctor
from placements.models.extension import Extension
from placements.models.placement import Placement, PlacementPeriod
from placements.models.programme import Programme, ProgrammeAssignment, ProgrammeGrant

__all__ = [
    "Credit",
    "CreditFile",
    "Doctor",
    "Extension",
    "Placement",
    "PlacementPeriod",
    "Programme",
    "ProgrammeAssignment",
    "ProgrammeGrant",
]
