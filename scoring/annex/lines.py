"""The rows of the tables as lines of an outline: mark, text, points, way of scoring; rows that are none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scoring.annex.classes import classes_in
from scoring.annex.columned import alone_in_levels, in_unknown, of_levels, of_slashes, says_points
from scoring.annex.figures import NUMBER, Worth, mended, pieced, total_in, unwrapped, worth_in, worth_of
from scoring.annex.headings import Columns, Holds
from scoring.annex.how import says_how
from scoring.annex.marks import LineMark, leading, marks_of
from scoring.annex.over import groups_over
from scoring.annex.paper import PaperRow, PaperTable
from scoring.annex.placed import PlacedRow, placed_rows
from scoring.annex.sections import announcement, section_of
from scoring.annex.seen import as_read
from scoring.annex.sentences.clauses import clauses, graded
from scoring.text import ascii_slug, clean, show_number

_SIGNED = re.compile(
    r"^(?:tm|kt|tl|tuq)\.? |^(?:noi nhan|nguoi lap|thu truong|chu tich|truong phong|ky ten|xac nhan cua|"
    r"\.\.\.|ngay \.|(?:viet hoa|ha noi)?.{0,20}ngay .{0,6} thang .{0,6} nam)"
)
_NOTED = re.compile(r"^(?:ghi chu|chu thich|luu y|chu y)\b")
_TOTAL = re.compile(
    r"(?:(?:điểm )?tổng(?: cộng| điểm| số điểm| số)?|cộng)\b(?:[\s:+\-–=,&()]|điểm|tối đa|chuẩn|chung|"
    r"toàn bộ|các|phần|mục|nhóm|tiêu chí|tiêu chuẩn|chỉ tiêu|chỉ số|nội dung|thang|bảng|của|và|đạt được|\.|"
    r"tự chấm|\b[ivx]{1,4}\b|\b[a-h]\b|\d)*",
    re.IGNORECASE,
)
_MAY_BE_A_TOTAL = re.compile(
    r"(?:tổng|cộng)\s+(?:điểm|số|cộng|các|nhóm|mục|phần|tiêu|chỉ|nội)\b", re.IGNORECASE
)
_RATED = re.compile(r"\b(?:mỗi|cứ|trừ)\b.*\d\s*(?:điểm|đ\b)", re.IGNORECASE)
"""``Mỗi cuộc được 2,5 điểm, tối đa 5 điểm`` says how points are given; it has none of its own."""
_OF_WHICH = re.compile(r"^(?:trong đó|cụ thể|bao gồm|gồm|chia ra)\b(?: là)?\s*:?\s*", re.IGNORECASE)
_OF_EACH = re.compile(r"\b(?:mỗi|cứ|trừ|cộng)\b", re.IGNORECASE)
_POINTS_BEHIND = re.compile(
    rf"(?P<name>[^()\[\]:]{{3,}}?)\s*:\s*(?:tối đa\s+)?(?P<points>{NUMBER}\s*(?:điểm|đ))\s*"
    r"(?P<cut>[(.;,])\s*(?P<how>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""``Bó gọn cáp: 10 điểm (xong: 10 điểm; chưa: 0 điểm)``, ``Xe đúng nơi: 10 điểm. Phường chấm``."""
_POINTS_BETWEEN = re.compile(
    r"(?P<name>[^()\[\]]{3,}?)(?:\s*[(\[]\s*(?:tối đa|điểm|tổng điểm)?\s*:?\s*|\s*[,;]\s*tối đa\s+)"
    rf"(?P<points>{NUMBER}\s*(?:điểm|đ))\s*(?:[)\]]|(?=[:.;]))"
    r"\s*[.:;,–-]?\s*(?P<how>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_TAKES_OFF = re.compile(r"\b(?:trừ|phạt)\b", re.IGNORECASE)
_AT_MOST = re.compile(r"≤|<=|tối đa|không quá", re.IGNORECASE)
_STARRED = re.compile(r"\(\s*\*+\s*\)|\*+\s*$")
_FEW_WORDS = 3
"""What is filled in (``8 điểm``) has no more."""
REPEATED = "tiêu đề cột lặp lại"
TITLE = "tiêu đề của bảng"
_TOTALS, SIGNATURES = _ENDS = ("dòng tổng cộng", "nơi nhận, chữ ký")
"""What ends a table: lines below that have neither number nor points belong to no criterion."""


@dataclass(slots=True, eq=False)
class Line:
    """A row that may say something of the set.

    ``marks``: what its number may mean, the likeliest first. ``over``: the texts of columns on its left that
    hold what it belongs to. ``worth``: points of its own cell, or that its text states. ``spans``: the text
    stands in one cell across the table. ``part``: which of the tables with headings of their own it is in.
    ``beside``: the bonus that a criterion may bring beside its points. ``is_loose``: the row stands below
    the totals. ``is_guessed``: what stands in the columns had to say what they hold. ``aim``: what is to be
    reached.
    """

    row: PaperRow
    text: str
    marks: tuple[LineMark, ...] = ()
    over: tuple[str, ...] = ()
    worth: Worth | None = None
    points: str = ""
    how: str = ""
    evidence: str = ""
    whom: str = ""
    note: str = ""
    other: str = ""
    class_name: str = ""
    section: str = ""
    bold: bool = False
    indent: int = 0
    spans: bool = False
    shares_points: bool = False
    beside: Worth | None = None
    part: int = 0
    doubts: list[str] = field(default_factory=list)
    in_text: bool = False
    is_loose: bool = False
    is_guessed: bool = False
    aim: str = ""

    @property
    def place(self) -> str:
        """Where it stands."""
        return self.row.place

    @property
    def is_heavy(self) -> bool:
        """Bold, in capitals, or in a cell merged over the columns."""
        capitals = self.text.upper() == self.text and any(map(str.isalpha, self.text))
        return self.bold or capitals or any(cell.part_of == "left" for cell in self.row.cells)

    @property
    def stands_out(self) -> bool:
        """The same, or alone in its row."""
        return self.is_heavy or self.spans


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that says nothing of the set, and why. ``total``: the points of a line of totals.

    ``columns``: what each column under a heading was taken for.
    """

    row: PaperRow
    why: str
    total: Worth | None = None
    columns: Columns | None = None


def lines_of(tables: Sequence[PaperTable]) -> Iterator[Line | Skipped]:
    """Every row of the tables, in order; a group over its table comes behind the heading."""
    section, inside, end, part = "", None, "", 0
    heads: set[str] = set()
    over, group = groups_over(tables), None
    for placed in placed_rows(tables):
        if placed.table is not inside:
            inside, end = placed.table, ""
            section = _announced(placed.table) or ("" if placed.is_head or placed.is_title else section)
            group = over.get(id(placed.table)) if not section else None
        if placed.is_title:
            section = section_of(announcement(_own_text(placed.row))).removeprefix("main")
            if not section and id(placed.row) in over:
                group = placed.row
                continue
        if placed.is_head:
            words = as_read(placed.row)
            part += words not in heads
            yield _heading(placed, words in heads)
            heads.add(words)
            end = ""
            continue
        if group:
            yield _group_line(group, part)
            group = None
        if why := _skipped(placed):
            end = why.why if why.why in _ENDS else end
            yield why
        else:
            line = _line(placed, placed.columns.beside or _by_column(placed) or section)
            line.part = part
            is_block = section_of(line.text) in ("bonus", "penalty")
            line.is_loose = bool(end) and not (line.points or line.worth or _counts(line) or is_block)
            yield Skipped(line.row, SIGNATURES) if line.is_loose and end == SIGNATURES else line
            end = end if line.is_loose else ""


def _heading(placed: PlacedRow, again: bool) -> Skipped:
    why = REPEATED if again else "tiêu đề cột"
    return Skipped(placed.row, why, columns=None if again else placed.columns)


def _group_line(row: PaperRow, part: int) -> Line:
    """A group over its table as a line of the outline."""
    marks, text = leading(clean(_own_text(row)))
    worth = worth_in(text)
    return Line(row, worth.rest if worth else text, marks, worth=worth, bold=True, spans=True, part=part)


def _by_column(placed: PlacedRow) -> str:
    """Of two columns, bonus and penalty, the one that the row fills."""
    filled = [key for column, key in placed.columns.sections.items() if worth_of(placed.row.own(column))]
    return filled[0] if len(filled) == 1 else ""


def _own_text(row: PaperRow) -> str:
    return next((cell.own for cell in row.cells if any(map(str.isalpha, cell.own))), "")


def _counts(line: Line) -> bool:
    """True for a line with a number: the table goes on."""
    return bool(line.marks) and line.marks[0].kind not in ("-", "+")


def _announced(table: PaperTable) -> str:
    """The part that the lines above a table name: the last one that names any."""
    for line in reversed(table.before):
        if found := section_of(announcement(line.text)):
            return "" if found == "main" else found
    return ""


def _skipped(placed: PlacedRow) -> Skipped | None:
    row = placed.row
    own = [clean(cell.own) for cell in row.cells if cell.own]
    if not own:
        return Skipped(row, "dòng trống" if row.is_blank else "ô gộp với dòng trên")
    if placed.is_title:
        return Skipped(row, TITLE)
    if len(own) > 2 and _numbered(own):
        return Skipped(row, "dòng số thứ tự của cột")
    text = next((each for each in own if any(map(str.isalpha, each))), "")
    words = ascii_slug(text).replace("-", " ")
    if _TOTAL.fullmatch(text):
        return Skipped(row, _TOTALS, next(filter(None, map(worth_of, own)), None) or total_in(text))
    if len(own) <= 2 and _SIGNED.match(words) and not re.search(rf"{NUMBER} điểm", text):
        return Skipped(row, SIGNATURES)
    return None


def _numbered(own: Sequence[str]) -> bool:
    """``(1) (2) (3)`` or ``A B 1 2`` below the heading."""
    bare = [text.strip("() .") for text in own]
    digits = [text for text in bare if text.isdigit()]
    letters = bare[: len(bare) - len(digits)]
    counted = [int(text) for text in digits]
    rising = counted == list(range(counted[0], counted[0] + len(counted))) if counted else False
    return rising and len(digits) >= 2 and all(len(text) == 1 and text.isalpha() for text in letters)


def _line(placed: PlacedRow, section: str) -> Line:
    row, columns = placed.row, placed.columns
    texts = [c for c in columns.of(Holds.TEXT) if c < len(row.cells)]
    own = [c for c in texts if row.cells[c].own]
    at = own[-1] if own else _first_filled(row)
    cell = row.cells[at]
    numbered = [typed for c in columns.of(Holds.MARK) if c != at and (typed := clean(row.own(c)))]
    marks = next((found for typed in numbered if (found := marks_of(typed))), ())
    text = unwrapped(cell.own)
    if not marks or _counts_the_group(marks, text):
        marks, text = leading(text)
    over = tuple(_over(row, c, columns) for c in texts if c < at and row.cells[c].text != cell.text)
    filled = [each for each in row.cells if each.own]
    line = Line(
        row, clean(text), marks, over if at in texts else (),
        how=_joined(row, columns, Holds.HOW, at), evidence=_joined(row, columns, Holds.EVIDENCE, at),
        whom=_joined(row, columns, Holds.WHOM, at), note=_joined(row, columns, Holds.NOTE, at),
        class_name=_joined(row, columns, Holds.CLASS, -1), other=_unread(row, columns, at),
        section=section, is_guessed=columns.guessed, aim=_joined(row, columns, Holds.AIM, at), bold=cell.bold,
        indent=cell.indent + 3 * row.outline, spans=len(filled) == 1,
        doubts=[each.doubt for each in row.cells if each.doubt and not each.part_of]
        + [f"có chú thích: “{note[:60]}”" for each in row.cells if not each.part_of for note in each.notes],
    )  # fmt: skip
    line.doubts += in_unknown(row, columns)
    if starred := _STARRED.search(line.text):
        line.doubts.append(f"có dấu {starred[0].strip()}; xem chú thích của bảng")
    if _MAY_BE_A_TOTAL.match(line.text) and not marks:
        line.doubts.append("có thể là dòng cộng, không phải tiêu chí")
    if numbered and not line.marks:
        line.doubts.append(f"không hiểu số thứ tự “{numbered[0][:20]}”")
    line.how = "\n".join(filter(None, (*_further_lines(line, text), line.how)))
    line.how = "\n".join(filter(None, (line.how, *of_levels(row, columns))))
    _give_points(line, row, columns)
    _give_grade(line, row, columns, at)
    line.beside = worth_of(_joined(row, columns, Holds.BESIDE, -1))
    return line


def _counts_the_group(marks: tuple[LineMark, ...], text: str) -> bool:
    """True for ``1`` beside ``1.1. Đường trục thôn``: the number is that of what the row belongs to."""
    own = leading(text)[0]
    return (
        bool(own)
        and len(own[0].numbers) == len(marks[0].numbers) + 1
        and (own[0].numbers[:-1] == marks[0].numbers)
    )


def _over(row: PaperRow, column: int, columns: Columns) -> str:
    """What a column on the left says the row belongs to, with the group's points and number beside it."""
    text = clean(row.cells[column].text)
    told = [clean(row.text(c)) for c in columns.of(Holds.GROUP)]
    worth = worth_of(told[-1]) if told else None
    if not text or worth is None:
        return text
    mark = f"{told[0].rstrip('.')}. " if told[1:] and told[0] else ""
    return f"{mark}{text} ({show_number(worth.points)} điểm)"


def _give_grade(line: Line, row: PaperRow, columns: Columns, at: int) -> None:
    """The points of a level stand in a column of their own, beside its words."""
    grade = _joined(row, columns, Holds.GRADE, -1)
    if told := list(of_slashes(row, columns)):
        line.how = "\n".join(filter(None, (line.how, *told)))
    elif grade and any(_TAKES_OFF.search(columns.headings.get(c, "")) for c in columns.of(Holds.GRADE)):
        said = f"{grade} điểm" if not any(map(str.isalpha, grade)) else grade
        said = said if said.lower().startswith("trừ") else f"trừ {said.lstrip('-–− ')}"
        if at in columns.of(Holds.HOW):
            line.text = f"{line.text}: {said}"
        elif line.how:
            line.how = f"{line.how}: {said}"
    elif grade and at in columns.of(Holds.HOW):
        line.worth, line.points = worth_of(grade), grade
    elif grade and line.how and (worth := worth_of(grade)) and not _AT_MOST.match(grade):
        line.how = f"{line.how}{' trừ' if worth.taken else ':'} {show_number(worth.points)} điểm"
    elif grade:
        line.doubts.append(f"chưa dùng đến ô điểm của mức “{clean(grade)[:40]}”")


def _further_lines(line: Line, text: str) -> list[str]:
    """The lines of a cell behind its first: they say how the first is scored."""
    first, *further = [each for each in text.split("\n") if each.strip()] or [""]
    if not further or not says_points("\n".join(further)):
        return []
    line.text = clean(first)
    return further


def _first_filled(row: PaperRow) -> int:
    filled = [n for n, cell in enumerate(row.cells) if cell.own]
    return next((n for n in filled if any(map(str.isalpha, row.cells[n].own))), filled[0])


def _joined(row: PaperRow, columns: Columns, role: Holds, but: int) -> str:
    texts = [unwrapped(row.own(column)) for column in columns.of(role) if column != but]
    return "\n".join(filter(None, texts))


def _unread(row: PaperRow, columns: Columns, but: int) -> str:
    """What stands in columns of which nothing is read: to be filled in, or without a heading."""
    texts = [_joined(row, columns, Holds.OTHER, but)]
    for column, cell in enumerate(row.cells):
        unknown = columns.roles.get(column, Holds.FILLED) is Holds.FILLED and column != but
        if unknown and len(cell.own.split()) > _FEW_WORDS:
            texts.append(cell.own)
    return "\n".join(filter(None, texts))


def _cut_at_points(line: Line) -> None:
    """``Tuần tra (15 điểm). Mỗi buổi được 1 điểm``: a name, its points, and how it is scored."""
    found = _POINTS_BETWEEN.match(line.text)
    if found and (says_points(found["how"]) or says_how(found["how"])):
        line.text, line.worth, line.in_text = clean(found["name"]), worth_of(found["points"]), True
        line.how = "\n".join(filter(None, (found["how"].strip(), line.how)))


def _cut_behind_points(line: Line) -> None:
    """``Bó gọn cáp: 10 điểm (xong: 10 điểm; chưa: 0)`` of a numbered row; not ``Có: 10 điểm; không: 0``."""
    found = _POINTS_BEHIND.match(line.text) if _counts(line) else None
    if found is None or classes_in(line.text) or _OF_EACH.search(found["name"]):
        return
    how, inside = _OF_WHICH.sub("", found["how"].strip()), found["cut"] == "("
    if not inside and how == found["how"].strip() and any(map(graded, clauses(how))):
        return
    line.text, line.worth, line.in_text = clean(found["name"]), worth_of(found["points"]), True
    how = how[:-1] if inside and how.endswith(")") and how.count(")") == 1 else how
    line.how = "\n".join(filter(None, (how, line.how)))


def _give_points(line: Line, row: PaperRow, columns: Columns) -> None:
    """Points of the first column of points that holds any; else those that the text states."""
    for column in columns.of(Holds.POINTS):
        typed = mended(row.own(column))
        if not typed or column >= len(row.cells):
            line.shares_points |= column < len(row.cells) and row.cells[column].part_of == "above"
            continue
        found = worth_of(typed) or _pieced(line, typed, columns)
        if found and line.worth and found.points != line.worth.points and not columns.sections:
            line.doubts.append(f"hai cột điểm ghi {line.points} và {typed}; lấy {line.points}")
        line.points = line.points or typed
        line.worth = line.worth or found
    if alone := alone_in_levels(row, columns):
        line.points, line.worth = alone, worth_of(alone)
    if line.worth is None and not line.points:
        _cut_at_points(line)
    if line.worth is None and not columns.of(Holds.POINTS):
        _cut_behind_points(line)
    said = not line.points and not classes_in(line.text) and not _RATED.search(line.text)
    found = worth_in(line.text) if line.worth is None and said else None
    if found and any(map(str.isalpha, found.rest)):  # "80 - 100 điểm" names nothing
        line.worth, line.text, line.in_text = found, found.rest, True


def _pieced(line: Line, typed: str, columns: Columns) -> Worth | None:
    """Points torn apart by a scan; as many lines as the way has are points of levels."""
    joined = pieced(typed)
    ways = [line.row.own(column).count("\n") for column in columns.of(Holds.HOW)]
    per_line = typed.count("\n") > 1 or ("\n" in typed and typed.count("\n") in ways)
    if not joined or per_line:
        return None
    line.doubts.append(f"điểm “{clean(typed)}” hiểu là {joined}")
    return worth_of(joined)


def is_note(text: str) -> bool:
    """True for a line that explains the table: ``Ghi chú: …``, ``* Lưu ý …``."""
    return bool(_NOTED.match(ascii_slug(text).replace("-", " ")))
