"""`teapoint check`: settings, database, tokens; what is missing, in plain words."""

import asyncio
from collections.abc import Mapping
from contextlib import closing

import httpx

from bot import migrations
from bot.connecting import mail_connection_of, teams_connection_of
from bot.keys import check_keys, cipher_of_setting, find_cipher, key_file
from bot.platforms.mail.connect import open_post
from bot.platforms.slack.install_pages import INSTALL_PATH
from bot.platforms.teams.connect import check_login
from bot.settings import Settings, SettingsError, SlackSettings, can_be_opened, read_settings
from bot.settings.mail import MailSettings
from bot.settings.teams import TeamsSettings
from bot.wording.language import say_all
from jobs.delivery.voice import NotSentError
from storage.errors import StorageError
from storage.store import open_store

_TIMEOUT = 10.0


def check(environ: Mapping[str, str]) -> tuple[list[str], bool]:
    """Return what was found, a line each, and whether Teapoint can run. Changes nothing."""
    try:
        settings = read_settings(environ)
    except SettingsError as error:
        return [f"Settings: {problem}" for problem in error.problems], False
    lines, fine = ["Settings: all there."], True
    checks = [_check_database(settings), _check_platforms(settings)]
    checks += [_check_teams(settings.teams)] if settings.teams else []
    checks += [_check_mail(settings.mail)] if settings.mail else []
    for found, is_fine in checks:
        lines.append(found)
        fine = fine and is_fine
    lines += _check_links(settings)
    lines.append("Teapoint can run." if fine else "Teapoint cannot run yet: see above.")
    return lines, fine


def _check_database(settings: Settings) -> tuple[str, bool]:
    try:
        _check_setting_of_keys(settings)
        migrations.check_whole(settings.database)
        version = migrations.current(settings.database)
        if version is None:
            return "Database: not there yet. `teapoint run` makes it.", True
        waiting = migrations.pending(settings.database)
        _check_cipher(settings)
    except StorageError as error:
        return f"Database: {error}", False
    if waiting:
        return "Database: older than this program. `teapoint migrate` brings it up to date.", True
    return "Database: up to date, and the keys fit.", True


def _check_setting_of_keys(settings: Settings) -> None:
    """Look at the keys before there is a database that they might not fit."""
    if cipher_of_setting(settings.keys) is None:
        key_file(settings.database)


def _check_cipher(settings: Settings) -> None:
    cipher = find_cipher(settings.keys, settings.database)
    if cipher is None:  # nothing is sealed yet, and the first run makes the key
        return
    with closing(open_store(settings.database, cipher)) as store:
        check_keys(store)


def _check_links(settings: Settings) -> list[str]:
    if can_be_opened(settings):
        return []
    return [
        "Links: TEAPOINT_URL is an address of this machine, which nobody else can open. Messages "
        "leave out calendar files; their Outlook and Google links stay."
    ]


def _check_platforms(settings: Settings) -> tuple[str, bool]:
    if settings.slack is None and (settings.teams or settings.mail):
        return "Slack: not set up.", True
    if settings.slack is None:
        return "Platforms: none is set, so `teapoint run` serves the playground.", True
    if not settings.slack.bot_token:
        where = f"{settings.url}{INSTALL_PATH}"
        return f"Slack: no bot token is set. Workspaces add Teapoint at {where}.", True
    return _check_slack(settings.slack)


def _check_slack(slack: SlackSettings) -> tuple[str, bool]:
    try:
        answer = httpx.post(
            f"{slack.api.rstrip('/')}/auth.test",
            headers={"Authorization": f"Bearer {slack.bot_token}"},
            timeout=_TIMEOUT,
        ).json()
    except (httpx.HTTPError, ValueError) as error:
        return f"Slack: we cannot reach {slack.api} ({type(error).__name__}).", False
    if not answer.get("ok"):
        return f"Slack: SLACK_BOT_TOKEN is refused ({answer.get('error', 'no reason')}).", False
    return f"Slack: connected to {answer.get('team')} as {answer.get('user')}.", True


def _check_mail(mail: MailSettings) -> tuple[str, bool]:
    """Sign in to the mail server, or look at Notify's template; nothing is sent to anybody."""
    try:
        asyncio.run(open_post(mail_connection_of(mail, _TIMEOUT)).check())
    except NotSentError as error:
        name = "TEAPOINT_SMTP" if mail.smtp else "TEAPOINT_NOTIFY_KEY and TEAPOINT_NOTIFY_TEMPLATE"
        return f"E-mail: {error}. Check {name}.", False
    return f"E-mail: can be sent. Replies go to {mail.reply_to}.", True


def _check_teams(teams: TeamsSettings) -> tuple[str, bool]:
    """Ask for a token, as at every start; nothing is sent to anybody."""
    try:
        asyncio.run(check_login(teams_connection_of(teams, _TIMEOUT)))
    except NotSentError as error:
        told = f"Teams: {error}. Check TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and TEAMS_TENANT_ID."
        return told, False
    names = say_all(list(teams.tenants.values()))
    return f"Teams: signed in. People of these may use it: {names}.", True
