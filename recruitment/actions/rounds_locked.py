"""One round at a time: whatever is decided in it waits for what is being decided."""

from recruitment.models import RecruitmentRound


def round_locked(round: RecruitmentRound) -> RecruitmentRound:
    """The round as it is now. Every action on orders and offers begins here."""
    rows = RecruitmentRound.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("region").get(pk=round.pk)
