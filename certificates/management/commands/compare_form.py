"""How far our form stands from Socialstyrelsen's, label by label."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.documents.comparison import Compared, Comparison, compare, overlay

WITHIN = 2.0  # millimetres


class Command(BaseCommand):
    help = (
        "Jämför två PDF:er, den officiella blanketten och vår: avståndet i millimeter "
        "för varje ledtext, vad som saknas och vad som är extra, och en bild där de "
        "ligger på varandra."
    )
    requires_system_checks = ()  # it reads two files and no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("official", type=Path, help="den officiella blanketten")
        parser.add_argument("ours", type=Path, help="vår")
        parser.add_argument(
            "--overlay",
            type=Path,
            help="var bilden ska ligga, .pdf eller .png (annars bredvid vår)",
        )
        parser.add_argument(
            "--within",
            type=float,
            default=WITHIN,
            help="så långt bort får en ledtext stå, i millimeter (annars 2)",
        )

    def handle(
        self,
        *args: Any,
        official: Path,
        ours: Path,
        overlay: Path | None,
        within: float,
        **options: Any,
    ) -> None:
        theirs, mine = read(official), read(ours)
        try:
            found = compare(theirs, mine)
        except ValueError as error:
            raise CommandError(f"En av filerna är ingen PDF som går att läsa: {error}") from None  # fmt: skip
        self.tell(found)
        target = overlay or ours.with_name(f"{ours.stem}-jamforelse.pdf")
        draw(theirs, mine, target)
        self.stdout.write(f"Bilden: {target} (svart båda, rött officiell, blått vår)")
        check(found, within)

    def tell(self, found: Comparison) -> None:
        self.stdout.write("Sida   Avstånd    Höger      Ned  Ledtext")
        for label in found.labels:
            self.stdout.write(line(label))
        for label in found.extra:
            self.stdout.write(f"{label.page:>4}     extra {place(label)}  {label.text}")
        self.stdout.write(
            f"{len(found.labels)} ledtexter, {len(found.missing)} saknas, "
            f"{len(found.extra)} extra. Längst bort: {found.worst:.2f} mm."
        )


def line(label: Compared) -> str:
    if label.right is None or label.down is None:
        return f"{label.page:>4}    saknas {place(label)}  {label.text}"
    return (
        f"{label.page:>4} {label.distance:>6.2f} mm {label.right:>+8.2f} "
        f"{label.down:>+8.2f}  {label.text}"
    )


def place(label: Compared) -> str:
    return f"{label.x:>8.1f} {label.y:>8.1f}"


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Det går inte att läsa {path}: {error.strerror}") from None


def draw(official: bytes, ours: bytes, target: Path) -> None:
    pages = overlay(official, ours)
    try:
        if target.suffix.lower() == ".png":
            beside(pages).save(target)
        else:
            pages[0].save(target, "PDF", save_all=True, append_images=pages[1:])
    except (OSError, ValueError) as error:
        raise CommandError(f"Det går inte att skriva {target}: {error}") from None


def beside(pages: list[Any]) -> Any:
    """All pages in one picture, from left to right."""
    from PIL import Image

    size = (sum(page.width for page in pages), max(page.height for page in pages))
    whole = Image.new("RGB", size, "white")
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole


def check(found: Comparison, within: float) -> None:
    far = [one for one in found.labels if one.distance > within]
    if far or found.missing:
        raise CommandError(
            f"{len(far)} ledtexter står mer än {within:g} mm bort, "
            f"{len(found.missing)} saknas."
        )
