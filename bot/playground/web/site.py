"""What the blogs of the little web say now: as the clock has it, and as somebody switched it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.playground.web.records import BlogFeed, BlogPost, InventedBlog, read_blogs

ROOT = "/playground/web"
NEW = "new-"
MOST = 20
"""Posts in a feed."""

Mood = Literal["well", "slow", "gone", "page"]
_MOODS: dict[str, Mood] = {"slow": "slow", "die": "gone", "page": "page", "return": "well"}
DEEDS = ("publish", "move", *_MOODS)
_FURTHER = (
    "A short note on what changed this week, written when somebody asked for one.",
    "It is here so that there is something new to read.",
)


class Now(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the moment, aware."""
        ...


class NoSuchError(LookupError):
    """There is no such blog, or nothing of the kind can be done with it; a plain sentence."""


@dataclass(slots=True)
class _State:
    """What was switched at one blog. `published`: when posts came, before or beside their time."""

    mood: Mood = "well"
    moved: bool = False
    published: dict[str, datetime] = field(default_factory=dict)
    further: list[BlogPost] = field(default_factory=list)


class LittleWeb:
    """The blogs, over a clock; `switch` makes one write, move, die and come back."""

    def __init__(self, clock: Now) -> None:
        self._clock = clock
        self.blogs = {blog.name: blog for blog in read_blogs()}
        self._states: dict[str, _State] = {}
        self.reset()

    def reset(self) -> None:
        """Make every blog as it was at first."""
        self._states = {name: _State() for name in self.blogs}

    def find(self, name: str) -> InventedBlog:
        """Return a blog; NoSuchError."""
        if name not in self.blogs:
            raise NoSuchError("There is no such blog here.")
        return self.blogs[name]

    def mood(self, blog: InventedBlog) -> Mood:
        """Return how a blog's feeds answer."""
        return self._states[blog.name].mood

    def has_moved(self, blog: InventedBlog) -> bool:
        """Return whether a blog's feeds have new addresses."""
        return self._states[blog.name].moved

    def posts(self, blog: InventedBlog) -> list[BlogPost]:
        """Return what a blog has published by now, the newest first."""
        now, state = self._clock.now(), self._states[blog.name]
        every = [*(self._dated(blog, post) for post in blog.posts), *state.further]
        return sorted((post for post in every if post.at <= now), key=_newest_first)

    def posts_of(self, blog: InventedBlog, feed: BlogFeed) -> list[BlogPost]:
        """Return what one of a blog's own feeds has."""
        if feed.comments:
            return []
        found = self.posts(blog)
        if feed.category:
            found = [post for post in found if feed.category in post.categories]
        return found[:MOST]

    def copies(self, planet: InventedBlog) -> list[tuple[InventedBlog, BlogPost]]:
        """Return what a planet has of others, the newest first."""
        theirs = [self.blogs[name] for name in planet.copies]
        found = [(blog, post) for blog in theirs for post in self.posts(blog)]
        return sorted(found, key=lambda pair: _newest_first(pair[1]))[:MOST]

    def find_post(self, blog: InventedBlog, slug: str) -> BlogPost:
        """Return a post that is published; NoSuchError."""
        for post in self.posts(blog):
            if post.slug == slug:
                return post
        raise NoSuchError("There is no such post here.")

    def switch(self, name: str, deed: str) -> None:
        """Make a blog "publish", "move", "die", be "slow", turn to a "page", or "return".

        NoSuchError. A blog that publishes writes what it would have written next. One that returns
        is where it was at first, and well.
        """
        blog = self.find(name)
        if deed not in DEEDS or not blog.feeds:
            raise NoSuchError("That cannot be done with this blog.")
        state = self._states[blog.name]
        if deed == "publish":
            self._publish(blog, state)
        elif deed == "move":
            state.moved, state.mood = True, "well"
        else:
            state.mood = _MOODS[deed]
            state.moved = state.moved and deed != "return"

    def rows(self) -> list[dict[str, Any]]:
        """Return what the page shows of each blog."""
        return [self._row(blog) for blog in self.blogs.values()]

    def _row(self, blog: InventedBlog) -> dict[str, Any]:
        state = self._states[blog.name]
        return {
            "name": blog.name,
            "title": blog.title,
            "about": blog.about,
            "path": f"{ROOT}/{blog.name}/",
            "mood": state.mood,
            "moved": state.moved,
            "writes": bool(blog.posts),
            "switches": bool(blog.feeds),
            "posts": len(self.copies(blog) if blog.copies else self.posts(blog)),
        }

    def _publish(self, blog: InventedBlog, state: _State) -> None:
        if not blog.posts:
            raise NoSuchError("This blog writes nothing itself.")
        now = self._clock.now()
        later = next(self._not_yet(blog, now), None)
        if later is not None:
            state.published[later.slug] = now
        else:
            number = len(state.further) + 1
            author = blog.posts[0].author
            title = f"One more note, number {number}"
            note = BlogPost(f"note-{number}", now, title, author, ("notes",), "", "", _FURTHER)
            state.further.append(note)

    def _not_yet(self, blog: InventedBlog, now: datetime) -> Iterator[BlogPost]:
        dated = (self._dated(blog, post) for post in blog.posts)
        return (post for post in dated if post.at > now)

    def _dated(self, blog: InventedBlog, post: BlogPost) -> BlogPost:
        at = self._states[blog.name].published.get(post.slug)
        return post if at is None else replace(post, at=at)


def _newest_first(post: BlogPost) -> tuple[float, str]:
    return (-post.at.timestamp(), post.slug)
