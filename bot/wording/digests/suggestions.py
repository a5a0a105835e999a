"""Blogs that members suggest: what organisers read and decide, and what the member is told."""

from collections.abc import Sequence

from bot.form import ChoiceInput, Form, Option, PlaceChoice, TextInput
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
from bot.wording.digests.adding import LONGEST_URL, URL, WHERE
from bot.wording.digests.looked import last_posts, name_of
from bot.wording.digests.meant_words import say_reader
from bot.wording.language import gettext as _
from bot.wording.language import ngettext, say_all, say_date
from bot.wording.view import View
from jobs.digests.looked import SeenBlog, read_looked
from storage.digest_records import FeedSuggestion, SuggestionId

ACCEPT, DECLINE, SUGGESTIONS = "digest accept", "digest decline", "digest suggestions"
WHICH, ANSWER = "which", "answer"
_MOST_OPTIONS = 100


def suggest_form() -> Form:
    """The address of a blog."""
    hint = _("Of the blog's home page, or of its feed if you know it.")
    address = TextInput(URL, _("Web address"), hint=hint, limit=LONGEST_URL)
    return Form(_("Suggest a blog"), "digest suggest", (address,), _("Suggest"))


def arrived(view: View, suggestion_id: str, errand_id: str) -> Message | None:
    """For organisers: who suggests which blog for which channel; None once it is settled."""
    suggestion = view.tx.suggestions.get(SuggestionId(suggestion_id), view.network.id)
    if suggestion.state != "open":
        return None
    blog = read_looked(view.tx, errand_id, view.network.id).blogs[0]
    blocks: list[Block] = [
        Heading(_("A blog is suggested")),
        Paragraph(_who_wants(view, suggestion, blog)),
        *last_posts(blog),
    ]
    if suggestion.topics:
        words = _("Only posts about {topics} would be taken.")
        blocks.append(Paragraph((words.format(topics=say_all(suggestion.topics)),)))
    where = Small(rich(_("To see all that wait, type {all}."), all=view.code(SUGGESTIONS)))
    return Message((*blocks, _answers(suggestion), where))


def _who_wants(view: View, suggestion: FeedSuggestion, blog: SeenBlog) -> Rich:
    name = _asker(view, suggestion)
    if suggestion.place_id is None:
        words = _("{name} suggests that this network follows {blog}.")
        return rich(words, name=name, blog=name_of(blog))
    place = view.tx.places.get(suggestion.place_id)
    words = _("{name} suggests that {channel} follows {blog}.")
    return rich(words, name=name, channel=say_reader(view, place), blog=name_of(blog))


def _asker(view: View, suggestion: FeedSuggestion) -> str:
    if suggestion.account_id is None:
        return _("Somebody")
    member = view.tx.members.find(view.network.id, suggestion.account_id)
    return member.name if member else view.tx.accounts.get(suggestion.account_id).name


def _answers(suggestion: FeedSuggestion) -> Buttons:
    yes = Button(_("Follow it"), ACCEPT, suggestion.id, "primary", spoken=_("Follow this blog"))
    no = Button(_("Decline"), DECLINE, suggestion.id, spoken=_("Decline this blog"))
    return Buttons((yes, no))


def listed(view: View, open_: Sequence[FeedSuggestion]) -> Message:
    """Those that wait, the oldest first."""
    if not open_:
        return say(_("No suggested blog is waiting."))
    words = ngettext(
        "{count} suggested blog is waiting", "{count} suggested blogs are waiting", len(open_)
    )
    head = Heading(words.format(count=len(open_)))
    lines = Bullets(tuple(_line(view, n, one) for n, one in enumerate(open_, 1)))
    how = rich(
        _("To answer, type {yes} or {no} and its number."),
        yes=view.code(ACCEPT),
        no=view.code(DECLINE),
    )
    if len(open_) == 1:
        return Message((head, lines, Paragraph(how), _answers(open_[0])))
    button = Button(_("Answer one"), ACCEPT, spoken=_("Answer a suggestion"))
    return Message((head, lines, Paragraph(how), Buttons((button,))))


def _line(view: View, number: int, one: FeedSuggestion) -> Rich:
    place = view.tx.places.get(one.place_id) if one.place_id else None
    reader = say_reader(view, place) if place else (_("any channel"),)
    return rich(
        _("{number}: {blog}, for {reader}, by {name} on {day}"),
        number=str(number),
        blog=say_blog(one),
        reader=reader,
        name=_asker(view, one),
        day=say_date(one.at.date()),
    )


def answer_form(open_: Sequence[FeedSuggestion]) -> Form:
    """Choose one, and follow or decline it."""
    which = tuple(
        Option(one.id, f"{number}: {one.title or one.url}"[:75])
        for number, one in enumerate(open_[:_MOST_OPTIONS], 1)
    )
    ways = (Option(ACCEPT, _("Follow it")), Option(DECLINE, _("Decline")))
    return Form(
        _("Answer a suggestion"),
        ACCEPT,
        (
            ChoiceInput(WHICH, _("Suggested blog"), which),
            ChoiceInput(ANSWER, _("Answer"), ways, wide=True),
        ),
        _("Answer"),
    )


def say_blog(suggestion: FeedSuggestion) -> str:
    """Return what a suggested blog is called, and where it is."""
    if not suggestion.title:
        return suggestion.url
    return _("{title} ({url})").format(title=suggestion.title, url=suggestion.url)


def none_such(view: View) -> tuple[Rich, ...]:
    """No suggestion of that number waits."""
    return (
        (_("No suggested blog of that number is waiting. Nothing has changed."),),
        rich(_("To see all that wait, type {all}."), all=view.code(SUGGESTIONS)),
    )


def settled_already() -> str:
    """Somebody answered it before."""
    return _("Another organiser has answered this suggestion already. Nothing has changed.")


def accepted(suggestion: FeedSuggestion) -> Message:
    """It is being followed."""
    return say(
        rich(_("You've accepted {blog}, and we follow it now."), blog=say_blog(suggestion)),
        _("We'll tell whoever suggested it, and show you its last posts."),
    )


def declined(suggestion: FeedSuggestion) -> Message:
    """It is not followed."""
    return say(
        rich(
            _("You've declined {blog}. We'll tell whoever suggested it."),
            blog=say_blog(suggestion),
        )
    )


def where_form(suggestion: FeedSuggestion) -> Form:
    """It was suggested for any channel: the organiser says which."""
    words = rich(_("This blog was suggested for any channel: {blog}"), blog=say_blog(suggestion))
    return Form(
        _("Follow a suggested blog"),
        ACCEPT,
        (PlaceChoice(WHERE, _("Channel")),),
        _("Follow"),
        ref=suggestion.id,
        intro=(Paragraph(words),),
    )


def choose_channel() -> str:
    """No channel of this network was chosen."""
    return _("Choose a channel of this network.")


def answered(view: View, suggestion_id: str) -> Message | None:
    """For whoever suggested it: yes or no."""
    suggestion = view.tx.suggestions.get(SuggestionId(suggestion_id), view.network.id)
    if suggestion.state == "accepted":
        place = view.tx.places.get(suggestion.place_id) if suggestion.place_id else None
        words = _("The organisers said yes: {channel} follows {blog}. Thank you for suggesting it.")
        if place is None:
            words = _("The organisers said yes: {blog} is followed now. Thank you.")
            return say(rich(words, blog=say_blog(suggestion)))
        channel = say_reader(view, place)
        return say(rich(words, channel=channel, blog=say_blog(suggestion)))
    if suggestion.state == "declined":
        return say(
            rich(
                _("The organisers decided not to follow {blog} there."), blog=say_blog(suggestion)
            ),
            rich(
                _("You can follow it yourself: type {add} where you write to us alone."),
                add=view.code("digest add"),
            ),
        )
    return None
