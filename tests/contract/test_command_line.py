"""The `teapoint` command as people type it: exit codes, one plain line, nothing half done."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from bot.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
MEMBERS = """id,organisation,sector,region,profession,interests
ade,Stourhampton Council,local,South East,delivery,data standards;service design
bo,Department for Harbours,central,London,policy,service design
cy,Llanfair Health Board,NHS,Wales,nursing,data standards
"""


def teapoint(*words: str, **environ: str) -> Result:
    return CliRunner().invoke(main, list(words), env=environ)


def test_match_says_who_meets_whom(tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text(MEMBERS)
    result = teapoint("match", "--members", str(members), "--seed", "7", "--json")
    assert result.exit_code == 0
    plan = json.loads(result.stdout)
    assert sorted(plan["groups"][0]["members"]) == ["ade", "bo", "cy"]
    assert plan["left_out"] == []
    assert set(plan) == {
        "seed",
        "groups",
        "left_out",
        "relaxed",
        "score",
        "objective",
        "bound",
        "percent_of_bound",
        "seconds",
    }


def test_match_in_words_reads_as_sentences(tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text(MEMBERS)
    result = teapoint("match", "--members", str(members), "--seed", "7")
    assert "ade + bo + cy: " in result.stdout
    assert result.stdout.endswith("of the best possible.\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "members.csv"), ("id,organisation\na,b\n", "sector"), (MEMBERS + "ade,,,,,\n", "ade")],
)
def test_match_names_what_is_wrong_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    members = tmp_path / "members.csv"
    members.write_text(text)
    result = teapoint("match", "--members", str(members), "--seed", "7")
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output


def test_match_without_the_file_says_so(tmp_path: Path) -> None:
    result = teapoint("match", "--members", str(tmp_path / "none.csv"), "--seed", "7")
    assert result.exit_code == 1
    assert "none.csv" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("match",), "Missing option"),
        (("match", "--members", "x.csv", "--seed", "many"), "not a valid integer"),
        (("matsch",), "No such command 'matsch'"),
        (("backup",), "Missing argument"),
    ],
)
def test_a_slip_on_the_command_line_is_one_plain_line(words: tuple[str, ...], said: str) -> None:
    result = teapoint(*words)
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert "--help" in result.stderr


@pytest.mark.parametrize("words", [("organiser", "add", "slack:T1:U1"), ("rotate",)])
def test_a_database_that_is_not_ours_is_not_written_to(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "new.db"
    result = teapoint(*words, TEAPOINT_DATABASE=f"sqlite:///{file}")
    assert result.exit_code == 1
    assert "Run `teapoint migrate` first." in result.stderr
    teapoint("migrate", TEAPOINT_DATABASE=f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    result = teapoint(*words, TEAPOINT_DATABASE=f"sqlite:///{file}")
    assert result.exit_code == 1
    assert "made by a newer Teapoint" in result.stderr


def test_the_manifest_is_ready_to_paste() -> None:
    result = teapoint("manifest", "slack", "--url", "https://tea.example")
    document = json.loads(result.stdout)
    commands = {c["command"] for c in document["features"]["slash_commands"]}
    assert commands == {"/teapoint", "/unmentor", "/notes", "/digest"}
    only = json.loads(teapoint("manifest", "slack", "--socket", "--no-shortcut").stdout)
    assert {c["command"] for c in only["features"]["slash_commands"]} == {"/teapoint"}


def test_check_names_what_is_missing() -> None:
    result = teapoint("check", SLACK_BOT_TOKEN="xoxb-1", TEAPOINT_ORGANISERS="")
    assert result.exit_code == 1
    assert "TEAPOINT_ORGANISERS is missing" in result.stdout


def test_check_is_content_with_a_playground(tmp_path: Path) -> None:
    result = teapoint("check", TEAPOINT_DATABASE=f"sqlite:///{tmp_path / 'new.db'}")
    assert result.exit_code == 0
    assert "Teapoint can run." in result.stdout
    assert not (tmp_path / "new.db").exists(), "check changes nothing"


@pytest.mark.parametrize(
    ("database", "keys", "said"),
    [
        ("sqlite", "short", "TEAPOINT_KEYS does not hold keys that Teapoint can use."),
        ("postgresql://nobody@127.0.0.1:9/none", "", "TEAPOINT_KEYS is not set."),
    ],
)
def test_check_tells_of_keys_before_there_is_a_database(
    tmp_path: Path, database: str, keys: str, said: str
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}" if database == "sqlite" else database
    result = teapoint("check", TEAPOINT_DATABASE=url, TEAPOINT_KEYS=keys)
    assert result.exit_code == 1
    assert said in result.stdout
    assert "Teapoint cannot run yet: see above." in result.stdout


def test_check_makes_no_key_file(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'new.db'}"
    assert teapoint("migrate", TEAPOINT_DATABASE=database).exit_code == 0
    (tmp_path / "new.db.key").unlink(missing_ok=True)
    assert teapoint("check", TEAPOINT_DATABASE=database).exit_code == 0
    assert not (tmp_path / "new.db.key").exists()


def test_check_says_that_nobody_else_can_open_our_links(tmp_path: Path) -> None:
    here: dict[str, str] = {
        "TEAPOINT_DATABASE": f"sqlite:///{tmp_path / 'new.db'}",
        "TEAPOINT_ORGANISERS": "slack:T1:U1",
        "TEAPOINT_CONTROLLER": "Public Services Together",
        "TEAPOINT_CONTACT": "privacy@together.example",
        "TEAPOINT_SLACK_API": "http://127.0.0.1:9/api/",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
    }
    said = "Messages leave out calendar files; their Outlook and Google links stay."
    assert said in teapoint("check", **here).stdout
    assert said not in teapoint("check", **here, TEAPOINT_URL="https://tea.example").stdout


def test_an_organiser_of_an_unknown_workspace_is_refused_kindly(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'new.db'}"
    assert teapoint("migrate", TEAPOINT_DATABASE=database).exit_code == 0
    result = teapoint("organiser", "add", "slack:T1:U1", TEAPOINT_DATABASE=database)
    assert result.exit_code == 1
    assert "not connected yet" in result.stderr


def test_a_backup_is_whole_and_never_written_over_another(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'new.db'}"
    teapoint("migrate", TEAPOINT_DATABASE=database)
    copy = tmp_path / "copy.db"
    assert teapoint("backup", str(copy), TEAPOINT_DATABASE=database).exit_code == 0
    assert copy.stat().st_size > 0
    again = teapoint("backup", str(copy), TEAPOINT_DATABASE=database)
    assert again.exit_code == 1
    assert "exists already" in again.stderr


@pytest.mark.slow
def test_a_second_run_on_the_same_file_refuses_and_the_first_stops_when_told(
    tmp_path: Path,
) -> None:
    port = _free_port()
    environ = os.environ | {
        "TEAPOINT_DATABASE": f"sqlite:///{tmp_path / 'one.db'}",
        "TEAPOINT_PORT": str(port),
    }
    command = [sys.executable, "-m", "bot", "run"]
    first = subprocess.Popen(command, cwd=ROOT, env=environ)  # noqa: S603
    try:
        _wait_until_ready(port)
        second = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False
        )
        assert second.returncode == 1
        assert "Another Teapoint is running" in second.stderr
    finally:
        first.send_signal(signal.SIGTERM)
    assert first.wait(20) == 0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(port: int) -> None:
    with httpx.Client(timeout=1) as client:  # one: each reads all certificates of the world
        for _ in range(600):
            with suppress(httpx.HTTPError):
                if client.get(f"http://127.0.0.1:{port}/healthz").status_code == 200:
                    return
            time.sleep(0.1)
    pytest.fail("it never became ready")
