"""What a digest leaves out, in words; what is asked, and what is answered."""

from collections.abc import Sequence

from bot.form import Option
from bot.message import Bold, Bullets, Button, Buttons, Message, Rich, rich, say
from bot.refs import pack_ref
from bot.wording.digests.meant_words import say_digest
from bot.wording.language import gettext as _
from bot.wording.view import View
from jobs.digests.muting import name_mute
from storage.digest_records import Digest, Mute, MuteKind

MUTE, UNMUTE = "digest mute", "digest unmute"
KIND, NAME = "k", "n"

_LONGEST_LABEL = 75


def say_kind(kind: MuteKind) -> str:
    """Return "blog", "author" or "topic", as people type it, too."""
    return {"feed": _("blog"), "author": _("author"), "topic": _("topic")}[kind]


def value_of(mute: Mute) -> str:
    """Return what stands for it in a form."""
    return f"{mute.kind}:{mute.shown}"


def option_of(view: View, digest: Digest, mute: Mute) -> Option:
    """Return it as a form offers it."""
    return Option(value_of(mute), _label(view, digest, mute))


def muted(view: View, digest: Digest, mute: Mute, *, is_new: bool) -> Message:
    """It is left out from now on, or was already; the button takes it back."""
    words = (
        _("Muted: {digest} leaves out {kind} {name} from now on.")
        if is_new
        else _("{digest} leaves out {kind} {name} already, so nothing has changed.")
    )
    undo = Button(_("Show it again"), UNMUTE, _ref(digest, mute))
    return say(_sentence(view, digest, mute, words), Buttons((undo,)))


def unmuted(view: View, digest: Digest, mute: Mute) -> Message:
    """It is shown again; the button takes that back."""
    words = _("{digest} shows {kind} {name} again.")
    undo = Button(_("Mute it again"), MUTE, _ref(digest, mute))
    return say(_sentence(view, digest, mute, words), Buttons((undo,)))


def which(view: View, digest: Digest, typed: str, found: Sequence[Mute], line: str) -> Message:
    """Several things are called so."""
    question = _("More than one thing is called “{name}”. Which do you mean?").format(name=typed)
    return say(question, Buttons(_buttons(view, digest, found, line)))


def did_you_mean(
    view: View, digest: Digest, typed: str, near: Sequence[Mute], line: str
) -> Message:
    """Nothing is called so; some things nearly are."""
    first = _("Nothing here is called “{name}”, so nothing has changed.").format(name=typed)
    return say(first, _("Did you mean one of these?"), Buttons(_buttons(view, digest, near, line)))


def unknown(view: View, typed: str) -> tuple[str | Rich, ...]:
    """Nothing is called so, and nothing nearly is."""
    return (
        _("No blog, author or topic here is called “{name}”.").format(name=typed),
        rich(
            _("Nothing has changed. To mute posts on a topic of your own, type {topic}."),
            topic=view.code(f"{MUTE} topic {typed}"),
        ),
    )


def not_muted(typed: str) -> tuple[str, ...]:
    """Nothing that is muted is called so."""
    return (_("“{name}” is not muted, so nothing has changed.").format(name=typed),)


def listed(view: View, digest: Digest | None, mutes: Sequence[Mute]) -> Message:
    """What is muted now, and how to mute more."""
    more = rich(
        _("To mute a blog, an author or a topic, type {mute} and its name."), mute=view.code(MUTE)
    )
    if digest is None or not mutes:
        return say(_("Nothing is muted."), more)
    names = [(f"{say_kind(each.kind)}: {name_mute(view.tx, digest, each)}",) for each in mutes]
    back = rich(_("To show one again, type {unmute} and its name."), unmute=view.code(UNMUTE))
    first = rich(_("Muted in {digest}:"), digest=say_digest(view, digest))
    return say(first, Bullets(tuple(names)), back, more)


def _sentence(view: View, digest: Digest, mute: Mute, words: str) -> Rich:
    named = Bold(name_mute(view.tx, digest, mute))
    said = say_digest(view, digest)
    if words.startswith("{digest}") and isinstance(said[0], str):
        said = (said[0][:1].upper() + said[0][1:], *said[1:])
    return rich(words, digest=said, kind=_the(mute.kind), name=named)


def _the(kind: MuteKind) -> str:
    return {
        "feed": _("the blog"),
        "author": _("the author"),
        "topic": _("posts about"),
    }[kind]


def _buttons(view: View, digest: Digest, found: Sequence[Mute], line: str) -> tuple[Button, ...]:
    return tuple(Button(_label(view, digest, mute), line, _ref(digest, mute)) for mute in found[:3])


def _label(view: View, digest: Digest, mute: Mute) -> str:
    words = {
        "feed": _("The blog {name}"),
        "author": _("The author {name}"),
        "topic": _("The topic {name}"),
    }[mute.kind]
    name = name_mute(view.tx, digest, mute)
    label = words.format(name=name)
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def _ref(digest: Digest, mute: Mute) -> str:
    return pack_ref(d=digest.id, **{KIND: mute.kind, NAME: mute.shown})
