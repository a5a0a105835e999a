"""Following a whole list of blogs: the form, how far it is, and what came of each line."""

from bot.form import FileInput, Form, MultiChoiceInput, Option, TextInput
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Rich,
    Small,
    rich,
    say,
)
from bot.wording.digests.blog_trouble import say_what
from bot.wording.digests.meant_words import say_digest
from bot.wording.digests.rhythms import ask_rhythm, say_next
from bot.wording.language import capital, ngettext
from bot.wording.language import gettext as _
from bot.wording.view import View
from jobs.delivery.files import MOST_BYTES
from jobs.digests.blog_lists import MOST_LINES, Line, Report, groups_of, read_report, ready_made
from storage.digest_records import Digest, DigestId

FILE, URL, GROUPS = "file", "url", "groups"
IMPORT = "digest import"
_EXTENSIONS = ("opml", "xml")


def import_form(digest: Digest | None, reader: str) -> Form:
    """A file, or the web address of one."""
    return Form(
        _("Import a list of blogs"),
        IMPORT,
        (
            FileInput(
                FILE,
                _("File"),
                _EXTENSIONS,
                hint=_("A list of feeds (OPML), as readers of feeds export it."),
                optional=True,
            ),
            TextInput(
                URL,
                _("Or its web address"),
                hint=_("Where the list is on the web, if it is."),
                optional=True,
                limit=2_000,
            ),
        ),
        _("Import"),
        ref=digest.id if digest else "",
        intro=(Paragraph((_("The blogs are followed for: {reader}.").format(reader=reader),)),),
        outro=(Small((_most(),)),),
    )


def _most() -> str:
    return _("We take the first {count} feeds of a list.").format(count=MOST_LINES)


def nothing_given() -> str:
    """Neither a file nor an address."""
    return _("Give a file or a web address.")


def wrong_file() -> str:
    """The file is of another kind."""
    return _("Give a file that ends in .opml or .xml, as a reader of feeds exports it.")


def one_at_a_time() -> str:
    """Several lists came at once."""
    return _("Send one list at a time. Nothing was imported.")


def too_large() -> str:
    """The file is larger than anything that we read."""
    words = _("This file is larger than {count} MB. Nothing was imported.")
    return words.format(count=MOST_BYTES // 1_000_000)


def on_it(view: View, digest: Digest) -> Message:
    """The list is being read."""
    return say(
        rich(
            _("We're on it, and read the list for {digest}."),
            digest=say_digest(view, digest),
        ),
        _("You'll get a message with what came of it, line by line."),
    )


def progress(report: Report) -> Message:
    """How far an import is."""
    waiting, total = report.count("waiting"), len(report.lines)
    words = ngettext(
        "{done} of {total} blog is looked at.", "{done} of {total} blogs are looked at.", total
    )
    return say(
        words.format(done=total - waiting, total=total),
        _("We ask each website in its turn. When all are done, you get a message."),
        Buttons((_how_far(report),)),
    )


def reading() -> Message:
    """A list waits to be read."""
    return say(
        _("A list of blogs is being read. We've just begun."),
        _("When it's done you get a message. Then you can import another."),
    )


def begun(view: View, errand_id: str) -> Message:
    """The list was read; its blogs are looked at one after another."""
    report = read_report(view.tx, errand_id, view.network.id)
    words = ngettext(
        "There is {count} blog in the list. We're looking at it now.",
        "There are {count} blogs in the list. We're looking at each of them now.",
        len(report.lines),
    )
    wait = _("That takes some minutes, as we ask each website in its turn. You'll hear the result.")
    return say(words.format(count=len(report.lines)), wait, Buttons((_how_far(report),)))


def told(view: View, errand_id: str, page: int) -> Message | None:
    """What came of it: how many, then each line that was not simply followed."""
    report = read_report(view.tx, errand_id, view.network.id)
    if report.trouble.kind:
        return say(
            say_what(report.trouble),
            _("Nothing was imported."),
            rich(_("To try again, type {line}."), line=view.code(IMPORT)),
        )
    lines = tuple(_line(line) for line in report.page(page))
    if page:
        head = _("The list of blogs, part {page} of {pages}")
        return say(Heading(head.format(page=page + 1, pages=report.pages)), Bullets(lines))
    digest = view.tx.digests.get(DigestId(report.digest), view.network.id)
    blocks: list[Block] = [Heading(_("The list of blogs is imported")), Bullets(_totals(report))]
    if lines:
        blocks += [Paragraph((_("What was not simply followed:"),)), Bullets(lines)]
    if any(line.trouble.kind == "not a feed" for line in report.told):
        words = _("To look for the feed of a web page, type {add} and its address.")
        blocks.append(Paragraph(rich(words, add=view.code("digest add"))))
    if report.left_out:
        blocks.append(Small((_left_out(report.left_out),)))
    if digest.plan.rhythm == "off":
        return Message((*blocks, *ask_rhythm(view, digest)))
    return Message((*blocks, Paragraph(say_next(view, digest))))


def set_form(digest: Digest | None, reader: str) -> Form:
    """Choose groups of the ready-made set."""
    groups = groups_of(ready_made())
    options = tuple(Option(group, _group(group)) for group in groups)
    return Form(
        _("Public-sector blogs"),
        "digest set",
        (MultiChoiceInput(GROUPS, _("Groups"), options, values=tuple(groups)),),
        _("Follow"),
        ref=digest.id if digest else "",
        intro=(Paragraph((_("The blogs are followed for: {reader}.").format(reader=reader),)),),
    )


def choose_groups() -> str:
    """No group was ticked."""
    return _("Choose at least one group.")


def groups_there() -> str:
    """The groups of the ready-made set, as they are typed."""
    return ", ".join(groups_of(ready_made()))


def no_such_group(words: str) -> tuple[str, str]:
    """The set has no such group."""
    return (
        _("The ready-made set has no group “{words}”. Nothing has changed.").replace(
            "{words}", words
        ),
        _("Its groups are: {groups}.").format(groups=groups_there()),
    )


def _group(group: str) -> str:
    count = sum(group in feed.groups for feed in ready_made().feeds)
    words = ngettext("{group} ({count} blog)", "{group} ({count} blogs)", count)
    return words.format(group=capital(group), count=count)


def _totals(report: Report) -> tuple[Rich, ...]:
    rows = (
        (report.count("followed"), _("Followed: {count}")),
        (report.count("known"), _("Followed already: {count}")),
        (report.count("kept"), _("Not reached yet, kept and tried again: {count}")),
        (report.count("no feed"), _("No feed there, left out: {count}")),
        (report.count("refused"), _("Address not used, left out: {count}")),
    )
    return tuple((words.format(count=count),) for count, words in rows if count)


def _line(line: Line) -> Rich:
    words = {
        "kept": _("{name}: kept, and tried again. {why}"),
        "no feed": _("{name}: left out. {why}"),
        "refused": _("{name}: left out. {why}"),
    }.get(line.state, _("{name}: {why}"))
    why = say_what(line.trouble) if line.trouble.kind else _("We haven't come to it yet.")
    name = line.title or _("Line {number}").format(number=line.number)
    return (words.format(name=name, why=why),)


def _left_out(count: int) -> str:
    words = ngettext(
        "{count} more feed in the list was left out: we take the first {most}.",
        "{count} more feeds in the list were left out: we take the first {most}.",
        count,
    )
    return words.format(count=count, most=MOST_LINES)


def _how_far(report: Report) -> Button:
    return Button(_("How far is it?"), IMPORT, report.digest, spoken=_("How far is the import?"))
