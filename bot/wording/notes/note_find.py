"""What finding notes answers: a page of them, each with a line, or what may have been meant."""

from bot.message import (
    Block,
    Bold,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Part,
    Rich,
    Small,
    join,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import say_date
from bot.wording.notes.post_links import say_posts
from bot.wording.view import View
from jobs.sessions.finding import PAGE, Asked, Findings, Found, Near, find_notes
from storage.types import Member

FIND = "notes find"
_LABEL = 70


def answer(view: View, asked: Asked, skip: int) -> Message:
    """Look, and say what was found for this reader."""
    reader: Member | None = view.reader
    by = reader.id if reader else None
    findings = find_notes(view.tx, view.network.id, asked, by, skip)
    if not findings.found:
        return _nothing(view, asked, findings, skip)
    blocks: list[Block] = [Heading(_("Session notes"))]
    if findings.read_as:
        words = _("Nothing has just these words. Here is what we found for “{words}”.")
        blocks.append(paragraph(words, words=findings.read_as.replace('"', "")))
    blocks += [Paragraph(_item(view, one)) for one in findings.found]
    first, last = skip + 1, skip + len(findings.found)
    if findings.more:
        more = Button(_("Next {count}").format(count=PAGE), line_of(asked), str(skip + PAGE))
        told = _("These are {first} to {last}, best first.").format(first=first, last=last)
        blocks += [Small((told,)), Buttons((more,))]
    return Message(tuple(blocks))


def what_to_type(view: View) -> Message:
    """Nothing was typed to look for."""
    return say(
        rich(
            _("Type what you look for, such as {line}."), line=view.code("notes find data sharing")
        ),
        rich(
            _("You can say who led it, at which event, or its theme: {line}."),
            line=view.code("notes find leader:cattell event:ukgovcamp theme:data"),
        ),
        rich(_("Words in quotation marks stand together: {line}."), line=view.code(_QUOTED)),
    )


def no_such_theme(words: str) -> str:
    """No notes are about this."""
    return _("No notes are about “{theme}”. Nothing has changed.").format(theme=words[:80])


def line_of(asked: Asked) -> str:
    """Return the command line that asks for this again."""
    fields = (("leader", asked.leader), ("event", asked.event), ("theme", asked.theme))
    named = [f'{name}:"{value}"' for name, value in fields if value]
    return " ".join(filter(None, (FIND, asked.words, *named)))


_QUOTED = 'notes find "open standards"'


def _item(view: View, found: Found) -> Rich:
    """One session: its title, where and when it was, a line of its notes, and where they are."""
    told: list[Part] = [Bold(found.session.title), *_facts(view, found)]
    line: list[Part] = [*join(told, " · ")]
    if found.excerpt:
        line += ["\n", *(Bold(one.text) if one.found else one.text for one in found.excerpt)]
    return (*line, "\n", *_where(view, found))


def _facts(view: View, found: Found) -> list[str]:
    session = found.session
    if session.event_id is None:
        return [say_date(session.made_at.date())]
    event = view.tx.events.get(session.event_id, view.network.id)
    return [event.name, say_date(event.day)]


def _where(view: View, found: Found) -> Rich:
    read = view.code(f"notes show {found.session.code}")
    standing = view.tx.note_posts.standing(found.session.id)
    if not standing:
        return rich(_("Read it: {read}"), read=read)
    return rich(_("In {channels}, or {read}"), channels=say_posts(view, standing), read=read)


def _nothing(view: View, asked: Asked, findings: Findings, skip: int) -> Message:
    if skip:
        return say(_("There are no more notes for this."))
    near = tuple(_suggestion(one) for one in findings.near)
    help_ = rich(
        _("Fewer words find more. {line} shows the notes that changed last."),
        line=view.code(f"{FIND} latest"),
    )
    said = say(_no_notes(asked), help_)
    if not near:
        return said
    return Message((*said.blocks, *say(_("Perhaps you mean one of these:")).blocks, Buttons(near)))


def _suggestion(near: Near) -> Button:
    says = {
        "leader": _("Led by {name}"),
        "theme": _("About {name}"),
        "event": _("At {name}"),
    }
    asked = Asked(**{near.field: near.name})
    return Button(says[near.field].format(name=near.name)[:_LABEL], line_of(asked))


def _no_notes(asked: Asked) -> str:
    said = (
        (asked.words, _("for “{what}”")),
        (asked.leader, _("led by {what}")),
        (asked.event, _("at {what}")),
        (asked.theme, _("about {what}")),
    )
    parts = [words.format(what=what.replace('"', "")[:100]) for what, words in said if what]
    if not parts:
        return _("We found no session notes.")
    return _("We found no session notes {parts}.").format(parts=", ".join(parts))
