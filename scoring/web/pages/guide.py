"""Hướng dẫn: the guide, shipped with the program, for everybody who came in."""

from typing import Any

from flask import Response, abort, render_template, url_for
from markupsafe import Markup

from scoring.web.guide import guide as read_guide
from scoring.web.guide import picture
from scoring.web.roles import EVERYBODY, page


@page("/huong-dan", EVERYBODY)
def guide() -> Any:
    """The whole guide with its list of headings."""
    found = read_guide(url_for("guide_picture", name=""))
    parts = [part for part in found.parts if part.level in (2, 3)]
    return render_template("guide.html", content=Markup(found.html), parts=parts)


@page("/huong-dan/hinh/<name>", EVERYBODY)
def guide_picture(name: str) -> Any:
    """One of the pictures of the guide."""
    content = picture(name)
    if content is None:
        abort(404)
    return Response(content, mimetype="image/png")
