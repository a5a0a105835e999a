"""Somebody with a mailbox, and a browser that has no scripts."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from lxml import html

from bot.playground.mail import Mail, Postroom

Settle = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class WithMail:
    """With a mailbox, and a browser that has no scripts."""

    room: Postroom
    client: httpx.AsyncClient
    address: str
    settle: Settle
    page: httpx.Response = field(default_factory=lambda: httpx.Response(200))
    pages: list[str] = field(default_factory=list)

    async def open(self, url: str) -> str:
        """Open a page."""
        return self._show(await self.client.get(url, follow_redirects=True))

    async def say(self, line: str) -> str:
        """Type a command on one's own page; a mail's foot leads there when it was long ago."""
        await self.open("/me")
        if self.page.status_code == 401:
            await self.open(self.link("your page"))
            await self.fill("Go to your page")
        return await self.fill("Go", line=line)

    async def press(self, label: str) -> str:
        """Press a button of the page, or follow the newest mail's link and press it there."""
        if self._has(label):
            return await self.fill(label)
        text = await self.open(self.link(label))
        return await self.fill(label) if self._has(label) else text

    async def fill(self, label: str, **values: str) -> str:
        for form in self._tree.forms:
            for button in form.findall(".//button"):
                if _said(button).startswith(label):
                    return await self._send(form, values)
        raise AssertionError(f"no button {label!r} among {self._buttons()}")

    async def heard(self) -> list[str]:
        return [f"{mail.header('subject')}\n{mail.text}" for mail in self.mails()]

    def mails(self) -> list[Mail]:
        return self.room.mails_to(self.address)

    def raw(self) -> str:
        """Every mail as it came, but for whom it is to; and every page."""
        mails = [f"{one.header('subject')}\n{one.text}\n{one.html}" for one in self.mails()]
        return "\n".join([*mails, *self.pages])

    def link(self, words: str) -> str:
        """The newest mail's link with this beginning."""
        for mail in reversed(self.mails()):
            for link in mail.links:
                if link.text.startswith(words):
                    return link.url
        said = [[link.text for link in mail.links] for mail in self.mails()]
        raise AssertionError(f"no link {words!r} in {said}")

    @property
    def _tree(self) -> Any:  # noqa: ANN401 - lxml brings no types
        return html.document_fromstring(self.page.text)

    @property
    def text(self) -> str:
        """What stands in the main part of the page."""
        main = self._tree.find(".//main")
        return _said(main if main is not None else self._tree)

    def _has(self, label: str) -> bool:
        return any(one.startswith(label) for one in self._buttons())

    def _buttons(self) -> list[str]:
        return [_said(one) for one in self._tree.findall(".//button")] if self.page.text else []

    async def _send(self, form: Any, values: dict[str, str]) -> str:  # noqa: ANN401
        data: dict[str, list[str]] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        for name, value in values.items():
            (full,) = [one for one in form.inputs.keys() if one.partition("~")[0] == name]  # noqa: SIM118
            data[full] = [value]
        target = form.action or str(self.page.url)
        page = await self.client.post(target, data=data, follow_redirects=True)
        await self.settle()
        return self._show(page)

    def _show(self, page: httpx.Response) -> str:
        self.page = page
        self.pages.append(page.text)
        return self.text


def _said(element: Any) -> str:  # noqa: ANN401
    return re.sub(r"\s+", " ", element.text_content()).strip()
