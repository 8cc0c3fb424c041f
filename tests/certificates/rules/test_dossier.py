from datetime import date

import pytest

from certificates.rules.dossier import Change, FreezeFacts, changes, may_freeze
from tests.certificates.rules.people import BEDOMARE, CHEF, HUVUDHANDLEDARE

DAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("by", "assessor", "leads", "declared", "expected"),
    [
        (BEDOMARE, BEDOMARE, False, DAY, []),
        (CHEF, BEDOMARE, True, DAY, []),
        (HUVUDHANDLEDARE, BEDOMARE, False, DAY, ["freeze.not_yours"]),
        (BEDOMARE, BEDOMARE, False, None, ["freeze.not_declared"]),
        (CHEF, BEDOMARE, True, None, ["freeze.not_declared"]),
        (BEDOMARE, None, False, DAY, ["freeze.nobody"]),
        (CHEF, None, True, None, ["freeze.nobody"]),
    ],
)
def test_who_freezes_and_when(by, assessor, leads, declared, expected):
    verdict = may_freeze(FreezeFacts(by, assessor, leads, declared))
    assert [reason.code for reason in verdict.reasons] == expected


def thing(key, title="Mini-CEX", **more):
    return {"id": key, "title": title, "facts": [], **more}


def data(**parts):
    return {
        "parts": [
            {"key": key, "title": key.title(), "entries": entries}
            for key, entries in parts.items()
        ]
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (data(intyg=[thing("1")]), data(intyg=[thing("1")]), []),
        (
            data(intyg=[]),
            data(intyg=[thing("1")]),
            [Change("new", "Intyg", "Mini-CEX")],
        ),
        (
            data(intyg=[thing("1")]),
            data(intyg=[]),
            [Change("gone", "Intyg", "Mini-CEX")],
        ),
        (
            data(intyg=[thing("1"), thing("2", "CBD")]),
            data(intyg=[thing("2", "CBD"), thing("1", facts=[["Vad", "Bukstatus"]])]),
            [Change("other", "Intyg", "Mini-CEX")],
        ),
        (  # a part that did not exist when it was frozen
            data(intyg=[]),
            data(planer=[thing("1", "Plan")], intyg=[]),
            [Change("new", "Planer", "Plan")],
        ),
    ],
)
def test_what_has_changed(before, after, expected):
    assert changes(before, after) == expected
