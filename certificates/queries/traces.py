"""Where a part in a doctor's BT leaves a trace: one table, asked in one question.

Each row names a table, the column that says who, the one that says when, and the part
in words, as «… som handledare». What somebody was asked for and declined is no part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Lower, TruncDate

from assessments.enums import AssessmentState, MeetingState, TalkState
from assessments.models import (
    ActionPlan,
    Activity,
    Assessment,
    Collegium,
    Concern,
    FeedbackRound,
    HandoverCard,
    MeetingConflict,
    MeetingInput,
    MeetingMember,
    RoundRater,
    Talk,
    TalkParticipant,
)
from certificates.enums import CertificateKind, SignatureRole
from certificates.models import Certificate, CertificateSignature
from placements.models import Credit, Extension, Programme
from regions.models import User

# A request that nobody has answered, or that was declined, is no part in a BT.
TOOK_PART = (
    AssessmentState.DRAFT,
    AssessmentState.RETURNED,
    AssessmentState.SIGNED,
    AssessmentState.ACKNOWLEDGED,
    AssessmentState.AMENDED,
)
NOT_EXTERNAL = ~Q(role=SignatureRole.EXTERNAL_ASSESSOR)
MET = (MeetingState.HELD, MeetingState.DOCUMENTED, MeetingState.FED_BACK)

Part = tuple[UUID, str, date]


@dataclass(frozen=True)
class Trace:
    """Rows of `model` bind whoever stands in `who` to the doctor, from the day `on`."""

    model: Any
    who: str
    on: str
    role: str
    doctor: str = "programme__doctor"
    besides: Q = field(default_factory=Q)

    def rows(self, programme: Programme, people: Sequence[Any]) -> QuerySet[Any]:
        """(who, when, as what) of these people, for a union. `people`: keys, or addresses
        in small letters where a person is told of by address.
        """
        rows = self.model.objects.filter(
            self.besides,
            **{self.doctor: programme.doctor_id, "region": programme.region_id},
        )
        rows = rows.annotate(
            part_who=self.known_by, part_on=self.day, part_as=Value(self.role)
        )
        rows = rows.filter(part_who__in=people, part_on__isnull=False)
        return rows.order_by().values_list("part_who", "part_on", "part_as")

    @property
    def known_by(self) -> Any:
        if self.who.endswith("email"):
            return Lower(self.who)
        return Cast(F(f"{self.who}_id"), CharField())

    @property
    def day(self) -> Any:
        field = last_field(self.model, self.on)
        return TruncDate(self.on) if isinstance(field, DateTimeField) else F(self.on)


def last_field(model: Any, path: str) -> Any:
    """The field that a path like «meeting__meets_on» ends in."""
    *through, name = path.split("__")
    for step in through:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(name)


MEETING = "meeting__doctors__programme__doctor"
BY_KEY = [
    Trace(Assessment, "assessor", "performed_on", "bedömare",
          besides=Q(state__in=TOOK_PART)),
    Trace(Assessment, "typed_by", "registered_at", "den som skrev in en bedömning"),
    Trace(Collegium, "documented_by", "held_on", "den som dokumenterade kollegiet"),
    Trace(Collegium, "fed_back_by", "fed_back_on", "den som gav återkoppling"),
    Trace(MeetingMember, "user", "meeting__meets_on", "den som satt med i kollegiet",
          MEETING, NOT_EXTERNAL & ~Q(attended=False) & Q(meeting__state__in=MET)),
    Trace(MeetingInput, "author", "given_at", "den som lämnade synpunkter till kollegiet",
          "doctor__programme__doctor"),
    Trace(MeetingConflict, "user", "declared_at", "den som anmälde jäv inför kollegiet",
          "doctor__programme__doctor"),
    Trace(Concern, "raised_by", "raised_at", "den som tog upp en oro"),
    Trace(Concern, "followed_by", "followed_at", "den som följde upp en oro"),
    Trace(ActionPlan, "written_by", "written_at", "den som skrev en handlingsplan"),
    Trace(Talk, "supervisor", "starts_at", "den som höll ett samtal",
          besides=~Q(state=TalkState.CANCELLED)),
    Trace(TalkParticipant, "user", "talk__starts_at", "den som var med i ett samtal",
          "talk__programme__doctor", ~Q(talk__state=TalkState.CANCELLED)),
    Trace(HandoverCard, "changed_by", "changed_at", "den som skrev en överlämning",
          "placement__programme__doctor"),
    Trace(Activity, "confirmed_by", "confirmed_at", "den som bekräftade en aktivitet"),
    Trace(FeedbackRound, "opened_by", "opened_at", "den som ledde en återkoppling"),
    Trace(FeedbackRound, "talk_by", "talk_on", "den som gav återkoppling"),
    Trace(Extension, "decided_by", "decided_at", "den som beslutade om förlängning"),
    Trace(Credit, "decided_by", "decided_at", "den som beslutade om tillgodoräknande"),
    Trace(Programme, "opened_by", "opened_at", "den som lade upp planen", "doctor"),
    Trace(Programme, "ended_by", "ended_at", "den som avslutade BT i förtid", "doctor"),
    # Bilaga 4 is begun by whoever signs it first: the assessor too.
    Trace(Certificate, "created_by", "created_at", "den som skrev ett intyg",
          besides=~Q(kind=CertificateKind.COMPETENCE)),
    Trace(CertificateSignature, "signer", "signed_at", "den som signerade ett intyg",
          "certificate__programme__doctor", NOT_EXTERNAL),
]  # fmt: skip
# Who has no account is told of by address; so is a colleague who has one after all.
BY_ADDRESS = [
    Trace(Assessment, "outsider_email", "performed_on", "bedömare",
          besides=Q(state__in=TOOK_PART)),
    # Asked is enough: whether somebody answered a 360 is nobody's to know.
    Trace(RoundRater, "email", "asked_on", "tillfrågad om återkoppling",
          "round__programme__doctor"),
]  # fmt: skip


def traces_of(people: Sequence[User], programme: Programme) -> Iterator[Part]:
    """Every trace of these people in all BT of this doctor. Two queries."""
    by_key = {str(user.pk): user.pk for user in people}
    by_address = {user.email.lower(): user.pk for user in people}
    for known, table in ((by_key, BY_KEY), (by_address, BY_ADDRESS)):
        rows = [one.rows(programme, list(known)) for one in table]
        for who, on, role in rows[0].union(*rows[1:]):
            yield known[who], role, on
