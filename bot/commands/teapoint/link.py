"""One person, two accounts: a code is shown in one, and typed in the other."""

from bot.command import Call, Command, JoinFirstError, Refusal
from bot.form import Answer
from bot.meaning.linking import ask, of_code, read_link_code
from bot.wording.language import gettext as _
from bot.wording.members import linking
from bot.wording.view import view_of
from jobs.members.linking import offer_code


def run(call: Call) -> Answer:
    """With a code: say what it will do, and ask. Without: show a new one, to the asker alone."""
    if call.rest:
        code = read_link_code(call)
        asked = of_code(call, code)
        call.tx.link_codes.claim(code.id, call.account.id)
        return ask(call, asked)
    if call.home is None:
        raise Refusal(*linking.which_network(call.names))
    if call.member is None:
        raise JoinFirstError
    shown, until = offer_code(call.tx, call.member, call.account, call.now)
    return linking.code_shown(view_of(call), shown, until)


COMMAND = Command(
    words=("link",),
    help=_("Use Teapoint from two accounts, such as Slack and e-mail, as one person."),
    run=run,
    usage=_("[code]"),
    example="7K3F-92MD-XW4H",
    who="anyone",
    homeless=True,
)
