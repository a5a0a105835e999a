"""A mail as simple HTML: headings, paragraphs, lists and links, nothing fetched from anywhere."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from bot.message import (
    Bold,
    Bullets,
    Channel,
    Code,
    Divider,
    Fields,
    Heading,
    Italic,
    Link,
    Mention,
    Paragraph,
    Part,
    Rich,
    Small,
)
from bot.platforms.mail.settle import Shown, Ways, is_address
from bot.shown import tidy

_PAGE = Markup("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.0625em/1.5 Arial, Helvetica, sans-serif; margin: 0 auto; max-width: 38em; }}
body {{ overflow-wrap: break-word; padding: 1em; }}
h1 {{ font-size: 1.4em; line-height: 1.3; }}
h2 {{ font-size: 1.15em; line-height: 1.3; margin-top: 1.5em; }}
li {{ margin: 0.4em 0; }}
hr {{ border: 0; border-top: 1px solid; margin: 2em 0 1em; opacity: 0.4; }}
</style>
</head>
<body>
{body}
</body>
</html>
""")


def write_html(blocks: Iterable[Shown], title: str) -> str:
    """Return the blocks as one HTML document with this title."""
    level, parts = 1, []
    for block in blocks:
        parts.append(_heading(block, level) if isinstance(block, Heading) else _write(block))
        level = 2
    return str(_PAGE.format(title=tidy(title), body=Markup("\n").join(parts)))


def _heading(heading: Heading, level: int) -> Markup:
    return Markup("<h{level}>{words}</h{level}>").format(level=level, words=_words(heading.text))


def _write(block: Shown) -> Markup:
    match block:
        case Heading():
            return _heading(block, 2)
        case Paragraph(text=text):
            return Markup("<p>{}</p>").format(_line(text))
        case Small(text=text):
            return Markup("<p><small>{}</small></p>").format(_line(text))
        case Bullets(items=items):
            return _list([_line(item) for item in items])
        case Fields(pairs=pairs):
            return _list([_fact(label, value) for label, value in pairs])
        case Ways(links=links):
            return _list([Markup("<b>{}</b>").format(_link(link)) for link in links])
        case Divider():
            return Markup("<hr>")


def _list(items: Iterable[Markup]) -> Markup:
    points = Markup("\n").join(Markup("<li>{}</li>").format(item) for item in items if item)
    return Markup("<ul>\n{}\n</ul>").format(points) if points else Markup()


def _fact(label: str, value: Rich) -> Markup:
    return Markup("<b>{}:</b> {}").format(_words(label), _line(value))


def _line(text: Rich) -> Markup:
    return Markup().join(_part(part) for part in text)


def _part(part: Part) -> Markup:
    match part:
        case str():
            return _words(part)
        case Bold(text=words):
            return Markup("<b>{}</b>").format(_words(words))
        case Italic(text=words):
            return Markup("<i>{}</i>").format(_words(words))
        case Code(text=words):
            return Markup("<code>{}</code>").format(_words(words))
        case Link():
            return _link(part)
        case Mention(name=words) | Channel(text=words):
            return _words(words)


def _link(link: Link) -> Markup:
    words = _words(link.text)
    if not is_address(link.url):
        return words
    return Markup('<a href="{}">{}</a>').format(link.url, words or link.url)


def _words(text: str) -> Markup:
    return escape(tidy(text)).replace("\n", Markup("<br>\n"))
