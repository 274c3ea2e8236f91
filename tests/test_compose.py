"""docker-compose.yml, as far as it can be judged without an engine."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def settings_names() -> set[str]:
    """Environment names that the site reads."""
    text = (ROOT / "guidance" / "settings.py").read_text()
    return set(re.findall(r'(?:env_[a-z]+\(|get\(|environ\[)"([A-Z_]+)"', text))


def volume_parts(service: str) -> dict[str, str]:
    """Volume name → how it is mounted."""
    return dict(volume.split(":", 1) for volume in SERVICES[service].get("volumes", []))


def test_the_services_are_those_the_site_needs() -> None:
    assert set(SERVICES) == {*OURS, "postgres", "redis"}


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_is_pinned(name: str) -> None:
    tag = SERVICES[name]["image"].partition(":")[2]
    assert re.match(r"\d+\.\d+", tag), f"{name} would change by itself"


def test_the_image_we_build_stands_on_a_pinned_one() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert bases
    assert all(re.search(r":\d+\.\d+\.\d+", base) for base in bases)


@pytest.mark.parametrize("name", OURS)
def test_a_variable_is_one_the_settings_know(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= settings_names()


def test_what_serving_asks_for_is_given() -> None:
    from guidance.serving import REQUIRED

    for name in ("web", "worker", "beat"):
        assert set(REQUIRED) <= set(SERVICES[name]["environment"])


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_secret_has_no_default(name: str) -> None:
    assert SERVICES["web"]["environment"][name].startswith(f"${{{name}:?")


def test_the_database_password_has_no_default() -> None:
    assert SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD"].startswith(
        "${POSTGRES_PASSWORD:?"
    )


@pytest.mark.parametrize("name", ["web", "worker", "beat", "postgres", "redis"])
def test_a_lasting_service_has_a_health_check(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries"} <= set(check)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_write_only_where_it_says(name: str) -> None:
    assert SERVICES[name]["read_only"] is True
    assert "no-new-privileges:true" in SERVICES[name]["security_opt"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_a_limit_on_everything(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert 0 < service["cpus"] <= 2
    assert 0 < service["pids_limit"] <= 128
    assert service["logging"]["options"]["max-size"]


def test_redis_has_room_for_what_it_may_hold() -> None:
    command = SERVICES["redis"]["command"]
    most = int(command[command.index("--maxmemory") + 1].removesuffix("mb"))
    assert most < int(SERVICES["redis"]["mem_limit"].removesuffix("m"))


def test_the_stages_leave_the_tools_behind() -> None:
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "pip install" not in final
    assert not re.search(r"\b(apt-get install|gcc|build-essential|make)\b", final)
    assert "pip uninstall --yes pip" in DOCKERFILE
    assert "HEALTHCHECK" in final


def test_the_image_runs_as_the_user_that_compose_names() -> None:
    [uid] = re.findall(r"useradd .*--uid (\d+)", DOCKERFILE)
    [gid] = re.findall(r"groupadd .*--gid (\d+)", DOCKERFILE)
    for name in OURS:
        assert SERVICES[name]["user"] == f"{uid}:{gid}"


def test_a_folder_that_a_process_writes_is_memory_or_a_volume() -> None:
    for name in OURS:
        written = [mount.partition(":")[0] for mount in SERVICES[name]["tmpfs"]]
        assert written == ["/tmp"]  # counters, beat's schedule


def test_what_the_image_is_built_from_holds_no_secret() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {"*", "!catalog", "!guidance", "!requirements.txt"} <= set(ignored)
    assert not re.search(r"(SECRET_KEY|PASSWORD|TOKEN)=", DOCKERFILE)


def test_ours_give_up_every_privilege() -> None:
    for name in OURS:
        assert SERVICES[name]["cap_drop"] == ["ALL"]
    assert re.search(r"^USER (?!root|0)", DOCKERFILE, re.M)


def test_web_maps_the_snapshots_that_the_worker_writes() -> None:
    assert volume_parts("worker")["snapshots"] == "/var/lib/kortaste-vagen"
    assert volume_parts("web")["snapshots"] == "/var/lib/kortaste-vagen:ro"
    assert "VAR_DIR=/var/lib/kortaste-vagen" in DOCKERFILE
    assert {"snapshots", "database"} == set(COMPOSE["volumes"])


def test_only_web_is_reachable_and_only_from_the_host() -> None:
    published = {name for name, service in SERVICES.items() if "ports" in service}
    assert published == {"web"}
    assert SERVICES["web"]["ports"][0].startswith("127.0.0.1:")
    assert COMPOSE["networks"]["inside"]["internal"] is True


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_what_exists(name: str) -> None:
    waits: dict[str, dict[str, str]] = SERVICES[name].get("depends_on", {})
    for other, rule in waits.items():
        if rule["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[other]
        else:
            assert SERVICES[other]["restart"] == "no"


def test_sessions_never_reach_a_disk() -> None:
    command = SERVICES["redis"]["command"]
    assert command[command.index("--save") + 1] == ""
    assert command[command.index("--appendonly") + 1] == "no"
