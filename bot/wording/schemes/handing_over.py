"""A scheme's end, told to its members, and a scheme that somebody else looks after from now on."""

from bot.form import Form, SearchInput
from bot.message import Block, Button, Buttons, Message, Paragraph, paragraph, say
from bot.refs import pack_ref
from bot.wording.language import gettext as _
from bot.wording.look import Look
from bot.wording.organisers.organisers import WHO, called
from bot.wording.people import say_names
from bot.wording.view import view_for
from jobs.members.belonging import enrolled_in, partners
from storage.notices.taking_part import SchemeEnded
from storage.notices.workspaces import HandedOver
from storage.round_records import Programme
from storage.types import Account


def scheme_ended(look: Look, notice: SchemeEnded) -> Message | None:
    """Tell a member that there are no more rounds, and what goes on; None for who has left."""
    reader = look.tx.members.get(notice.member_id, look.network.id)
    if reader.left_at is not None:
        return None
    view = view_for(look, reader)
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    blocks: list[Block] = [
        paragraph(
            _("{scheme} has ended: there will be no more rounds. Thank you for taking part."),
            scheme=programme.name,
        )
    ]
    for group in look.tx.rounds.open_groups(reader.id):
        round_ = look.tx.rounds.get(group.round_id, look.network.id)
        others = partners(look.tx, reader, group)
        if round_.programme_id == programme.id and others:
            words = _("You and {names} can still meet. Nothing changes about that.")
            blocks.append(paragraph(words, names=say_names(others)))
    if enrolled_in(look.tx, reader):
        words = _("You're still in the other schemes that you joined: {status}.")
        blocks.append(paragraph(words, status=view.code("unmentor status")))
        return Message(tuple(blocks))
    words = _("You need do nothing. To see what we keep about you, or delete it, type {data}.")
    blocks.append(paragraph(words, data=view.code("my data")))
    return Message(tuple(blocks))


def handed_over(look: Look, notice: HandedOver) -> Message | None:
    """Tell the new keeper what that means, and the one before that they need not; None if stale."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    if programme.keeper_id != notice.keeper or programme.ended_at:
        return None
    by = called(look.tx.accounts.get(notice.by))
    if look.delivery.account_id == notice.keeper:
        words = _("{by} has handed {scheme} over to you.").format(by=by, scheme=programme.name)
        return say(words, _what_it_means(), Buttons((_organise(), _preview(programme))))
    keeper = called(look.tx.accounts.get(notice.keeper))
    words = _("{keeper} looks after {scheme} from now on: {by} handed it over.")
    return say(
        words.format(keeper=keeper, scheme=programme.name, by=by),
        _("You're still an organiser, and can do all that you could."),
    )


def form(programme: Programme) -> Form:
    """Ask who looks after the scheme from now on."""
    who = SearchInput(WHO, _("Who looks after it now"), "members", _("Type some letters."))
    words = _("They become an organiser, if they aren't yet. We tell them at once.")
    return Form(
        _("Hand a scheme over"),
        "unmentor organise hand over",
        (who,),
        _("Hand it over"),
        pack_ref(p=programme.id),
        intro=(Paragraph((programme.name,)), Paragraph((words,))),
    )


def done(programme: Programme, keeper: Account, *, is_new: bool) -> Message:
    """The asker's answer."""
    words = (
        _("{name} looks after {scheme} from now on, and is an organiser now. We've told them.")
        if is_new
        else _("{name} looks after {scheme} from now on. We've told them.")
    )
    return say(
        words.format(name=called(keeper), scheme=programme.name),
        _(
            "Plans, reports and trouble of this scheme are told to them alone. "
            "All organisers can still do everything."
        ),
    )


def was_already(programme: Programme, keeper: Account) -> Message:
    """Nothing to change."""
    words = _("{name} looks after {scheme} already, so nothing has changed.")
    return say(words.format(name=called(keeper), scheme=programme.name))


def _what_it_means() -> str:
    return _(
        "From now on you get its plans and reports, and you're told when something needs doing. "
        "The other organisers can still do everything that you can."
    )


def _organise() -> Button:
    return Button(_("Organise"), "unmentor organise")


def _preview(programme: Programme) -> Button:
    return Button(_("Preview the next round"), "unmentor round preview", pack_ref(p=programme.id))
