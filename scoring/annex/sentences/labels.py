"""What the form calls a figure, from the words around it."""

import re

from scoring.annex.sentences.clauses import as_label

_RATIO = re.compile(
    r"t[ỷỉ] lệ\s+(?:%\s+)?(?P<part>[^.;:(\n/]+?)"
    r"(?:\s*(?:/|trên|so với)\s*(?P<whole>(?:tổng\s+)?(?:số\s+)?[^.;:(\n%\d]+?))?"
    r"(?=\s*(?:[.;:,(\n]|đạt|$|từ \d|\d))",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"(?P<part>[^()/=:;\n×*]+?)\s*/\s*(?P<whole>[^()/=:;\n×*]+?)\s*\)?\s*(?:x|×|\*|nhân)", re.IGNORECASE
)
_NO_FIGURE = re.compile(r"^(?:x|×|nhân|điểm|theo|đạt|thì|được|tương ứng|thuận|t[ỷỉ] lệ|%|\d)", re.IGNORECASE)
_ONE = re.compile(
    r"^(?:(?:mỗi|cứ|một|0?1(?=%)|0?1|nếu|có|bị|để|trường hợp|đơn vị|được|xảy ra)\s+)+", re.IGNORECASE
)
_VERB = re.compile(
    r"(?P<verb>giải quyết|xử lý|trả lời|hoàn thành) (?P<what>(?!đúng|trước|đủ|đầy)\w.*)", re.IGNORECASE
)
_TIMES = frozenset({"ngày", "lần", "giờ", "tháng", "buổi", "kỳ"})
_EACH_TIME = re.compile(r"[\s,/]*(?:cho mỗi|mỗi|/)\s*(?P<unit>lần|vụ|trường hợp|kỳ)$", re.IGNORECASE)
_NUMBER_OF = re.compile(r"^(?:tổng\s+)?số\s+(?:lượng\s+)?", re.IGNORECASE)
_LATE = re.compile(
    r"^(?P<what>(?:chậm|trễ|muộn|quá hạn|thiếu|sai)\b[^\d]*?)\s*(?:0?1|một|mỗi)\s+(?P<unit>\w+)(?P<rest>.*)$",
    re.IGNORECASE,
)


def ratio_labels(*texts: str) -> tuple[str, str] | None:
    """The two figures of a ratio: of ``Tỷ lệ hồ sơ đúng hạn / tổng số hồ sơ`` both, else a plain whole."""
    for text in texts:
        for pattern in (_FORMULA, _RATIO):
            found = pattern.search(text)
            if (
                found
                and not _NO_FIGURE.match(found["part"].strip())
                and not re.search(r"\d", found["whole"] or "")
            ):
                return counted(_done(found["part"].strip())), _whole(found["whole"])
    return None


def _done(part: str) -> str:
    """``giải quyết đơn thư`` -> ``đơn thư đã giải quyết``."""
    found = _VERB.match(part)
    return f"{found['what']} đã {found['verb'].lower()}" if found else part


def _whole(text: str | None) -> str:
    if not text:
        return "Tổng số"
    bare = _NUMBER_OF.sub("", text.strip())
    return as_label(f"Tổng số {bare}")


def of_label(words: str) -> tuple[str, ...]:
    """The doubt where a name is made of words that hold numbers or brackets."""
    odd = re.search(r"\d|[(=%]", _ONE.sub("", words.strip()))
    return ("xem lại tên số liệu",) if odd or len(words) > 60 else ()


def counted(what: str) -> str:
    """``mỗi mô hình`` -> ``Số mô hình``; ``chậm 01 ngày`` -> ``Số ngày chậm``."""
    bare = what.strip(" ,:.;-–(")
    if found := _LATE.match(bare):
        unit, rest, late = found["unit"], found["rest"], found["what"].lower()
        bare = f"{unit} {late}{rest}" if unit.lower() in _TIMES else f"{unit}{rest} {late}"
    if found := _EACH_TIME.search(bare):
        bare = f"{found['unit']} {bare[: found.start()].strip().lower()}"
    bare = _NUMBER_OF.sub("", _ONE.sub("", bare))
    return (
        as_label(f"Số {bare[:1].lower() + bare[1:] if not bare[1:2].isupper() else bare}")
        if bare
        else "Số lần"
    )
