"""Where the print files lie; apart from pdf, which takes two seconds to import."""

from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
STYLES = STATIC / "pdf"
FONTS = STATIC / "fonts"
