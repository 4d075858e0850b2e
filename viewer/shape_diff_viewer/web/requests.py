"""What the page may ask for, and what it is answered."""

import json
import re
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

from shape_diff.files.json_text import json_text
from shape_diff.generation.request import Request
from shape_diff.machine.messages import say
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.item import Item
from shape_diff_viewer.web.guard import (
    HEADERS,
    MAX_JSON_BYTES,
    MAX_UPLOAD_BYTES,
    RefusedError,
    check_length,
    check_type,
)
from shape_diff_viewer.web.jobs import Jobs
from shape_diff_viewer.web.page_files import MEDIA_TYPES, item_facts, page_file, settings

if TYPE_CHECKING:
    from shape_diff_viewer.web.server import PageServer

SOCKET_TIMEOUT_S = 60
JSON_TYPE, BINARY_TYPE = "application/json", "application/octet-stream"
DRAINED_BYTES = 2**20
"""Of a refused request's body this much is read before the connection is closed, so that the answer arrives."""
NO_SUCH_PAGE = "there is no such page"


class PageRequest(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "shape-diff", ""
    timeout = SOCKET_TIMEOUT_S
    server: "PageServer"

    def do_GET(self) -> None:
        """The page, its files, samples and progress."""
        self._answer(self._get)

    def do_HEAD(self) -> None:
        """As GET, without the content."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """Generate, cancel, upload, and change samples."""
        self._answer(self._post)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of requests."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the standard library refuses by itself (methods, broken lines), as a sentence in JSON."""
        self._refuse(HTTPStatus(code), message or HTTPStatus(code).description or HTTPStatus(code).phrase)

    def _answer(self, respond: Callable[[list[str]], None]) -> None:
        """Check the request, respond to it, and turn what goes wrong into a sentence for the page."""
        try:
            self.server.guard.check_host(self.headers["Host"])
            parts = self.server.guard.route(self.path)
            if parts == [""] and self.server.guard.greets(self.path):
                self._let_in()
                return
            self.server.guard.check_token(self.headers)
            respond(parts)
        except RefusedError as refused:
            self._refuse(refused.status, refused.sentence)
        except (ValueError, OSError) as error:
            if isinstance(error, ConnectionError | TimeoutError):
                self.close_connection = True
            else:
                self._refuse(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        except Exception as error:  # One bad request must not end the program.
            say(f"error: {type(error).__name__} while answering {self.command} {self.path[:200]}: {error}")
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, f"the viewer failed: {type(error).__name__}: {error}")

    def _get(self, parts: list[str]) -> None:
        match parts:
            case [""]:
                self._send(page_file("page.html").encode(), MEDIA_TYPES["page.html"])
            case [name] if name in MEDIA_TYPES:
                self._send(page_file(name).encode(), MEDIA_TYPES[name])
            case ["api", "collection"]:
                self._send_json(self._settings())
            case ["api", "changes"]:
                self._send_json(self._changes(self._query.get("since", [""])[0]))
            case ["api", "item", name, what]:
                self._send_item(self._item(name), what)
            case ["api", "export.zip"]:
                items = [self._item(name) for name in self._query.get("name", [])]
                form = self._query.get("form", ["glb"])[0]
                self._send(self.server.samples.archive(items, form), "application/zip", "samples.zip")
            case ["api", "generate", number]:
                self._send_json(self._jobs().progress(self._job(number)))
            case _:
                raise RefusedError(HTTPStatus.NOT_FOUND, NO_SUCH_PAGE)

    def _post(self, parts: list[str]) -> None:
        headers = self.headers
        self.server.guard.check_origin(headers["Host"], headers["Origin"], headers["Sec-Fetch-Site"])
        match parts:
            case ["api", "generate"]:
                self._send_json({"job": self._start(self._json_body())})
            case ["api", "generate", number, "cancel"]:
                self._json_body()
                self._jobs().cancel(self._job(number))
                self._send_json({})
            case ["api", "upload"]:
                self._send_json({"item": item_facts(self.server.uploads.shape(self._uploaded_files()))})
            case ["api", "picture"]:
                self._send_json(self.server.uploads.picture(self._uploaded_files()))
            case ["api", "item", name, what]:
                self._change(self._item(name), what, self._json_body())
            case _:
                raise RefusedError(HTTPStatus.NOT_FOUND, NO_SUCH_PAGE)

    def _let_in(self) -> None:
        """Hand out the cookie and lead to the page's own address, so that the token does not stay in it."""
        self._send(b"", "text/plain", status=HTTPStatus.SEE_OTHER, more={
            "Location": "/", "Set-Cookie": self.server.guard.cookie(self.headers["Host"]),
        })  # fmt: skip

    def _settings(self) -> dict[str, Any]:
        jobs = self.server.jobs
        shown = settings(Collection()) | {"canGenerate": jobs is not None}
        if jobs is not None:
            shown["recommended"] = jobs.generator.recommended()
        return shown | self._changes("")

    def _changes(self, since: str) -> dict[str, Any]:
        """The items, where they are others than at the revision `since`, and the job that is at work."""
        jobs, samples = self.server.jobs, self.server.samples
        if jobs is not None:
            jobs.collect()
        samples.collection.refresh()
        revision = str(samples.collection.revision)
        changes: dict[str, Any] = {"revision": revision, "job": None if jobs is None else jobs.at_work()}
        return changes if since == revision else changes | {"items": [item_facts(item) for item in samples.shown()]}

    def _item(self, name: str) -> Item:
        item = self.server.samples.named(name)
        if item is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is no sample of that name")
        return item

    def _send_item(self, item: Item, what: str) -> None:
        samples = self.server.samples
        if what == "payload":
            self._send(samples.payload(item), BINARY_TYPE)
        elif what == "cloud":
            content = samples.cloud_payload(item)
            if content is None:
                raise RefusedError(HTTPStatus.NOT_FOUND, "this sample has no points apart from its mesh")
            self._send(content, BINARY_TYPE)
        elif what == "errors":
            self._send(samples.errors(item), BINARY_TYPE)
        elif what == "thumbnail.webp":
            self._send(samples.picture(item), "image/webp")
        elif what in ("turntable.webp", "denoising.webp"):
            size, color_by = (self._query.get(name, [usual])[0] for name, usual in (("size", "512"), ("color", "rgb")))
            if not (size.isdecimal() and len(size) < 6):
                raise RefusedError(HTTPStatus.BAD_REQUEST, "size must be a number of pixels")
            name, content = samples.animation(item, what.removesuffix(".webp"), int(size), color_by)
            self._send(content, "image/webp", name)
        elif what.startswith("export."):
            name, content = samples.export(item, what.removeprefix("export."))
            self._send(content, BINARY_TYPE, name)
        else:
            raise RefusedError(HTTPStatus.NOT_FOUND, NO_SUCH_PAGE)

    def _change(self, item: Item, what: str, fields: dict[str, Any]) -> None:
        collection = self.server.samples.collection
        if what == "delete":
            collection.discard(item)
        elif what == "rename":
            collection.rename(item, str(fields.get("title", "")))
        elif what == "favourite":
            collection.mark_favourite(item, fields.get("on") is True)
        else:
            raise RefusedError(HTTPStatus.NOT_FOUND, NO_SUCH_PAGE)
        self._send_json(self._changes(""))

    def _jobs(self) -> Jobs:
        if self.server.jobs is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "this viewer does not generate")
        return self.server.jobs

    def _start(self, fields: dict[str, Any]) -> int:
        jobs, numbers = self._jobs(), fields.pop("pictures", [])
        pictures = self.server.uploads.pictures(numbers if isinstance(numbers, list) else [])
        number = jobs.start(Request.from_outside(fields), pictures)
        if number is None:
            raise RefusedError(HTTPStatus.CONFLICT, "a sample is being generated already; wait for it or cancel it")
        return number

    def _job(self, number: str) -> int:
        if not (number.isdecimal() and len(number) < 9 and int(number) < len(self._jobs())):
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is no such job")
        return int(number)

    def _uploaded_files(self) -> list[tuple[str, bytes]]:
        """Names and contents of what was sent: the files one after the other, their names and sizes in the address."""
        check_type(self.headers["Content-Type"], BINARY_TYPE)
        content = self._body(MAX_UPLOAD_BYTES)
        names, sizes = self._query.get("name", [""]), self._query.get("size", [str(len(content))])
        if len(names) != len(sizes) or not all(size.isdecimal() for size in sizes):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "every file needs a name and a size")
        ends = [sum(map(int, sizes[: n + 1])) for n in range(len(sizes))]
        if ends[-1] != len(content):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "the sizes of the files are not those of what was sent")
        return [(name, content[end - int(size) : end]) for name, size, end in zip(names, sizes, ends, strict=True)]

    @property
    def _query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.path).query, keep_blank_values=True)

    def _json_body(self) -> dict[str, Any]:
        check_type(self.headers["Content-Type"], JSON_TYPE)
        try:
            fields = json.loads(self._body(MAX_JSON_BYTES))
        except (ValueError, RecursionError) as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "what was sent is not JSON") from error
        if not isinstance(fields, dict):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "what was sent is not a JSON object")
        return fields

    def _body(self, limit: int) -> bytes:
        length = check_length(self.headers["Content-Length"], limit)
        content = self.rfile.read(length)
        if len(content) < length:
            raise ConnectionError("the browser stopped sending")
        return content

    def _send_json(self, value: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(json_text(value).encode(), JSON_TYPE, status=status)

    def _send(
        self,
        content: bytes,
        media_type: str,
        name: str = "",
        status: HTTPStatus = HTTPStatus.OK,
        more: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        for header, value in {**HEADERS, **(more or {})}.items():
            self.send_header(header, value)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        if name:
            plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
            self.send_header("Content-Disposition", f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        """Send a sentence. The body of the request may not have been read, so the connection cannot go on."""
        self.close_connection = True
        try:
            self._send_json({"error": sentence}, status)
            if self.command == "POST":
                self.connection.settimeout(1)
                self.rfile.read1(DRAINED_BYTES)
        except OSError:
            return
