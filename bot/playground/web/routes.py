"""The addresses of the little web; whoever serves them sees to it that only this machine asks."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.playground.web.feeds import draw_atom, draw_planet, draw_rss
from bot.playground.web.pages import draw_front, draw_home, draw_instead, draw_post
from bot.playground.web.records import BlogFeed, InventedBlog
from bot.playground.web.site import NEW, ROOT, LittleWeb, NoSuchError

SLOW_SECONDS = 4.0
POLICY = {"content-security-policy": "default-src 'none'"}
_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}

Answer = Callable[[Request], Awaitable[Response]]


def list_pages(of: Callable[[Request], LittleWeb]) -> list[Route]:
    """Return every address of the web; `of` finds it for a request."""

    async def front(request: Request) -> Response:
        return HTMLResponse(draw_front(of(request).blogs.values()), headers=POLICY)

    async def straighten(request: Request) -> Response:
        return RedirectResponse(f"{request.url.path}/")

    async def home(request: Request) -> Response:
        web = of(request)
        blog = web.find(request.path_params["blog"])
        return HTMLResponse(draw_home(blog, web.posts(blog)), headers=POLICY)

    async def post(request: Request) -> Response:
        web = of(request)
        blog = web.find(request.path_params["blog"])
        found = web.find_post(blog, request.path_params["slug"])
        return HTMLResponse(draw_post(_base(request), blog, found), headers=POLICY)

    async def feed(request: Request) -> Response:
        web = of(request)
        blog = web.find(request.path_params["blog"])
        return await _answer(request, web, blog, request.path_params["feed"])

    return [
        Route(f"{ROOT}/", _kindly(front)),
        Route(ROOT, straighten),
        Route(f"{ROOT}/{{blog}}", straighten),
        Route(f"{ROOT}/{{blog}}/", _kindly(home)),
        Route(f"{ROOT}/{{blog}}/{{slug}}/", _kindly(post)),
        Route(f"{ROOT}/{{blog}}/{{feed}}", _kindly(feed)),
    ]


def _kindly(answer: Answer) -> Answer:
    """What there is not is not found."""

    async def endpoint(request: Request) -> Response:
        try:
            return await answer(request)
        except NoSuchError as error:
            return PlainTextResponse(str(error), 404)

    return endpoint


def _base(request: Request) -> str:
    """Where the web is, as whoever asks knows it; its Host was checked."""
    return f"{request.url.scheme}://{request.url.netloc}{ROOT}"


async def _answer(request: Request, web: LittleWeb, blog: InventedBlog, path: str) -> Response:
    """A feed, or what the blog was told to answer in its place."""
    feed = next((one for one in blog.feeds if path in (one.path, NEW + one.path)), None)
    if feed is None:
        raise NoSuchError("There is no such feed here.")
    if web.has_moved(blog) and path == feed.path:
        return RedirectResponse(f"{ROOT}/{blog.name}/{NEW}{feed.path}", 301)
    mood = web.mood(blog)
    if mood == "slow":
        await asyncio.sleep(SLOW_SECONDS)
    if mood == "gone":
        return PlainTextResponse("This blog has ended.", 410)
    if mood == "page":
        return HTMLResponse(draw_instead(), headers=POLICY)
    return _tell(request, _draw(_base(request), web, blog, feed), feed)


def _draw(base: str, web: LittleWeb, blog: InventedBlog, feed: BlogFeed) -> bytes:
    if feed.kind == "planet":
        return draw_planet(base, blog, feed, web.copies(blog))
    posts = web.posts_of(blog, feed)
    if feed.kind == "atom":
        return draw_atom(base, blog, feed, posts)
    return draw_rss(base, blog, feed, posts)


def _tell(request: Request, body: bytes, feed: BlogFeed) -> Response:
    """The whole of it, or that nothing is new."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {"etag": etag, "x-content-type-options": "nosniff"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_TYPES.get(feed.kind, _TYPES["rss"]), headers=headers)
