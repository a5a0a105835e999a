"""With e-mail alone a network begins with an organiser's mailbox, and its join page opens."""

from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette

from bot import app, start
from bot.command import Policy
from bot.settings import Settings
from bot.settings.mail import MailSettings, SmtpSettings
from storage.store import Store
from storage.types import AccountKey
from tests.support.everywhere import BASE
from tests.support.mail import StillClock, mail_server
from tests.support.persons import WithMail

ADA, BEN = "ada.obi@midvale.gov.uk", "ben@pennard.example"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_organiser_is_named_by_address_and_opens_the_join_page(store: Store) -> None:
    clock = StillClock()
    async with mail_server(clock) as room:
        smtp = SmtpSettings("127.0.0.1", room.port, clear=True)
        mail = MailSettings("tea@together.example", "people@together.example", smtp)
        policy, named = Policy("Us", "us@together.example", 24), (AccountKey("mail", "", ADA),)
        settings = replace(Settings(), url=BASE, mail=mail, policy=policy, organisers=named)
        with store.begin() as tx:
            network = start.prepare_network(tx, settings, clock.now())
            for _start in range(2):
                assert start.name_organisers(tx, network, named, clock.now()) == []
        teapoint = app.build(settings, store, clock, hurry=1_000_000)
        transport = httpx.ASGITransport(app=Starlette(routes=teapoint.routes()))
        try:
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
                ada = WithMail(room, client, ADA, teapoint.ticks.run_all)
                await teapoint.ticks.run_all()
                assert len(ada.mails()) == 1, "a second start sends no second mail"
                await ada.press("Confirm your address")
                await ada.fill("Confirm and go on")
                said = await ada.say("join page open")
                ben = WithMail(room, client, BEN, teapoint.ticks.run_all)
                await ben.open(said[said.index(f"{BASE}/join/") :].split()[0])
                await ben.fill("Send me the link", address=BEN)
                assert "Somebody asked to join" in (await ben.heard())[-1]
        finally:
            await teapoint.platforms.stop()
            teapoint.workers.shutdown(wait=False, cancel_futures=True)
            await teapoint.web.close()
            teapoint.aside.close()
