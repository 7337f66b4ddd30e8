"""The headers of every response, those of errors too: a thin layer round the application.

It must not depend on a person or a page.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
EVERYWHERE = (
    ("Content-Security-Policy", "; ".join([f"{name} {source}" for name, source in _DIRECTIVES.items()])),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex, nofollow"),
)
STRICT_TRANSPORT = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
ON_PAGES = (("Cache-Control", "no-store"), ("Vary", "HX-Request, Cookie"))
ON_FILES = (("Cache-Control", "public, max-age=31536000, immutable"),)
_FILES = "/static/"


class Headers:
    """Adds our headers to what the application answers; a file of ours may be kept, a page never."""

    def __init__(self, app: "WSGIApplication", *, secure: bool) -> None:
        everywhere = (*EVERYWHERE, STRICT_TRANSPORT) if secure else EVERYWHERE
        self._app = app
        self._pages = [*everywhere, *ON_PAGES]
        self._files = [*everywhere, *ON_FILES]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        is_file = environ.get("PATH_INFO", "").startswith(_FILES)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            ours = self._files if is_file and status.startswith(("200", "206", "304")) else self._pages
            kept = [header for header in headers if header[0] not in ("Cache-Control", "Vary")]
            return start_response(status, kept + ours, exc_info)

        return self._app(environ, start)
