"""The organisations of a network: all, one, and what merging two of them does."""

from collections.abc import Sequence
from datetime import date

from bot.form import Form, SearchInput
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Fields,
    Heading,
    Message,
    Paragraph,
    Rich,
    say,
)
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_date
from bot.wording.networks.organisation_changes import ON, day_input, history
from bot.wording.people import say_sector
from bot.wording.rounds.round_names import say_people
from bot.wording.view import View
from jobs.errands.paging import count_pages, take_page
from jobs.organisations.verifying import waiting
from storage.domains import Domain
from storage.types import Organisation

FROM, INTO = "gone", "kept"
PAGE = 25
_MOST_NAMES = 6


def listed(view: View, page: int) -> Message:
    """Organisations that have members, the largest first, some at a time."""
    found = view.tx.organisations.with_members(view.network.id)
    pages = count_pages(found, PAGE)
    page = min(max(page, 1), pages)
    shown = take_page(found, page - 1, PAGE)
    title = _("Organisations, page {page} of {pages}").format(page=page, pages=pages)
    blocks: list[Block] = [Heading(title)]
    if not shown:
        blocks.append(Paragraph((_("Nobody has named an organisation yet."),)))
    else:
        blocks.append(Bullets(tuple(_line(name, count) for name, count in shown)))
    to_confirm = len(waiting(view.tx, view.network.id))
    if to_confirm:
        words = ngettext(
            "{count} domain of work addresses waits to be confirmed.",
            "{count} domains of work addresses wait to be confirmed.",
            to_confirm,
        )
        blocks.append(Paragraph((words.format(count=to_confirm),)))
    return Message((*blocks, Buttons(_controls(page, pages, confirm=to_confirm > 0))))


def one(view: View, organisation: Organisation) -> Message:
    """All that is known of one organisation, and what became of it."""
    people = view.tx.organisations.members_of(organisation.id)
    facts: list[tuple[str, Rich]] = [
        (_("People"), (say_people(people),)),
        (_("Sector"), (say_sector(organisation.sector) or _("not known"),)),
        (_("Region"), (organisation.region or _("not known"),)),
    ]
    domains = [_domain(domain) for domain in view.tx.domains.of(organisation.id)]
    facts += [(_("Work addresses"), (say_all(domains),))] if domains else []
    names = view.tx.organisations.aliases(organisation.id)
    facts += [(_("Also called"), (_few(names),))] if names else []
    blocks: list[Block] = [Heading(organisation.name), Fields(tuple(facts))]
    happened = history(view, organisation)
    blocks += [Bullets(tuple((line,) for line in happened))] if happened else []
    ref = pack_ref(id=organisation.id)
    correct = Button(_("Correct it"), "organisations correct", ref)
    rename = Button(_("Rename it"), "organisations rename", ref)
    part = Button(_("Split it"), "organisations split", ref)
    return Message((*blocks, Buttons((correct, rename, part))))


def _domain(domain: Domain) -> str:
    if domain.confirmed:
        return _("{domain} (confirmed)").format(domain=domain.name)
    return _("{domain} (not confirmed)").format(domain=domain.name)


def merge_form() -> Form:
    """Ask which two are one."""
    hint = _("Type some letters of the name.")
    return Form(
        _("Merge two organisations"),
        "organisations merge",
        (
            SearchInput(FROM, _("The one that goes"), "organisations", hint),
            SearchInput(INTO, _("The one that stays"), "organisations", hint),
            day_input(),
        ),
        _("Show what moves"),
        outro=(Paragraph((_("You'll see what moves before anything is changed."),)),),
    )


def choose_another() -> str:
    """Both inputs hold the same organisation."""
    return _("Choose a different organisation: these are the same.")


def choose_known() -> str:
    """Only what is in the network can be merged."""
    return _("Choose an organisation that is in the list.")


def merge_question(view: View, gone: Organisation, kept: Organisation, on: date) -> Message:
    """What merging does, before it is done."""
    moving = view.tx.organisations.members_of(gone.id)
    names = [n for n, id_ in view.tx.organisations.names(view.network.id) if id_ == gone.id]
    words = _("{people} and these names move from {gone} to {kept}: {names}.").format(
        people=_people(moving), gone=gone.name, kept=kept.name, names=_few(names)
    )
    after = _(
        "From then on they are colleagues, who are not matched where a scheme rules that out. "
        "This can't be taken back."
    )
    confirm = Confirm(_("Merge the two?"), f"{words} {after}", _("Merge them"), _("Keep both"))
    ref = pack_ref(**{FROM: gone.id, INTO: kept.id, ON: on.isoformat()})
    button = Button(_("Merge them"), "organisations merge", ref, "danger", confirm)
    since = _("The history says that they are one since {day}.").format(day=say_date(on))
    return say(words, since, after, Buttons((button,)))


def merged(gone: Organisation, kept: Organisation, moved: int) -> Message:
    """Two are one now."""
    words = _("Done: {gone} is now {kept}, and {people} moved with it.")
    return say(words.format(gone=gone.name, kept=kept.name, people=_people(moved)))


def are_one(kept: Organisation) -> str:
    """Both names are of one organisation."""
    return _("Both are names of {name} already.").format(name=kept.name)


def _line(name: str, count: int) -> tuple[str, ...]:
    words = _("{name}: {people}").format(name=name, people=say_people(count))
    return (words,)


def _people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=count)


def _few(names: Sequence[str]) -> str:
    shown = list(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        more = len(names) - _MOST_NAMES
        shown.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return say_all(shown)


def _controls(page: int, pages: int, *, confirm: bool) -> tuple[Button, ...]:
    """Three at most: what waits goes before merging, which can always be typed."""
    merge = Button(_("Merge two"), "organisations merge")
    settle = Button(_("Confirm domains"), "organisations confirm", style="primary")
    merge = settle if confirm else merge
    back = Button(_("Earlier ones"), "organisations", pack_ref(page=page - 1))
    on = Button(_("More"), "organisations", pack_ref(page=page + 1))
    return (merge,) + ((back,) if page > 1 else ()) + ((on,) if page < pages else ())
