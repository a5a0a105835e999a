"""Follow a blog: in one's own digest, or in a channel's."""

from dataclasses import replace

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.digests import Meant, meant_digest
from bot.meaning.note_places import chosen_places
from bot.steps.following_blogs import look_for, read_topics, split_address, wrong_address
from bot.wording.digests import adding
from bot.wording.digests.adding import TOPICS, URL, WHERE
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests.given import unwrap


def run(call: Call) -> Answer:
    """Look for the blog at the address that was typed; without one, open the form."""
    meant = meant_digest(call)
    if not meant.words:
        return adding.add_form(view_of(call), meant.place, is_organiser=call.is_organiser)
    address, topics = split_address(meant.words)
    if wrong := wrong_address(address):
        raise Refusal(*wrong)
    return look_for(call, meant, address, topics)


def submit(call: Call, values: Values) -> Answer:
    """Look for the blog at the address in the form."""
    address = unwrap(str(values.get(URL) or ""))
    if wrong := wrong_address(address):
        return FormErrors({URL: " ".join(wrong)})
    meant = _reader(call, str(values.get(WHERE) or ""))
    if isinstance(meant, FormErrors):
        return meant
    return look_for(call, meant, address, read_topics(str(values.get(TOPICS) or "")))


def _reader(call: Call, chosen: str) -> Meant | FormErrors:
    """The channel that was chosen; without one, the asker."""
    if not chosen:
        return meant_digest(replace(call, place=None, args=(), ref=""))
    places = chosen_places(call, [chosen])
    if not places:
        return FormErrors({WHERE: _("Choose a channel of this network.")})
    return meant_digest(replace(call, place=places[0], args=(), ref=""))


COMMAND = Command(
    words=("digest", "add"),
    help=_("Follow a blog by the address of its home page or feed, here or in a channel."),
    usage=_("[web address] [#channel] [topics]"),
    example="blog.example.org",
    run=run,
    submit=submit,
    who="anyone",
    aliases=(("digest", "follow"), ("digest", "subscribe")),
)
