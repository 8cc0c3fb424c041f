from datetime import date, datetime

import pytest

from assessments.rules.signatures import (
    already_signed,
    same_version,
    surely_logged_in,
)
from bt_admin.lib.dates import NBSP
from regions.enums import LoginMethod


@pytest.mark.parametrize(
    ("login", "codes"),
    [
        (LoginMethod.SITHS, []),
        (LoginMethod.BANKID, []),
        (LoginMethod.FREJA, []),
        (LoginMethod.DEMO, []),
        (LoginMethod.PASSKEY, ["sign.login_too_weak"]),
        ("mejlkod", ["sign.login_too_weak"]),
        ("", ["sign.login_too_weak"]),
    ],
)
def test_how_surely_one_has_logged_in(login, codes):
    assert surely_logged_in(login).codes == codes


@pytest.mark.parametrize(
    ("shown", "now", "codes"),
    [(3, 3, []), (3, 4, ["sign.text_changed"]), ("a1", "a2", ["sign.text_changed"])],
)
def test_only_what_was_read_is_signed(shown, now, codes):
    assert same_version(shown, now, None).codes == codes


def test_the_time_is_told_when_it_is_known():
    at = datetime(2027, 3, 10, 9, 5)
    text = same_version(1, 2, at).reasons[0].text
    assert text.startswith(
        f"Du kan inte signera den här versionen. Texten ändrades kl.{NBSP}09.05, och"
    )


def test_signed_once():
    assert already_signed(date(2027, 3, 3)).reasons[0].text == (
        "Du har redan signerat den här handlingen. Var och en signerar en gång, och din "
        f"signering den 3{NBSP}mars 2027 gäller. Har något blivit fel väljer du ”Rätta”."
    )
