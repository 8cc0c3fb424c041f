"""Write docs/rattssakerhet.md: what the law asks, in Swedish, and where it is checked.

For a lawyer. The questions are written by hand, in `regions/data/legal_questions.toml`;
what each rests on, how sure we are of that, who asks it and what tests it is read from
the code. A rule that rests on law and has no question here stops the page.
"""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from regions.management.commands.regelverk import Rule, rules, test_file

PAGE = "docs/rattssakerhet.md"
QUESTIONS = Path(__file__).parents[2] / "data" / "legal_questions.toml"
HEAD = """# Rättssäkerhet: vad som prövas, var, och på vilken grund

För den som vill granska bt-admin som jurist. Skriven av `manage.py rattssakerhet`.

Varje rad är en fråga som systemet ställer innan något skrivs, med det den vilar på. Ett
nej visas med skälet och källan för den som försökte. *Frågas av* är de ställen i koden
som ställer frågan; en fråga utan sådana ställs av en annan regel. *Prövas i* är tabellen
av fall. Vad bokstäverna för säkerhet betyder står i [Regelverket](regelverk.md). Det som
är lag men inte läst i original är märkt «källa ej verifierad», här och på sidan där
svaret visas.

Vad systemet inte gör: det fattar inga beslut åt någon, det räknar inte underskriften i
bt-admin som en underskrift mot Socialstyrelsen, och det ger ingen rådgivning i
enskilda ärenden.
"""
ASKERS = ("actions", "tasks.py", "queries", "views")


class Command(BaseCommand):
    help = "Write docs/rattssakerhet.md from the rules; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when outdated")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        path, text = Path(settings.BASE_DIR) / PAGE, page()
        if not check:
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{PAGE}: {len(questions())} questions")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(f"{PAGE} is out of date. Run: ./bt manage rattssakerhet")


@dataclass(frozen=True)
class Question:
    """`about` is the chapter, `asks` the question in Swedish, as a lawyer would put it."""

    about: str
    asks: str
    rule: str


def questions() -> list[Question]:
    chapters = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["chapter"]
    return [
        Question(chapter["about"], one["asks"], one["rule"])
        for chapter in chapters
        for one in chapter["question"]
    ]


def page() -> str:
    """CommandError when a rule of law has no question, or a question no rule."""
    known = {name_of(rule): rule for rule in rules()}
    asked = questions()
    of_law = {name for name, rule in known.items() if rests_on_law(rule)}
    if wrong := of_law ^ {one.rule for one in asked}:
        raise CommandError(f"{QUESTIONS.name} and the rules differ: {sorted(wrong)}")
    parts = [HEAD]
    for about in dict.fromkeys(one.about for one in asked):
        parts += [f"## {about}", ""]
        here = [one for one in asked if one.about == about]
        parts += [entry(one, known[one.rule]) for one in here]
    return "\n".join(parts)


def rests_on_law(rule: Rule) -> bool:
    return any(source.law for source in rule.sources)


def name_of(rule: Rule) -> str:
    return f"{rule.module.__name__}.{rule.name}"


def entry(one: Question, rule: Rule) -> str:
    grounds = "; ".join(
        f"{source.label} [{source.confidence}]" for source in rule.sources
    )
    lines = [f"**{one.asks}**  ", f"Grund: {grounds}  "]
    lines.append(f"Regel: `{one.rule}`  ")
    if found := askers(rule):
        lines.append(f"Frågas av: {', '.join(f'`{name}`' for name in found)}  ")
    if tested := test_file(rule.module):
        lines.append(f"Prövas i {tested}")
    return "\n".join([*lines, ""])


# -------------------------------------------------------------------------- who asks it
def askers(rule: Rule) -> list[str]:
    """The functions that name the rule: those that write, else those that show it."""
    found = uses().get(name_of(rule), [])
    writing = [name for name in found if ".actions." in name or ".tasks." in name]
    return writing or found


@cache
def uses() -> dict[str, list[str]]:
    """By rule, every function outside the rules that names it."""
    found: dict[str, list[str]] = {}
    for path in code():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
        imported = dict(rules_imported(tree))
        for function in functions_of(tree):
            for rule in sorted(set(named_in(function, imported))):
                found.setdefault(rule, []).append(f"{module}.{function.name}")
    return found


def code() -> list[Path]:
    base = Path(settings.BASE_DIR)
    apps = sorted(path.parent for path in base.glob("*/rules"))
    paths = [app / part for app in apps for part in ASKERS]
    files = [path for path in paths if path.is_file()]
    folders = [path for path in paths if path.is_dir()]
    return sorted(files + [one for path in folders for one in path.rglob("*.py")])


def rules_imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and ".rules." in f"{node.module}.":
            for name in node.names:
                yield name.asname or name.name, f"{node.module}.{name.name}"


def named_in(function: ast.FunctionDef, imported: dict[str, str]) -> Iterator[str]:
    """What it imported from the rules and names: a rule, or one in a module of them."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in imported:
            yield imported[node.id]
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            home = node.value.id
            yield from [f"{imported[home]}.{node.attr}"] if home in imported else []


def functions_of(tree: ast.Module) -> Iterator[Any]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
