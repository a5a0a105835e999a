"""A page with a heading and a few sentences: dates, one question, or nothing any more."""

from collections.abc import Sequence

from jinja2 import Environment
from starlette.responses import HTMLResponse

from bot.wording.pages import Dated, Words

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_PAGE = """<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ words.heading }}</title>
{% if feed %}<link rel="alternate" type="application/atom+xml" href="{{ feed }}">
{% endif %}<style>
:root { color-scheme: light dark; }
body { font: 1.1875rem/1.5 system-ui, sans-serif; }
body { max-width: 40em; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin-top: 2rem; }
a { color: LinkText; }
li { margin: 0.5rem 0; }
button { font: inherit; padding: 0.6rem 1rem; }
</style>
<main>
<h1>{{ words.heading }}</h1>
{% for sentence in words.sentences %}<p>{{ sentence }}</p>
{% endfor %}{% if button %}<form method="post"><button>{{ button }}</button></form>
{% endif %}{% for date in dates %}<h2>{{ date.heading }}</h2>
<ul>
{% for link in date.links %}<li><a href="{{ link.href }}">{{ link.words }}</a></li>
{% endfor %}</ul>
{% endfor %}</main>
</html>
"""


def say_plainly(
    words: Words, status: int, dates: Sequence[Dated] = (), feed: str = "", button: str = ""
) -> HTMLResponse:
    """Return the page with this status; `dates` follow, each with its links.

    `feed`: the address of the feed that says the same, for readers of feeds. `button`: what sends
    the page to its own address.
    """
    page = Environment(autoescape=True).from_string(_PAGE)
    said = page.render(words=words, dates=dates, feed=feed, button=button)
    return HTMLResponse(said, status, headers=_HEADERS)
