"""The words that people put before a field, in English and Welsh, in their compared form."""

from collections.abc import Mapping
from typing import Literal

Field = Literal[
    "event",
    "session",
    "room",
    "title",
    "leaders",
    "volunteer",
    "note_takers",
    "themes",
    "other",
    "notes",
    "summary",
    "links",
]

# What stands in a session's head; the rest are parts of its body.
HEAD: frozenset[Field] = frozenset(
    (
        "event",
        "session",
        "room",
        "title",
        "leaders",
        "volunteer",
        "note_takers",
        "themes",
        "other",
    )
)
# What tells one session from another.
IDENTITY: frozenset[Field] = frozenset(("session", "room", "title"))
PEOPLE: frozenset[Field] = frozenset(("leaders", "volunteer", "note_takers"))

_SAID: Mapping[Field, str] = {
    "event": "event|event name|name of event|conference|camp|unconference|digwyddiad",
    "session": (
        "session|session no|session number|session num|session nr|session id|number of session|"
        "session ref|slot number|sesiwn|rhif sesiwn|rhif y sesiwn"
    ),
    "room": (
        "which room|room|location|room name|room number|room no|venue|where|session room|place|"
        "space|ystafell|lleoliad"
    ),
    "title": (
        "what is your session called|what is the session called|what was it about|"
        "title|session title|title of session|session name|name of session|topic|session topic|"
        "subject of session|session subject|pitch|talk title|teitl|teitl y sesiwn|teitl sesiwn|pwnc"
    ),
    "leaders": (
        "leader|leaders|leads|lead|session leader|session leaders|session lead|session leads|"
        "led by|session led by|facilitator|facilitators|facilitated by|session facilitator|"
        "session facilitators|facilitation|host|hosts|hosted by|session host|run by|"
        "session run by|speaker|speakers|presenter|presenters|presented by|"
        "pitched by|pitcher|proposed by|session owner|convenor|convener|moderator|chair|chaired by|"
        "who is leading|who led|who led it|"
        "who led the session|who ran it|who is leading this session|leader facilitator|arweinydd|"
        "arweinydd y sesiwn|arweinydd sesiwn|arweinwyr|arweinir gan|dan arweiniad|hwylusydd"
    ),
    "volunteer": (
        "volunteer|volunteers|volunteer to continue conversation after|"
        "volunteer to continue the conversation after|volunteer to continue conversation|"
        "volunteer to continue the conversation|volunteer to continue|"
        "volunteer to continue conversation afterwards|"
        "volunteer to continue the conversation afterwards|volunteer to carry on|"
        "volunteer to follow up|who will carry this on|who carries this on|carried on by|"
        "to be carried on by|continued by|follow up volunteer|follow up by|follow up lead|"
        "continuing the conversation|conversation continued by|"
        "who will continue the conversation|who will continue this conversation|"
        "gwirfoddolwr|gwirfoddolwr i barhau r sgwrs|gwirfoddolwr i barhau a r sgwrs|"
        "pwy fydd yn parhau"
    ),
    "note_takers": (
        "notes taken by|notes by|note taker|note takers|notetaker|notetakers|note taken by|"
        "note taking|note taking by|note taker name|session notes by|session notes taken by|scribe|"
        "scribes|scribed by|minutes by|minutes taken by|minute taker|written by|written up by|"
        "recorded by|rapporteur|rapporteurs|"
        "who took notes|who took the notes|who is taking notes|nodiadau gan|"
        "cymerwyd y nodiadau gan|cofnodwyd gan|cofnodydd"
    ),
    "themes": (
        "theme|themes|tag|tags|hashtag|hashtags|keywords|keyword|session theme|session themes|"
        "session tags|topics|categories|category|thema|themau|tagiau"
    ),
    "other": (
        "date|time|slot|session time|session date|time slot|timeslot|when|day|attendees|"
        "participants|present|number of attendees|number of people|attendance|capacity|"
        "dyddiad|amser"
    ),
    "notes": "notes|session notes|note|the notes|nodiadau|nodiadau r sesiwn",
    "summary": (
        "summary|session summary|summary of session|summary of the session|summary of discussion|"
        "tl dr|tldr|in short|in brief|in summary|in a nutshell|executive summary|short summary|"
        "crynodeb|crynodeb o r sesiwn"
    ),
    "links": (
        "links|link|useful links|related links|links shared|links mentioned|further reading|"
        "references|urls|dolenni|dolenni defnyddiol"
    ),
}

FIELDS: Mapping[str, Field] = {
    word: field for field, words in _SAID.items() for word in words.split("|")
}

# Sub-headings that people write without a colon. With one, any short line is a sub-heading.
_SECTIONS = (
    "discussion|discussion points|discussion notes|key points|main points|points raised|"
    "challenge|challenges|problem|problems|the problem|question|questions|open questions|ideas|"
    "action|actions|action points|next steps|takeaways|key takeaways|background|context|"
    "introduction|outcome|outcomes|decision|decisions|opportunities|barriers|examples|tips|"
    "top tips|resources|conclusion|conclusions|some further details|further details|"
    "trafodaeth|heriau|cwestiynau|camau nesaf|gweithredoedd|syniadau|adnoddau|casgliadau"
)
SECTIONS = frozenset(_SECTIONS.split("|"))
