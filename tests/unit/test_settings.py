"""The settings: what is missing or wrong is named, all at once."""

import pytest

from bot.app import names_of
from bot.settings import SettingsError, read_allowed_hosts, read_settings
from bot.settings.mail import NotifySettings, SmtpSettings
from bot.settings.names import NAMES
from bot.shortcuts import read_shortcuts
from storage.types import AccountKey

SLACK = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "secret",
    "TEAPOINT_ORGANISERS": "slack:T1:U1, slack:T1:U2",
    "TEAPOINT_CONTROLLER": "Northmoor County Council",
    "TEAPOINT_CONTACT": "data@northmoor.example",
}


def problems(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as raised:
        read_settings(environ)
    return "\n".join(raised.value.problems)


def test_without_any_setting_it_is_the_playground_on_this_machine_only() -> None:
    settings = read_settings({})
    assert settings.playground
    assert settings.slack is None
    assert settings.host == "127.0.0.1"


def test_with_slack_the_playground_is_off_unless_it_is_asked_for() -> None:
    assert not read_settings(SLACK).playground
    assert read_settings(SLACK | {"TEAPOINT_PLAYGROUND": "1"}).playground


def test_organisers_are_needed_where_a_platform_is_set() -> None:
    del_organisers = {k: v for k, v in SLACK.items() if k != "TEAPOINT_ORGANISERS"}
    assert "TEAPOINT_ORGANISERS is missing" in problems(del_organisers)
    settings = read_settings(SLACK)
    assert [str(key) for key in settings.organisers] == ["slack:T1:U1", "slack:T1:U2"]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    said = problems(
        {
            "SLACK_BOT_TOKEN": "nonsense",
            "TEAPOINT_PORT": "eighty",
            "TEAPOINT_ORGANISERS": "Priya",
            "TEAPOINT_SETTLE_SECONDS": "-1",
            "TEAPOINT_CLOCK": "noon",
        }
    )
    for name in (
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "TEAPOINT_PORT",
        "TEAPOINT_ORGANISERS",
        "TEAPOINT_CONTROLLER",
        "TEAPOINT_CONTACT",
        "TEAPOINT_SETTLE_SECONDS",
        "TEAPOINT_CLOCK",
    ):
        assert name in said
    assert "nonsense" not in said, "a token is never shown, not even a wrong one"


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("TEAPOINT_KEY", "TEAPOINT_KEYS"),
        ("TEAPOINT_ORGANIZERS", "TEAPOINT_ORGANISERS"),
        ("TEAPOINT_SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN"),
    ],
)
def test_a_misspelt_setting_is_not_passed_over(misspelt: str, meant: str) -> None:
    with pytest.raises(SettingsError, match=f"{misspelt} is not a setting. Did you mean {meant}"):
        read_settings({misspelt: "1"})


def test_a_database_of_another_kind_is_refused_without_saying_its_password() -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"TEAPOINT_DATABASE": "mysql://me:secret@host/x"})
    (problem,) = refused.value.problems
    assert problem == "TEAPOINT_DATABASE must begin with sqlite:/// or postgresql://."


def test_half_of_slacks_settings_name_the_other_half() -> None:
    assert "SLACK_BOT_TOKEN is missing" in problems({"SLACK_SIGNING_SECRET": "secret"})


INSTALLS = {
    "SLACK_CLIENT_ID": "1000.2000",
    "SLACK_CLIENT_SECRET": "secret",
    "SLACK_SIGNING_SECRET": "secret",
    "TEAPOINT_URL": "https://teapoint.example",
    "TEAPOINT_CONTROLLER": "Northmoor County Council",
    "TEAPOINT_CONTACT": "data@northmoor.example",
}


def test_where_workspaces_install_it_themselves_no_token_and_no_organiser_is_needed() -> None:
    slack = read_settings(INSTALLS).slack
    assert slack
    assert (slack.bot_token, slack.client_id) == ("", "1000.2000")
    assert slack.authorize == "https://slack.com/oauth/v2/authorize"
    both = read_settings(INSTALLS | SLACK).slack
    assert both
    assert (both.bot_token, both.client_id) == ("xoxb-1", "1000.2000")


def test_the_addresses_of_another_slack_are_settings() -> None:
    gov = {
        "TEAPOINT_SLACK_API": "https://slack-gov.example/api/",
        "TEAPOINT_SLACK_AUTHORIZE": "https://slack-gov.example/oauth/v2/authorize",
    }
    slack = read_settings(INSTALLS | gov).slack
    assert slack
    assert [slack.api, slack.authorize] == list(gov.values())


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("SLACK_CLIENT_ID", "SLACK_CLIENT_ID is missing, but SLACK_CLIENT_SECRET is set."),
        ("SLACK_CLIENT_SECRET", "SLACK_CLIENT_SECRET is missing, but SLACK_CLIENT_ID is set."),
        ("SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET is missing."),
        ("TEAPOINT_URL", "TEAPOINT_URL must begin with https://"),
    ],
)
def test_half_of_the_settings_for_installs_names_the_other_half(missing: str, said: str) -> None:
    half = {name: value for name, value in INSTALLS.items() if name != missing}
    insecure = {"TEAPOINT_URL": "http://teapoint.example"} if missing == "TEAPOINT_URL" else {}
    assert said in problems(half | insecure)


def test_the_shortcut_can_be_renamed_or_left_out() -> None:
    slack = read_settings(SLACK | {"TEAPOINT_SLACK_SHORTCUTS": "/tea, brew"}).slack
    assert slack
    assert slack.shortcuts == ("tea", "brew")
    none = read_settings(SLACK | {"TEAPOINT_SLACK_SHORTCUTS": ""}).slack
    assert none
    assert none.shortcuts == ()


def test_slash_commands_stand_for_introductions_and_notes() -> None:
    slack = read_settings(SLACK).slack
    assert slack
    usual = read_shortcuts(slack.shortcuts)
    assert usual == {"unmentor": "/unmentor", "notes": "/notes", "digest": "/digest"}
    assert read_shortcuts(("tea", "brew")) == {"unmentor": "/tea"}
    assert read_shortcuts(("notes = /jottings",)) == {"notes": "/jottings"}


def test_every_setting_has_a_sentence() -> None:
    assert all(sentence.endswith(".") for sentence in NAMES.values())


def test_hosts_inside_are_reached_only_where_the_operator_names_them() -> None:
    assert read_settings({}).allowed_hosts == frozenset()
    named = {"TEAPOINT_ALLOWED_HOSTS": "Wiki.lan.:443, 127.0.0.1:8099,[::1]:80,"}
    hosts = {("wiki.lan", 443), ("127.0.0.1", 8099), ("::1", 80)}
    assert read_settings(named).allowed_hosts == read_allowed_hosts(named) == hosts


@pytest.mark.parametrize(
    "entry",
    ["wiki.lan", "wiki.lan:", "https://wiki.lan:443", "127.1:80", "*", "a.lan:0", "a.lan:65536"],
)
def test_a_host_without_a_port_or_in_an_odd_form_is_named(entry: str) -> None:
    named = {"TEAPOINT_ALLOWED_HOSTS": f"127.0.0.1:80, {entry}"}
    assert f"TEAPOINT_ALLOWED_HOSTS must be like wiki.lan:443, with a port, not '{entry}'." in (
        problems(named)
    )
    with pytest.raises(SettingsError, match="TEAPOINT_ALLOWED_HOSTS"):
        read_allowed_hosts(named)


TEAMS = {
    "TEAMS_CLIENT_ID": "0f1e2d3c-1234-4abc-8def-0123456789ab",
    "TEAMS_CLIENT_SECRET": "a secret",
    "TEAMS_TENANT_ID": "0F1E2D3C-1234-4ABC-8DEF-0123456789AB",
    "TEAPOINT_ORGANISERS": "teams:0f1e2d3c-1234-4abc-8def-0123456789ab:u",
    "TEAPOINT_CONTROLLER": "Us",
    "TEAPOINT_CONTACT": "us@example.org",
}


def test_teams_is_for_its_own_tenant_unless_others_are_listed() -> None:
    settings = read_settings(TEAMS)
    assert settings.teams is not None
    home = "0f1e2d3c-1234-4abc-8def-0123456789ab"
    assert settings.teams.tenants == {home: "Teams tenant 0f1e2d3c"}
    assert not settings.playground
    listed = f"{home}=Tynewick Borough Council, 0a0a0a0a-1234-4abc-8def-0123456789ab"
    others = read_settings(TEAMS | {"TEAPOINT_TEAMS_TENANTS": listed}).teams
    assert others is not None
    assert list(others.tenants.values()) == ["Tynewick Borough Council", "Teams tenant 0a0a0a0a"]


@pytest.mark.parametrize(
    ("cloud", "host"),
    [
        ("", "teams.microsoft.com"),
        ("GCC", "teams.microsoft.com"),
        ("USGov", "gov.teams.microsoft.us"),
        ("USGovDoD", "dod.teams.microsoft.us"),
        ("China", "teams.microsoftonline.cn"),
    ],
)
def test_links_into_teams_lead_to_where_its_cloud_is(cloud: str, host: str) -> None:
    assert names_of(read_settings(TEAMS | {"TEAPOINT_TEAMS_CLOUD": cloud})).teams == host


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS", "true", "would believe anybody"),
        ("TEAMS_CLIENT_SECRET", "", "TEAMS_CLIENT_SECRET is missing"),
        ("TEAPOINT_TEAMS_TENANTS", "ministry.example", "must be a tenant ID"),
        ("TEAPOINT_TEAMS_CLOUD", "Cumulus", "must be one of Public"),
        ("TEAPOINT_TEAMS_LOGIN", "https://login.example", "an address of this machine"),
    ],
)
def test_teams_does_not_start_where_something_is_wrong(
    setting: str, value: str, named: str
) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings(TEAMS | {setting: value})


MAIL = SLACK | {
    "TEAPOINT_URL": "https://tea.example",
    "TEAPOINT_MAIL_REPLY_TO": "people@together.example",
}
SMTP = MAIL | {
    "TEAPOINT_SMTP": "smtp://bot%40x:p%2Fw@mail.together.example",
    "TEAPOINT_MAIL_FROM": "bot@together.example",
}
NOTIFY = MAIL | {"TEAPOINT_NOTIFY_KEY": "k" * 80, "TEAPOINT_NOTIFY_TEMPLATE": "t1"}


def test_e_mail_goes_by_a_server_that_encrypts_or_by_notify() -> None:
    by_server = read_settings(SMTP).mail
    assert by_server
    assert by_server.smtp == SmtpSettings("mail.together.example", 587, "bot@x", "p/w")
    tls = read_settings(SMTP | {"TEAPOINT_SMTP": "smtps://mail.together.example"}).mail
    assert tls
    assert tls.smtp == SmtpSettings("mail.together.example", 465, tls=True)
    here = read_settings(SMTP | {"TEAPOINT_SMTP": "smtp://127.0.0.1:25?starttls=no"}).mail
    assert here
    assert here.smtp == SmtpSettings("127.0.0.1", 25, clear=True)
    by_notify = read_settings(NOTIFY).mail
    assert by_notify
    assert by_notify.notify == NotifySettings("k" * 80, "t1")
    assert read_settings(SLACK).mail is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"TEAPOINT_MAIL_FROM": ""}, "TEAPOINT_MAIL_FROM is missing"),
        ({"TEAPOINT_MAIL_REPLY_TO": "people"}, "must be an e-mail address, not 'people'"),
        ({"TEAPOINT_SMTP": "mail.example"}, "TEAPOINT_SMTP must be like smtp://"),
        ({"TEAPOINT_SMTP": "smtp://u:secret@x:99999"}, "its port must be a number"),
        ({"TEAPOINT_SMTP": "smtp://u:secret@x?starttls=no"}, "on this machine only"),
        ({"TEAPOINT_SMTP": ""}, "TEAPOINT_MAIL_FROM is set, but nothing that sends e-mail"),
        ({"TEAPOINT_URL": "http://tea.example"}, "TEAPOINT_URL must begin with https://"),
        ({"TEAPOINT_NOTIFY_KEY": "k" * 80}, "are both set. Set one of them"),
        ({"TEAPOINT_ORGANISERS": "mail:ada"}, "must be like slack:T012AB:U034CD"),
    ],
)
def test_what_is_wrong_with_e_mail_is_said_without_the_password(
    changed: dict[str, str], said: str
) -> None:
    told = problems(SMTP | changed)
    assert said in told
    assert "secret" not in told


def test_notify_needs_a_whole_key_and_a_template() -> None:
    told = problems(NOTIFY | {"TEAPOINT_NOTIFY_KEY": "short", "TEAPOINT_NOTIFY_TEMPLATE": ""})
    assert "TEAPOINT_NOTIFY_KEY is too short" in told
    assert "TEAPOINT_NOTIFY_TEMPLATE is missing" in told


def test_e_mail_alone_is_enough_where_an_organiser_is_named_by_address() -> None:
    alone = SMTP | {"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": ""}
    settings = read_settings(alone | {"TEAPOINT_ORGANISERS": "mail:ada@midvale.gov.uk"})
    assert settings.organisers == (AccountKey("mail", "", "ada@midvale.gov.uk"),)
    assert not settings.playground
    assert "TEAPOINT_ORGANISERS is missing" in problems(alone | {"TEAPOINT_ORGANISERS": ""})
