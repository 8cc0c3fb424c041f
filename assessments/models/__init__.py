from assessments.models.activity import (
    Activity,
    ActivityDelmal,
    ActivityFile,
    BestEvidence,
    TeachingSession,
)
from assessments.models.anchor import Anchor
from assessments.models.assessment import (
    Assessment,
    AssessmentDelmal,
    AssessmentSignature,
    PaperScan,
)
from assessments.models.checklist import ChecklistEdition, ChecklistItem
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
from assessments.models.handover import (
    HandoverCard,
    HandoverEvidence,
    HandoverReading,
)
from assessments.models.instruments import InstrumentUse, RegionalInstrument
from assessments.models.link import SigningLink
from assessments.models.rounds import (
    FeedbackRound,
    RaterLink,
    RoundRater,
    RoundSelf,
    RoundTally,
    RoundText,
    SealedAnswer,
)
from assessments.models.talk import Agreement, Talk, TalkParticipant, TalkTopic

__all__ = [
    "ActionPlan",
    "Activity",
    "ActivityDelmal",
    "ActivityFile",
    "AgreedAction",
    "Agreement",
    "Anchor",
    "Assessment",
    "AssessmentDelmal",
    "AssessmentSignature",
    "BestEvidence",
    "ChecklistEdition",
    "ChecklistItem",
    "Collegium",
    "CollegiumMeeting",
    "Concern",
    "FeedbackRound",
    "HandoverCard",
    "HandoverEvidence",
    "HandoverReading",
    "InstrumentUse",
    "MeetingConflict",
    "MeetingDoctor",
    "MeetingInput",
    "MeetingMember",
    "MeetingSignature",
    "PaperScan",
    "RaterLink",
    "RegionalInstrument",
    "RoundRater",
    "RoundSelf",
    "RoundTally",
    "RoundText",
    "SealedAnswer",
    "SigningLink",
    "Talk",
    "TalkParticipant",
    "TalkTopic",
    "TeachingSession",
]
