"""A playground beside a connected bot keeps to itself."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from starlette.applications import Starlette

from bot import playing
from bot.playground.mail import create_mail
from bot.settings import Settings, SlackSettings
from bot.settings.mail import MailSettings, SmtpSettings
from bot.settings.teams import TeamsSettings
from tests.support.playground import MovableClock

HERE = Settings(database="sqlite:////srv/real.db")
MAIL = MailSettings("us@council.example", "us@council.example", SmtpSettings("real.lan", 587))
REAL = {
    "slack": replace(HERE, slack=SlackSettings("xoxb-real", "real secret")),
    "teams": replace(HERE, teams=TeamsSettings("real id", "real secret", "t", {"t": "real"})),
    "mail": replace(HERE, mail=MAIL),
}


@pytest.fixture
async def post() -> AsyncIterator[Starlette]:
    app = create_mail({}, MovableClock())
    yield app
    await app.state.room.stop()


@pytest.mark.parametrize("platform", REAL)
async def test_it_shares_neither_a_database_nor_a_way_out_with_it(
    platform: str, post: Starlette
) -> None:
    real = REAL[platform]
    local = playing.playground_settings(real, post)
    assert playing.is_connected(real)
    assert local.database == playing.PLAYGROUND_DATABASE
    assert local.slack
    assert local.teams
    assert local.mail
    assert local.mail.smtp
    here = {local.slack.api, local.teams.login, local.teams.openid, f"//{local.mail.smtp.host}"}
    assert all("//127.0.0.1" in each for each in here)
    assert "real" not in f"{local.slack}{local.teams}{local.mail}"


async def test_alone_it_takes_the_database_that_is_set(post: Starlette) -> None:
    assert playing.playground_settings(HERE, post).database == HERE.database
    assert playing.playground_settings(Settings(), post).database == playing.PLAYGROUND_DATABASE
