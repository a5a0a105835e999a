"""The playground's own little web: invented blogs to follow, on loopback, that can be made to fail.

Everything is under /playground/web. What a blog has written depends on the clock: when a week
passes, it has written for a week. Imports nothing of ours.

records.py   blogs and posts, as blogs.json has them
site.py      what the blogs say now: the clock, and what was switched
feeds.py     RSS, Atom and a planet's copies, drawn (pure)
pages.py     home pages and posts as people read them, drawn (pure)
routes.py    the addresses
"""

from bot.playground.web.routes import list_pages
from bot.playground.web.site import LittleWeb, NoSuchError

__all__ = ["LittleWeb", "NoSuchError", "list_pages"]
