"""A service for electronic signatures of our own, for tests: it signs whatever is sent,
as nobody, and does as it is told."""

from dataclasses import dataclass, field

from bt_admin.lib.pdf_seal import seal
from bt_admin.lib.signing_service import Asked, Came, Outcome, ServiceAway
from tests.objects.seals import key


@dataclass
class StandIn:
    away: bool = False
    says: Came = Came.WAITING
    changes: bytes = b""  # put after what it signed
    sent: list[Asked] = field(default_factory=list)
    times_asked: int = 0

    def begin(self, asked: Asked) -> tuple[str, str]:
        self.answer()
        self.sent.append(asked)
        return f"prov-{len(self.sent)}", "https://prov.example.org/skriv-under"

    def result(self, reference: str) -> Outcome:
        self.answer()
        self.times_asked += 1
        asked = self.sent[int(reference.removeprefix("prov-")) - 1]
        if self.says == Came.SIGNED:
            return Outcome(Came.SIGNED, seal(asked.pdf, key()).pdf + self.changes)
        return Outcome(self.says, reason="Personen avbröt." if self.says == Came.REFUSED else "")  # fmt: skip

    def answer(self) -> None:
        if self.away:
            raise ServiceAway("Connection timed out")
