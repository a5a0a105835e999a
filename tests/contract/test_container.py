"""The container's files, read as text: there is no Docker engine where these tests run."""

import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
Instruction = tuple[str, str]
Service = dict[str, Any]


def instructions() -> list[Instruction]:
    """The Dockerfile's instructions and what follows them, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    pairs = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    return [(word, " ".join(rest.split())) for word, rest in pairs]


def stages() -> list[list[Instruction]]:
    """The instructions of each stage, its FROM first."""
    found: list[list[Instruction]] = []
    for word, rest in instructions():
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest))
    return found


def said(stage: list[Instruction], word: str) -> list[str]:
    return [rest for name, rest in stage if name == word]


def services() -> dict[str, Service]:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    found: dict[str, Service] = yaml.safe_load(text)["services"]
    return found


def copied_from_here() -> list[str]:
    """What the image takes from the checkout."""
    sources: list[str] = []
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from="):
            sources += rest.split()[:-1]
    return sources


def let_through(path: str) -> bool:
    """Whether .dockerignore lets a path into the build: the last line that fits decides."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    inside = True
    for line in filter(None, lines):
        pattern = line.removeprefix("!").removeprefix("**/")
        parts = [path, *(str(parent) for parent in Path(path).parents), Path(path).name]
        if not line.startswith("#") and any(fnmatch(part, pattern) for part in parts):
            inside = line.startswith("!")
    return inside


def test_everything_that_the_image_copies_is_there() -> None:
    assert copied_from_here()
    assert [path for path in copied_from_here() if not (ROOT / path).exists()] == []


def test_the_image_holds_all_three_rooms_and_the_migrations() -> None:
    assert {"storage", "jobs", "bot", "alembic"} <= set(copied_from_here())


def test_what_is_copied_is_let_through_and_secrets_are_not() -> None:
    assert [path for path in copied_from_here() if not let_through(path)] == []
    private = (".env", "data/teapoint.db", "data/teapoint.db.key", ".git/config", "tests/x.py")
    assert [path for path in private if let_through(path)] == []


def test_the_last_stage_runs_as_an_ordinary_user() -> None:
    assert said(stages()[-1], "USER") == ["10001:10001"]
    assert services()["teapoint"]["user"] == "10001:10001"


def test_the_last_stage_builds_and_downloads_nothing() -> None:
    commands = " ".join(said(stages()[-1], "RUN"))
    words = ("pip", "apt-get", "gcc", "build-essential", "curl", "wget")
    assert [word for word in words if re.search(rf"\b{word}\b", commands)] == []


def test_both_stages_begin_with_the_same_slim_python() -> None:
    bases = {said(stage, "FROM")[0].split()[0] for stage in stages()}
    assert len(stages()) == 2
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", bases.pop())


def test_every_package_is_checked_by_its_hash() -> None:
    installs = [rest for rest in said(stages()[0], "RUN") if "pip install" in rest]
    for install in installs:
        assert "--require-hashes" in install or "--no-deps" in install


def test_only_what_runs_is_installed() -> None:
    installs = " ".join(said(stages()[0], "RUN"))
    assert "requirements/app.txt" in installs
    assert "test.txt" not in installs
    assert "bench.txt" not in installs


def test_data_is_the_only_volume_and_the_usual_database_lies_on_it() -> None:
    last = stages()[-1]
    assert said(last, "VOLUME") == ["/data"]
    assert said(last, "WORKDIR") == ["/"]


def test_the_drawing_library_keeps_its_files_where_they_may_be_written() -> None:
    """Else each start would say so and look for all fonts anew."""
    (kept,) = re.findall(r"MPLCONFIGDIR=(\S+)", " ".join(said(stages()[-1], "ENV")))
    assert kept.startswith("/tmp/")  # noqa: S108
    assert "/tmp" in [mount.split(":")[0] for mount in services()["teapoint"]["tmpfs"]]  # noqa: S108


def test_health_is_asked_of_the_program_itself() -> None:
    (check,) = said(stages()[-1], "HEALTHCHECK")
    assert "/healthz" in check
    assert "urllib.request" in check
    for service in services().values():
        assert service["healthcheck"]["test"][0] == "CMD"
    assert "/healthz" in services()["teapoint"]["healthcheck"]["test"][-1]


def test_no_service_may_write_outside_its_volumes_or_gain_rights() -> None:
    for name, service in services().items():
        assert service["read_only"] is True, name
        assert "/tmp" in [mount.split(":")[0] for mount in service["tmpfs"]], name  # noqa: S108
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["user"] not in ("root", "0", "0:0"), name


def test_the_database_is_not_open_to_the_outside() -> None:
    assert "ports" not in services()["database"]
    assert [port for port in services()["teapoint"]["ports"] if not port.startswith("127.")] == []


def test_teapoint_waits_until_the_database_answers() -> None:
    waits = services()["teapoint"]["depends_on"]
    assert waits == {"database": {"condition": "service_healthy"}}


def test_nothing_starts_with_a_default_password() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in ("POSTGRES_PASSWORD", "TEAPOINT_KEYS"):
        uses = re.findall(r"\$\{" + name + r"([^}]*)\}", text)
        assert uses, name
        assert [use for use in uses if not use.startswith(":?")] == [], name


def test_the_example_settings_hold_no_secret() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    settings = [line for line in lines if line and not line.startswith("#")]
    assert settings
    assert [line for line in settings if not line.endswith("=")] == []


def test_the_settings_file_with_secrets_is_never_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ".env" in ignored


def test_no_file_of_the_container_names_a_registry() -> None:
    for name in ("Dockerfile", "docker-compose.yml", ".dockerignore", ".env.example"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "index-url" not in text, name
        assert "trusted-host" not in text, name
        assert not re.search(r"\b[\w-]+\.(io|org|com|dev)\b", text), name
