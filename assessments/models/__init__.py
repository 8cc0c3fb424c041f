from assessments.models.assessment import (
    Assessment,
    AssessmentDelmal,
    AssessmentSignature,
)
from assessments.models.collegium import Collegium
from assessments.models.instruments import InstrumentUse, RegionalInstrument

__all__ = [
    "Assessment",
    "AssessmentDelmal",
    "AssessmentSignature",
    "Collegium",
    "InstrumentUse",
    "RegionalInstrument",
]
