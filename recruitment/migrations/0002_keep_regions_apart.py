"""Regions apart; what is sent, fixed or released stays as it was.

What is locked may be deleted when the round's time to be weeded out has come and
nobody has put a hold on it: the database knows that rule too.
"""

from django.db import migrations

from regions.migration_operations import (
    KeepRegionsApart,
    closed,
    locked,
    opened,
    unlocked,
)

MODELS = [
    "RecruitmentRound",
    "BTPost",
    "RoundMember",
    "Application",
    "Paper",
    "ApplicantMail",
    "ApplicantConflict",
    "Referee",
    "OnboardingTask",
    "Disclosure",
    "Interview",
    "InterviewSeat",
    "InterviewCandidate",
    "Review",
    "Ranking",
    "RankedPlace",
    "Release",
    "ReserveEntry",
    "Offer",
    "FormUse",
    "InterviewLayout",
]
KEPT = (
    "NOT EXISTS (SELECT 1 FROM recruitment_recruitmentround round"
    " WHERE round.id = {round} AND round.purge_on <= current_date"
    " AND round.held_at IS NULL)"
)
OF_APPLICATION = KEPT.format(
    round="(SELECT application.round_id FROM recruitment_application application"
    " WHERE application.id = OLD.application_id)"
)
OF_ROUND = KEPT.format(round="OLD.round_id")
NOT_RANKED = (
    "NOT EXISTS (SELECT 1 FROM recruitment_application application"
    " WHERE application.id = NEW.application_id AND application.state = 'ranked')"
)
LOCKS = [
    ("recruitment_review", f"OLD.sent_at IS NOT NULL AND {OF_APPLICATION}",
     ("superseded_at",)),
    ("recruitment_referee", f"OLD.answered_at IS NOT NULL AND {OF_APPLICATION}", ()),
    ("recruitment_ranking", f"OLD.state <> 'draft' AND {OF_ROUND}",
     ("state", "reopened_by_id", "reopened_at", "reopened_reason")),
    ("recruitment_release", f"OLD.state <> 'prepared' AND {OF_ROUND}",
     ("state", "released_at", "confirmed_by_id", "confirmed_at", "undone_by_id",
      "undone_at", "undone_reason")),
    ("recruitment_disclosure", OF_ROUND, ()),
    # How it is run, and the lottery, are settled when the round is advertised.
    ("recruitment_recruitmentround", "OLD.state <> 'draft'",
     ("name", "state", "text", "contact_name", "contact_email", "closes_at",
      "complement_until", "starts_on", "version", "purge_on", "held_reason",
      "held_by_id", "held_at", "evaluation", "evaluated_at")),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("recruitment", "0001_rounds_and_applications")]

    operations = [
        *(KeepRegionsApart(name) for name in MODELS),
        *(
            migrations.RunSQL(locked(table, when, free), unlocked(table))
            for table, when, free in LOCKS
        ),
        # An offer goes to who is ranked, whatever a form or an action forgot.
        migrations.RunSQL(
            closed("recruitment_offer", NOT_RANKED), opened("recruitment_offer")
        ),
    ]
