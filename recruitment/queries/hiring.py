"""Who has said yes and is to be hired, and what is to be done before the first day."""

from dataclasses import dataclass
from datetime import date

from bt_admin.lib.people import Person
from placements.queries import plan_options
from placements.queries.layout import PlanOption
from recruitment.models import Application, Offer, OnboardingTask
from recruitment.models.offers import LIVE
from recruitment.rules.hiring import HireFacts
from regions.models import Region, Unit, User
from regions.queries import people_in


@dataclass(frozen=True)
class Contract:
    """What a BT is opened with. `personal_number`: twelve digits, or none yet.

    `is_same`: somebody has said that the account with the address is this person's.
    """

    starts_on: date
    employment_form: str
    option: PlanOption
    personal_number: str = ""
    licence_on: date | None = None
    is_same: bool = False


def place_of(case: Application) -> Offer | None:
    """The offer that this applicant has said yes to, if the latest is one."""
    rows = case.offers.select_related("release", "post__unit")
    return rows.filter(state__in=LIVE).order_by("-offered_at").first()


def hire_facts(case: Application, *, is_same: bool = False) -> HireFacts:
    offer, user = place_of(case), account_of(case)
    release = offer.release if offer else None
    return HireFacts(
        applicant=Person(case.pk, case.full_name),
        has_accepted=offer is not None and offer.state == "accepted",
        has_left=offer is not None and offer.left_at is not None,
        confirmed_at=release.confirmed_at if release else None,
        account=words_of(user, case.region) if user else "",
        is_same=is_same,
    )


def account_of(case: Application) -> User | None:
    """The account that has the applicant's address, in whatever region it began."""
    return User.objects.filter(email__iexact=case.email).first()


def words_of(user: User, region: Region) -> str:
    """Names the person to those who may see them; tells others nothing more."""
    if people_in(region).filter(pk=user.pk).exists():
        return f"Adressen finns redan hos {user.full_name} i {region}."
    return "Det finns redan ett konto med adressen."


def options(region: Region, starts_on: date) -> list[PlanOption]:
    """The plans that a BT may follow."""
    return plan_options(region, starts_on)


def units_for(option: PlanOption, offer: Offer) -> dict[str, Unit]:
    """The post's own unit, at the first stretch of its kind of care; none that closes."""
    unit = offer.post.unit if offer.post else None
    if unit is None or unit.closed_on:
        return {}
    fits = [one.slot for one in option.placements if one.care == unit.care]
    return {fits[0]: unit} if fits else {}


def tasks_of(case: Application) -> list[OnboardingTask]:
    return list(case.onboarding.select_related("done_by").order_by("due_on", "title"))
