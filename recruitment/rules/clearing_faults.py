"""What has to hold before a clearing can be matched."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from bt_admin.lib.sources import HOUSE
from bt_admin.lib.verdicts import Verdict, all_of, no
from recruitment.rules.clearing_facts import Clearing, Pair, Post

CANNOT = "Matchningen kan inte köras än."


def may_be_matched(clearing: Clearing) -> Verdict:
    """Is there one answer to what everybody is, wishes for and is ranked as?

    Every fault is given, each with the id it concerns (HOUSE).
    """
    found = (
        *_ids(clearing),
        *_lottery(clearing),
        *(fault for post in clearing.posts for fault in _post(post, clearing)),
        *_wishes(clearing),
        *_specials(clearing),
        *_pairs(clearing),
    )
    return all_of(*(_no(code, text) for code, text in found))


Fault = tuple[str, str]


def _no(code: str, text: str) -> Verdict:
    return no(f"clearing.{code}", f"{CANNOT} {text}", HOUSE)


def _twice(values: Iterable[Hashable]) -> list[str]:
    return sorted(str(value) for value, times in Counter(values).items() if times > 1)


def _ids(clearing: Clearing) -> Iterator[Fault]:
    for name in _twice(post.id for post in clearing.posts):
        yield "post_twice", f"Tjänsten {name} finns två gånger. Ta bort den ena."
    for name in _twice(one.id for one in clearing.applicants):
        yield "applicant_twice", f"Sökande {name} finns två gånger. Ta bort den ena."


def _lottery(clearing: Clearing) -> Iterator[Fault]:
    for number in _twice(one.lottery for one in clearing.applicants):
        yield (
            "lottery_twice",
            f"Två sökande har lottnummer {number}. Gör om lottningen.",
        )


def _post(post: Post, clearing: Clearing) -> Iterator[Fault]:
    known = {one.id for one in clearing.applicants}
    ranked = [name for group in post.groups for name in group]
    if post.capacity < 0:
        yield (
            "capacity",
            f"{post.id} har {post.capacity} platser. Skriv 0 eller ett större heltal.",
        )
    for name in _twice(ranked):
        yield (
            "ranked_twice",
            f"{post.id} har rangordnat {name} två gånger. Ta bort det ena.",
        )
    for name in sorted(set(ranked) - known):
        yield (
            "ranked_unknown",
            f"{post.id} har rangordnat {name}, som inte är sökande. "
            "Ta bort raden, eller lägg till den sökande.",
        )


def _wishes(clearing: Clearing) -> Iterator[Fault]:
    posts = {post.id for post in clearing.posts}
    for one in clearing.applicants:
        for name in _twice(one.wishes):
            yield (
                "wished_twice",
                f"{one.id} har önskat {name} två gånger. Behåll det högsta valet.",
            )
        for name in sorted(set(one.wishes) - posts):
            yield (
                "wished_unknown",
                f"{one.id} har önskat {name}, som inte är med. Ta bort önskemålet.",
            )


def _specials(clearing: Clearing) -> Iterator[Fault]:
    known = {one.id for one in clearing.applicants}
    seats = {post.id: post.capacity for post in clearing.posts}
    for name in _twice(one.applicant for one in clearing.specials):
        yield "special_twice", f"{name} har fått två platser genom beslut. Ta bort en."
    for one in clearing.specials:
        if one.applicant not in known or one.post not in seats:
            yield (
                "special_unknown",
                f"Beslutet om {one.applicant} och {one.post} gäller någon eller något "
                "som inte är med. Rätta beslutet.",
            )
    given = Counter(one.post for one in clearing.specials)
    for name in sorted(post for post in given if given[post] > seats.get(post, 0)):
        yield (
            "special_too_many",
            f"{name} har färre platser än beslut om särskilda omständigheter. "
            "Lägg till en plats, eller ändra ett beslut.",
        )


def _pairs(clearing: Clearing) -> Iterator[Fault]:
    linked = [name for pair in clearing.pairs for name in (pair.first, pair.second)]
    known = {one.id for one in clearing.applicants}
    special = {one.applicant for one in clearing.specials}
    own = {one.id for one in clearing.applicants if one.wishes}
    for name in _twice(linked):
        yield "pair_twice", f"{name} ingår i två par. Ta bort det ena."
    for name in sorted(set(linked) - known):
        yield (
            "pair_unknown",
            f"{name} ingår i ett par men är inte sökande. Lös upp det.",
        )
    for name in sorted(special & set(linked)):
        yield (
            "pair_special",
            f"{name} har fått plats genom beslut och ingår i ett par. Lös upp paret.",
        )
    for name in sorted(own & set(linked)):
        yield (
            "pair_own_wishes",
            f"{name} ingår i ett par och har egna önskemål. Parets önskemål gäller "
            "båda. Ta bort de egna, eller lös upp paret.",
        )
    for pair in clearing.pairs:
        yield from _pair_wishes(pair, {post.id for post in clearing.posts})


def _pair_wishes(pair: Pair, posts: set[str]) -> Iterator[Fault]:
    who = f"{pair.first} och {pair.second}"
    if len(set(pair.wishes)) < len(pair.wishes):
        yield (
            "pair_wished_twice",
            f"{who} har samma önskemål två gånger. Behåll det högsta valet.",
        )
    for name in sorted({post for wish in pair.wishes for post in wish} - posts):
        yield (
            "pair_wished_unknown",
            f"{who} har önskat {name}, som inte är med. Ta bort önskemålet.",
        )
