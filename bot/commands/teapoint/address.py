"""Prove where you work by a code that is mailed to your work address."""

from bot.command import Call, Command, Refusal
from bot.form import Answer, FormErrors, Values
from bot.mail_addresses import read_mailbox
from bot.meaning.mailed_codes import see_mailing
from bot.message import Message
from bot.refs import read_ref
from bot.wording.language import gettext as _
from bot.wording.members import work_address
from bot.wording.members.work_address import ADDRESS, AT, CODE
from bot.wording.view import view_of
from jobs.members.by_mail import see_mailbox
from jobs.organisations.mailed_codes import send_code, take_code
from storage.types import AccountId


def run(call: Call) -> Answer:
    """With an address: mail a code to it; with a code, too: take it. Else open the form."""
    if _is_known(call):
        return work_address.known_already(call.me)
    mailbox = read_ref(call.ref).get(AT)
    if mailbox:
        return work_address.code_form(AccountId(mailbox))
    if not call.rest:
        return work_address.address_form(call.me)
    address, code = call.args[0], " ".join(call.args[1:])
    answer = _take(call, _mailbox_of(call, address), code) if code else _send(call, address)
    if isinstance(answer, str):
        raise Refusal(answer)
    return answer


def submit(call: Call, values: Values) -> Answer:
    """Mail a code, or take the one that came."""
    if _is_known(call):
        return work_address.known_already(call.me)
    mailbox = read_ref(call.ref).get(AT)
    name, typed = (CODE, values.get(CODE)) if mailbox else (ADDRESS, values.get(ADDRESS))
    given = str(typed or "").strip()
    answer = _take(call, AccountId(mailbox), given) if mailbox else _send(call, given)
    return FormErrors({name: answer}) if isinstance(answer, str) else answer


def _is_known(call: Call) -> bool:
    """Whether their address is confirmed already; Refusal where no code can be mailed."""
    mailing = see_mailing(call)
    if mailing == "sensitive":
        raise Refusal(*work_address.not_for_sensitive())
    if mailing == "no mail":
        raise Refusal(*work_address.no_mail())
    return mailing == "known already"


def _send(call: Call, typed: str) -> Message | str:
    address = read_mailbox(typed)
    if address is None:
        return work_address.bad_address()
    mailbox = send_code(call.tx, call.network, call.account, address, call.now)
    if mailbox is None:
        raise Refusal(*work_address.too_many())
    return work_address.sent(view_of(call), address, mailbox.id)


def _take(call: Call, mailbox: AccountId, typed: str) -> Message | str:
    if not typed:
        return work_address.no_code()
    key = call.account.key
    if not call.guesses.allows(key):
        return work_address.too_many_guesses()
    said = take_code(call.tx, call.account, mailbox, typed, call.now)
    if said == "confirmed":
        return work_address.confirmed(call.tx.members.get(call.me.id, call.network.id))
    if said == "over":
        return work_address.code_is_over()
    call.guesses.note_wrong(key)
    return work_address.wrong_code()


def _mailbox_of(call: Call, typed: str) -> AccountId:
    address = read_mailbox(typed)
    if address is None:
        raise Refusal(work_address.bad_address())
    return see_mailbox(call.tx, call.network, address, call.now).id


COMMAND = Command(
    words=("address",),
    help=_("Prove where you work: we send a code to your work address."),
    run=run,
    submit=submit,
    usage=_("[address] [code]"),
    example="sam@example.gov.uk",
    aliases=(("my", "address"), ("work", "address")),
)
