"""Pictures and files on Slack: each becomes a file of the bot's own, which its one post shows.

A picture is shown by its id; any other file is shared by its address in a message of the bot that
owns it, where Slack may look at what addresses lead to (slackapi/bolt-python, issue 1018). A file
without a channel can be seen by nobody until a post shows it, so an upload that is lost or
made twice changes nothing that anybody sees. Methods: docs.slack.dev, files.getUploadURLExternal
and files.completeUploadExternal.
"""

from collections.abc import Iterable

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.message import File, Picture
from bot.platforms.slack.failures import CALL_ERRORS, sort_open_failure
from bot.platforms.slack.render import Files
from bot.platforms.slack.text import shorten
from jobs.delivery.voice import NotSentError

_LONGEST_ALT = 1_000
_PICTURE = "figures.png"


async def upload(
    client: AsyncWebClient, session: aiohttp.ClientSession, blocks: Iterable[Picture | File]
) -> Files | None:
    """Return the files of pictures and others; None where the workspace takes none of ours.

    Raises NotSentError for trouble that passes, RefusedError where the bot is shut out altogether.
    """
    try:
        return dict([await _upload(client, session, block) for block in blocks])
    except (*CALL_ERRORS, KeyError) as error:
        meant = sort_open_failure(error)
        if isinstance(meant, NotSentError) or meant.reason == "space revoked":
            raise meant from error
        return None


async def _upload(
    client: AsyncWebClient, session: aiohttp.ClientSession, block: Picture | File
) -> tuple[bytes, str]:
    """Return the bytes, and the id of a picture or the address of another file."""
    if isinstance(block, Picture):
        name, alt, title = _PICTURE, block.alt, block.title or _PICTURE
        content = block.png
    else:
        name, alt, title, content = block.name, block.says, block.name, block.content
    asked = await client.files_getUploadURLExternal(
        filename=name, length=len(content), alt_txt=shorten(alt, _LONGEST_ALT)
    )
    file = str(asked["file_id"])
    async with session.post(str(asked["upload_url"]), data=content) as answer:
        if answer.status != 200:
            raise NotSentError(f"upload answered {answer.status}")
    done = await client.files_completeUploadExternal(files=[{"id": file, "title": title}])
    if isinstance(block, Picture):
        return content, file
    return content, str(done["files"][0]["permalink"])
