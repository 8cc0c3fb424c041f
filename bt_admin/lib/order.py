"""Names in Swedish order, where the database has no Swedish collation."""

import unicodedata

# å, ä and ö are letters after z; ü sorts as y, and æ and ø as their neighbours here.
AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


def swedish_key(*words: str) -> tuple[str, ...]:
    """A key to sort by: «Zorn» before «Åberg», «Ärlig» before «Öberg», «Éva» as «Eva»."""
    return tuple(_letters(word) for word in words)


def _letters(word: str) -> str:
    swedish = unicodedata.normalize("NFC", word).casefold().translate(AFTER_Z)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", swedish)
        if not unicodedata.combining(letter)
    )
