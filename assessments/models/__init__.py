from assessments.models.assessment import (
    Assessment,
    AssessmentDelmal,
    AssessmentSignature,
)
from assessments.models.collegium import Collegium
from assessments.models.instruments import InstrumentUse, RegionalInstrument
from assessments.models.talk import Agreement, Talk, TalkTopic

__all__ = [
    "Agreement",
    "Assessment",
    "AssessmentDelmal",
    "AssessmentSignature",
    "Collegium",
    "InstrumentUse",
    "RegionalInstrument",
    "Talk",
    "TalkTopic",
]
