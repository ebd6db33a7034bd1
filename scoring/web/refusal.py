"""A post that is refused leads back to the screen that it came from, with everything that was typed."""

from flask import Request, current_app, g, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from scoring.errors import UserError
from scoring.web.refill import Sent, refilled, texts
from scoring.web.roles import PAGES, Page, may
from scoring.web.words import Failure


def answered(failure: Failure, code: int) -> tuple[str, int]:
    """The sentence for what was refused, on the screen of the form where a form was sent.

    Where the sender may not open that screen, or it cannot be shown, the sentence stands alone with the
    texts that were typed and the way back.
    """
    page = next((each for each in PAGES if each.endpoint == request.endpoint), None)
    sent = _sent(request) if request.method == "POST" and _is_ours(request) else {}
    if sent and page and "HX-Request" not in request.headers and may(g.visitor.roles, page):
        lines = [Markup('<p class="alert" role="alert">{}</p>').format(line) for line in failure.said]
        screen = _screen(page, sent, "".join(map(str, lines)))
        if screen:
            return screen, code
    back = _address(page) if page and request.method == "POST" else ""
    return render_template("failure.html", failure=failure, typed=list(texts(sent)), back=back), code


def _is_ours(asked: Request) -> bool:
    """Only to a page of ours is told what it sent: another may have put words into somebody's mouth."""
    site = current_app.extensions["site"]
    return asked.headers.get("Origin", "").lower() in site.served.origins


def _sent(asked: Request) -> Sent:
    try:
        return {name: asked.form.getlist(name) for name in asked.form}
    except HTTPException:  # too large or torn: nothing of it was read
        return {}


def _address(page: Page) -> str:
    args = request.view_args if not page.screen else {}
    query = request.query_string.decode("ascii", "replace")
    return url_for(page.screen or page.endpoint, **(args or {})) + (f"?{query}" if query else "")


def _screen(page: Page, sent: Sent, said: str) -> str:
    """The screen as a GET shows it, with the form as it was sent; nothing where a GET shows no screen."""
    known = (g.token, g.fresh, g.visitor)
    with current_app.test_request_context(_address(page), base_url=request.host_url):
        g.token, g.fresh, g.visitor = known
        try:
            shown = current_app.view_functions[request.endpoint or ""](**(request.view_args or {}))
        except (HTTPException, UserError):
            return ""
        except Exception:  # what made the post fail meets its screen as well: the sentence stands alone
            current_app.logger.exception("screen")
            return ""
    return refilled(shown, request.path, sent, said) if isinstance(shown, str) else ""
