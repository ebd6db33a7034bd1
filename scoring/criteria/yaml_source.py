"""YAML 1.2 read as text only, with the line of every value.

No scalar has a type here (``1.10`` and ``no`` stay what was written): the schema alone gives types. A key
left blank counts as absent, but its colon has to be there: YAML takes what follows a comma within ``{…}``
for a key without a value, so that ``{at_least: 82,5}`` would lose its 5 without a word. Tags, anchors and
aliases are refused: an official never needs them, and aliases can blow a small file up.

libyaml reads twenty times faster than ruamel.yaml, but YAML 1.1, and says little of what is wrong. So it only
reads files without the characters and the texts in blocks that the two take differently; what it refuses,
ruamel reads, or says why not. tests/criteria/test_two_parsers.py holds that both give the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from scoring.criteria.source import Keys, Source
from scoring.errors import SetError

DEEPEST = 40
_UNSEEN = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
"""Controls but the line break, halves of letters, the mark of byte order."""
MOST_VALUES = 100_000
"""Keys, values, lists and mappings of one file: the sample's set has 5,000, 9,000 units 100,000."""

_KEPT = 16  # files: sets and lists of units that a process came by last
_UNKNOWN_ESCAPE = "dấu \\ không dùng được trong ngoặc kép; đặt giá trị trong ngoặc đơn"
_BROKEN = (
    (
        "character '\\t' that cannot start any token",
        "có phím Tab; thay bằng dấu cách, cả ở đầu dòng lẫn sau dấu hai chấm",
    ),
    (
        "cannot start any token",
        "có ký tự không được đứng ở đây (@, %, `); giá trị có ký tự lạ đặt trong ngoặc kép",
    ),
    (
        "mapping values are not allowed",
        "dấu hai chấm ở chỗ không được dùng, hoặc thụt dòng sai; giá trị có dấu hai chấm đặt trong ngoặc kép",
    ),
    ("could not find expected ':'", "thiếu dấu hai chấm và dấu cách sau tên khóa"),
    ("unknown escape", _UNKNOWN_ESCAPE),
    ("quoted scalar", "thiếu dấu ngoặc kép đóng"),
    ("expected ',' or", "thiếu dấu phẩy hoặc dấu ngoặc đóng ] }"),
    ("<block end>", "thụt dòng không thẳng hàng với các dòng cùng cấp, hoặc thừa chữ sau dấu ngoặc kép"),
    ("sequence entries are not allowed", "dấu gạch đầu dòng phải ở một dòng mới"),
    ("special characters are not allowed", "có ký tự điều khiển không nhìn thấy; xóa và gõ lại"),
    ("expected the node content", "thừa dấu ngoặc đóng hoặc dấu phẩy"),
    ("<document start>", "thừa dấu ngoặc đóng hoặc chữ sau phần cuối"),
)
_ODD = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|[\"']:(?![ \n])")
"""Not for libyaml: tabs, carriage returns, controls, rare line ends, marks of byte order, ``["a":b]``."""
_NO_LETTER = re.compile(r"\\U(?!000|0010)")
"""Written by a number that no letter has: ruamel raises what is no YAMLError."""
_BLOCKS = ("|", ">")
"""Styles of texts over several lines, of which the two libraries take the first line differently."""
_STARTS = frozenset({"MappingStartEvent", "SequenceStartEvent"})
_ENDS = frozenset({"MappingEndEvent", "SequenceEndEvent"})
_NODES = _STARTS | {"ScalarEvent", "AliasEvent"}
"""The two libraries call their events alike."""
_SEEN_TOO_LATE = ("quoted scalar", "could not find expected")


@lru_cache(maxsize=_KEPT)
def read_yaml(file: str, content: bytes) -> Source:
    """The content with its lines. Raises SetError, which names the line, where it is not sound YAML.

    Equal content is read once by a process (the sample takes 0.2 s); nobody may change what is returned.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        says = "tệp không phải văn bản UTF-8; mở và lưu lại với bảng mã UTF-8"
        raise _refusal(file, content.count(b"\n", 0, error.start) + 1, says) from None
    builder = _by_libyaml(file, text) or _by_ruamel(file, text)
    if builder.repeated:
        raise SetError(*builder.repeated)
    if not builder.root:
        raise SetError(f"{file}: tệp không có nội dung.")
    return Source(file, builder.root[0], builder.places)


def _by_libyaml(file: str, text: str) -> "_Builder | None":
    """The file as built from libyaml's events; None where it is for ruamel to read."""
    import yaml  # noqa: PLC0415 - not loaded where the set is kept as it was read

    if _ODD.search(text) or not yaml.__with_libyaml__:
        return None
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, yaml.CBaseLoader):
            if getattr(event, "style", None) in _BLOCKS or _ends_by_sign(event):
                return None
            builder.take(event)
    except (yaml.YAMLError, SetError):
        return None
    return builder


def _ends_by_sign(event: Any) -> bool:
    """True for ``...``: what follows it the two libraries take differently."""
    return type(event).__name__ == "DocumentEndEvent" and event.explicit


def _by_ruamel(file: str, text: str) -> "_Builder":
    """The file as built from ruamel's events. Raises SetError where it is not sound YAML."""
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - see _ruamel_events

    builder = _Builder(file)
    try:
        for event in _ruamel_events(text):
            builder.take(event)
    except YAMLError as error:
        says = next((words for part, words in _BROKEN if part in str(error)), "không hiểu được dòng này")
        raise _refusal(file, _line(error, text), f"cú pháp YAML sai, {says}") from None
    except (ValueError, OverflowError):
        line = _NO_LETTER.split(text, 1)[0].count("\n") + 1
        raise _refusal(file, line, f"cú pháp YAML sai, {_UNKNOWN_ESCAPE}") from None
    return builder


def _ruamel_events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML  # noqa: PLC0415 - loaded for the few files that libyaml does not read

    events: Iterator[Any] = YAML(typ="base", pure=True).parse(text)
    return events


def value_of(content: bytes, key: str, within: int = 2_000) -> str:
    """The text of a key of the outermost mapping; nothing where it does not stand among the first values.

    For a file of somebody else of which no more is wanted: it costs ``within`` values, however long it is.
    """
    depth, at_key, wanted = 0, True, False
    text = content.decode("utf-8-sig", "replace")
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 - see _ruamel_events

    with suppress(YAMLError, ValueError):
        for event in islice(_ruamel_events(text), within):
            kind = type(event).__name__
            if kind in _ENDS:
                depth -= 1
            if wanted and kind == "ScalarEvent":
                return unicodedata.normalize("NFC", event.value)
            if depth == 1 and kind in _NODES:
                wanted = at_key and kind == "ScalarEvent" and event.value == key
                at_key = not at_key
            if kind in _STARTS:
                depth += 1
    return ""


def _refusal(file: str, line: int, says: str) -> SetError:
    return SetError(f"{file}, dòng {line}: {says}.")


def _line(error: Any, text: str) -> int:
    """Where the user has to look: the opening of what was never closed, else where reading stopped."""
    if not hasattr(error, "problem_mark"):
        return text.count("\n", 0, getattr(error, "position", 0)) + 1
    late = any(part in str(error) for part in _SEEN_TOO_LATE)
    mark = (error.context_mark if late else None) or error.problem_mark
    return int(mark.line) + 1 if mark else 1


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; ``key`` is the one whose value comes next.

    ``key_ends`` is where that key ends in the text; ``keys`` gives the line of each key met so far.
    """

    into: dict[str, Any] | list[Any]
    path: Keys
    key: str | None = None
    key_ends: int = 0
    keys: dict[str, int] = field(default_factory=dict)


def _cut(here: _Open) -> str:
    """What to write in the place of a key without colon and value, with the value that it was cut from."""
    key, before = here.key or "", next(reversed(here.into), None) if isinstance(here.into, dict) else None
    says = f"“{key}” không có dấu hai chấm và giá trị"
    value = here.into[before] if isinstance(here.into, dict) and before else None
    if not before or not isinstance(value, str):
        return f"{says}; ghi “{key}: giá trị”, hoặc bỏ đi"
    if value.lstrip("-").isdecimal() and key.isdecimal():
        ways = f'số thập phân ghi {before}: {value}.{key}; chữ ghi {before}: "{value},{key}"'
    else:
        whole = f"{value}, {key}"
        ways = f'đặt trong ngoặc kép {before}: "{whole}", hoặc ghi “{before}: {whole}” ở một dòng riêng'
    return f"{says}: trong {{…}} dấu phẩy ngăn các khóa; {ways}"


@dataclass(slots=True)
class _Builder:
    """Builds plain data from the parser's events, without recursion."""

    file: str
    root: list[Any] = field(default_factory=list)
    places: dict[Keys, str] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _values: int = 0

    def take(self, event: Any) -> None:
        """One event of either parser. Raises SetError for what a set must not contain."""
        line, kind = event.start_mark.line + 1, type(event).__name__
        if kind in _NODES:
            self._count(line)
            self._refuse_what_is_not_plain(event, line)
        if kind == "ScalarEvent":
            self._scalar(event, line)
        elif kind in _STARTS:
            self._start({} if kind == "MappingStartEvent" else [], line)
        elif kind in _ENDS:
            self._open.pop()
        elif kind == "DocumentStartEvent" and self.root:
            raise _refusal(self.file, line, "chỉ được có một tài liệu, bỏ dòng ---")

    def _count(self, line: int) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            says = "tệp có quá nhiều mục; danh sách đơn vị dài thì ghi ở units.xlsx"
            raise _refusal(self.file, line, says)

    def _refuse_what_is_not_plain(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise _refusal(self.file, line, "không dùng & và * của YAML; đặt giá trị trong ngoặc kép")
        if getattr(event, "tag", None) is not None:
            raise _refusal(self.file, line, "không dùng dấu ! của YAML; đặt giá trị trong ngoặc kép")

    def _scalar(self, event: Any, line: int) -> None:
        value = unicodedata.normalize("NFC", event.value)
        if _UNSEEN.search(value):
            raise _refusal(self.file, line, "có ký tự điều khiển không nhìn thấy; xóa và gõ lại")
        here = self._open[-1] if self._open else None
        in_mapping = here is not None and isinstance(here.into, dict)
        if here and in_mapping and here.key is None:
            self._key(here, value, line)
            here.key_ends = event.end_mark.index
        elif value or event.style or (here and not in_mapping):
            self._put(value, line)
        elif here:
            if event.start_mark.index == here.key_ends:  # no colon between
                raise _refusal(self.file, line, _cut(here))
            here.key = None

    def _key(self, here: _Open, key: str, line: int) -> None:
        if key in here.keys:
            again = f"khóa “{key}” đã có ở dòng {here.keys[key]}; chỉ giữ một"
            self.repeated.append(f"{self.file}, dòng {line}: {again}.")
        here.keys[key] = line
        self.places[(*here.path, key)] = f"dòng {line}"
        here.key = key

    def _start(self, into: dict[str, Any] | list[Any], line: int) -> None:
        if len(self._open) == DEEPEST:
            raise _refusal(self.file, line, f"lồng nhau quá {DEEPEST} cấp")
        self._open.append(_Open(into, self._put(into, line)))

    def _put(self, value: Any, line: int) -> Keys:
        """Hangs the value where it belongs and gives the way to it."""
        if not self._open:
            self.root.append(value)
            self.places[()] = f"dòng {line}"
            return ()
        here = self._open[-1]
        if isinstance(here.into, list):
            path: Keys = (*here.path, len(here.into))
            self.places[path] = f"dòng {line}"
            here.into.append(value)
            return path
        if here.key is None:
            raise _refusal(self.file, line, "tên khóa phải là chữ, không phải danh sách hay nhóm khóa")
        path = (*here.path, here.key)
        here.into[here.key] = value
        here.key = None
        return path
