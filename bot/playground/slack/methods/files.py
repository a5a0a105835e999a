"""files.info, files.getUploadURLExternal and files.completeUploadExternal."""

from typing import Any

from bot.playground.common.given import Json
from bot.playground.slack.call import Call, Method
from bot.playground.slack.errors import SlackError, invalid
from bot.playground.slack.pictures import LONGEST_ALT, MOST_BYTES
from bot.playground.slack.shapes import show_given


def give_address(call: Call) -> Json:
    """An address on our own host to bring the file to, and the file's id."""
    name = call.arguments.required("filename")
    length = call.arguments.number("length", 0, MOST_BYTES + 1)
    if len(call.arguments.text("alt_txt")) > LONGEST_ALT:
        raise SlackError("alt_txt_too_large")
    file_id = call.world.make_id("F")
    upload = call.world.uploads.expect(file_id, call.workspace.id, name, length)
    address = f"{call.origin}/playground/slack/upload/{upload.secret}"
    return {"upload_url": address, "file_id": upload.id}


def complete(call: Call) -> Json:
    """Finish files; without a channel they are the app's alone until a message shows them."""
    files: Any = call.arguments.structure("files", "invalid_arguments")
    if not isinstance(files, list) or not files:
        raise invalid("invalid_arguments", ["[ERROR] missing required field: files"])
    if call.arguments.text("channel_id") or call.arguments.text("channels"):
        raise SlackError("channel_not_found")  # sharing by upload is not played here
    now = call.hub.pace.seconds()
    done = [
        call.world.uploads.complete(
            str(row.get("id")), call.workspace.id, str(row.get("title") or ""), now
        )
        for row in files
        if isinstance(row, dict)
    ]
    return {
        "files": [
            {"id": one.id, "title": one.title, "permalink": one.permalink(call.origin)}
            for one in done
        ]
    }


def describe(call: Call) -> Json:
    """A file that somebody of the workspace gave."""
    found = call.world.given.get(call.arguments.required("file"))
    if found is None or found.team_id != call.workspace.id:
        raise SlackError("file_not_found")
    return {"file": show_given(found, call.origin)}


METHODS = {
    "files.info": Method(describe, ("files:read",), tier=4),
    "files.getUploadURLExternal": Method(give_address, ("files:write",), tier=4),
    "files.completeUploadExternal": Method(complete, ("files:write",), tier=4),
}
