import pytest

from certificates.rules.packages import PackageFacts, may_be_archived


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (PackageFacts(True, True, True), []),
        (PackageFacts(False, True, True), ["package.not_finished"]),
        (PackageFacts(True, False, True), ["package.not_finished"]),
        (PackageFacts(True, True, False), ["package.not_printed"]),
        (PackageFacts(True, True, True, 2), ["package.waiting"]),
        (PackageFacts(True, True, True, weeded=True), ["package.weeded"]),
    ],
)
def test_only_what_is_finished_goes_to_the_archive(facts, expected):
    verdict = may_be_archived(facts)
    assert [reason.code for reason in verdict.reasons] == expected
