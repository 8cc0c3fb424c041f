"""A yes in one region is known in another: with consent, and nothing besides."""

import pytest

from recruitment.actions.consenting import change_consents
from recruitment.actions.elsewhere import NEWS
from recruitment.enums import ApplicationState as A
from recruitment.enums import OfferState, RoundState
from recruitment.models import Application, Offer
from recruitment.tasks import tell_elsewhere
from regions.context import in_region
from regions.models import AuditRow, OutboxMessage
from tests.cast import at
from tests.objects.recruitment import make_application, make_recruitment

EMAIL = "amal@example.org"


@pytest.fixture
def here(cast):
    with cast.kronoberg.inside(cast.kronoberg.hr):
        yield cast.kronoberg


@pytest.fixture
def there(here, cast):
    """Applications in the other region: hers, hers that is taken back, another's."""
    other = cast.stockholm
    with in_region(other.region.pk, other.hr.pk):
        round = make_recruitment(other)
        make_application(round, 1, email=EMAIL.upper())
        make_application(round, 2, A.WITHDRAWN, email=EMAIL)
        make_application(round, 3, email="bo@example.org")
    return other


@pytest.fixture
def case(here):
    round = make_recruitment(here, RoundState.OFFERS)
    row = make_application(round, 1, A.RANKED, email=EMAIL)
    Offer.objects.create(
        region=here.region, application=row, place="Kronoberg", offered_at=at(),
        expires_at=at(), state=OfferState.ACCEPTED, answered_at=at(),
        post=round.posts.first(),
    )  # fmt: skip
    return row


def tell(case, **given):
    if given:
        change_consents(application=case, given=given, at=at())
    for message in OutboxMessage.objects.filter(kind=NEWS):
        tell_elsewhere(message)


def known_in(company):
    with in_region(company.region.pk, company.hr.pk):
        rows = Application.objects.filter(region=company.region).order_by("number")
        return [bool(one.elsewhere_since) for one in rows]


def test_told_with_consent_alone_and_taken_back_with_it(case, there):
    tell(case, elsewhere=False, observer=True)
    assert known_in(there) == [False, False, False]
    tell(case, elsewhere=True)
    tell(case)
    assert known_in(there) == [True, False, False]
    with in_region(there.region.pk, there.hr.pk):
        row = Application.objects.get(number=1, region=there.region)
        assert [one.kind for one in row.mails.all()] == ["elsewhere"]
    tell(case, elsewhere=False)
    assert known_in(there) == [False, False, False]


def test_who_leaves_the_place_is_free_again(case, there):
    tell(case, elsewhere=True)
    case.offers.update(left_at=at())
    tell(case)
    assert known_in(there) == [False, False, False]


def test_neither_region_learns_more_than_it_needs(case, there, here):
    """There: no name of the region or the round. Here: not even that anybody was told."""
    tell(case, elsewhere=True)
    with in_region(there.region.pk, there.hr.pk):
        row = Application.objects.get(number=1, region=there.region)
        audited = AuditRow.objects.filter(about_id=row.pk, event="case.elsewhere").get()
        written = f"{row.place_elsewhere} {row.mails.get().body} {audited.detail}"
        for secret in (
            here.region.name,
            case.round.name,
            str(case.pk),
            here.region.slug,
        ):
            assert secret not in written
        assert audited.actor_id is None
    [message] = OutboxMessage.objects.filter(kind=NEWS)
    assert message.payload == {"application": str(case.pk)}
    assert not Application.objects.filter(email__iexact=EMAIL).exclude(pk=case.pk)


def test_two_regions_news_are_kept_apart(case, there):
    tell(case, elsewhere=True)
    with in_region(there.region.pk, there.hr.pk):
        row = Application.objects.get(number=1, region=there.region)
        row.place_elsewhere = {**row.place_elsewhere, "other": at().isoformat()}
        row.save()
    tell(case, elsewhere=False)
    assert known_in(there) == [True, False, False]


def test_the_office_there_reads_that_there_is_a_place(client, case, there):
    tell(case, elsewhere=True)
    with there.inside(there.hr):
        row = Application.objects.get(number=1, region=there.region)
        client.force_login(there.hr)
        page = client.get(row.get_absolute_url()).content.decode()
        assert "Har tackat ja till en plats i en annan region" in page
        assert "Kronoberg" not in page
