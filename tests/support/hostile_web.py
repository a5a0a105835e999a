"""A website on loopback that answers as it is told to, however badly."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Route = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A route that depends on what is asked: `choose` is given the request's head."""

    choose: Callable[[str], Route]


@dataclass(slots=True)
class Web:
    """What was asked of it: each request's head, as it came."""

    port: int = 0
    heads: list[str] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    """The names that were asked for in TLS."""
    moments: list[float] = field(default_factory=list)
    """When each request came, by the loop's time."""
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]


def answer(status: int = 200, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Route:
    """Answer as a website should."""
    given = {"Content-Length": str(len(body)), **(headers or {})}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in given.items())]
    return write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)


def redirect(location: str, status: int = 302) -> Route:
    return answer(status, headers={"Location": location})


def write(*pieces: bytes, pause: float = 0.0) -> Route:
    """Write pieces as they are, then hang up."""

    async def run(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return run


def drip(head: bytes, piece: bytes, pause: float = 0.0) -> Route:
    """Write a head, then a piece again and again, for as long as somebody takes it."""

    async def run(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return run


@asynccontextmanager
async def open_web(
    routes: Mapping[str, Route | Choice],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Web]:
    """Serve the routes, as they are when they are asked for; a path that has none is not found."""
    web = Web()

    async def answer_to(head: str, writer: asyncio.StreamWriter) -> None:
        web.heads.append(head)
        web.moments.append(asyncio.get_running_loop().time())
        web.at_once += 1
        web.most_at_once = max(web.most_at_once, web.at_once)
        found = routes.get(head.split(" ")[1], answer(404))
        try:
            await (found.choose(head) if isinstance(found, Choice) else found)(writer)
        finally:
            web.at_once -= 1

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            await answer_to(head, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # whoever asked has gone, or the test is over
        finally:
            writer.close()

    if tls is not None:
        tls.sni_callback = lambda _, name, __: web.names.append(name)
    server = await asyncio.start_server(serve, host, port, ssl=tls)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class Trust:
    """A certificate for one name, and who trusts it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def make_trust(name: str, folder: Path) -> Trust:
    """Make a certificate for a name, which is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return Trust(server, ssl.create_default_context(cafile=str(pem)))
