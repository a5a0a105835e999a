"""The SDK, imported when it is first needed: that takes seconds, and nobody else pays for them.

What we use of it: the typed activities and the router that tells them apart, the client of the
connector service, and the addresses of each cloud. Signatures are checked before it sees anything
(`serve`), because its own check fetches keys while everything else waits.
"""

import os
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from microsoft_teams.api.auth.cloud_environment import CloudEnvironment
    from microsoft_teams.apps import App
    from microsoft_teams.apps.http.adapter import HttpMethod, HttpRouteHandler

_NEVER = "https://service-url-unknown.invalid"
_GCC = "GCC"
"""Microsoft's moderate government cloud, which is reached as the commercial one is."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """Where Microsoft's services are: for tokens, for keys, and who signs."""

    login: str
    openid: str
    issuer: str
    scope: str


class NoServer:
    """Our own ASGI app serves the one route, so the SDK is given nothing to serve with."""

    def register_route(self, method: "HttpMethod", path: str, handler: "HttpRouteHandler") -> None:
        """Take a route that is never called: `serve` calls the SDK itself, after its checks."""

    def serve_static(self, path: str, directory: str) -> None:
        """There is nothing to serve."""

    async def start(self, port: int) -> None:
        """There is nothing to start."""

    async def stop(self) -> None:
        """There is nothing to stop."""


def import_sdk() -> None:
    """Import the SDK: without its reading a .env file, and with its previews left alone."""
    os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import microsoft_teams.apps  # noqa: F401 - its first import warns of previews


def find_cloud(name: str) -> Cloud:
    """Return the services of a cloud: Public, GCC, USGov, USGovDoD or China; ValueError."""
    env = _environment(name)
    return Cloud(env.login_endpoint, env.openid_metadata_url, env.token_issuer, env.bot_scope)


def open_app(
    client_id: str, tenant: str, cloud: str, token: Callable[[], Awaitable[str]], timeout: float
) -> "App":
    """Return the SDK's app. Nothing of it is taken from the environment, nothing is called yet."""
    import_sdk()
    from microsoft_teams.apps import App
    from microsoft_teams.common import ClientOptions

    async def app_token(_scope: str | list[str], _tenant: str | None) -> str:
        return await token()

    return App(
        client_id=client_id,
        tenant_id=tenant,
        token=app_token,
        cloud=_environment(cloud),
        service_url=_NEVER,
        client=ClientOptions(timeout=timeout),
        http_server_adapter=NoServer(),
        dangerously_allow_unauthenticated_requests=False,
        fetch_user_token=False,
        state=False,
        telemetry={"agent365": False},
    )


def _environment(name: str) -> "CloudEnvironment":
    import_sdk()
    from microsoft_teams.api.auth.cloud_environment import from_name

    return from_name("Public" if name == _GCC else name)
