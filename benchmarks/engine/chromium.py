"""Driver of Web Forms' engine in a headless Chromium.

`python -m benchmarks.engine.chromium PROGRAM FOLDER`, where FOLDER holds the page, its scripts and
the installed package. Lines of JSON come in here, the page fetches them and posts its answers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address
from pathlib import Path
from queue import SimpleQueue
from socket import INADDR_LOOPBACK
from urllib.parse import unquote

ENGINE = Path("node_modules/@getodk/xforms-engine/dist/index.js")
_TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript"}
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)


class Desk(ThreadingHTTPServer):
    """Hands requests to the page and its answers back; known to this computer only."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        """Listen on a free port."""
        super().__init__((str(IPv4Address(INADDR_LOOPBACK)), 0), Handler)
        self.folder = folder
        self.asked: SimpleQueue[str] = SimpleQueue()
        self.told: SimpleQueue[str] = SimpleQueue()

    @property
    def address(self) -> str:
        """Return where the page is found."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/page.html"


class Handler(BaseHTTPRequestHandler):
    """Answers the page."""

    server: Desk

    def do_GET(self) -> None:
        """Give a file of the page, a form, or the next request."""
        path, _, query = self.path.partition("?")
        if path == "/next":
            self._send(self.server.asked.get(), "application/json")
        elif path == "/form":
            self._send(Path(unquote(query)).read_text(encoding="utf-8"), "text/xml")
        else:
            name = ENGINE if path == "/engine.js" else Path(path).name
            file = self.server.folder / name
            if not file.is_file():
                self.send_error(404)
                return
            self._send(file.read_text(encoding="utf-8"), _TYPES[file.suffix])

    def do_POST(self) -> None:
        """Take the answer to the last request."""
        length = int(self.headers["Content-Length"])
        self.server.told.put(self.rfile.read(length).decode())
        self._send("", "text/plain")

    def log_message(self, *_: object) -> None:
        """Say nothing: only answers may be printed."""

    def _send(self, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        # Both are what a browser asks for before its clock tells less than 100 microseconds.
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.end_headers()
        self.wfile.write(content)


def main() -> None:
    """Start the browser and pass on requests until there are none."""
    program, folder = sys.argv[1:]
    with Desk(Path(folder)) as desk, tempfile.TemporaryDirectory() as profile:
        threading.Thread(target=desk.serve_forever, daemon=True).start()
        browser = subprocess.Popen(
            [program, *_FLAGS, f"--user-data-dir={profile}", desk.address],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            for line in sys.stdin:
                desk.asked.put(line)
                print(desk.told.get(), flush=True)
        finally:
            _end(browser)


def _end(browser: subprocess.Popen[bytes]) -> None:
    """End the browser whole.

    Some systems start it from a shell script; the script alone would end, and each browser left
    behind would slow whatever is measured after it.
    """
    if sys.platform == "win32":
        browser.terminate()
    else:
        os.killpg(browser.pid, signal.SIGKILL)
    browser.wait(timeout=10)


if __name__ == "__main__":
    main()
