"""``Tốt: 5 điểm; Khá: 3 điểm; Trung bình: 1 điểm``: one of several levels, in the paper's own words."""

import re
from dataclasses import replace
from decimal import Decimal

from scoring.annex.sentences.clauses import Graded, all_graded, clauses
from scoring.annex.sentences.reading import Scoring, Sentence, of_left, of_top, plain
from scoring.text import capitalized, fold

LABEL = "Chọn một mức"
_LONGEST = 255
_OF_WHICH = re.compile(r"trong đó\b", re.IGNORECASE)
_SHARED = "sau chữ “trong đó” có thể là các phần cộng lại"
_ADDED = "văn bản không nói tính mức cao nhất hay cộng lại"


def read(asked: Sentence) -> Scoring | None:
    """Two clauses or more that give points for different things, one of them the most."""
    grades, left = all_graded(clauses(asked.text))
    way = of_grades(grades, left, asked)
    if way and any(_OF_WHICH.match(grade.when) for grade in grades):
        return replace(way, doubts=(*way.doubts, _SHARED))
    return replace(way, doubts=(*way.doubts, _ADDED)) if way and asked.section else way


def of_grades(grades: list[Graded], left: list[str], asked: Sentence) -> Scoring | None:
    """The same of levels that stand in rows of their own."""
    worths = [grade.worth(asked.top) for grade in grades]
    if len(grades) < 2 or None in worths:
        return None
    levels = [
        {"text": named(grade.when), "points": plain(worth)}
        for grade, worth in zip(grades, worths, strict=True)
        if worth is not None
    ]
    texts = [level["text"] for level in levels]
    if len({fold(text) for text in texts}) < len(texts) or max(map(len, texts)) > _LONGEST:
        return None
    best = max(Decimal(level["points"]) for level in levels)
    if not best:
        return None
    doubts = of_top(best, asked)
    if asked.is_penalty:
        levels.sort(key=lambda level: Decimal(level["points"]))
        if Decimal(levels[0]["points"]):
            levels.insert(0, {"text": "Không có", "points": "0"})
    return Scoring(LABEL, {"kind": "levels", "levels": levels}, best, (*doubts, *of_left(left)))


def named(text: str) -> str:
    """A level's name as Excel keeps it: with letters, not beginning as a formula does."""
    bare = text.strip().lstrip("=+-@ ")
    bare = capitalized(bare)
    return bare if any(map(str.isalpha, bare)) else f"Đạt {bare}"
