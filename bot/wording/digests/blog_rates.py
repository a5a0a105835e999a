"""How often a blog writes, in words."""

from bot.wording.language import gettext as _
from bot.wording.language import ngettext

_A_DAY, _A_WEEK, _A_MONTH = 7.0, 0.8, 0.2
_WEEKS_A_MONTH = 52 / 12


def say_rate(weekly: float | None) -> str:
    """Return "about 2 posts a week", as a part of a sentence."""
    if weekly is None:
        return _("we can't tell how often it writes")
    if weekly == 0:
        return _("no post in the last three months")
    if weekly >= 2 * _A_DAY:
        return _("about {count} posts a day").format(count=round(weekly / _A_DAY))
    if weekly >= _A_WEEK:
        count = round(weekly)
        words = ngettext("about {count} post a week", "about {count} posts a week", count)
        return words.format(count=count)
    if weekly >= _A_MONTH:
        count = max(round(weekly * _WEEKS_A_MONTH), 1)
        words = ngettext("about {count} post a month", "about {count} posts a month", count)
        return words.format(count=count)
    return _("less than one post a month")
