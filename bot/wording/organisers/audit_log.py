"""What organisers did, in plain words: the last entries of the audit log."""

from collections.abc import Mapping, Sequence

from bot.message import Block, Bullets, Heading, Message, Paragraph, Rich, Small, rich
from bot.wording.channels import name_channel
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.people import say_name
from bot.wording.rounds.round_names import say_round
from bot.wording.view import View
from storage.errors import NotFoundError
from storage.queue_records import AuditEntry
from storage.types import (
    AccountId,
    EventId,
    MemberId,
    OrganisationId,
    PlaceId,
    ProgrammeId,
    RoundId,
    SessionId,
    SpaceId,
)


def log(view: View, entries: Sequence[AuditEntry]) -> Message:
    """The last things that organisers did, newest first."""
    blocks: list[Block] = [Heading(_("What organisers did"))]
    if not entries:
        blocks.append(Paragraph((_("Nothing yet."),)))
    else:
        blocks.append(Bullets(tuple(_line(view, entry) for entry in entries)))
    words = _("The log keeps who did what and when, and never the words of a message.")
    return Message((*blocks, Small((words,))))


def _line(view: View, entry: AuditEntry) -> Rich:
    template = _templates().get(entry.action, _("{who} did something to {what}"))
    did = template.format(
        who=_account(view, entry.actor),
        what=_object(view, entry),
        names=_names(view, entry.detail),
        other=_other(view, entry.detail),
    )
    return rich(_("{when}: {did}"), when=say_moment(entry.at, view.zone), did=did)


def _templates() -> Mapping[str, str]:
    return {**_of_schemes(), **_of_events(), **_of_digests(), **_of_network()}


def _of_schemes() -> Mapping[str, str]:
    return {
        "import.ask": _("{who} imported a sheet of people for {what}"),
        "invitations.send": _("{who} asked for the codes of open invitations"),
        "invitations.back": _("{who} took back all open invitations"),
        "scheme.set_up": _("{who} set up {what}"),
        "scheme.change": _("{who} changed {what}"),
        "scheme.end": _("{who} ended {what}"),
        "scheme.hand_over": _("{who} handed {what} over to {other}"),
        "card.post": _("{who} had the Join card of {what} posted"),
        "round.plan": _("{who} had {what} planned"),
        "round.swap": _("{who} swapped {names} in {what}"),
        "round.pair": _("{who} paired {names} in {what}"),
        "round.take_out": _("{who} took {names} out of {what}"),
        "round.put_back": _("{who} put {names} back into {what}"),
        "round.lock": _("{who} locked the group of {names} in {what}"),
        "round.unlock": _("{who} unlocked the group of {names} in {what}"),
        "round.rehearse": _("{who} had a rehearsal of {what}"),
        "round.send": _("{who} sent {what}"),
        "round.cancel": _("{who} dropped {what}"),
    }


def _of_events() -> Mapping[str, str]:
    return {
        "pitch.withdraw": _("{who} took a pitch back"),
        "session.consent": _("{who} said who may read of a session"),
        "removal.settle": _("{who} settled a request to take something out of notes"),
        "event.new": _("{who} set up {what}"),
        "event.change": _("{who} changed {what}"),
        "event.import": _("{who} had the grid of {what} imported"),
        "event.drop": _("{who} took sessions off the day of {what}"),
        "event.keep": _("{who} kept sessions of {what} that its grid has no more"),
        "session.move": _("{who} moved {what}"),
        "theme.follow": _("{who} let {what} take session notes"),
        "theme.unfollow": _("{who} let {what} take session notes no more"),
    }


def _of_digests() -> Mapping[str, str]:
    return {
        "digest.add": _("{who} let {what} follow a blog"),
        "digest.remove": _("{who} took a blog out of the digest of {what}"),
        "digest.import": _("{who} let {what} follow a list of blogs"),
        "digest.accept": _("{who} accepted a blog that was suggested for {what}"),
        "digest.decline": _("{who} declined a blog that was suggested for {what}"),
        "digest.restore": _("{who} had a blog of {what} looked at again"),
        "digest.rhythm": _("{who} chose when the digest of {what} comes"),
        "digest.choose": _("{who} chose what the digest of {what} shows"),
        "digest.skip": _("{who} left out the next digest of {what}, or took that back"),
        "digest.now": _("{who} had the digest of {what} sent at once"),
        "post.same": _("{who} said that two posts are one"),
        "post.different": _("{who} said that two posts are not one"),
    }


def _of_network() -> Mapping[str, str]:
    return {
        "list.publish": _("{who} published the list of blog posts"),
        "list.withdraw": _("{who} stopped publishing the list of blog posts"),
        "join_page.open": _("{who} opened the join page"),
        "join_page.close": _("{who} closed the join page"),
        "join_page.welcome": _("{who} changed the first words of the join page"),
        "quiet_period.add": _("{who} set a quiet period for the network"),
        "quiet_period.remove": _("{who} ended a quiet period of the network"),
        "unsure.arrived": _("{who} said that message {what} arrived"),
        "unsure.again": _("{who} had message {what} sent again"),
        "undelivered.again": _("{who} had message {what} tried again"),
        "undelivered.drop": _("{who} dropped message {what}"),
        "organisers.add": _("{who} made {what} an organiser"),
        "organisers.remove": _("{who} ended the organiser role of {what}"),
        "organisations.merge": _("{who} merged {what} into {other}"),
        "organisations.confirm": _("{who} confirmed a domain of {what}"),
        "organisations.correct": _("{who} corrected {what}"),
        "organisations.rename": _("{who} renamed {what}"),
        "organisations.split": _("{who} split {what}"),
        "organisations.import": _("{who} imported organisations"),
        "network.found": _("{who} started this network"),
        "network.code": _("{who} made a code for one more workspace"),
        "network.connect": _("{who} let {what} join this network"),
        "network.disconnect": _("{who} took {what} out of this network"),
    }


def _object(view: View, entry: AuditEntry) -> str:
    kind, id_ = entry.action.partition(".")[0], entry.object_id
    try:
        match kind:
            case "scheme" | "card" | "import":
                return view.tx.programmes.get(ProgrammeId(id_), view.network.id).name
            case "round":
                round_ = view.tx.rounds.get(RoundId(id_), view.network.id)
                programme = view.tx.programmes.get(round_.programme_id, view.network.id)
                return say_round(programme, round_)
            case "organisers":
                return _account(view, AccountId(id_))
            case "organisations":
                return view.tx.organisations.as_named(OrganisationId(id_), view.network.id)
            case "network" if entry.action in ("network.connect", "network.disconnect"):
                return view.tx.spaces.get(SpaceId(id_)).name
            case "theme" | "event" | "session" | "digest":
                return _of_notes(view, kind, id_)
            case _:
                return id_
    except NotFoundError:
        return _("something that is gone")


def _of_notes(view: View, kind: str, id_: str) -> str:
    if kind == "event":
        return view.tx.events.get(EventId(id_), view.network.id).name
    if kind == "session":
        return view.tx.sessions.get(SessionId(id_), view.network.id).title
    return name_channel(view, view.tx.places.get(PlaceId(id_)))


def _account(view: View, account_id: AccountId) -> str:
    return view.tx.accounts.get(account_id).name or _("an organiser who has left")


def _names(view: View, detail: Mapping[str, str]) -> str:
    ids = [MemberId(detail[key]) for key in ("a", "b") if detail.get(key)]
    found = view.tx.members.many(ids)
    names = [say_name(found[id_]) for id_ in ids if id_ in found]
    return _(" and ").join(names)


def _other(view: View, detail: Mapping[str, str]) -> str:
    if detail.get("to"):
        return _account(view, AccountId(detail["to"]))
    into = detail.get("into")
    return view.tx.organisations.get(OrganisationId(into), view.network.id).name if into else ""
