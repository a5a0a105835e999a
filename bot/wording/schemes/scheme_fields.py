"""What the inputs of a scheme's two forms are called, and how their values are said."""

from collections.abc import Mapping

from bot.form import Option, Value
from bot.wording.language import gettext as _
from bot.wording.schemes import rhythms
from storage.round_records import Format, Programme, Rules, SchemeKind, Strength

# What and when
NAME, PLACE, FORMAT, SIZE = "name", "place", "format", "size"
MEETINGS, BETWEEN, KIND, EVERY, NTH = "meetings", "between", "kind", "every", "nth"
WEEKDAY, AT, NATION, QUIET, MINUTES = "weekday", "at", "nation", "quiet", "minutes"
# How it is matched and said
MUST, REPEAT, APPROVE, ASKS, POSTS = "must", "repeat", "approve", "asks", "posts"
ANNOUNCEMENT, REMINDER, SHARES = "announcement", "reminder", "shares"
APART = "different_organisation"
PREFERENCES = (
    "shared_interests",
    "different_profession",
    "different_sector",
    "same_region",
    "different_region",
)

SIZES = range(2, 7)
KINDS: tuple[SchemeKind, ...] = ("pairs", "sets", "mentors")
USUAL_MEETINGS = 6

Filled = Mapping[str, Value]


def label_of(name: str) -> str:
    """Return what an input of the forms is called."""
    return (_labels_of_when() | _labels_of_words())[name]


def say_value(name: str, value: Value) -> str:
    """Return an input and what it holds, as people read it: "At what time: 10:00"."""
    said = value if isinstance(value, str) else "".join(value)
    options = _options().get(name, ())
    shown = next((each.label for each in options if each.value == said), said)
    return _("{label}: {value}").format(label=label_of(name), value=shown or _("nothing"))


def strength_of(rules: Rules, name: str) -> Strength:
    """Return how much one preference counts."""
    return {
        "shared_interests": rules.shared_interests,
        "different_profession": rules.different_profession,
        "different_sector": rules.different_sector,
        "same_region": rules.same_region,
        "different_region": rules.different_region,
    }[name]


def say_kind(programme: Programme) -> str:
    """Return what kind of scheme it is: "action learning sets of 5, 6 meetings 4 weeks apart"."""
    format_, size = programme.format, programme.rules.group_size
    if format_.kind == "mentors":
        return _("mentoring, for {count} months").format(count=format_.meetings)
    if format_.kind == "sets":
        return _("action learning sets of {size}, {meetings}").format(
            size=size, meetings=say_meetings(format_)
        )
    if size == SIZES[0]:
        return _("introductions in pairs")
    return _("introductions in groups of {size}").format(size=size)


def say_meetings(format_: Format) -> str:
    """Return "6 meetings 4 weeks apart"."""
    if format_.meetings == 1:
        return _("1 meeting")
    if format_.weeks_between == 1:
        return _("{count} meetings a week apart").format(count=format_.meetings)
    words = _("{count} meetings {weeks} weeks apart")
    return words.format(count=format_.meetings, weeks=format_.weeks_between)


def kinds_of_scheme() -> tuple[Option, ...]:
    """Return the three kinds of scheme."""
    return (
        Option("pairs", _("Introductions"), _("New people each round, who meet once")),
        Option("sets", _("Action learning sets"), _("The same few people, several meetings")),
        Option("mentors", _("Mentoring"), _("One person helps another, for some months")),
    )


def sizes() -> tuple[Option, ...]:
    """Return how many people a group may be of."""
    return tuple(Option(str(size), str(size)) for size in SIZES)


def apart() -> Option:
    """Return the rule that never bends."""
    return Option(APART, _("Partners are from different organisations"))


def approvals() -> tuple[Option, ...]:
    """Return who sends a round."""
    return (
        Option("yes", _("An organiser looks at it and sends it")),
        Option("no", _("It is sent by itself")),
    )


def asking() -> tuple[Option, ...]:
    """Return who is in a round."""
    return (
        Option("no", _("Everybody, unless they sit out")),
        Option("yes", _("Whoever says yes when asked before the round")),
    )


def posting() -> tuple[Option, ...]:
    """Return whether the channel is told of a round."""
    return (
        Option("yes", _("Announce each round, and remind half-way")),
        Option("no", _("Post neither")),
    )


def sharing() -> tuple[Option, ...]:
    """Return whether things worth sharing are posted."""
    return (
        Option("yes", _("Post them where their authors say so")),
        Option("no", _("Never post them")),
    )


def _options() -> dict[str, tuple[Option, ...]]:
    return {
        FORMAT: kinds_of_scheme(),
        KIND: rhythms.kinds(),
        NTH: rhythms.nths(),
        WEEKDAY: rhythms.weekdays(),
        NATION: rhythms.nations(),
        APPROVE: approvals(),
        ASKS: asking(),
        POSTS: posting(),
        SHARES: sharing(),
        MUST: (apart(),),
    } | dict.fromkeys(PREFERENCES, rhythms.strengths())


def _labels_of_when() -> dict[str, str]:
    return {
        NAME: _("Name"),
        PLACE: _("Channel"),
        FORMAT: _("Kind of scheme"),
        SIZE: _("People in a group"),
        MEETINGS: _("How many meetings, or months of mentoring"),
        BETWEEN: _("Weeks between a set's meetings"),
        KIND: _("How often"),
        EVERY: _("Every how many months or weeks"),
        NTH: _("Which one of the month"),
        WEEKDAY: _("On which day"),
        AT: _("At what time"),
        NATION: _("Whose bank holidays"),
        QUIET: _("Quiet periods"),
        MINUTES: _("How many minutes a conversation takes"),
    }


def _labels_of_words() -> dict[str, str]:
    return {
        MUST: _("What must hold"),
        REPEAT: _("Rounds before two people may meet again"),
        APPROVE: _("Before a round is sent"),
        ASKS: _("Who is in a round"),
        POSTS: _("Posts in the channel"),
        ANNOUNCEMENT: _("Words of the announcement"),
        REMINDER: _("Words of the reminder"),
        SHARES: _("Things worth sharing"),
        "shared_interests": _("Shared interests"),
        "different_profession": _("Different professions"),
        "different_sector": _("Different sectors"),
        "same_region": _("The same region"),
        "different_region": _("Different regions"),
    }
