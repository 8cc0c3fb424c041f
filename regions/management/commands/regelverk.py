"""Write docs/regelverk.md: every rule, its question, what it rests on, its tests.

The rules are read where they stand: a rule is a public function in an app's `rules`
whose docstring asks a question. Its sources are those it names, and those that the
functions it calls name. Nobody keeps the list by hand, so it cannot be out of step.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bt_admin.lib import sources
from bt_admin.lib.sources import ALL, Dated, Source

PAGE = "docs/regelverk.md"
HEAD = """# Regelverket

Skriven av `manage.py regelverk`; ändra reglerna, inte sidan. En regel är en fråga om
fakta på en dag. Svaret är ett ja, eller ett nej med skäl, och varje skäl har sin källa.

Säkerhet: **T** läst i den officiella texten, **S** läst i en regions eget dokument
eller i Läkartidningens enkät, **W** läst i ett utdrag av en offentlig sida, **R1** läst
i någon annans avskrift, **B** bakgrundskunskap, **own** vår egen regel.
Det som är lag men inte läst i original är märkt «källa ej verifierad».
"""


class Command(BaseCommand):
    help = "Write docs/regelverk.md from the rules; --check only compares."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when outdated")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        path = Path(settings.BASE_DIR) / PAGE
        text = page()
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{PAGE}: {len(rules())} rules")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            raise CommandError(f"{PAGE} is out of date. Run: ./bt manage regelverk")


@dataclass(frozen=True)
class Rule:
    module: ModuleType
    function: Callable[..., Any]

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def question(self) -> str:
        return (inspect.getdoc(self.function) or "").splitlines()[0]

    @property
    def sources(self) -> list[Source]:
        found = _sources(self.module.__name__, self.name)
        return [source for source in ALL if source in found]


def rules() -> list[Rule]:
    return [rule for module in rule_modules() for rule in _rules_in(module)]


def rule_modules() -> Iterator[ModuleType]:
    """Every module of every app's `rules`, in the order of the apps."""
    for config in apps.get_app_configs():
        home = Path(config.path) / "rules"
        if Path(config.path).parent != Path(settings.BASE_DIR) or not home.is_dir():
            continue
        for found in sorted(pkgutil.iter_modules([str(home)]), key=lambda m: m.name):
            yield importlib.import_module(f"{config.name}.rules.{found.name}")


def page() -> str:
    parts = [HEAD, *(_chapter(module) for module in rule_modules())]
    return "\n".join([*parts, _figures(), _source_list()])


# ------------------------------------------------------------------------ the page
def _chapter(module: ModuleType) -> str:
    lines = [f"## {module.__name__}", "", _first_line(module), ""]
    for rule in _rules_in(module):
        lines += [f"- **{rule.name}** {rule.question}  ", f"  {_rests_on(rule)}"]
    tested = test_file(module)
    tests = f"Prövas i {tested}." if tested else "Har ingen egen tabell av fall."
    return "\n".join([*lines, "", tests, ""])


def _rests_on(rule: Rule) -> str:
    if not rule.sources:
        return "Räknar eller ordnar; vilar inte på någon källa."
    return "Källor: " + "; ".join(_source_text(source) for source in rule.sources)


def _source_text(source: Source) -> str:
    return f"{source.label} [{source.confidence}]"


def test_file(module: ModuleType) -> str:
    app, _, name = module.__name__.split(".")
    path = f"tests/{app}/rules/test_{name}.py"
    if (Path(settings.BASE_DIR) / path).exists():
        return f"`{path}`"
    return ""


def _figures() -> str:
    lines = ["## Tal i reglerna", "", "| Tal | Gäller från | Värde | Källa |"]
    lines.append("| --- | --- | --- | --- |")
    for module in rule_modules():
        lines += [
            f"| `{name}` | {since} | {_value(value)} {figure.unit} "
            f"| {_source_text(figure.source)} |"
            for name, figure in _own_figures(module)
            for since, value in figure
        ]
    return "\n".join([*lines, ""])


def _own_figures(module: ModuleType) -> Iterator[tuple[str, Dated[Any]]]:
    """The figures that stand in this module, not those it imports."""
    for node in _tree(module).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if isinstance(figure := getattr(module, name), Dated):
                yield name, figure


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


def _source_list() -> str:
    lines = ["## Källor", "", "| Nyckel | Källa | Säkerhet | Regler |"]
    lines.append("| --- | --- | --- | --- |")
    every = rules()
    for source in ALL:
        count = sum(source in rule.sources for rule in every)
        lines.append(
            f"| {source.key} | {source.label} | {source.confidence} | {count} |"
        )
    return "\n".join([*lines, ""])


def _first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").splitlines()[0]


# -------------------------------------------------------------- what a rule rests on
def _rules_in(module: ModuleType) -> list[Rule]:
    asked = [
        Rule(module, function)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]
    in_order = sorted(asked, key=lambda rule: rule.function.__code__.co_firstlineno)
    return [rule for rule in in_order if "?" in (rule.function.__doc__ or "")]


@cache
def _sources(module_name: str, function: str) -> frozenset[Source]:
    """The sources that a function names, and those of the functions it calls."""
    found: set[Source] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(module_name, function)]
    while waiting:
        home, name = waiting.pop()
        if (home, name) not in seen:
            seen.add((home, name))
            found |= _named_in_docstring(home, name)
            for used in _names_used(home, name):
                waiting += _follow(used, found)
    return frozenset(found)


def _named_in_docstring(module_name: str, function: str) -> set[Source]:
    """The paragraphs that a docstring names by their constants: «(BILAGA_4)»."""
    module = importlib.import_module(module_name)
    words = set(re.findall(r"[A-Z][A-Z0-9_]+", getattr(module, function).__doc__ or ""))
    return {getattr(sources, name) for name in words if hasattr(sources, name)} & set(
        ALL
    )


def _follow(used: object, found: set[Source]) -> list[tuple[str, str]]:
    if isinstance(used, Source):
        found.add(used)
    elif isinstance(used, Dated):
        found.add(used.source)
    elif inspect.isfunction(used) and ".rules." in used.__module__:
        return [(used.__module__, used.__name__)]
    return []


def _names_used(module_name: str, function: str) -> list[object]:
    module = importlib.import_module(module_name)
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            return [getattr(module, name) for name in sorted(names & set(dir(module)))]
    return []


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))
