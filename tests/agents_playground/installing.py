"""Microsoft's Agents Playground, installed by npm at one version into a folder that git ignores.

It is pre-release software under Microsoft's own terms: a tool to develop with, and no part of
Teapoint. Nothing of it is kept in the repository, not even a lock file.
"""

import shutil
import subprocess
from pathlib import Path

PACKAGE = "@microsoft/m365agentsplayground"
VERSION = "0.2.28"
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "agents-playground"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

_INSTALL_SECONDS = 300
_QUIETLY = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")


class MissingError(Exception):
    """Something that this check needs is not on this machine; says what, and what to do."""


def install(folder: Path = FOLDER) -> Path:
    """Return its program, installed where it is not there at this version; MissingError."""
    _find("node", "Node.js 20 or newer")
    home = folder / VERSION
    program = home / "node_modules" / PACKAGE / "cli.js"
    if not program.exists():
        _run_npm(_find("npm", "npm, which comes with Node.js"), home)
    return program


def find_browser() -> str:
    """Return the browser that the page is opened in; MissingError."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    raise MissingError(f"This needs one of {', '.join(BROWSERS)}. Install one, then try again.")


def _find(name: str, called: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise MissingError(
            f"This check needs {called}, and there is no {name} on the PATH. Install it, then try "
            "again. Teapoint itself does not need it."
        )
    return found


def _run_npm(npm: str, home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    words = [npm, "install", *_QUIETLY, "--prefix", str(home), f"{PACKAGE}@{VERSION}"]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            words, cwd=home, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise MissingError("npm took more than five minutes. Try again later.") from error
    if done.returncode:
        raise MissingError(f"npm could not install {PACKAGE} {VERSION}:\n{done.stderr.strip()}")
