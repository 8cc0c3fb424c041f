from assessments.models.assessment import (
    Assessment,
    AssessmentDelmal,
    AssessmentSignature,
)
from assessments.models.collegium import Collegium

__all__ = ["Assessment", "AssessmentDelmal", "AssessmentSignature", "Collegium"]
