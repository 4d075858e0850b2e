"""Which requests are answered: addresses, origins, tokens, sizes. All else is refused before anything is done."""

import secrets
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

MAX_JSON_BYTES = 65_536
MAX_UPLOAD_BYTES = 64 * 2**20
TOKEN_BYTES = 16
TOKEN_SCHEME = "token "
TOKEN_NEEDED = "this needs the token of the viewer: open the link that the program printed"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Sent with every answer: the page loads nothing from elsewhere, and no other page can load or frame anything of it."""


class RefusedError(Exception):
    """A request that is not answered; carries the status and the sentence that is sent instead."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def new_token() -> str:
    """A secret that is too long to be guessed."""
    return secrets.token_urlsafe(TOKEN_BYTES)


@dataclass(frozen=True)
class Guard:
    """The rules of one server.

    A machine has other users, who reach loopback addresses too: every request must show the token. It comes once in the
    link that the program prints (`?token=`), then in a cookie, or in a header `Authorization: token ...`.

    Attributes:
        loopback: whether the server listens to its own machine only.
        token: the secret.
    """

    loopback: bool
    token: str = field(default_factory=new_token)

    def route(self, target: str) -> list[str]:
        """The parts of a request's path, decoded once; raises RefusedError where it tries to leave what there is."""
        path = urlsplit(target).path if target.startswith("/") else ""
        parts = [unquote(part) for part in path.split("/")[1:]]
        if not parts or any(_leads_away(part) for part in parts):
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is no such page")
        return parts

    def greets(self, target: str) -> bool:
        """Whether the address itself carries the token, as the printed link does."""
        given = parse_qs(urlsplit(target).query).get("token", [""])[0]
        return self._is_token(given)

    def check_token(self, headers: Message) -> None:
        """Refuse requests that show the token neither in a cookie nor in a header."""
        authorization = headers.get("Authorization") or ""
        shown = [authorization.removeprefix(TOKEN_SCHEME)] if authorization.startswith(TOKEN_SCHEME) else []
        pairs = (pair.strip().partition("=") for pair in (headers.get("Cookie") or "").split(";"))
        shown += [value for name, _, value in pairs if name == cookie_name(headers.get("Host"))]
        if not any(self._is_token(value) for value in shown):
            raise RefusedError(HTTPStatus.FORBIDDEN, TOKEN_NEEDED)

    def cookie(self, host: str | None) -> str:
        """The header that lets this browser in until it is closed; scripts and other sites never see it."""
        return f"{cookie_name(host)}={self.token}; Path=/; HttpOnly; SameSite=Strict"

    def check_host(self, host: str | None) -> None:
        """Refuse names that are not of this machine where it listens to itself only, so that no foreign page can pass
        itself off as ours by giving its name our address (DNS rebinding)."""
        if self.loopback and (host is None or not is_loopback(_host_name(host))):
            raise RefusedError(HTTPStatus.FORBIDDEN, "the viewer answers to localhost only, not to other names")

    def check_origin(self, host: str | None, origin: str | None, fetch_site: str | None) -> None:
        """Refuse changes that another page asks a browser to send."""
        foreign = origin is not None and urlsplit(origin).netloc.lower() != (host or "").lower()
        if foreign or fetch_site not in (None, "same-origin", "none"):
            raise RefusedError(HTTPStatus.FORBIDDEN, "only the viewer's own page may do this")

    def _is_token(self, value: str) -> bool:
        return secrets.compare_digest(value.encode(), self.token.encode())


def cookie_name(host: str | None) -> str:
    """Cookies do not know ports: each viewer that a browser sees under one name has its own, by the port it sees."""
    port = (host or "").rpartition(":")[2]
    return f"shape-diff-{port if port.isdecimal() else 80}"


def check_length(header: str | None, limit: int) -> int:
    """The length of a request's body; raises RefusedError for none, a wrong or a too large one."""
    if header is None or not header.isdecimal():
        raise RefusedError(HTTPStatus.LENGTH_REQUIRED, "the length of what is sent is missing")
    if int(header) > limit:
        sentence = f"{int(header):,} bytes are too many; at most {limit:,} are taken"
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
    return int(header)


def check_type(header: str | None, wanted: str) -> None:
    """Refuse other content types: forms of foreign pages can send only those that need no question beforehand."""
    if (header or "").partition(";")[0].strip().lower() != wanted:
        raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"this must be sent as {wanted}")


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _leads_away(part: str) -> bool:
    return part in (".", "..") or any(letter in part for letter in "/\\\0")
