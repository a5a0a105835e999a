"""What people are told of following blogs: one case each, and the type checker counts them."""

from typing import assert_never

from bot.message import Message
from bot.wording.digests import blog_health, blog_imports, looked, own_blogs, suggestions
from bot.wording.look import Look
from bot.wording.view import View, view_for
from storage.notices.following import (
    BlogLooked,
    BlogLookFailed,
    BlogRestored,
    BlogsImported,
    BlogsImporting,
    BlogSuggested,
    FollowingNotice,
    OwnBlogLooked,
    SuggestionAnswered,
)


def word(look: Look, notice: FollowingNotice) -> Message | None:
    """Word it as things are now; None: there is nothing to say any more."""
    view = view_for(look)
    match notice:
        case BlogLooked():
            return looked.told(view, notice.errand_id)
        case OwnBlogLooked():
            return own_blogs.told(view, notice.errand_id)
        case BlogLookFailed():
            return looked.failed(view)
        case BlogRestored():
            return blog_health.tried_again(view, notice)
        case BlogSuggested():
            return suggestions.arrived(view, notice.suggestion_id, notice.errand_id)
        case SuggestionAnswered():
            return suggestions.answered(view, notice.suggestion_id)
        case BlogsImporting() | BlogsImported():
            return _of_import(view, notice)
        case _:
            assert_never(notice)


def _of_import(view: View, notice: BlogsImporting | BlogsImported) -> Message | None:
    if isinstance(notice, BlogsImporting):
        return blog_imports.begun(view, notice.errand_id)
    return blog_imports.told(view, notice.errand_id, notice.page)
