"""What the bot listens to on Teams, in one place: the SDK tells activities apart and types them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from bot.platforms.teams.answering import Answering, sentence
from bot.platforms.teams.dialogs import message_task, search_text
from bot.platforms.teams.facts import Facts
from bot.platforms.teams.wire import Activity, Json

if TYPE_CHECKING:
    from microsoft_teams.apps import ActivityContext, App

Handle = Callable[[Activity], Awaitable[Json | None]]


def listen(app: "App", answering: Answering, facts: Facts) -> None:
    """Give the SDK's app what answers; nothing is called yet."""
    app.on_message(_take(answering.words))
    app.on_card_action(_take(answering.action))
    app.on_message_ext_open(_take(answering.open))
    app.on_message_ext_submit(_take(answering.sent))
    app.on_message_ext_query(_take(answering.search))
    app.on_installation_update(_take(facts.installed))
    app.on_conversation_update(_take(facts.changed))


async def pass_on(app: "App", body: Mapping[str, Any], token: str) -> tuple[int, object]:
    """Let the SDK read an activity that is believed; return what Teams is answered.

    What the SDK does not know of is taken note of, so that Teams does not send it again.
    """
    from microsoft_teams.api.auth.json_web_token import JsonWebToken
    from microsoft_teams.apps.events import ActivityEvent, CoreActivity

    heard = app.server.on_request
    if heard is None:
        raise RuntimeError("the SDK's app was not initialised")
    try:
        event = ActivityEvent(CoreActivity.model_validate(dict(body)), JsonWebToken(token))
        answer = await heard(event)
    except ValidationError:
        return (501 if body.get("type") == "invoke" else 200), None
    return answer.status or 200, answer.body


def _take(handle: Handle | Callable[[Activity], Awaitable[None]]) -> Callable[[Any], Any]:
    async def take(context: "ActivityContext[Any]") -> Json | None:
        activity: BaseModel = context.activity
        return await handle(activity.model_dump(mode="json", by_alias=True, exclude_none=True))

    return take


def refusal(body: Mapping[str, Any], words: str) -> Json | None:
    """Return one sentence to whoever pressed or opened something; None for other activities."""
    if body.get("type") != "invoke":
        return None
    name = str(body.get("name") or "")
    if name == "composeExtension/query":
        return search_text(words)
    return message_task(words) if name.startswith("composeExtension") else sentence(words)
