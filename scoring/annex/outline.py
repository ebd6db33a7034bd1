"""Lines -> a tree, by their marks; without marks by what stands out and how far it stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scoring.annex.figures import Worth, worth_in
from scoring.annex.lines import Line
from scoring.annex.marks import LineMark, follows, leading, mended_tenth
from scoring.annex.sections import section_of
from scoring.annex.sentences.clauses import graded

_RANKS = {"part": 0, "lower": 32, "small": 33, "-": 34, "+": 35, "detail": 36}
"""How deep a style of marks stands. Letters, Roman numbers and words such as Tiêu chí come first, in the
order in which the paper has them; then dotted numbers, 1.1 below 1."""
_MAJOR, _DOTS = 1, 20


@dataclass(slots=True, eq=False)
class OutlineItem:
    """A node of the outline: its line, the mark that it was taken by, and what stands below it.

    ``text``: of a node without a line of its own, from a column on the left, with the points that it states
    (``worth``). ``style``: what puts it where it is. ``doubts``: why it may stand elsewhere.
    """

    line: Line | None
    text: str
    style: str = ""
    mark: LineMark | None = None
    children: list["OutlineItem"] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    section: str = ""
    worth: Worth | None = None
    said: str = ""

    @property
    def is_detail(self) -> bool:
        """True where it has no number of its own: a dash, or nothing."""
        return self.style in ("-", "+", "detail")


def outline(lines: Sequence[Line]) -> list[OutlineItem]:
    """The roots of the tree."""
    marked = [line for line in lines if line.marks and line.marks[0].kind not in ("-", "+")]
    builder = _Builder(by_marks=5 * len(marked) >= len(lines))
    for at, line in enumerate(lines):
        builder.add(line, lines[at + 1 : at + 3])
    return builder.root.children


@dataclass
class _Builder:
    by_marks: bool
    root: OutlineItem = field(default_factory=lambda: OutlineItem(None, ""))
    _stack: list[OutlineItem] = field(default_factory=list)
    _majors: list[str] = field(default_factory=list)
    _section: str = ""
    _part: int = 0

    def add(self, line: Line, following: Sequence[Line]) -> None:
        """Hang the line where it belongs."""
        if (line.section, line.part) != (self._section, self._part):
            self._stack.clear()
            self._section, self._part = line.section, line.part
        self._add_over(line)
        mark = self._mark(line)
        style = mark.style if mark else self._unmarked(line, following)
        self._make_room(style, mark, line)
        parent = self._stack[-1] if self._stack else self.root
        item = OutlineItem(line, line.text, style, mark, section=self._section)
        if mark and (twin := _twin(mark, parent.children, self._section)):
            item.doubts.append(f"số “{mark.printed}” đã có ở {twin.line.place if twin.line else 'trên'}")
        parent.children.append(item)
        self._stack.append(item)

    def _add_over(self, line: Line) -> None:
        """Groups of columns on the left: each goes on while its text stays the same."""
        for depth, text in enumerate(line.over):
            if not text:
                continue
            style = f"over{depth}"
            at = next((n for n, item in enumerate(self._stack) if item.style == style), None)
            if at is not None and self._stack[at].said == text:
                continue
            if at is not None:
                del self._stack[at:]
            else:
                self._stack = [each for each in self._stack if _holds_columns(each)]
            parent = self._stack[-1] if self._stack else self.root
            parent.children.append(_beside(text, style, self._section))
            self._stack.append(parent.children[-1])

    def _mark(self, line: Line) -> LineMark | None:
        """Of the meanings of a mark that which goes on a list: ``C`` behind ``B`` is no hundred."""
        meanings = line.marks
        if not meanings:
            return None
        open_marks = [item.mark for item in self._stack if item.mark]
        closed = [item.children[-1].mark for item in (self.root, *self._stack) if item.children]
        for earlier in (*reversed(open_marks), *filter(None, closed)):
            for meaning in meanings:
                mended = mended_tenth(meaning, earlier)
                if mended is not meaning:
                    line.doubts.append(
                        f"số {meaning.printed} hiểu là {mended.printed}, sau {earlier.printed}"
                    )
                if follows(mended, earlier):
                    return mended
        first = [meaning for meaning in meanings if meaning.numbers[-1:] == (1,)]
        return (first or list(meanings))[0]

    def _unmarked(self, line: Line, following: Sequence[Line]) -> str:
        if not self.by_marks:
            return f"free{0 if line.stands_out else 1}.{line.indent:03d}"
        leads = bool(following) and bool(following[0].marks) and following[0].marks[0].kind not in ("-", "+")
        heads = line.is_heavy and leads and (line.spans or line.worth) and not graded(line.text)
        if section_of(line.text) or heads:
            return "part"
        return self._beside(line) or "detail"

    def _beside(self, line: Line) -> str:
        """The style of the criterion above, where a row has all that it has but a number."""
        above = self._stack[-1] if self._stack else None
        if above is None or above.line is None or above.is_detail or not above.mark:
            return ""
        whole = all(each.worth and each.how and not each.in_text for each in (above.line, line))
        if not whole or above.children or section_of(line.text):
            return ""
        line.doubts.append("dòng không có số; hiểu là tiêu chí ngang với dòng trên")
        return above.style

    def _make_room(self, style: str, mark: LineMark | None, line: Line) -> None:
        """Close what the new line does not stand in."""
        at = next((n for n, item in enumerate(self._stack) if item.style == style), None)
        if at is not None:
            del self._stack[at:]
        else:
            rank = self._rank(style)
            while self._stack and self._rank(self._stack[-1].style) > rank:
                self._stack.pop()
        if mark and mark.kind == "dots" and len(mark.numbers) > 1:
            self._check_prefix(mark, line)
        if self._is_major(style) and style not in self._majors:
            self._majors.append(style)

    def _check_prefix(self, mark: LineMark, line: Line) -> None:
        above = self._stack[-1].mark if self._stack else None
        if above and above.kind == "dots" and above.numbers != mark.numbers[: len(above.numbers)]:
            line.doubts.append(f"số {mark.printed} đứng dưới mục {above.printed}")

    def _rank(self, style: str) -> float:
        if style.startswith("over"):
            return 0.5 + int(style[4:]) / 10
        if style.startswith("free"):
            return float(style[4:5]) * 1000 + int(style[6:])
        if style.startswith("dots"):
            return _DOTS + int(style[4:])
        if not self._is_major(style):
            return _RANKS[style]
        return _MAJOR + (self._majors.index(style) if style in self._majors else len(self._majors))

    def _is_major(self, style: str) -> bool:
        """True for what counts groups: letters, Roman numbers, words with a number."""
        return style not in _RANKS and not style.startswith(("over", "free", "dots"))


def _beside(said: str, style: str, section: str) -> OutlineItem:
    """A group of a column on the left: ``I. Đời sống kinh tế (20 điểm)``."""
    marks, text = leading(said)
    worth = worth_in(text)
    named = worth.rest if worth and worth.rest else text
    return OutlineItem(None, named, style, next(iter(marks), None), section=section, worth=worth, said=said)


def _holds_columns(item: OutlineItem) -> bool:
    """True for what a group of a column may stand in: one further left, or a row across the table."""
    across = item.line is not None and item.line.spans
    return across or item.style.startswith("over") or item.style == "part"


def _twin(mark: LineMark, items: Iterable[OutlineItem], section: str) -> OutlineItem | None:
    same = (each for each in items if each.mark and mark.numbers and each.section == section)
    return next((each for each in same if each.mark and each.mark.numbers == mark.numbers
                 and each.mark.style == mark.style), None)  # fmt: skip
