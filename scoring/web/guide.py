"""The guide as a page: the office's own Markdown, rendered without a line of HTML of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scoring.example import documents
from scoring.text import ascii_slug

FILE = "huong-dan-su-dung.md"
_PICTURE = re.compile(r"images/([a-z0-9-]+\.png)")


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A heading of the guide: its level, where it stands, its words."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide in HTML with its headings."""

    html: str
    parts: tuple[GuidePart, ...]


def picture(name: str) -> bytes | None:
    """A picture of the guide by its listed name."""
    listed = {path.name: path for path in (documents() / "images").glob("*.png")}
    return listed[name].read_bytes() if name in listed else None


@cache
def guide(pictures: str) -> Guide:
    """The guide; ``pictures`` is the address below which its pictures are served."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((documents() / FILE).read_text(encoding="utf-8"))
    parts = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = tokens[at + 1].content
            anchor = ascii_slug(words)
            token.attrSet("id", anchor)
            parts.append(GuidePart(int(token.tag[1:]), anchor, words))
        if token.type in ("th_open", "td_open"):
            token.attrs.pop("style", None)
        if token.children:
            token.children = _inside(token.children, pictures)
    return Guide(markdown.renderer.render(tokens, markdown.options, {}), tuple(parts))


def _inside(tokens: Sequence[Token], pictures: str) -> list[Token]:
    """Pictures from our own address; links that lead to files of the source become plain words."""
    kept, open_links = [], list[bool]()
    for token in tokens:
        if token.type == "link_open":
            open_links.append(str(token.attrGet("href")).startswith(("#", "https://", "http://")))
            if not open_links[-1]:
                continue
        if token.type == "link_close" and not open_links.pop():
            continue
        if token.type == "image":
            found = _PICTURE.fullmatch(str(token.attrGet("src")))
            if not found:
                continue
            token.attrSet("src", f"{pictures}{found[1]}")
        kept.append(token)
    return kept
