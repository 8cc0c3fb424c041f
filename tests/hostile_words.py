"""Five hundred texts that somebody might type by mistake or to do harm."""

from itertools import islice, product

MARKUP = [
    "<evil>", "</textarea><evil>", '"><evil a="', "'><evil a='", "</title><evil>",
    "<!--", "-->", "<![CDATA[<evil>]]>", "&lt;evil&gt;", "&#60;evil&#62;", "&amp;",
    "<evil onload=alert(1)>", "javascript:alert(1)", "<EVIL/>", "<\x00evil>",
]  # fmt: skip
CODE = [
    "{{ 7|add:7 }}", "{% debug %}", "{% load i18n %}", "{# x", "${7*7}", "#{7*7}",
    "'; DROP TABLE regions_region; --", "' OR '1'='1", "\\'; --", "%s%n%d", "%(name)s",
    "{0.__class__}", "$(reboot)", "`reboot`", "../../etc/passwd", "\\\\server\\share",
    "\r\nSet-Cookie: a=b", "\r\nBcc: a@example.org", "%00", "%0d%0a", '{"a": [1', "]}",
]  # fmt: skip
SHEETS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(0)", "=cmd|' /C calc'!A0"]
LETTERS = [
    "\0", "a\0b", "\u202eabc", "\u2066x\u2069", "\ufeffx", "\u200b", "\u00a0", "\u2028",
    "\ufffe\ud7ff", "𝕏🦠👩‍⚕️", "Z\u0351\u0362a\u034cl\u0321go", "ﷺ", "ﬁ", "İıŞß",
    "Ａ", "日本語", "مرحبا", "\x1b[31m", "\x07\x08", "\x7f", "e\u0301", "ÅÄÖ",
]  # fmt: skip
SHAPES = [
    "{}",
    "Hej {}",
    "{} slut",
    "a{}b",
    "{}{}",
    "- {}",
    "({})",
    "{}.",
    "1 {}",
    "{}?",
]


def hostile_words() -> list[str]:
    """The same five hundred each time, each once."""
    every = (
        shape.replace("{}", word)
        for shape, word in product(SHAPES, MARKUP + CODE + SHEETS + LETTERS)
    )
    return list(islice(dict.fromkeys(every), 500))
