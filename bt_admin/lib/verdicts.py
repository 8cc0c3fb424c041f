"""A yes or a no that can explain itself.

The same verdict hides a button, tells why on the page, and stops the action.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bt_admin.lib.sources import Source


@dataclass(frozen=True)
class Reason:
    """Why not, in the words the person will read, with what it rests on.

    `text` is the whole refusal: what is not possible, why, what to do instead.
    `field` is the form field to show it at. `code` names the sentence, for tests.
    """

    text: str
    source: Source
    remedy: str = ""
    field: str = ""
    code: str = ""


@dataclass(frozen=True)
class Verdict:
    """Yes when there are no reasons. Warnings may be passed; they stop nothing."""

    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    def __iter__(self) -> Iterator[Reason]:
        return iter(self.reasons)

    def __and__(self, other: "Verdict") -> "Verdict":
        """Both must hold; the same reason is given once."""
        return Verdict(
            _once(self.reasons + other.reasons), _once(self.warnings + other.warnings)
        )

    @property
    def codes(self) -> list[str]:
        return [reason.code for reason in self.reasons]

    @property
    def warning_codes(self) -> list[str]:
        return [reason.code for reason in self.warnings]

    def require(self) -> None:
        """Raise Refused unless the answer is yes."""
        if not self:
            raise Refused(self)


YES = Verdict()


class Refused(Exception):
    """An action was asked for that its rule does not allow."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(" ".join(reason.text for reason in verdict.reasons))
        self.verdict = verdict


def no(code: str, text: str, source: Source, *, field: str = "") -> Verdict:
    return Verdict((Reason(text, source, field=field, code=code),))


def warning(code: str, text: str, source: Source, *, field: str = "") -> Verdict:
    return Verdict((), (Reason(text, source, field=field, code=code),))


def all_of(*verdicts: Verdict) -> Verdict:
    """Every reason of every verdict, in the order given."""
    together = YES
    for verdict in verdicts:
        together = together & verdict
    return together


def _once(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reasons))
