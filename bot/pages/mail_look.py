"""How the pages for people with nothing but e-mail look: templates and a style, which are files."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse

from bot.form import ChoiceInput, Form, Input
from bot.form_reading import FORM, describe_form, field_id, pack_choice, prefill
from bot.message import Block, Heading
from bot.shown import tidy
from bot.wording import searches
from bot.wording.members import mail_pages

FILES = Path(__file__).with_name("mail_files")
STYLE = "mail.css"
MOST_RADIOS = 7
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    # Not "no-referrer": browsers would then not say that a form comes from our own page.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_SCHEMES = ("https://", "http://", "mailto:")


def draw(
    template: str, path: str, status: int = 200, *, heading: str, network: str = "", **more: object
) -> HTMLResponse:
    """Return a page. `path`: where our pages begin; `more`: what its template shows."""
    wrong = bool(more.get("errors") or more.get("problem"))
    html = (
        _environment()
        .get_template(template)
        .render(
            labels=mail_pages.labels(),
            title=mail_pages.title(heading, network, wrong=wrong),
            heading=heading,
            network=network,
            path=path,
            style=f"{path}/me/files/{STYLE}?{version()}",
            **more,
        )
    )
    return HTMLResponse(html, status, headers=HEADERS)


def split_heading(blocks: Sequence[Block], otherwise: str) -> tuple[str, Sequence[Block]]:
    """Return a page's heading and what stands below it: the message's own, else what was asked."""
    if blocks and isinstance(blocks[0], Heading):
        return blocks[0].text, blocks[1:]
    return otherwise, blocks


@cache
def version() -> str:
    """Return what changes with the style, so that no browser keeps an old one."""
    return hashlib.sha256((FILES / STYLE).read_bytes()).hexdigest()[:12]


@cache
def _environment() -> Environment:
    made = Environment(
        autoescape=True, loader=FileSystemLoader(FILES), trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "kind": lambda one: "text" if isinstance(one, str) else type(one).__name__,
        "tidy": tidy,
        "field_id": field_id,
        "pack": pack_choice,
        "prefill": prefill,
        "describe": describe_form,
        "base64": lambda content: b64encode(content).decode(),
        "leads": _leads,
        "radios": _has_radios,
        "listed": _listed,
    }
    made.globals["FORM"] = FORM
    return made


def _leads(url: str) -> bool:
    """Whether an address may stand behind a link."""
    return url.startswith(_SCHEMES)


def _has_radios(asked: ChoiceInput) -> bool:
    return asked.wide or len(asked.options) <= MOST_RADIOS


def _listed(errors: Mapping[str, str], form: Form | None) -> list[tuple[str, str]]:
    """The sentences in the order of the inputs, each with the id that its link leads to."""
    inputs: Sequence[Input] = form.inputs if form else ()
    known = {asked.name: asked.label for asked in inputs}
    order = [*known, *(name for name in errors if name not in known)]
    return [
        (f"f-{name}" if name in known else "", _name(errors[name], known.get(name, "")))
        for name in order
        if name in errors
    ]


def _name(sentence: str, label: str) -> str:
    """Away from its input, a sentence that could be any input's says which it is."""
    return f"{label}: {sentence}" if label and sentence == searches.needed() else sentence
