"""Every address of the system, from the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, get_resolver

UNKNOWN = UUID("00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Address:
    name: str  # "placements:plan"
    route: str  # "<slug:region_slug>/bt/<uuid:pk>/plan/"

    @property
    def in_region(self) -> bool:
        return "region_slug" in self.route

    @property
    def has_object(self) -> bool:
        return "<uuid:" in self.route


def addresses() -> list[Address]:
    return sorted(set(walk(get_resolver())), key=lambda one: (one.route, one.name))


def walk(resolver: Any, route: str = "", space: str = "") -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}", here)
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern, here, space + inner)
