"""Kontrollerar en publicerad matchning. Behöver bara Python 3.10 eller senare.

    python3 kontrollera_matchningen.py matchning.json [kontrollsumma]

Ange gärna den kontrollsumma som publicerades innan önskemålen stängdes; annars
jämförs startvärdet bara med den som står i filen. Svarar 0 när allt stämmer, annars 1.

Kontrollen bygger inte på programmet som gjorde matchningen. Den räknar på ett annat
sätt: varje tjänst har en gräns, alla söker sig till den bästa tjänst vars gräns de
klarar, och den som fått för många höjer sin gräns, tills ingen gräns ändras.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from typing import Any

RULES = "nationell matchning 1"


class Clearing:
    """Filen, med lika poäng avgjorda genom lottning."""

    def __init__(self, file: dict[str, Any]) -> None:
        self.file = file
        self.lottery: dict[str, int] = dict(file["lottery"])
        self.capacity = {post["id"]: int(post["capacity"]) for post in file["posts"]}
        self.special = {one["applicant"]: one["post"] for one in file["special"]}
        self.pairs = [tuple(one["applicants"]) for one in file["pairs"]]
        self.rank = {post["id"]: self.order(post["ranked"]) for post in file["posts"]}
        self.seats = dict(self.capacity)
        for post in self.special.values():
            self.seats[post] -= 1
        self.wishes = self.wishes_of_everybody()
        self.placed: dict[str, str] = dict(file["result"]["placed"])

    def order(self, groups: list[list[str]]) -> dict[str, int]:
        ordered = [
            n for group in groups for n in sorted(group, key=self.lottery.__getitem__)
        ]
        return {name: place for place, name in enumerate(ordered, start=1)}

    def wishes_of_everybody(self) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
        """För varje sökande, eller par: de val där alla tjänster har rangordnat dem."""
        alone = {(n,): [(p,) for p in ps] for n, ps in self.file["wishes"].items()}
        linked = {
            tuple(one["applicants"]): [tuple(wish) for wish in one["wishes"]]
            for one in self.file["pairs"]
        }
        return {
            who: [
                w
                for w in wishes
                if all(n in self.rank[p] for n, p in zip(who, w, strict=False))
            ]
            for who, wishes in {**alone, **linked}.items()
            if not any(name in self.special for name in who)
        }

    def held(self, who: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.placed[name] for name in who if name in self.placed)

    def better(self, who: tuple[str, ...]) -> list[tuple[str, ...]]:
        wishes, held = self.wishes[who], self.held(who)
        return wishes[: wishes.index(held)] if held in wishes else wishes


def check_seed(clearing: Clearing, published: str | None) -> list[str]:
    """Startvärdet ska ge den kontrollsumma som publicerades i förväg."""
    faults = []
    found = sha256(clearing.file["seed"].encode()).hexdigest()
    for expected in {clearing.file["commitment"], published or found}:
        if found != expected.strip().lower():
            faults.append(
                f"Startvärdet ger kontrollsumman {found}, men publicerad är {expected}."
            )
    return faults


def check_lottery(clearing: Clearing) -> list[str]:
    """Lottnumren ska följa av startvärdet, och av ingenting annat."""
    seed = clearing.file["seed"]
    drawn = sorted(
        clearing.lottery, key=lambda n: sha256(f"{seed}:{n}".encode()).hexdigest()
    )
    return [
        f"{name} har lottnummer {clearing.lottery[name]} men ska ha {number}."
        for number, name in enumerate(drawn, start=1)
        if clearing.lottery[name] != number
    ]


def check_seats(clearing: Clearing) -> list[str]:
    """Ingen tjänst får ha fler än sina platser."""
    seated = list(clearing.placed.values())
    return [
        f"{post} har {seats} platser, men {seated.count(post)} är placerade där."
        for post, seats in clearing.capacity.items()
        if seated.count(post) > seats
    ]


def check_places(clearing: Clearing) -> list[str]:
    """Var och en ska vara placerad genom beslut, eller där de önskat och rangordnats."""
    faults = [
        f"{name} ska ha plats i {post} genom beslut, men har det inte."
        for name, post in clearing.special.items()
        if clearing.placed.get(name) != post
    ]
    known = {name for who in clearing.wishes for name in who} | set(clearing.special)
    faults += [
        f"{name} är placerad men har inga önskemål."
        for name in clearing.placed
        if name not in known
    ]
    for who, wishes in clearing.wishes.items():
        held = clearing.held(who)
        if held and held not in wishes:
            where = " och ".join(held)
            faults.append(f"{' och '.join(who)} är inte placerad enligt val: {where}.")
    return faults


def blocking(clearing: Clearing) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """De som hellre ville vara där man hellre ville ha dem."""
    seated: dict[str, list[str]] = {post: [] for post in clearing.capacity}
    for name, post in clearing.placed.items():
        if name not in clearing.special:
            seated[post].append(name)
    return [
        (who, wish)
        for who in clearing.wishes
        for wish in clearing.better(who)
        if all(keeps(clearing, seated[post], who, wish, post) for post in set(wish))
    ]


def keeps(
    clearing: Clearing,
    seated: list[str],
    who: tuple[str, ...],
    wish: tuple[str, ...],
    post: str,
) -> bool:
    """Skulle tjänsten behålla dem, om den valde de bästa av alla som då vill dit?"""
    rank = clearing.rank[post]
    asking = [name for name, there in zip(who, wish, strict=False) if there == post]
    worst = max(rank[name] for name in asking)
    before = sum(1 for name in seated if name not in who and rank.get(name, 0) < worst)
    return before + len(asking) <= clearing.seats[post]


def check_stable(clearing: Clearing) -> list[str]:
    """Ingen får ha skäl att klaga, utom de fall med par som filen själv redovisar."""
    found = set(blocking(clearing))
    told = {
        (tuple(one["applicants"]), tuple(one["posts"]))
        for one in clearing.file["result"]["blocking"]
    }
    faults = [
        f"{' och '.join(who)} ville hellre till {' och '.join(wish)}, och skulle ha "
        "fått plats där."
        for who, wish in sorted(found - told if clearing.pairs else found)
    ]
    faults += [
        f"Filen säger att {' och '.join(who)} har skäl att klaga, men så är det inte."
        for who, _ in sorted(told - found)
    ]
    return faults


def own_match(clearing: Clearing) -> dict[str, str]:
    """Matchningen räknad på nytt, med gränser i stället för turordning."""
    limit = {post: len(rank) + 1 for post, rank in clearing.rank.items()}
    wanting: dict[str, set[str]] = {post: set() for post in limit}
    at = {who[0]: 0 for who in clearing.wishes}
    moving = list(at)
    while moving:
        for name in moving:
            wishes = clearing.wishes[(name,)]
            while at[name] < len(wishes):
                post = wishes[at[name]][0]
                if clearing.rank[post][name] < limit[post]:
                    wanting[post].add(name)
                    break
                at[name] += 1
        moving = []
        for post, names in wanting.items():
            in_order = sorted(names, key=clearing.rank[post].__getitem__)
            for name in in_order[max(clearing.seats[post], 0) :]:
                limit[post] = min(limit[post], clearing.rank[post][name])
                names.discard(name)
                moving.append(name)
    placed = {name: post for post, names in wanting.items() for name in names}
    return {**placed, **clearing.special}


def check_match(clearing: Clearing) -> list[str]:
    """Matchningen ska vara den bästa stabila för alla sökande, och den är bara en."""
    own = own_match(clearing)
    nowhere = "ingen plats"
    return [
        f"{name} har {clearing.placed.get(name, nowhere)} i filen men ska ha "
        f"{own.get(name, nowhere)}."
        for name in sorted(own.keys() | clearing.placed.keys())
        if own.get(name) != clearing.placed.get(name)
    ]


def check_reserves(clearing: Clearing) -> list[str]:
    """Reservlistan: alla som hellre ville dit, i tjänstens ordning."""
    waiting: dict[str, set[str]] = {post: set() for post in clearing.capacity}
    for who in clearing.wishes:
        for wish in clearing.better(who):
            for name, post in zip(who, wish, strict=False):
                if clearing.placed.get(name) != post:
                    waiting[post].add(name)
    told = clearing.file["result"]["reserves"]
    return [
        f"Reservlistan för {post} stämmer inte med rangordningen."
        for post, names in waiting.items()
        if sorted(names, key=clearing.rank[post].__getitem__) != told.get(post, [])
    ]


def checks(clearing: Clearing, published: str | None) -> list[tuple[str, list[str]]]:
    found = [
        ("Startvärdet stämmer med kontrollsumman", check_seed(clearing, published)),
        ("Lottnumren följer av startvärdet", check_lottery(clearing)),
        ("Ingen tjänst har fler än sina platser", check_seats(clearing)),
        ("Alla är placerade enligt beslut eller önskemål", check_places(clearing)),
        (stable_text(clearing), check_stable(clearing)),
        ("Reservlistorna följer rangordningen", check_reserves(clearing)),
    ]
    if not clearing.pairs:
        found.append(("En egen beräkning ger samma matchning", check_match(clearing)))
    return found


def stable_text(clearing: Clearing) -> str:
    left = len(clearing.file["result"]["blocking"])
    if not clearing.pairs or not left:
        return "Ingen ville hellre till en tjänst som hellre ville ha dem"
    return f"Matchningen är stabil utom i {left} fall med par, som filen redovisar"


def read(path: str) -> Clearing:
    with open(path, encoding="utf-8") as opened:
        file = json.load(opened)
    if file["rules"] != RULES:
        raise ValueError(f"reglerna heter {file['rules']}, inte {RULES}")
    return Clearing(file)


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        print(
            "Skriv: python3 kontrollera_matchningen.py matchning.json [kontrollsumma]"
        )
        return 1
    try:
        clearing = read(arguments[0])
        results = checks(clearing, arguments[1] if len(arguments) == 2 else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"FEL  Filen går inte att läsa eller hänger inte ihop: {error!r}")
        return 1
    print(
        f"{len(clearing.lottery)} sökande, {len(clearing.capacity)} tjänster, ", end=""
    )
    print(f"{len(clearing.placed)} placerade, {len(clearing.pairs)} par.")
    for title, faults in results:
        print(f"{'FEL ' if faults else 'Rätt'} {title}.")
        for fault in faults[:10]:
            print(f"       {fault}")
        if len(faults) > 10:
            print(f"       … och {len(faults) - 10} till.")
    wrong = sum(bool(faults) for _, faults in results)
    print(f"{wrong} kontroller visar fel." if wrong else "Allt stämmer.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
