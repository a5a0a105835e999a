"""Attach a link or a write-up to a session."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.conversations import chosen, split_session
from bot.wording.carrying_on import outcomes
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.feeds.guard import judge_url
from jobs.sessions import link_title_errand
from jobs.sessions.note_posts import refresh_posts
from storage.naming import clean
from storage.session_links import SessionLink
from storage.session_records import EventSession

_LONGEST_TITLE = 150


def run(call: Call) -> Answer:
    """Attach the address that was typed; without one, open the form."""
    session, rest = split_session(call, "notes link")
    if not isinstance(session, EventSession):
        return session
    url, _space, title = rest.partition(" ")
    if not url:
        return outcomes.link_form(session)
    if not judge_url(_bare(url)).allowed:
        raise Refusal(*outcomes.no_link())
    return _attach(call, session, url, title)


def submit(call: Call, values: Values) -> Answer:
    """Attach what was written, or open the form for the session that was chosen."""
    call = chosen(call, values)
    if "url" not in values:
        return run(call)
    session, _rest = split_session(call, "notes link")
    if not isinstance(session, EventSession):
        return session
    url = str(values["url"] or "")
    if not judge_url(_bare(url)).allowed:
        return FormErrors({"url": outcomes.no_link()[0]})
    return _attach(call, session, url, str(values.get(outcomes.TEXT) or ""))


def _attach(call: Call, session: EventSession, url: str, title: str) -> Answer:
    named = clean(title, _LONGEST_TITLE)
    link = SessionLink(session.id, _bare(url), named, "write-up", call.now, call.me.id)
    is_new = call.tx.session_links.add(link)
    if is_new:
        link_title_errand.ask(call.tx, call.network.id, link, call.now)
    refresh_posts(call.tx, session.id, call.network.id, call.now)
    return outcomes.link_added(view_of(call), session, link, is_new=is_new)


def _bare(url: str) -> str:
    """A web address without the signs that chats and letters put around one."""
    return url.strip().strip("<>").partition("|")[0]


COMMAND = Command(
    words=("notes", "link"),
    help=_("Attach a link or a write-up to a session."),
    usage=_("[session number] [web address] [title]"),
    example="12 https://blog.gov.uk/camp",
    run=run,
    submit=submit,
    aliases=(("notes", "write-up"),),
)
