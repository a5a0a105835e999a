"""The app package for Teams: complete, within its limits, and the same each time."""

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from bot import commands
from bot.cli import main
from bot.command import load
from bot.platforms.teams.icons import draw
from bot.platforms.teams.manifest import COMMANDS, Publisher, manifest, package

CLIENT = "3f0c7a52-6f1d-4b0e-9a51-0c0ffee00001"
URL = "https://tea.together.example"
US = Publisher("Public Services Together", URL, f"{URL}/privacy", f"{URL}/terms")
COMMERCIAL, GCC = (manifest(CLIENT, URL, US, cloud) for cloud in ("commercial", "gcc"))


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.mark.parametrize("document", [COMMERCIAL, GCC], ids=["commercial", "gcc"])
def test_names_and_lengths_are_those_that_teams_takes(document: dict[str, Any]) -> None:
    assert document["$schema"].split("/")[-2] == f"v{document['manifestVersion']}"
    assert len(document["developer"]["name"]) <= 32
    assert all(
        address.startswith("https://")
        for name, address in document["developer"].items()
        if name.endswith("Url")
    )
    assert len(document["name"]["short"]) <= 30
    assert len(document["name"]["full"]) <= 100
    assert len(document["description"]["short"]) <= 80
    assert len(document["description"]["full"]) <= 4_000
    assert re.fullmatch(r"#[0-9A-F]{6}", document["accentColor"])
    assert document["validDomains"] == ["tea.together.example"]
    assert document["id"] == document["bots"][0]["botId"] == CLIENT
    assert document["composeExtensions"][0]["botId"] == CLIENT


def test_clouds_differ_in_the_version_and_in_what_only_the_newer_one_knows() -> None:
    assert (COMMERCIAL["manifestVersion"], GCC["manifestVersion"]) == ("1.25", "1.19")
    assert set(COMMERCIAL) - set(GCC) == {"supportsChannelFeatures"}


def test_every_menu_is_short_and_offers_commands_that_there_are() -> None:
    lists = COMMERCIAL["bots"][0]["commandLists"]
    assert [each["scopes"] for each in lists] == [["personal"], ["team"], ["groupChat"]]
    lines = {each.line for each in load(commands).all}
    for each in lists:
        assert 1 <= len(each["commands"]) <= 10
        for command in each["commands"]:
            assert command["title"] in lines
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128
    assert all(listed[-1][0] == "help" for listed in COMMANDS.values())


def test_notes_are_made_from_a_message_and_found_while_writing() -> None:
    action, search = COMMERCIAL["composeExtensions"][0]["commands"]
    assert (action["id"], action["type"], action["context"]) == (
        "make_notes",
        "action",
        ["message"],
    )
    assert action["fetchTask"] is True
    assert action["title"] == "Make these session notes"
    assert (search["id"], search["type"]) == ("find_notes", "query")
    assert 1 <= len(search["parameters"]) <= 5
    for command in (action, search):
        assert len(command["title"]) <= 32
        assert len(command["description"]) <= 128


def test_the_package_holds_three_files_and_is_the_same_each_time() -> None:
    content = package(COMMERCIAL)
    assert content == package(manifest(CLIENT, URL, US))
    archive = opened(content)
    assert archive.namelist() == ["manifest.json", "color.png", "outline.png"]
    assert json.loads(archive.read("manifest.json")) == COMMERCIAL


def test_the_icons_have_the_sizes_and_colours_that_teams_wants() -> None:
    archive = opened(package(COMMERCIAL))
    colour, outline = (
        Image.open(io.BytesIO(archive.read(COMMERCIAL["icons"][name])))
        for name in ("color", "outline")
    )
    assert (colour.size, outline.size) == ((192, 192), (32, 32))
    assert colour.convert("RGBA").getchannel("A").getextrema() == (255, 255)
    pixels = outline.convert("RGBA")
    seen = {pixels.getpixel((x, y)) for x in range(32) for y in range(32)}
    assert {pixel[:3] for pixel in seen if isinstance(pixel, tuple) and pixel[3]} == {(255,) * 3}
    assert pixels.getchannel("A").getextrema() == (0, 255)


def test_the_icons_are_what_the_drawing_draws(tmp_path: Path) -> None:
    drawn = draw.draw(32, 1.5, (255, 255, 255, 0), (255, 255, 255, 255))
    drawn.save(tmp_path / "outline.png")
    kept = Image.open(io.BytesIO(opened(package(GCC)).read("outline.png"))).convert("RGBA")
    again = Image.open(tmp_path / "outline.png").convert("RGBA")
    near = [abs(a - b) for a, b in zip(kept.tobytes(), again.tobytes(), strict=True)]
    assert max(near) <= 8  # another version of the library may round otherwise


def run(file: Path, *options: str, **environment: str) -> Result:
    return CliRunner().invoke(
        main, ["manifest", "teams", "--to", str(file), *options], env=environment
    )


def test_the_command_writes_the_package(tmp_path: Path) -> None:
    file = tmp_path / "app.zip"
    told = run(
        file,
        *("--cloud", "gcc", "--privacy", f"{URL}/privacy", "--terms", f"{URL}/terms"),
        TEAMS_CLIENT_ID=CLIENT,
        TEAPOINT_URL=URL,
        TEAPOINT_CONTROLLER="Public Services Together",
    )
    assert (told.exit_code, "Upload it in the Teams admin centre" in told.output) == (0, True)
    assert file.read_bytes() == package(GCC)


def test_what_is_missing_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "app.zip"
    told = run(file, "--privacy", "here", TEAMS_CLIENT_ID="", TEAPOINT_URL="http://127.0.0.1:8080")
    assert told.exit_code == 1
    for words in ("Set TEAMS_CLIENT_ID", "Set TEAPOINT_URL", "--privacy has to", "Nothing was"):
        assert words in told.output
    assert not file.exists()
