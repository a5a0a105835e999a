"""Follow the ready-made set of public-sector blogs."""

from dataclasses import replace

from bot.audit import note_action
from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.meaning.digests import (
    Meant,
    check_may_change,
    find_digest,
    meant_digest,
    open_digest,
)
from bot.message import plain
from bot.wording.digests import blog_imports
from bot.wording.digests.blog_imports import GROUPS
from bot.wording.digests.meant_words import say_reader
from bot.wording.language import gettext as _
from bot.wording.view import view_of
from jobs.digests import blogs_errand
from jobs.digests.blog_lists import groups_of, ready_made
from jobs.digests.blogs_errand import Given


def run(call: Call) -> Answer:
    """Follow all of it at one press, or the groups that were typed; typed bare, open the form."""
    meant = meant_digest(call)
    check_may_change(call, meant)
    digest = find_digest(call, meant)
    report = blogs_errand.importing(call.tx, digest) if digest else None
    if report:
        return blog_imports.progress(report)
    if not meant.words and not call.pressed:
        reader = plain(say_reader(view_of(call), meant.place))
        return blog_imports.set_form(open_digest(call, meant), reader)
    return _follow(call, meant, _groups(" ".join(meant.words)))


def submit(call: Call, values: Values) -> Answer:
    """Follow the groups that were ticked."""
    meant = meant_digest(replace(call, args=()))
    check_may_change(call, meant)
    chosen = values.get(GROUPS) or ()
    groups = (chosen,) if isinstance(chosen, str) else chosen
    if not groups:
        return FormErrors({GROUPS: blog_imports.choose_groups()})
    return _follow(call, meant, groups)


def _groups(typed: str) -> tuple[str, ...]:
    """The groups that were typed; none: all."""
    known = {group.casefold(): group for group in groups_of(ready_made())}
    words = [part.strip() for part in typed.replace(" and ", ",").split(",") if part.strip()]
    unknown = [word for word in words if word.casefold() not in known]
    if unknown:
        raise Refusal(*blog_imports.no_such_group(unknown[0]))
    return tuple(known[word.casefold()] for word in words)


def _follow(call: Call, meant: Meant, groups: tuple[str, ...]) -> Answer:
    digest = open_digest(call, meant)
    given = Given(groups=groups)
    blogs_errand.ask(call.tx, digest, call.space.id, given, call.account.id, call.now)
    if digest.place_id:
        note_action(call, "digest.import", digest.place_id)
    return blog_imports.on_it(view_of(call), digest)


COMMAND = Command(
    words=("digest", "set"),
    help=_("Follow a ready-made set of public-sector blogs, all of it or some groups."),
    usage=_("[groups] [#channel]"),
    example="design",
    run=run,
    submit=submit,
    who="anyone",
)
