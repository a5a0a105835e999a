"""How the pages look by which a workspace installs us: one column, light or dark, from 320 pixels.

No script, and nothing from another host. Colours pass 7:1 for text in both schemes.
"""

from collections.abc import Mapping

from jinja2 import Environment

from bot.wording.networks import installing
from bot.wording.networks.installing import Page

_LOOKS = """
:root { color-scheme: light dark; --ink: #14191c; --soft: #3f4a50; --paper: #fff; --rule: #c4ccd1;
  --band: #1f4e5f; --go: #1f4e5f; --go-ink: #fff; --over: #163a47 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f2f4f5; --soft: #c3cbd0; --paper: #14191c; --rule: #46525a;
    --band: #1f4e5f; --go: #a8dbe8; --go-ink: #10242b; --over: #cdeaf2 } }
* { box-sizing: border-box }
body { font: 1.1875rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 0; overflow-wrap: anywhere }
header { background: var(--band); color: #fff; border-bottom: .25rem solid #ffbf47 }
header p, main { max-width: 44rem; margin: 0 auto; padding: .75rem 1rem }
header p { font-weight: 700; font-size: 1.25rem }
main { padding-top: 2rem; padding-bottom: 4rem }
main:focus { outline: none }
h1 { font-size: clamp(1.6rem, 6vw, 2.25rem); line-height: 1.15; margin: 0 0 1.5rem;
  text-wrap: balance }
h2 { font-size: 1.375rem; line-height: 1.25; margin: 2.5rem 0 .75rem }
p { margin: 0 0 1.25rem }
dl { margin: 0; border-top: 1px solid var(--rule) }
div.right { padding: .75rem 0; border-bottom: 1px solid var(--rule) }
dt { font: 600 1rem/1.5 ui-monospace, monospace }
dd { margin: .125rem 0 0; color: var(--soft); font-size: 1.0625rem }
.go { display: inline-block; font: inherit; font-weight: 600; color: var(--go-ink);
  background: var(--go); border: .125rem solid transparent; border-radius: .25rem;
  padding: .625rem 1.25rem; margin-top: .5rem; cursor: pointer; text-decoration: none }
.go:hover { background: var(--over) }
.go:focus-visible { outline: .1875rem solid var(--ink); outline-offset: .1875rem }
.skip { position: absolute; left: -999rem }
.skip:focus { position: static; display: block; padding: .75rem 1rem; background: #ffbf47;
  color: #14191c }
@media (max-width: 30rem) { .go { display: block; width: 100%; text-align: center } }
"""
_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.title }} - Teapoint</title>
<style>{{ looks|safe }}</style>
</head>
<body>
<a class="skip" href="#main">{{ skip }}</a>
<header><p>Teapoint</p></header>
<main id="main" tabindex="-1">
<h1>{{ page.title }}</h1>
{% for sentence in page.sentences %}<p>{{ sentence }}</p>
{% endfor %}
{% if scopes %}<form method="post"><button class="go">{{ page.button }}</button></form>
<h2>{{ rights }}</h2>
<dl>
{% for scope, why in scopes.items() -%}
<div class="right"><dt>{{ scope }}</dt><dd>{{ why }}</dd></div>
{% endfor %}</dl>
{% elif page.button %}<p><a class="go" href="{{ install }}">{{ page.button }}</a></p>
{% endif %}
</main>
</body>
</html>
"""


def draw_page(page: Page, install: str, scopes: Mapping[str, str]) -> str:
    """Return the page as HTML. `scopes` with their reasons make it the one with the button.

    `install` is where one starts again.
    """
    return (
        Environment(autoescape=True)
        .from_string(_PAGE)
        .render(
            page=page,
            scopes=scopes,
            rights=installing.rights(),
            skip=installing.skip(),
            install=install,
            looks=_LOOKS,
        )
    )
