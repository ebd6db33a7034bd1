"""The lines outside the tables that say something of the set: classes, quotas, conditions, deadlines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scoring.annex.classes import (
    ClassRead,
    QuotaRead,
    classes_in,
    dues_in,
    may_be_quota,
    quota_in,
    speaks_of_classes,
)
from scoring.annex.conditions import ClassEffect, effect_of
from scoring.annex.marks import leading
from scoring.annex.paper import PaperLine
from scoring.annex.sections import section_of
from scoring.text import clean, show_number

_GIVES = re.compile(
    r"\b(?:trừ|cộng|thưởng|phạt|hạ)\b[^.;\n]*\d[^.;\n]*(?:điểm|đ\b|bậc|mức)|"
    r"\bhạ (?:một|01|1) (?:bậc|mức|loại)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\s*(?:\(\s*(?:\*+|\d)\s*\)|\*+|\[\d\])\s*\w")
"""``(*) Mô hình đăng ký bổ sung thì tính đúng hạn``."""
_PIECES = re.compile(r"\n|;|\.\s+(?=[-+A-ZĐ])")


OF_WHOM = "xem lại tính trên số đơn vị nào"


@dataclass(slots=True)
class AroundRead:
    """A line with what it became; ``doubts`` alone where it may say something and is not understood."""

    line: PaperLine
    words: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def class_words(classes: Sequence[ClassRead]) -> str:
    """``loại Tốt từ 80 điểm; loại Khá từ 65 điểm``."""
    return "; ".join(f"loại {each.name} từ {show_number(each.low)} điểm" for each in classes)


def quota_words(quota: QuotaRead) -> str:
    """``loại Tốt không quá 20%``."""
    return f"loại {quota.name} không quá {show_number(quota.percent)}%"


def conditions_in(line: PaperLine, names: Sequence[str]) -> Iterator[tuple[str, ClassEffect]]:
    """The sentences of a line that keep a unit from a class."""
    for piece in map(clean, _PIECES.split(line.text)):
        if not classes_in(piece) and quota_in(piece, names) is None and (effect := effect_of(piece, names)):
            yield piece.strip(" -+*."), effect


def around(lines: Sequence[PaperLine], names: Sequence[str], with_classes: bool) -> Iterator[AroundRead]:
    """The lines that say something, or may. ``with_classes``: no table has classes, so these lines do."""
    for line in lines:
        read = AroundRead(line)
        classes = classes_in(line.text) if with_classes else []
        if classes:
            read.words.append(f"Xếp loại: {class_words(classes)}")
        elif with_classes and speaks_of_classes(line.text):
            read.doubts.append("có thể là mức xếp loại")
        if quota := quota_in(line.text, names):
            read.words.append(f"Tỷ lệ: {quota_words(quota)}")
            read.doubts += [] if quota.of else [OF_WHOM]
        elif may_be_quota(line.text, names):
            read.doubts.append("có thể là hạn mức của một loại; chưa đưa vào bộ")
        for text, _ in conditions_in(line, names):
            read.words.append(f"Điều kiện: {text}")
            read.doubts.append("xem lại hệ quả ở trang Điều kiện")
        read.words += [f"Hạn gửi: {due.text}" for due in dues_in(line.text) if due.code]
        heading = clean(leading(line.text)[1])
        if not read.words and _GIVES.search(line.text) and not section_of(heading):
            read.doubts.append("nói về cộng, trừ điểm ngoài bảng; chưa đưa vào bộ")
        elif not read.words and not read.doubts and _FOOTNOTE.match(line.text):
            read.doubts.append("chú thích của bảng; đọc lại xem có đổi cách chấm nào không")
        if read.words or read.doubts:
            yield read
