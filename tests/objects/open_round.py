"""A round that can be applied to, in a running system: `python -m …` prints its id."""

from datetime import timedelta


def make() -> str:
    from django.utils import timezone

    from recruitment.models import BTPost, RecruitmentRound
    from recruitment.queries.methods import library
    from regions.context import in_region
    from regions.models import Region, RegionAssignment

    region, now = Region.objects.get(slug="kronoberg"), timezone.now()
    with in_region(region.pk):
        chief = RegionAssignment.objects.filter(region=region).first()
        round = RecruitmentRound.objects.create(
            region=region,
            name=f"BT för sökande {now:%H%M%S}",
            state="advertised",
            method=library()["kronoberg"],
            text="Sex BT-tjänster på ett år, i Växjö och Ljungby.",
            contact_name="Mona Sadeghpour",
            contact_email="bt@kronoberg.example.org",
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=20),
            starts_on=now.date() + timedelta(days=150),
            lottery_commitment="5f" * 32,
            created_by=chief.user,
            created_at=now,
        )
        for place, number in [("Växjö", 1), ("Växjö", 2), ("Ljungby", 1)]:
            BTPost.objects.create(
                region=region, round=round, place=place, number=number
            )
    return str(round.pk)


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
    django.setup()
    print(make())
