"""Answers that are files."""

from urllib.parse import quote

from flask import Response


def attachment(content: bytes, name: str, kind: str) -> Response:
    """A file to be saved; its Vietnamese name in the form that browsers agree on."""
    response = Response(content, mimetype=kind)
    plain = name.encode("ascii", "ignore").decode().replace('"', "")
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    return response
