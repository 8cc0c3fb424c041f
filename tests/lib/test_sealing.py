"""What is sealed is read with the server's key alone, and tells nothing by itself."""

import base64

from bt_admin.lib.links import hash_of, new_token
from bt_admin.lib.sealing import seal, unseal

CONTENT = {"profession": "nurse", "texts": {"work_on": "Ring tidigare å \U0001f9a0"}}


def test_what_was_sealed_is_read_again():
    assert unseal(seal(CONTENT)) == CONTENT


def test_the_same_words_are_never_sealed_alike():
    assert seal(CONTENT) != seal(CONTENT)


def test_the_length_says_nothing():
    assert len(seal({"a": ""})) == len(seal({"a": "x" * 4000}))


def test_the_time_says_nothing():
    sealed = base64.urlsafe_b64decode(seal(CONTENT))
    assert sealed[1:9] == bytes(8)


def test_an_older_key_still_opens(settings):
    sealed, old = seal(CONTENT), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [old]
    assert unseal(sealed) == CONTENT
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed) is None


def test_a_secret_is_long_and_only_its_hash_is_like_itself():
    first, second = new_token(), new_token()
    assert (len(first), first != second) == (43, True)
    assert (hash_of(first) == hash_of(first), len(hash_of(first))) == (True, 64)
