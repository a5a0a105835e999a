"""Pictures on Slack: each becomes a file of the bot's own, which its one post then shows.

A file without a channel can be seen by nobody until a post shows it, so an upload that is lost or
made twice changes nothing that anybody sees. Methods: docs.slack.dev, files.getUploadURLExternal
and files.completeUploadExternal.
"""

from collections.abc import Iterable

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.message import Picture
from bot.platforms.slack.failures import CALL_ERRORS, sort_open_failure
from bot.platforms.slack.render import Files
from bot.platforms.slack.text import shorten
from jobs.voice import NotSentError

_LONGEST_ALT = 1_000
_NAME = "figures.png"


async def upload_pictures(
    client: AsyncWebClient, session: aiohttp.ClientSession, pictures: Iterable[Picture]
) -> Files | None:
    """Return the pictures' files; None where the workspace takes no files from the bot.

    Raises NotSentError for trouble that passes, RefusedError where the bot is shut out altogether.
    """
    try:
        return {picture.png: await _upload(client, session, picture) for picture in pictures}
    except (*CALL_ERRORS, KeyError) as error:
        meant = sort_open_failure(error)
        if isinstance(meant, NotSentError) or meant.reason == "space revoked":
            raise meant from error
        return None


async def _upload(client: AsyncWebClient, session: aiohttp.ClientSession, picture: Picture) -> str:
    asked = await client.files_getUploadURLExternal(
        filename=_NAME, length=len(picture.png), alt_txt=shorten(picture.alt, _LONGEST_ALT)
    )
    file = str(asked["file_id"])
    async with session.post(str(asked["upload_url"]), data=picture.png) as answer:
        if answer.status != 200:
            raise NotSentError(f"upload answered {answer.status}")
    await client.files_completeUploadExternal(files=[{"id": file, "title": picture.title or _NAME}])
    return file
