"""The lines outside the tables: what each says of the set, or that somebody has to look at it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.annex.classes import (
    CLASS_HEADING,
    ClassRead,
    QuotaRead,
    classes_in,
    dues_in,
    may_be_quota,
    quota_in,
    speaks_of_classes,
)
from scoring.annex.conditions import ClassEffect, effect_of
from scoring.annex.figures import NUMBER, number
from scoring.annex.general import General, concerns_criteria
from scoring.annex.harmless import harmless
from scoring.annex.lines import is_note
from scoring.annex.marks import leading
from scoring.annex.named import numbered_in
from scoring.annex.nodes import Node, cap_in
from scoring.annex.outside import OutsideLine
from scoring.annex.sections import announcement, may_be_a_block, section_of
from scoring.text import clean, show_number

_PIECES = re.compile(r"\n|;|\.\s+(?=[-+A-ZĐ])")
_TOTAL = re.compile(
    rf"^[^;]*\b(?:thang|tổng (?:số )?)\s?điểm\b[^\d;.]{{0,25}}?(?P<told>{NUMBER})\s*(?:điểm|đ\b)?|"
    rf"\(\s*(?P<beside>{NUMBER})\s*(?:điểm|đ)\s*\)\s*$",
    re.IGNORECASE,
)
"""``Thang điểm: 100``, ``Bảng 1. Tiêu chí chấm điểm (100 điểm)``."""
_SENTENCE = re.compile(
    r"\b(?:mỗi|cứ|nếu|thì|khi|bị|được|không|chưa|chậm|thực hiện)\b|\b(?:trừ|cộng|thưởng)\s+\d", re.IGNORECASE
)
"""No name of a block has such words before its brackets."""
_RULING = re.compile(r"\b(?:không(?! (?:được )?(?:vượt )?quá)|chưa|nếu|thì|khi|mỗi|cứ)\b", re.IGNORECASE)
"""``Điểm thưởng không áp dụng cho …`` is no name of a part."""
_MAY_BE_BLOCK = "có thể là tên và mức tối đa của phần điểm thưởng hoặc điểm trừ"
_FOOTNOTE = re.compile(r"\s*(?:\(\s*(?:\*+|\d{1,2})\s*\)|\*+|\[\d\])\s*\w")
"""``(*) Mô hình đăng ký bổ sung thì tính đúng hạn``."""
_NOTE = "ghi chú, chú thích của bảng; đọc lại xem có đổi cách chấm nào không"
LOOK = "câu ngoài bảng; đọc lại xem có quy định gì về chấm điểm, xếp loại không"
OF_WHOM = "xem lại tính trên số đơn vị nào"


@dataclass(slots=True)
class AroundRead:
    """A line with what it became; ``doubts`` alone where it may say something and is not understood.

    ``harmless``: why it says nothing of the set.
    """

    line: OutsideLine
    words: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    harmless: str = ""


def class_words(classes: Sequence[ClassRead]) -> str:
    """``loại Tốt từ 80 điểm; loại Khá từ 65 điểm``."""
    return "; ".join(f"loại {each.name} từ {show_number(each.low)} điểm" for each in classes)


def quota_words(quota: QuotaRead) -> str:
    """``loại Tốt không quá 20%``."""
    return f"loại {quota.name} không quá {show_number(quota.percent)}%"


def conditions_in(text: str, names: Sequence[str]) -> Iterator[tuple[str, ClassEffect]]:
    """The sentences of a line that keep a unit from a class."""
    for piece in map(clean, _PIECES.split(text)):
        if not classes_in(piece) and quota_in(piece, names) is None and (effect := effect_of(piece, names)):
            yield piece.strip(" -+*."), effect


@dataclass(frozen=True, slots=True)
class AroundReading:
    """What is known of the set when the lines around it are read.

    ``classes``: those of a line, by its identity. ``general``: the same of sentences for many criteria.
    ``totals``: what all points may make together; ``caps``: the most that a block brings.
    """

    names: Sequence[str]
    classes: Mapping[int, Sequence[ClassRead]]
    general: Mapping[int, General]
    totals: Sequence[Decimal]
    caps: Mapping[str, Decimal | None]

    def of(self, line: OutsideLine) -> AroundRead:
        """What became of a line."""
        read = AroundRead(line)
        self._classes(read)
        if quota := quota_in(line.text, self.names):
            read.words.append(f"Tỷ lệ: {quota_words(quota)}")
            read.doubts += [] if quota.of else [OF_WHOM]
        elif may_be_quota(line.text, self.names):
            read.doubts.append("có thể là hạn mức của một loại; chưa đưa vào bộ")
        for text, _ in conditions_in(line.text, self.names):
            read.words.append(f"Điều kiện: {text}")
            read.doubts.append("xem lại hệ quả ở trang Điều kiện")
        read.words += [f"Hạn gửi: {due.text}" for due in dues_in(line.text) if due.code]
        if read.words:
            read.doubts += [f"chưa dùng đến câu “{each[:60]}”" for each in self._left(line.text)]
        elif not read.doubts:
            self._other(read)
        return read

    def _classes(self, read: AroundRead) -> None:
        if classes := self.classes.get(id(read.line)):
            read.words.append(f"Xếp loại: {class_words(classes)}")
        elif speaks_of_classes(read.line.text) and not CLASS_HEADING.match(read.line.text):
            read.doubts.append("có thể là mức xếp loại")

    def _left(self, text: str) -> Iterator[str]:
        """The sentences of a line that nothing of it has used."""
        yield from filter(concerns_criteria, self._free(text))

    def _free(self, text: str) -> Iterator[str]:
        """The sentences that are none on classes, quotas, conditions, days."""
        for piece in map(clean, _PIECES.split(text)):
            used = (
                speaks_of_classes(piece)
                or quota_in(piece, self.names)
                or effect_of(piece, self.names)
                or any(due.code for due in dues_in(piece))
            )
            if not used and not CLASS_HEADING.match(piece.rstrip(":")):
                yield piece

    def of_criteria(self, read: AroundRead) -> list[str]:
        """The sentences of a line that may be of single criteria: all but what became something else."""
        is_total = any(word.startswith("Thang điểm") for word in read.words)
        return [] if read.harmless or is_total else list(self._free(read.line.text))

    def _other(self, read: AroundRead) -> None:
        text = read.line.text
        heading = announcement(text)
        if general := self.general.get(id(read.line)):
            read.words, read.doubts = general.words, general.doubts
        elif may_name_a_block(text):
            read.doubts.append(_MAY_BE_BLOCK)
        elif section_of(heading) in ("", "main") and (total := _TOTAL.search(text)):
            self._total(read, number(total["told"] or total["beside"]))
        elif block := section_of(heading):
            known = block == "main" or cap_in(heading) in (None, self.caps.get(block))
            known = known and not _RULING.search(heading)
            read.harmless = "tên của phần" if known and (block == "main" or block in self.caps) else ""
            read.doubts += [] if read.harmless else [_MAY_BE_BLOCK]
        elif (_FOOTNOTE.match(text) or is_note(text)) and not CLASS_HEADING.match(heading.rstrip(":")):
            read.doubts.append(_NOTE)
        else:
            read.harmless = harmless(text, read.line.is_recipient)
            read.doubts += [] if read.harmless else [LOOK]

    def _total(self, read: AroundRead, told: Decimal) -> None:
        if told in self.totals:
            read.words.append(f"Thang điểm {show_number(told)}")
        else:
            added = show_number(self.totals[0])
            read.doubts.append(f"văn bản ghi {show_number(told)} điểm, các nhóm cộng lại {added}")


def may_concern(line: OutsideLine, names: Sequence[str], classes: Sequence[ClassRead]) -> bool:
    """True for a sentence that says nothing else, and may say how criteria are scored."""
    text = line.text
    said = (
        classes
        or speaks_of_classes(text)
        or quota_in(text, names)
        or may_be_quota(text, names)
        or any(conditions_in(text, names))
        or any(due.code for due in dues_in(text))
        or may_name_a_block(text)
        or section_of(clean(leading(text)[1]))
    )
    return not said and not harmless(text, line.is_recipient) and concerns_criteria(text)


def concerned_in(text: str, nodes: Sequence[Node]) -> list[Node]:
    """The criteria that a sentence is of, where every part of it names some by number; else none."""
    parts = [numbered_in(part, nodes) for part in filter(concerns_criteria, _PIECES.split(text))]
    return list({id(node): node for part in parts for node in part}.values()) if all(parts) else []


def may_name_a_block(text: str) -> bool:
    """True for a heading with a cap, or with words of a block, that names none which is known."""
    heading = announcement(text)
    if _SENTENCE.search(heading.partition("(")[0]):
        return False
    return may_be_a_block(heading) or (cap_in(heading) is not None and not section_of(heading))
