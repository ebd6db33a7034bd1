"""A form as it was sent, filled in again in the page that shows it blank.

Done with the finished page, in one place: no template has to think of it, and none can forget.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from scoring.web.guard import FIELD
from scoring.xlsx.strings import printable

Sent = Mapping[str, Sequence[str]]
"""The values of a form by field, in the order of the page."""
_Filling = dict[str, list[str | None]]
"""The same for the fields of a page; None leaves a field as it is."""

_NOT_KEPT = ("file", "password")
_NOT_TYPED = ("hidden", "submit", *_NOT_KEPT)
_CHOOSE_AGAIN = (
    ("file", '<p class="hint">Tệp không được giữ trên trang: chọn lại tệp trước khi gửi.</p>'),
    ("password", '<p class="hint">Mật khẩu không được giữ trên trang: ghi lại trước khi gửi.</p>'),
)
CHOSEN = frozenset(
    {FIELD, "don_vi", "nguoi", "so", "buoc", "khoi", "lan", "bo", "ban", "cua_so", "thay", "muc", "phuong"}
    | {"da_xem", "so_lieu", "thay_cu", "so_moi"}
    | {"viec", "tieu_chi", "loai", "dieu_kien", "pham_vi", "vai", "ca_da_tham_dinh", "theo_nguoi", "con_lai"}
    | {"ghi", "tra", "luu", "nop", "xem", "them", "bo_dong", "lam_lai", "dong_y", "xem_lai", "mat_khau"}
)
"""Fields that nobody writes words in: hidden, chosen from a list, ticked, pressed; and passwords."""


def texts(sent: Sent) -> Iterator[str]:
    """The words that somebody typed into a form."""
    for name, values in sent.items():
        if name not in CHOSEN:
            yield from (value for value in values if value.strip())


def refilled(page: str, path: str, sent: Sent, said: str) -> str:
    """The page with the form that goes to ``path`` filled in as ``sent``, and ``said`` above its fields.

    ``said`` is HTML. Among several such forms it is the one whose hidden fields were sent. Where the page
    no longer has the form, ``said`` stands above everything, with the texts that were typed. Control
    characters, which come along with text copied from Word, are left out: no page may hold them. Browsers
    send the end of a line as CRLF, pages have it as LF.
    """
    sent = {
        name: [printable(value.replace("\r\n", "\n")) for value in values] for name, values in sent.items()
    }
    document = html.document_fromstring(page)
    form = _form(document, path, sent)
    if form is None:
        _put_first(document.find(".//main"), said + _to_copy(sent))
    else:
        filling, left = _by_row(form, sent)
        _fill(form, filling)
        kinds = {field.get("type") for field in form.iter("input")}
        again = "".join(words for kind, words in _CHOOSE_AGAIN if kind in kinds)
        _put_first(form, said + again + _to_copy(left))
    return str(html.tostring(document, encoding="unicode", doctype="<!doctype html>"))


def _to_copy(sent: Sent) -> str:
    typed = "".join(f"<li>{escape(text)}</li>" for text in texts(sent))
    return f'<h2>Nội dung vừa nhập, để chép lại</h2><ul class="plain-list">{typed}</ul>' if typed else ""


def _put_first(parent: Any, words: str) -> None:
    for at, element in enumerate(html.fragments_fromstring(words) if words else ()):
        parent.insert(at, element)
    if words:
        parent[at].tail, parent.text = parent.text, None


def _form(document: Any, path: str, sent: Sent) -> Any:
    """The form that was sent; None where it is not there, or cannot be told from others."""
    forms = [form for form in document.forms if _goes_to(form, path)]
    exact = (
        form for form in forms if all(sent.get(name, ()) == all_ for name, all_ in _hidden(form).items())
    )
    return next(exact, forms[0] if len(forms) == 1 else None)


def _goes_to(form: Any, path: str) -> bool:
    action = str(form.get("action", ""))
    return bool(form.get("method") == "post" and urlsplit(action).path in ("", path))


def _hidden(form: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in form.iterfind(".//input[@type='hidden']"):
        if field.name != FIELD:
            found.setdefault(field.name, []).append(field.value or "")
    return found


def _by_row(form: Any, sent: Sent) -> tuple[_Filling, Sent]:
    """What goes into the fields of the form, and what was sent of rows that it no longer has.

    A row is known by its hidden fields. Nothing is put beside a row of another thing.
    """
    hidden = _hidden(form)
    of_rows = [name for name in hidden if max(len(hidden[name]), len(sent.get(name, ()))) > 1]
    there = [*zip(*(hidden[name] for name in of_rows), strict=False)]
    came = [*zip(*(sent.get(name, ()) for name in of_rows), strict=False)]
    filling: _Filling = {name: list(values) for name, values in sent.items()}
    if there == came:
        return filling, {}
    place, left = {row: at for at, row in enumerate(came)}, dict[str, list[str]]()
    fields = {field.name for field in form.iter("input", "select", "textarea") if _holds_words(field)}
    for name, values in sent.items():
        if name in fields and len(values) == len(came):
            filling[name] = [values[place[row]] if row in place else None for row in there]
            left[name] = [value for row, value in zip(came, values, strict=True) if row not in there]
    return filling, left


def _holds_words(field: Any) -> bool:
    """True for a list and for a field in which anything may be written."""
    return field.tag != "button" and field.get("type") not in (*_NOT_TYPED, "checkbox", "radio")


def _fill(form: Any, sent: _Filling) -> None:
    """Put what was sent into the fields; what lies folded around the form or a changed field is unfolded."""
    _unfold(form)
    fields = form.iter("input", "select", "textarea", "button")
    for number, field in enumerate(each for each in fields if each.get("type") != "hidden"):
        if number == 0:
            field.set("autofocus")
        if _filled(field, sent.get(field.get("name"), [])):
            _unfold(field)


def _unfold(element: Any) -> None:
    for around in element.iterancestors("details"):
        around.set("open")


def _filled(field: Any, values: list[str | None]) -> bool:
    """Fill one field with the next value that was sent under its name; True where it changed a text."""
    if field.get("type") in ("checkbox", "radio"):
        _mark(field, "checked", on=field.get("value", "on") in values)
    elif field.tag == "select" and field.multiple:
        _choose(field, values)
    elif _holds_words(field) and values and (now := values.pop(0)) is not None:
        if field.tag == "select":
            _choose(field, [now])
        else:
            before, field.value = field.value or "", now
            return bool(before != now)
    return False


def _choose(field: Any, chosen: Sequence[str | None]) -> None:
    for option in field.iter("option"):
        _mark(option, "selected", on=option.get("value", option.text or "") in chosen)


def _mark(element: Any, name: str, *, on: bool) -> None:
    if on:
        element.set(name)
    else:
        element.attrib.pop(name, None)
