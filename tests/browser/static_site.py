"""A shop's site: pages served from memory on an address of their own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(slots=True)
class StaticSite:
    """Pages by path; what is put in later is served from then on."""

    origin: str
    pages: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"{self.origin}{path}"


@contextmanager
def static_site() -> Iterator[StaticSite]:
    """Serve on a free port of ``localhost``, which is another site than 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path.partition("?")[0])
            body = (page or "").encode()
            self.send_response(404 if page is None and self.path != "/favicon.ico" else 200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **site.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = StaticSite(f"http://localhost:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
