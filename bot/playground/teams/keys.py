"""Keys and tokens: those the bot shows us, and those with which Teams signs what it sends.

Shapes after the SDK's validator and learn.microsoft.com, "Authenticate requests with the Bot
Connector service": RS256, issuer https://api.botframework.com, audience the bot's id, serviceurl.
"""

import base64
import time
from dataclasses import dataclass, field
from typing import Literal, get_args

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.playground.common.given import Json
from bot.playground.teams.errors import LoginError, denied

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
TOKEN_SECONDS = 3_600
LEEWAY = 300

Forgery = Literal[
    "", "no token", "junk", "alg none", "audience", "unknown key", "expired", "issuer",
    "service url", "tenant",
]  # fmt: skip
FORGERIES: tuple[Forgery, ...] = get_args(Forgery)
_SOMEBODY_ELSE = "00000000-0000-4000-8000-00000000dead"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An RSA key and the name under which its public half is published."""

    kid: str
    private: rsa.RSAPrivateKey

    def publish(self) -> Json:
        """The public half as a JSON Web Key."""
        numbers = self.private.public_key().public_numbers()
        return {
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": self.kid,
            "x5t": self.kid,
            "n": _encode(numbers.n),
            "e": _encode(numbers.e),
            "endorsements": ["msteams"],
        }

    def sign(self, claims: Json) -> str:
        """A token of these claims."""
        return jwt.encode(claims, self.private, "RS256", headers={"kid": self.kid})


def make_key(kid: str) -> SigningKey:
    """A new key."""
    return SigningKey(kid, rsa.generate_private_key(public_exponent=65_537, key_size=2_048))


def _encode(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass(slots=True)
class Keyring:
    """The bot's registration and the keys of both sides; keys are made when first needed.

    `seconds` is how long a token lasts, in seconds of the wall.
    """

    client_id: str
    client_secret: str
    home_tenant: str
    seconds: int = TOKEN_SECONDS
    kept: dict[str, SigningKey] = field(default_factory=dict)

    @property
    def bot_id(self) -> str:
        """The bot as Teams names it in activities."""
        return f"28:{self.client_id}"

    def key(self, kid: str) -> SigningKey:
        """The key of this name."""
        if kid not in self.kept:
            self.kept[kid] = make_key(kid)
        return self.kept[kid]

    def published(self) -> Json:
        """What a bot finds where it looks for the keys of Teams."""
        return {"keys": [self.key("connector").publish()]}

    def turn_over(self) -> None:
        """Sign with a new key from now on, as Teams does from time to time."""
        self.kept["connector"] = make_key(f"connector {len(self.kept)}")

    # what the bot asks for and shows

    def issue(self, tenant: str, form: Json) -> Json:
        """A token for client credentials; LoginError in the words of the identity provider."""
        if tenant != self.home_tenant:
            raise LoginError(400, "unauthorized_client", f"AADSTS700016: not found in {tenant!r}.")
        if form.get("grant_type") != "client_credentials":
            raise LoginError(400, "unsupported_grant_type", "AADSTS70003: unsupported grant type.")
        if form.get("client_id") != self.client_id:
            raise LoginError(400, "unauthorized_client", "AADSTS700016: application not found.")
        if form.get("client_secret") != self.client_secret:
            raise LoginError(401, "invalid_client", "AADSTS7000215: invalid client secret.")
        if form.get("scope") != SCOPE:
            raise LoginError(400, "invalid_scope", "AADSTS70011: the scope is not valid.")
        now = int(time.time())
        claims: Json = {"aud": ISSUER, "iss": f"https://sts.windows.net/{tenant}/", "tid": tenant}
        claims |= {"appid": self.client_id, "iat": now, "nbf": now, "exp": now + self.seconds}
        token = self.key("login").sign(claims)
        return {"token_type": "Bearer", "expires_in": self.seconds, "access_token": token}

    def check(self, header: str) -> None:
        """Refuse whoever shows no token of ours, or one past its hour."""
        kind, _, token = header.partition(" ")
        if kind.lower() != "bearer" or not token:
            raise denied()
        try:
            claims = jwt.decode(
                token, self.key("login").private.public_key(), ["RS256"], audience=ISSUER
            )
        except jwt.InvalidTokenError as error:
            raise denied(f"The token is not valid: {error}") from None
        if claims.get("appid") != self.client_id:
            raise denied("The token is another application's.")

    # what Teams shows the bot

    def sign_activity(self, service_url: str, forge: Forgery = "") -> str | None:
        """The Authorization header of an activity, forged in one way if asked; None for none."""
        if forge == "no token":
            return None
        if forge == "junk":
            return "Bearer junk"
        claims = self._claims(service_url, forge)
        if forge == "alg none":
            return "Bearer " + jwt.encode(claims, "", "none", headers={"kid": "connector"})
        signer = self.key("nobody" if forge == "unknown key" else "connector")
        return f"Bearer {signer.sign(claims)}"

    def _claims(self, service_url: str, forge: Forgery) -> Json:
        # Past any leeway that a bot may grant.
        now = int(time.time()) - (self.seconds + 2 * LEEWAY if forge == "expired" else 0)
        return {
            "iss": "https://impostor.example" if forge == "issuer" else ISSUER,
            "aud": _SOMEBODY_ELSE if forge == "audience" else self.client_id,
            "serviceurl": "https://smba.example/" if forge == "service url" else service_url,
            "nbf": now,
            "iat": now,
            "exp": now + self.seconds,
        }
