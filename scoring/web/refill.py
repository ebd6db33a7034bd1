"""A form as it was sent, filled in again in the page that shows it blank.

Done with the finished page, in one place: no template has to think of it, and none can forget.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urlsplit

from scoring.web.guard import FIELD

Sent = Mapping[str, Sequence[str]]
"""The values of a form by field, in the order of the page."""
_Filling = dict[str, list[str | None]]
"""The same for the fields of a page; None leaves a field as it is."""

_UNTYPED = frozenset({"hidden", "file", "password", "submit"})
_NOT_KEPT = frozenset({"file", "password"})
_CHOOSE_AGAIN = "Tệp và mật khẩu không được giữ trên trang: chọn, ghi lại trước khi gửi."


@dataclass(slots=True)
class _Token:
    """A piece of the page: a tag with its attributes, or the text between two tags."""

    text: str
    tag: str = ""
    attributes: dict[str, str | None] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    def put(self, name: str, value: str | None) -> None:
        self.attributes[name] = value
        self._write()

    def drop(self, name: str) -> None:
        self.attributes.pop(name, None)
        self._write()

    def _write(self) -> None:
        told = (
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in self.attributes.items()
        )
        self.text = f"<{self.tag}{''.join(told)}>"

    @property
    def is_text_field(self) -> bool:
        """True for a field in which anything may be written on one line."""
        return self.tag == "input" and self.get("type") not in {*_UNTYPED, "checkbox", "radio"}


_TAG = re.compile(r"""<(/?\w+)((?:\s+[\w-]+(?:="[^"]*"|='[^']*')?)*)\s*/?>""")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:="([^"]*)"|='([^']*)')?""")


def _tokens(page: str) -> list[_Token]:
    """The pieces of a page of ours, whose attributes are all quoted; joined they are the page."""
    found, end = list[_Token](), 0
    for tag in _TAG.finditer(page):
        told = {
            name: None if value is one is None else unescape(value or one or "")
            for name, value, one in (each.groups() for each in _ATTRIBUTE.finditer(tag[2]))
        }
        found += [_Token(page[end : tag.start()]), _Token(tag[0], tag[1], told)]
        end = tag.end()
    return [*found, _Token(page[end:])]


def refilled(page: str, path: str, sent: Sent, said: str) -> str:
    """The page with the form that goes to ``path`` filled in as ``sent``, and ``said`` above its fields.

    ``said`` is HTML. Among several such forms it is the one whose hidden fields were sent. Where the page
    no longer has the form, ``said`` stands above everything, with the texts that were typed.
    """
    tokens = _tokens(page)
    span = _form(tokens, path, sent)
    if span is None:
        top = next(at for at, token in enumerate(tokens) if token.tag == "main")
        tokens[top].text += said + _to_copy(sent)
    else:
        form = tokens[slice(*span)]
        kept, left = _by_row(form, sent)
        _fill(tokens, span, kept)
        again = any(token.get("type") in _NOT_KEPT for token in form)
        tokens[span[0]].text += (
            said + (f'<p class="hint">{_CHOOSE_AGAIN}</p>' if again else "") + _to_copy(left)
        )
    return "".join(token.text for token in tokens)


def _to_copy(sent: Sent) -> str:
    typed = "".join(f"<li>{escape(text)}</li>" for text in texts(sent))
    return f'<h2>Nội dung vừa nhập, để chép lại</h2><ul class="plain-list">{typed}</ul>' if typed else ""


def _by_row(form: Sequence[_Token], sent: Sent) -> tuple[_Filling, Sent]:
    """What goes into the fields of the form, and what was sent of rows that it no longer has.

    A row is known by its hidden fields; None is for one that was not sent. Nothing is put beside a row of
    another thing.
    """
    hidden = {
        name: values
        for name, values in _hidden(form).items()
        if max(len(values), len(sent.get(name, ()))) > 1
    }
    there = [*zip(*hidden.values(), strict=False)]
    came = [*zip(*(sent.get(name, ()) for name in hidden), strict=False)]
    kept: _Filling = {name: list(values) for name, values in sent.items()}
    if there == came:
        return kept, {}
    place, left = {row: at for at, row in enumerate(came)}, dict[str, list[str]]()
    fields = {token.get("name") for token in form if token.is_text_field or token.tag == "select"}
    for name, values in sent.items():
        if name in fields and len(values) == len(came):
            kept[name] = [values[place[row]] if row in place else None for row in there]
            left[name] = [value for row, value in zip(came, values, strict=True) if row not in there]
    return kept, left


CHOSEN = frozenset(
    {FIELD, "don_vi", "nguoi", "so", "buoc", "khoi", "lan", "bo", "ban", "cua_so", "thay", "muc", "phuong"}
    | {"viec", "tieu_chi", "loai", "dieu_kien", "pham_vi", "vai", "ca_da_tham_dinh", "theo_nguoi"}
    | {"ghi", "tra", "luu", "nop", "xem", "them", "bo_dong", "lam_lai", "dong_y", "xem_lai", "mat_khau"}
)
"""Fields that nobody writes words in: hidden, chosen from a list, ticked, pressed; and passwords."""


def texts(sent: Sent) -> Iterator[str]:
    """The words that somebody typed into a form."""
    for name, values in sent.items():
        if name not in CHOSEN:
            yield from (value for value in values if value.strip())


def _form(tokens: Sequence[_Token], path: str, sent: Sent) -> tuple[int, int] | None:
    """Where the form begins and ends; None where it is not there, or cannot be told from others."""
    starts = [at for at, token in enumerate(tokens) if token.tag == "form" and _goes_to(token, path)]
    spans = [(at, next(n for n in range(at, len(tokens)) if tokens[n].tag == "/form")) for at in starts]
    found = [(span, _hidden(tokens[slice(*span)])) for span in spans]
    exact = [span for span, hidden in found if all(sent.get(n, ()) == v for n, v in hidden.items())]
    if exact:
        return exact[0]
    return found[0][0] if len(found) == 1 else None


def _goes_to(form: _Token, path: str) -> bool:
    return form.get("method") == "post" and urlsplit(form.get("action")).path in ("", path)


def _hidden(form: Sequence[_Token]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for token in form:
        if token.get("type") == "hidden" and token.get("name") != FIELD:
            found.setdefault(token.get("name"), []).append(token.get("value"))
    return found


def _fill(tokens: list[_Token], span: tuple[int, int], sent: _Filling) -> None:
    """Put what was sent into the fields; what lies folded and was changed is unfolded."""
    around, options = _folded_at(tokens, span[0]), list[str | None]()
    for each in around:
        each.put("open", None)
    focused = False
    for at in range(*span):
        token = tokens[at]
        if token.tag in ("details", "/details"):
            around = [*around, token] if token.tag == "details" else around[:-1]
        if token.tag in ("input", "select", "textarea", "button") and token.get("type") != "hidden":
            if not focused:
                token.put("autofocus", None)
            focused = True
        if token.tag == "select":
            options = sent.get(token.get("name"), [])[:1]
            del sent.get(token.get("name"), [])[:1]
        elif _filled(tokens, at, sent, options):
            for each in around:
                each.put("open", None)


def _folded_at(tokens: Sequence[_Token], place: int) -> list[_Token]:
    found: list[_Token] = []
    for token in tokens[:place]:
        if token.tag == "details":
            found.append(token)
        elif token.tag == "/details":
            found.pop()
    return found


def _filled(tokens: list[_Token], at: int, sent: _Filling, options: Sequence[str | None]) -> bool:
    """Fill one field; True where it now holds other words than the page had."""
    token = tokens[at]
    values = sent.get(token.get("name"), [])
    if token.tag == "option" and options and options[0] is not None:
        chosen = token.get("value") if "value" in token.attributes else _inner(tokens, at, "/option")
        _mark(token, "selected", on=chosen in options)
    elif token.get("type") in ("checkbox", "radio"):
        _mark(token, "checked", on=(token.get("value") or "on") in values)
    elif (token.is_text_field or token.tag == "textarea") and values:
        now = values.pop(0)
        return now is not None and _written(tokens, at, now)
    return False


def _written(tokens: list[_Token], at: int, now: str) -> bool:
    """Write a text into its field; True where it is another than before."""
    token = tokens[at]
    if token.is_text_field:
        before = token.get("value")
        token.put("value", now)
        return before != now
    before = _inner(tokens, at, "/textarea")
    for inside in _between(tokens, at, "/textarea"):
        inside.text = ""
    token.text += f"\n{escape(now)}"  # browsers leave out the first line break
    return before != escape(now)


def _mark(token: _Token, name: str, *, on: bool) -> None:
    if on:
        token.put(name, None)
    else:
        token.drop(name)


def _between(tokens: Sequence[_Token], at: int, end: str) -> Iterator[_Token]:
    for token in tokens[at + 1 :]:
        if token.tag == end:
            return
        yield token


def _inner(tokens: Sequence[_Token], at: int, end: str) -> str:
    return "".join(token.text for token in _between(tokens, at, end))
