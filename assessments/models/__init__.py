from assessments.models.activity import (
    Activity,
    ActivityDelmal,
    ActivityFile,
    BestEvidence,
    TeachingSession,
)
from assessments.models.assessment import (
    Assessment,
    AssessmentDelmal,
    AssessmentSignature,
)
from assessments.models.collegium import Collegium
from assessments.models.instruments import InstrumentUse, RegionalInstrument
from assessments.models.talk import Agreement, Talk, TalkTopic

__all__ = [
    "Activity",
    "ActivityDelmal",
    "ActivityFile",
    "Agreement",
    "Assessment",
    "AssessmentDelmal",
    "AssessmentSignature",
    "BestEvidence",
    "Collegium",
    "InstrumentUse",
    "RegionalInstrument",
    "Talk",
    "TalkTopic",
    "TeachingSession",
from assessments.models.collegium import (
    AgreedAction,
    Collegium,
    CollegiumMeeting,
    MeetingConflict,
    MeetingDoctor,
    MeetingInput,
    MeetingMember,
    MeetingSignature,
)
from assessments.models.concern import ActionPlan, Concern

__all__ = [
    "ActionPlan",
    "AgreedAction",
    "Assessment",
    "AssessmentDelmal",
    "AssessmentSignature",
    "Collegium",
    "CollegiumMeeting",
    "Concern",
    "MeetingConflict",
    "MeetingDoctor",
    "MeetingInput",
    "MeetingMember",
    "MeetingSignature",
]
