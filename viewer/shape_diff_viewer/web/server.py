"""The program behind the page: plain HTTP from the standard library, which any ssh tunnel carries."""

import errno
import json
import re
import socket
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from shape_diff.files.json_text import json_text
from shape_diff.generation.request import Request
from shape_diff.machine.messages import say
from shape_diff_viewer.collection import Collection, Item
from shape_diff_viewer.generation import GenerationJob, Generator
from shape_diff_viewer.web.guard import (
    HEADERS,
    MAX_JSON_BYTES,
    MAX_UPLOAD_BYTES,
    Guard,
    RefusedError,
    check_length,
    check_type,
    is_loopback,
    new_token,
)
from shape_diff_viewer.web.page_files import MEDIA_TYPES, item_facts, page_file, settings
from shape_diff_viewer.web.samples import Jobs, Samples

SOCKET_TIMEOUT_S = 60
JSON_TYPE, BINARY_TYPE = "application/json", "application/octet-stream"
DRAINED_BYTES = 2**20
"""Of a refused request's body this much is read before the connection is closed, so that the answer arrives."""


def serve(
    collection: Collection, host: str = "127.0.0.1", port: int = 8080, generator: Generator | None = None
) -> None:
    """Serve the page until Ctrl-C, and say at which address.

    Args:
        collection: what is shown; samples that are generated or uploaded are added.
        host: the address to listen at; any that others can reach adds a random token to the page's address.
        port: the port to listen at; 0 for any free one.
        generator: what fulfils prompts; if not given, the shipped model, saving to ./outputs.

    Raises:
        ValueError: the port is taken or the address is not of this machine.
    """
    with make_server(collection, host, port, generator or Generator()) as server:
        try:
            say(f"the viewer is at {server.address}  (Ctrl-C ends it)")
            for line in server.advice():
                say(line)
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            say("the viewer has ended")
        finally:
            server.end_jobs()


def make_server(collection: Collection, host: str, port: int, generator: Generator | None) -> "PageServer":
    """A server that listens but does not answer yet; see `serve`. Without a generator the page has no prompt box."""
    if not 0 <= port <= 65535:
        raise ValueError(f"--port must be between 0 and 65535, got {port}")
    try:
        return PageServer(collection, host, port, generator)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise ValueError(
                f"--host {host} is not an address of this machine; leave it out to use 127.0.0.1"
            ) from error
        reason = "taken by another program" if error.errno == errno.EADDRINUSE else f"not to be had ({error.strerror})"
        raise ValueError(f"port {port} is {reason}; choose another with --port") from error


class PageServer(ThreadingHTTPServer):
    """Answers each request in a thread of its own."""

    daemon_threads = True

    def __init__(self, collection: Collection, host: str, port: int, generator: Generator | None) -> None:
        """Listen; raises OSError where that is impossible."""
        host = host.strip("[]")
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.guard = Guard(None if is_loopback(host) else new_token())
        self.samples = Samples(collection)
        self.jobs = None if generator is None else Jobs(generator, collection)
        self.host = host
        super().__init__((host, port), PageRequest)

    @property
    def address(self) -> str:
        """Where the page is, the token included."""
        host = socket.gethostname() if self.host in ("", "0.0.0.0", "::") else self.host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.server_port}/" + (f"{self.guard.token}/" if self.guard.token else "")

    def advice(self) -> list[str]:
        """How to reach the page from elsewhere."""
        if self.guard.token is not None:
            return ["whoever knows this address can see the samples and generate; it travels unencrypted"]
        port = self.server_port
        tunnel = f"ssh -N -L {port}:127.0.0.1:{port} {socket.gethostname()}"
        return [f"from another machine: {tunnel}  and open http://localhost:{port}/ there"]

    def end_jobs(self) -> None:
        """Stop generating."""
        if self.jobs is not None:
            self.jobs.cancel_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break off are everyday life of a server."""


class PageRequest(BaseHTTPRequestHandler):
    """One connection of a browser."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "shape-diff", ""
    timeout = SOCKET_TIMEOUT_S
    server: PageServer

    def do_GET(self) -> None:
        """The page, its files, samples and progress."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """Generate, cancel, upload."""
        self._answer(self._post)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of requests."""

    def _answer(self, respond: Callable[[list[str]], None]) -> None:
        """Check the request, respond to it, and turn what goes wrong into a sentence for the page."""
        try:
            self.server.guard.check_host(self.headers["Host"])
            respond(self.server.guard.route(self.path))
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
            case ["api", "item", name, what]:
                self._send_item(self._item(name), what)
            case ["api", "generate", number]:
                self._send_json(self._progress(self._job(number)))
            case _:
                raise RefusedError(HTTPStatus.NOT_FOUND, "there is no such page")

    def _post(self, parts: list[str]) -> None:
        headers = self.headers
        self.server.guard.check_origin(headers["Host"], headers["Origin"], headers["Sec-Fetch-Site"])
        match parts:
            case ["api", "generate"]:
                self._send_json({"job": self._start(self._json_body())})
            case ["api", "generate", number, "cancel"]:
                self._json_body()
                self._job(number).cancel()
                self._send_json({})
            case ["api", "upload"]:
                check_type(headers["Content-Type"], BINARY_TYPE)
                content = self._body(MAX_UPLOAD_BYTES)
                name = parse_qs(urlsplit(self.path).query).get("name", [""])[0]
                self._send_json({"item": item_facts(self.server.samples.upload(name, content))})
            case _:
                raise RefusedError(HTTPStatus.NOT_FOUND, "there is no such page")

    def _settings(self) -> dict[str, Any]:
        if self.server.jobs is not None:
            self.server.jobs.collect()
        jobs = self.server.jobs
        shown = settings(Collection()) | {"canGenerate": jobs is not None}
        if jobs is not None:
            shown["recommended"] = jobs.generator.recommended()
        return shown | {"items": [item_facts(item) for item in self.server.samples.shown()]}

    def _item(self, name: str) -> Item:
        item = self.server.samples.named(name)
        if item is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is no sample of that name")
        return item

    def _send_item(self, item: Item, what: str) -> None:
        samples = self.server.samples
        if what == "payload":
            self._send(samples.payload(item), BINARY_TYPE)
        elif what == "thumbnail.png":
            self._send(samples.picture(item), "image/png")
        elif what.startswith("export."):
            form = what.removeprefix("export.")
            self._send(samples.export(item, form), BINARY_TYPE, f"{item.name}.{form}")
        else:
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is no such page")

    def _jobs(self) -> Jobs:
        if self.server.jobs is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "this viewer does not generate")
        return self.server.jobs

    def _start(self, fields: dict[str, Any]) -> int:
        number = self._jobs().start(Request.from_outside(fields))
        if number is None:
            raise RefusedError(HTTPStatus.CONFLICT, "a sample is being generated already; wait for it or cancel it")
        return number

    def _job(self, number: str) -> GenerationJob:
        job = self._jobs().get(number)
        if job is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "there is no such job")
        return job

    def _progress(self, job: GenerationJob) -> dict[str, Any]:
        finished = job.finished  # asked first: what is read after it is complete
        self._jobs().collect()
        return {
            "finished": finished,
            "progress": job.progress,
            "message": job.message,
            "error": job.error,
            "cancelled": job.cancelled,
            "item": None if job.result is None else item_facts(job.result),
        }

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

    def _send(self, content: bytes, media_type: str, name: str = "", status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for header, value in HEADERS.items():
            self.send_header(header, value)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        if name:
            plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
            self.send_header("Content-Disposition", f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
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
