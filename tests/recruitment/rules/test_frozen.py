import json
from decimal import Decimal

import pytest

from recruitment.rules.frozen import frozen, thawed
from recruitment.rules.release import checks_of
from tests.recruitment.rules.scores import SCHEME
from tests.recruitment.rules.snapshots import SOUND, with_line


@pytest.mark.parametrize(
    "snapshot",
    [SOUND, with_line("a", rank=None, points=None, record_shown_on=None)],
)
def test_what_is_kept_is_what_was_frozen(snapshot):
    kept = json.loads(json.dumps(frozen(snapshot)))
    again = thawed(kept, SCHEME)
    assert again == snapshot
    assert again.digest == snapshot.digest
    assert checks_of(again) == checks_of(snapshot)


def test_anything_changed_in_what_is_kept_shows_in_the_digest():
    kept = frozen(SOUND)
    kept["lines"][0]["points"] = str(Decimal("0.01"))
    assert thawed(kept, SCHEME).digest != SOUND.digest
