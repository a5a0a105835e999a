"""Whom a member met before Teapoint knew them, from an organiser's old sheet."""

from babel.dates import format_date

from bot.message import Block, Bullets, Heading, rich
from bot.wording.language import LOCALE
from bot.wording.language import gettext as _
from bot.wording.people import name_and_place, which_known
from bot.wording.view import View

_MOST = 60


def before_teapoint(view: View) -> tuple[Block, ...]:
    """Those people, the latest first, by month: an old sheet seldom knows the day."""
    met = view.tx.introductions.past(view.reader.id) if view.reader else {}
    if not met:
        return ()
    members = view.tx.members.many(list(met))
    latest = sorted(members, key=lambda member_id: met[member_id], reverse=True)[:_MOST]
    words = _("{person}, in {month}")
    rows = tuple(
        rich(
            words,
            person=name_and_place(members[member_id]),
            month=format_date(met[member_id], "MMMM y", locale=LOCALE),
        )
        for member_id in latest
    )
    return (Heading(_("Before Teapoint")), Bullets(rows), *which_known(members.values()))
