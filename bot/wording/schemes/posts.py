"""What a scheme's channel reads of a round: that it comes, and a reminder half-way. No names."""

import re

from bot.message import Button, Buttons, Heading, Message, Paragraph, paragraph
from bot.wording.language import gettext as _
from bot.wording.language import say_moment
from bot.wording.look import Look
from bot.wording.schemes.schemes import next_moment
from bot.wording.view import view_for
from jobs.schemes import posts
from storage.notices.channels import Announcement, ReminderPost
from storage.round_records import Programme

_PLACEHOLDER = re.compile(r"\{(date|scheme)\}")


def usual_announcement(programme: Programme) -> str:
    """Return what is announced where the organisers wrote nothing; with its placeholders."""
    if programme.format.kind == "sets":
        return _("New action learning sets begin on {date}.")
    if programme.format.kind == "mentors":
        return _("The next mentoring begins on {date}.")
    return _("The next round is on {date}.")


def usual_reminder(programme: Programme) -> str:
    """Return what is reminded where the organisers wrote nothing; with its placeholders."""
    if programme.format.kind == "sets":
        return _(
            "We're half-way. If your set's next date doesn't suit, its facilitator can move it."
        )
    if programme.format.kind == "mentors":
        return _("We're half-way. If you have no date to talk yet, today is a good day.")
    return _("We're half-way. If you haven't met yet, there is time: agree a day this week.")


def fill(words: str, scheme: str, date: str) -> str:
    """Return an organiser's words with the two placeholders filled; all else stays as typed."""
    values = {"scheme": scheme, "date": date}
    return _PLACEHOLDER.sub(lambda found: values[found[1]], words)


def announcement(look: Look, notice: Announcement) -> Message | None:
    """That a round comes, and how to be in it; None once it is of no use any more."""
    programme = look.tx.programmes.get(notice.programme_id, look.network.id)
    moment = posts.coming(look.tx, programme, notice.label, look.now)
    if moment is None or not posts.may_post(programme):
        return None
    view = view_for(look)
    words = programme.format.announcement or usual_announcement(programme)
    said = fill(words, programme.name, say_moment(moment, look.zone))
    return Message(
        (
            Heading(programme.name),
            Paragraph((said,)),
            paragraph(_who(programme), skip=view.code("unmentor skip")),
            Buttons(
                (
                    Button(_("Join"), "unmentor join", programme.id, "primary"),
                    Button(_("How it works"), "unmentor how"),
                )
            ),
        )
    )


def _who(programme: Programme) -> str:
    if programme.format.asks:
        return _("Not in it yet? Press Join. In it already? We'll ask whether you're in this time.")
    return _("Not in it yet? Press Join. In it already, but busy? Type {skip}.")


def reminder(look: Look, notice: ReminderPost) -> Message | None:
    """That the round is half-way; None where it is over."""
    round_ = look.tx.rounds.get(notice.round_id, look.network.id)
    programme = look.tx.programmes.get(round_.programme_id, look.network.id)
    if round_.state != "open" or not posts.may_post(programme):
        return None
    view = view_for(look)
    moment = next_moment(view, programme)
    date = say_moment(moment, look.zone) if moment else _("a day to be set")
    words = programme.format.reminder or usual_reminder(programme)
    is_set = programme.format.kind == "sets"
    more = _("To see whom you were introduced to, type {status}.")
    if is_set:
        more = _("To see your set and its dates, type {status}.")
    return Message(
        (
            Heading(programme.name),
            Paragraph((fill(words, programme.name, date),)),
            paragraph(more, status=view.code("unmentor set" if is_set else "unmentor status")),
        )
    )
