"""The database and the broker: those given in the environment, else embedded ones."""

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tools import postgres, roles, valkey
from tools.steps import LOCAL, ROOT, VENV

Environment = dict[str, str]
SEALS = LOCAL / "seals"  # the keys for trying that the demo makes


@contextmanager
def services() -> Iterator[Environment]:
    """Start what is needed, hand over the environment to work in, stop it again."""
    environment = os.environ | {
        "PATH": f"{VENV / 'bin'}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "bt_admin.settings",
        "BT_STATIC_ROOT": str(LOCAL / "static"),
        "PYTHONPATH": str(ROOT),
    }
    environment.setdefault("SECRET_KEY", _secret_key())
    if environment.get("BT_PRODUCTION") != "1":
        environment.setdefault("BT_DEMO", "1")
        environment.setdefault("BT_SEAL_FOLDER", str(SEALS))
    with ExitStack() as stack:
        environment |= _database(stack, environment)
        if not environment.get("REDIS_URL"):
            environment["REDIS_URL"] = stack.enter_context(valkey.embedded())
        yield environment


def _database(stack: ExitStack, environment: Environment) -> Environment:
    if environment.get("DATABASE_URL"):
        return roles.given_urls(environment)
    socket = stack.enter_context(postgres.embedded())
    return roles.embedded_urls(socket)


def _secret_key() -> str:
    """This folder's own key, so that a session outlives a restart."""
    file = LOCAL / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()
