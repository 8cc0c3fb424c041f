"""Asking for something that is refused, and what was said."""

from collections.abc import Callable

import pytest

from bt_admin.lib.verdicts import Refused, Verdict


def verdict_of(
    action: Callable[..., object], *args: object, **given: object
) -> Verdict:
    with pytest.raises(Refused) as caught:
        action(*args, **given)
    return caught.value.verdict


def refused(action: Callable[..., object], *args: object, **given: object) -> list[str]:
    """The codes of the reasons."""
    return verdict_of(action, *args, **given).codes
