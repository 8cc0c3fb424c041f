"""`python -m tests.objects.judged_in_demo`: a judged round in the demo's Kronoberg.

Prints the round's key, and the personal link of each applicant, one on a line.
"""

import os
from types import SimpleNamespace
from typing import Any

NAMES = [
    ("Ebba", "Lind"),
    ("Margareta-Elisabeth", "von Schantz-Wallenstråle af Ugglas"),
    ("Amir", "Rahimi"),
    ("Siw", "Öberg"),
    ("Lo", "Å"),
]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bt_admin.settings")
    import django

    django.setup()
    from regions.context import in_region
    from regions.models import Region

    region = Region.objects.get(slug="kronoberg")
    with in_region(region.pk):
        round = make(region)
        from recruitment.queries.links import path_of

        print(round.pk, *map(path_of, round.applications.order_by("number")), sep="\n")


def make(region: Any) -> Any:
    from django.utils import timezone

    from tests.objects.offers import make_judged

    people = SimpleNamespace(
        region=region,
        bt_manager=holder("bt_manager"),
        hr=holder("hr_coordinator"),
        recruiter=holder("director_of_studies"),
    )
    wishes = {2: ["Växjö"], 4: ["Ljungby", "Växjö"]}
    name = f"BT med poäng {timezone.now():%H%M%S}"
    round = make_judged(people, wishes=wishes, name=name)  # type: ignore[arg-type]
    cases = round.applications.order_by("number")
    for case, (first, last) in zip(cases, NAMES, strict=True):
        case.first_name, case.last_name = first, last
        case.email = f"{case.number}.{round.pk}@example.org"
        case.licensed_on = timezone.localdate().replace(year=2024, day=1)
        case.save()
    return round


def holder(role: str) -> Any:
    from regions.models import RegionAssignment

    return RegionAssignment.objects.filter(role=role).select_related("user")[0].user


if __name__ == "__main__":
    main()
