"""The program behind the page: plain HTTP from the standard library, which any ssh tunnel carries."""

import errno
import os
import socket
import sys
import threading
import webbrowser
from http.server import ThreadingHTTPServer
from typing import Any

from shape_diff.machine.messages import say
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.generation import Generator
from shape_diff_viewer.web.guard import Guard, is_loopback
from shape_diff_viewer.web.jobs import Jobs
from shape_diff_viewer.web.requests import PageRequest
from shape_diff_viewer.web.samples import Samples
from shape_diff_viewer.web.uploads import Uploads

MAX_CONNECTIONS = 64
"""Threads that answer at a time; a browser opens six connections, and idle ones end by themselves."""


def serve(
    collection: Collection,
    host: str = "127.0.0.1",
    port: int = 8080,
    generator: Generator | None = None,
    browser: bool = False,
) -> None:
    """Serve the page until Ctrl-C, and print the link that opens it.

    Args:
        collection: what is shown; samples that are generated or uploaded are added.
        host: the address to listen at.
        port: the port to listen at; 0 for any free one.
        generator: what fulfils prompts; if not given, the shipped model, saving to ./outputs.
        browser: open the link in the user's browser where there is a screen.

    Raises:
        ValueError: the port is taken or the address is not of this machine.
    """
    with make_server(collection, host, port, generator or Generator()) as server:
        try:
            say(f"the viewer is at {server.address}  (Ctrl-C ends it)")
            for line in server.advice():
                say(line)
            if browser and has_screen():
                threading.Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            say("the viewer has ended")
        finally:
            server.end_jobs()


def has_screen() -> bool:
    """Whether a browser that is opened here is seen by the user: not at the other end of ssh, nor without a display."""
    if "SSH_CONNECTION" in os.environ:
        return False
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


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
    """Answers each connection in a thread of its own, MAX_CONNECTIONS at a time."""

    daemon_threads = True

    def __init__(self, collection: Collection, host: str, port: int, generator: Generator | None) -> None:
        """Listen; raises OSError where that is impossible."""
        host = host.strip("[]")
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.guard = Guard(is_loopback(host))
        self.samples = Samples(collection)
        self.uploads = Uploads(collection)
        self.jobs = None if generator is None else Jobs(generator, collection)
        self.host = host
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)
        super().__init__((host, port), PageRequest)

    @property
    def address(self) -> str:
        """The link to the page, the token included."""
        return f"http://{self._shown_host()}:{self.server_port}/?token={self.guard.token}"

    def advice(self) -> list[str]:
        """How to reach the page from elsewhere."""
        if not self.guard.loopback:
            return ["whoever knows this link can see the samples and generate; it travels unencrypted"]
        port = self.server_port
        tunnel = f"ssh -N -L {port}:127.0.0.1:{port} {socket.gethostname()}"
        return [f"from another machine: {tunnel}  and open the same link there"]

    def end_jobs(self) -> None:
        """Stop generating and reading uploads."""
        if self.jobs is not None:
            self.jobs.cancel_all()
        self.uploads.close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Begin to answer a connection, or close it at once where too many are open."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer a connection, in its thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Connections that break off are everyday life of a server."""

    def _shown_host(self) -> str:
        host = socket.gethostname() if self.host in ("", "0.0.0.0", "::") else self.host
        return f"[{host}]" if ":" in host else host
