"""Somebody wants a BT-tjänst: the case, its papers, its letters."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from placements.models import Programme
from recruitment.enums import ApplicationState, LeaveReason, MaskState
from recruitment.models.rounds import RecruitmentRound
from regions.models import InRegion
from regions.models.files import KeptFile


class Application(InRegion):
    """One person's application in one round. No account: a personal link opens it.

    `number` is the case in the register and all that reviewers see of who it is; it
    is given when the application is sent, so that a draft leaves no gap. `typed` is
    what stands in the form of a draft, as it was typed: {"fields": …, "window": …}.
    `answers` holds what was asked about BT and, below "questions", the answers to the
    criteria of the reading phases, by their keys; `wishes` are places in order.
    `record_*` say that an extract of the belastningsregister was shown, to whom and
    when; what stood in it is kept nowhere.
    """

    round = models.ForeignKey(
        RecruitmentRound, models.PROTECT, related_name="applications"
    )
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(
        max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    first_name = models.CharField("förnamn", max_length=80, blank=True)
    last_name = models.CharField("efternamn", max_length=80, blank=True)
    email = models.EmailField("e-post")
    phone = models.CharField("telefon", max_length=30, blank=True)
    address = models.CharField("adress", max_length=120, blank=True)
    workplace = models.CharField("nuvarande arbetsplats", max_length=120, blank=True)
    degree_country = models.CharField("utbildningsland", max_length=60, blank=True)
    licensed_on = models.DateField("legitimerad", null=True)
    typed = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    wishes = models.JSONField(default=list)
    consents = models.JSONField(default=dict)
    token_hash = models.CharField(max_length=64, unique=True)
    link_number = models.PositiveSmallIntegerField(default=1)  # one more ends the last
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True)
    complement_asked_at = models.DateTimeField(null=True)
    complement_text = models.TextField("vad som saknas", blank=True)
    complement_kinds = models.JSONField(default=list)  # keys of the papers asked for
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    screened_at = models.DateTimeField(null=True)
    checked = models.JSONField(default=dict)  # as rules.checking.as_kept has it
    reason = models.CharField("skäl", max_length=40, blank=True)  # of screening.py
    answer_text = models.TextField("svar till den sökande", blank=True)
    record_shown_on = models.DateField("utdrag uppvisat", null=True)
    record_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    place_elsewhere = models.JSONField(default=dict)  # {opaque source: since when}
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(
        "skäl", max_length=20, choices=LeaveReason, blank=True
    )
    programme = models.OneToOneField(
        Programme, models.PROTECT, null=True, related_name="application"
    )
    hired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    hired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["round", "state"]),
            models.Index(fields=["round", "last_name", "first_name"]),
            models.Index(fields=["round", "-submitted_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="application_number_once"
            ),
            # Twice with two mails is two cases to be compared; with one it is one.
            models.UniqueConstraint(
                models.F("round"),
                Lower("email"),
                condition=~models.Q(state=ApplicationState.WITHDRAWN),
                name="application_once_per_mail",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN]
                )
                | models.Q(submitted_at__isnull=False),
                name="application_submitted_when_past_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True)
                | models.Q(number__isnull=False),
                name="application_sent_has_a_number",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ApplicationState.HIRED)
                ^ models.Q(programme__isnull=True),
                name="application_hired_has_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"Sökande {self.number}" if self.number else "Påbörjad ansökan"

    def get_absolute_url(self) -> str:
        return reverse("recruitment:application", args=[self.region.slug, self.pk])

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """As Django's own, which looks through all states for each line of a list."""
        return str(ApplicationState(self.state).label)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def elsewhere_since(self) -> datetime | None:
        """Since when another region has told, with consent, of a place there."""
        told = self.place_elsewhere.values()
        return min(map(datetime.fromisoformat, told), default=None)

    @property
    def is_complemented(self) -> bool:
        """Has what was asked for come, and nobody tried the application since?"""
        asked = self.complement_asked_at is not None
        return asked and self.state == ApplicationState.SUBMITTED

    def still_counts(self, kind: str, uploaded_at: datetime) -> bool:
        """A paper that was asked for anew counts no more; the one that came after does."""
        asked = self.complement_asked_at
        if asked is None or kind not in self.complement_kinds:
            return True
        return uploaded_at > asked


SHOWN = (MaskState.MASKED, MaskState.APPROVED)


class Paper(KeptFile):
    """A file that the applicant sent; reviewers are given `masked` or nothing.

    `masked` is what was made without names, of the type `masked_type`. It is shown in
    the states of SHOWN alone: before that it is what somebody at the office looks at.
    `mask_pages` is what each page said and what its copy says, [[before, after], …].
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="papers")
    kind = models.CharField("slag", max_length=40)  # a key of the method's papers
    uploaded_by = None  # type: ignore[assignment]  # the applicant has no account
    masked = models.BinaryField(null=True)
    masked_type = models.CharField(max_length=20, blank=True)
    mask_state = models.CharField(
        max_length=20, choices=MaskState, default=MaskState.WAITING
    )
    mask_doubt = models.CharField(max_length=20, blank=True)  # rules.masked_papers
    mask_pages = models.JSONField(default=list)
    mask_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    mask_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kind", "uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(mask_state__in=SHOWN)
                | models.Q(masked__isnull=False),
                name="shown_paper_has_a_copy",
            ),
            models.CheckConstraint(
                condition=~models.Q(mask_state=MaskState.APPROVED)
                | models.Q(mask_by__isnull=False),
                name="approved_copy_has_its_approver",
            ),
        ]

    @property
    def copy_mark(self) -> str:
        """Tells one copy from the next, for who says that they have looked at it."""
        return self.mask_at.isoformat() if self.mask_at else ""


class ApplicantMail(InRegion):
    """One letter to one applicant, as it was written; the outbox sends it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=120)
    body = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.subject


class ApplicantConflict(InRegion):
    """A link between an applicant and somebody in the group, declared or found."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="conflicts"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.CharField("koppling", max_length=200)
    declared = models.BooleanField()  # by the person; else found by the system
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"], name="conflict_once_per_person"
            )
        ]


class Referee(InRegion):
    """Somebody the applicant named, who answers by a personal link."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="referees"
    )
    name = models.CharField("namn", max_length=80)
    title = models.CharField("titel", max_length=80, blank=True)
    workplace = models.CharField("arbetsplats", max_length=120, blank=True)
    email = models.EmailField("e-post")
    phone = models.CharField("telefon", max_length=30, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    answers = models.JSONField(default=dict)
    answered_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OnboardingTask(InRegion):
    """Something to be done before the first day: an account, a journal right, keys."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="onboarding"
    )
    title = models.CharField("uppgift", max_length=120)
    due_on = models.DateField("senast")
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "title"]

    def __str__(self) -> str:
        return self.title


class Disclosure(InRegion):
    """A copy given out as a public record: to what request, masked by what."""

    round = models.ForeignKey(
        RecruitmentRound, models.PROTECT, related_name="disclosures"
    )
    application_number = models.PositiveIntegerField()
    request = models.CharField("begäran", max_length=200)
    masked = models.JSONField(default=list)  # [{"field": …, "paragraph": …}]
    sha256 = models.CharField(max_length=64)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["-given_at"]
