"""Invitations: what organisers send to people, what a code answers, and the import's report."""

from collections.abc import Sequence

from bot.message import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Confirm,
    Fields,
    Heading,
    Message,
    Paragraph,
    paragraph,
    rich,
    say,
)
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_date
from bot.wording.look import Look
from bot.wording.organisers import importing
from bot.wording.schemes.schemes import next_moment
from bot.wording.view import View, view_for
from jobs.importing.people import neutralise
from jobs.members.import_errand import KIND, read_report
from storage.invitations import LIFE, Counts, Invitation, Invited
from storage.notices.answers import ImportReport, InvitationList
from storage.round_records import Programme

A_MESSAGE = 20
"""Invitations in one message of the list."""


def import_report(look: Look, notice: ImportReport) -> Message | None:
    """What came of an import."""
    result = read_report(look.tx, notice.errand_id, look.network.id)
    return importing.report(view_for(look), result, notice.page)


def overview(view: View, counts: Counts) -> Message:
    """How many there are, and what can be done with those that are open."""
    facts = (
        (_("Open"), (str(counts.open),)),
        (_("Used"), (str(counts.used),)),
        (_("Expired or taken back"), (str(counts.expired),)),
        *(((_("Not needed, members already"), (str(counts.known),)),) if counts.known else ()),
    )
    blocks: list[Block] = [Heading(_("Invitations")), Fields(facts)]
    if not counts.open:
        words = _("To invite people from an old sign-up sheet, type {command}.")
        command = view.code("unmentor organise import")
        return Message((*blocks, paragraph(words, command=command)))
    words = _("An invitation is open for {count} days. Only organisers can see who is invited.")
    return Message(
        (
            *blocks,
            Paragraph((words.format(count=LIFE.days),)),
            Buttons(
                (
                    Button(
                        _("Send me the codes"),
                        "unmentor organise invitations send",
                        style="primary",
                    ),
                    take_back_button(counts.open),
                )
            ),
        )
    )


def under_way(view: View) -> list[Block]:
    """What is open beside the schemes: a sheet that is being read, and invitations."""
    working = view.tx.errands.under_way(view.network.id, KIND)
    blocks: list[Block] = [*importing.under_way(working).blocks[:1]] if working else []
    count = view.tx.invitations.count(view.network.id, view.now).open
    if count:
        words = ngettext(
            "{count} invitation from a sheet is open: {command}",
            "{count} invitations from a sheet are open: {command}",
            count,
        )
        command = view.code("unmentor organise invitations")
        blocks.append(paragraph(words, count=str(count), command=command))
    return [Heading(_("From a spreadsheet")), *blocks] if blocks else []


def take_back_button(count: int) -> Button:
    """End all open invitations, after a question."""
    words = ngettext(
        "{count} code stops working, and the person's details are deleted. "
        "This can't be undone; you can import the sheet again.",
        "{count} codes stop working, and the people's details are deleted. "
        "This can't be undone; you can import the sheet again.",
        count,
    ).format(count=count)
    question = Confirm(_("Take all back?"), words, _("Take back"), _("Keep them"))
    label = _("Take back")
    return Button(label, "unmentor organise invitations back", "yes", "danger", question)


def ask_back(count: int) -> Message:
    """Typed: the question with its button."""
    return say(
        _("Take back every open invitation?"),
        Buttons((take_back_button(count),)),
    )


def were_taken_back(count: int) -> Message:
    """All open invitations have ended."""
    if not count:
        return say(_("No invitation is open, so nothing has changed."))
    words = ngettext(
        "{count} invitation is taken back. Its code doesn't work any more, and we deleted the "
        "person's details.",
        "{count} invitations are taken back. Their codes don't work any more, and we deleted the "
        "people's details.",
        count,
    )
    return say(words.format(count=count))


def are_coming(count: int) -> Message:
    """The list comes by direct message."""
    if not count:
        return say(_("No invitation is open, so there is nothing to send."))
    words = ngettext(
        "We've sent you {count} code in a message, with a text to send.",
        "We've sent you {count} codes in messages, with a text to send.",
        count,
    )
    return say(words.format(count=count), _("Send each person their own code only."))


def told(look: Look, notice: InvitationList) -> Message | None:
    """One message of the list; those that were used meanwhile are left out."""
    found = look.tx.invitations.some(look.network.id, notice.ids.split(), look.now)
    if not found:
        return None
    view = view_for(look)
    programme = look.tx.programmes.get(found[0].programme_id, look.network.id)
    lead = list(_text(view, programme)) if notice.page == 0 else []
    words = _("Names and codes, part {part} of {parts}")
    head = words.format(part=notice.page + 1, parts=notice.pages)
    return Message(
        (
            *lead,
            Heading(head if notice.pages > 1 else _("Names and codes")),
            Bullets(tuple(rich("{who}: {code}", who=_who(i), code=Bold(i.code)) for i in found)),
            paragraph(
                _("They are open until {day}."),
                day=say_date(min(each.expires_at for each in found).date()),
            ),
        )
    )


def _who(invitation: Invitation) -> str:
    """Names come from a sheet and may be pasted into one: none is a formula there."""
    said = invitation.invited
    if said.email:
        return _("{name}, {address}").format(name=neutralise(said.name), address=said.email)
    if said.organisation:
        words = _("{name}, {organisation}")
        return words.format(name=neutralise(said.name), organisation=said.organisation)
    return neutralise(said.name)


def _text(view: View, programme: Programme) -> Sequence[Block]:
    moment = next_moment(view, programme)
    begins = _("The next introductions are on {day}.") if moment else ""
    typed = view.names.typed(_("unmentor invitation CODE"))
    return (
        Heading(_("A text to send")),
        Paragraph(
            (
                _(
                    "You signed up to meet people of other organisations with {scheme}. We now use "
                    "Teapoint for it, in {network}. To take part, type {typed} to Teapoint. You "
                    "see how we use what you tell us before you decide. If you do nothing, we "
                    "delete your details after {count} days. {begins}"
                )
                .format(
                    scheme=programme.name,
                    network=view.network.name,
                    typed=typed,
                    count=LIFE.days,
                    begins=begins.format(day=say_date(moment.date())) if moment else "",
                )
                .strip(),
            )
        ),
        paragraph(_("Put the person's own code in place of {code}."), code=Bold(_("CODE"))),
    )


# What a code answers


def from_sheet(invited: Invited) -> tuple[Block, ...]:
    """What an invitation brings along, above the join form."""
    facts = (
        (_("Profession"), invited.profession),
        (_("Region"), invited.region),
        (_("Interests"), ", ".join(invited.interests)),
    )
    said = tuple((label, (text,)) for label, text in facts if text)
    lead = paragraph(
        _("You're invited. We've filled in what your sign-up said; change what is not right.")
    )
    return (lead, Fields(said)) if said else (lead,)


def which_code(view: View) -> Message:
    """No code was typed."""
    words = _("Type your code after it, such as {command}. It came with your invitation.")
    return say(rich(words, command=view.code("unmentor invitation 7K3F-92MD-XW4H")))


def unknown_code() -> str:
    """It is no code of this network."""
    return _("We don't know this code. Nothing has changed. Check each letter and type it again.")


def used_code() -> str:
    """It was used before, by whomever."""
    return _("This code has been used already. A code works once. Nothing has changed.")


def expired_code() -> str:
    """Nobody used it in time, or it was taken back."""
    return _("This code doesn't work any more. Nothing has changed.")


def ask_or_join(view: View) -> Paragraph:
    """What now, whatever was wrong with the code."""
    words = _("You can ask whoever sent it for a new one, or join without a code: type {join}.")
    return paragraph(words, join=view.code("unmentor join"))


def too_many_guesses() -> str:
    """Too many wrong codes from one account."""
    return _("That's several codes that don't work, so please wait an hour before the next.")


def added_to_history(view: View) -> Message:
    """A member used an invitation: the people they met before are remembered."""
    words = _(
        "Thank you. You take part already. We've used your invitation to remember whom you met "
        "before: {command} shows who of them is here."
    )
    return say(rich(words, command=view.code("unmentor history")))
