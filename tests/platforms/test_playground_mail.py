"""The playground's mailboxes: what is sent to them is read on its page, sender by sender."""

from email.message import EmailMessage

import httpx
from aiosmtplib import send
from starlette.applications import Starlette

from bot.playground.mail import Postroom, create_mail
from tests.support.mail import StillClock

NETWORK = {
    "mail": [
        {
            "email": "Wilf@fenwold.example",
            "name": "Wilf Garrow",
            "title": "Officer",
            "menu": "elsewhere",
        }
    ]
}
WILF = "mail/wilf@fenwold.example"
BASE = "http://127.0.0.1/playground/mail/api/"


async def _send(room: Postroom, to: str, subject: str, *, html: str = "<p>Hello</p>") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Together <bot@together.example>", to, subject
    mail["Message-ID"], mail["Reply-To"] = f"<{subject}@x.example>", "people@together.example"
    mail.set_content(f"Hello {subject}\n")
    mail.add_alternative(html, subtype="html")
    mail.add_attachment(b"BEGIN", maintype="text", subtype="calendar", filename="meeting.ics")
    await send(mail, hostname="127.0.0.1", port=room.port)


async def test_a_mailbox_is_read_as_conversations_with_its_senders() -> None:
    app: Starlette = create_mail(NETWORK, StillClock())
    room: Postroom = app.state.room
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=BASE, params={"as": WILF}) as page,
    ):
        world = (await page.get("world")).json()
        assert (world["platform"], world["conversations"]) == ("mail", [])
        assert world["you"]["name"] == "Wilf Garrow"
        link = '<p><a href="https://x.example/me/a?b=1&amp;c=2">Suggest <b>times</b></a></p>'
        await _send(room, "wilf@FENWOLD.example", "one", html=link)
        await _send(room, "wilf@fenwold.example", "two")
        await _send(room, "new@council.example", "three")
        (entry,) = (await page.get("world")).json()["conversations"]
        assert (entry["name"], entry["unread"]) == ("Together", 2)
        talk = (await page.get("conversation", params={"id": entry["id"]})).json()
        assert [mail["subject"] for mail in talk["messages"]] == ["one", "two"]
        first = talk["messages"][0]
        assert first["text"] == "Hello one\n"
        assert first["links"] == [
            {"text": "Suggest times", "url": "https://x.example/me/a?b=1&c=2"}
        ]
        assert first["reply_to"] == "people@together.example"
        file = await page.get("file", params=dict(httpx.URL(first["files"][0]["url"]).params))
        assert (first["files"][0]["name"], file.content) == ("meeting.ics", b"BEGIN")
        html = await page.get("html", params={"ts": first["ts"]})
        assert "sandbox" in html.headers["content-security-policy"]
        assert (await page.get("world")).json()["conversations"][0]["unread"] == 0
        people = (await page.get("people")).json()["people"]
        assert [person["id"] for person in people] == [WILF, "mail/new@council.example"]
        refused = await page.post("say", json={"as": WILF, "channel": entry["id"], "text": "Hi"})
        assert (refused.status_code, "where people read them" in refused.text) == (409, True)
        assert (await page.get("conversation", params={"id": "B0"})).status_code == 404
        tally = (await page.get("tally")).json()
        assert tally["by_address"] == {"wilf@fenwold.example": 2, "new@council.example": 1}
