"""Where a degree is from, as far as figures need it: in the EU and EEA, or outside.

For figures alone. Nothing about an applicant is decided by the country.
"""

from collections import Counter
from collections.abc import Mapping

SWEDEN, EU_EEA, THIRD = "Sverige", "EU och EES", "tredje land"
# The member states, then Iceland, Liechtenstein and Norway; Swedish names.
MEMBERS = frozenset({
    "Belgien", "Bulgarien", "Cypern", "Danmark", "Estland", "Finland", "Frankrike",
    "Grekland", "Irland", "Italien", "Kroatien", "Lettland", "Litauen", "Luxemburg",
    "Malta", "Nederländerna", "Polen", "Portugal", "Rumänien", "Slovakien", "Slovenien",
    "Spanien", "Tjeckien", "Tyskland", "Ungern", "Österrike",
    "Island", "Liechtenstein", "Norge",
})  # fmt: skip


def area_of(country: str) -> str:
    """In which of the three areas is this country?"""
    if country == SWEDEN:
        return SWEDEN
    return EU_EEA if country in MEMBERS else THIRD


def by_area(countries: Mapping[str, int]) -> dict[str, int]:
    """How many from each area? Areas without anybody are left out."""
    found: Counter[str] = Counter()
    for country, number in countries.items():
        found[area_of(country)] += number
    return dict(found)
