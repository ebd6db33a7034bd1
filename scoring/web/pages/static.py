"""The style and the scripts, by listed names."""

from importlib.resources import files

from flask import Response, abort

from scoring.web.roles import ANYBODY, page

_KINDS = {"danvan.css": "text/css", "htmx.min.js": "text/javascript", "danvan.js": "text/javascript"}


@page("/tinh/<name>", ANYBODY)
def static(name: str) -> Response:
    """One of the listed files."""
    if name not in _KINDS:
        abort(404)
    content = files("scoring.web").joinpath("static", name).read_bytes()
    return Response(content, mimetype=_KINDS[name])


@page("/favicon.ico", ANYBODY)
def favicon() -> Response:
    """None: browsers ask all the same."""
    return Response(status=204)
