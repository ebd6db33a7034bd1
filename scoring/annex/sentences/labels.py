"""What the form calls a figure, from the words around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.annex.sentences.clauses import as_label
from scoring.annex.sentences.reading import Sentence

_RATIO = re.compile(
    r"t[ỷỉ] lệ\s+(?:%\s+)?(?P<part>[^.;:(\n/*×]+?)"
    r"(?:\s*(?:/|trên|so với)\s*(?P<whole>(?:tổng\s+)?(?:số\s+)?[^.;:(\n%\d]+?))?"
    r"(?=\s*(?:[.;:,(\n<>≥≤=*×]|đạt|$|từ \d|\d|/\s*\d|(?:x|×|\*|nhân|chia)\s))",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"(?P<part>[^()/=:;\n×*]+?)\s*/\s*(?P<whole>[^()/=:;\n×*]+?)\s*\)?\s*(?:x|×|\*|nhân)", re.IGNORECASE
)
_EQUALS = re.compile(
    r"t[ỷỉ] lệ\s*(?:%|phần trăm)?\s*=\s*\(?(?P<part>[^()/=:;\n×*]+?)\s*/\s*(?P<whole>[^()/=:;.\n×*]+?)"
    r"\s*\)?(?=[;.\n]|$)",
    re.IGNORECASE,
)
"""``Tỷ lệ = số máy tính/số cán bộ``."""
_NO_FIGURE = re.compile(
    r"^(?:x|×|nhân|điểm|theo|từ|dưới|trên|đạt|thì|được|tương ứng|thuận|so với|"
    r"thực (?:tế|hiện)$|t[ỷỉ] lệ|%|<|>|\d|\w$|$)",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"(?:(?P<verb>giải quyết|xử lý|trả lời|hoàn thành|thực hiện)\s+(?:được\s+)?)?"
    r"(?:từ\s+)?\d+(?:[.,]\d+)?\s*%\s+"
    r"(?:trở lên\s+)?(?:số\s+)?"
    r"(?P<part>(?!x\b|tính\b|thì\b|trở|đến|tới|thời gian|điểm|số điểm)[^\W\d_][^.;:,(\n\d=→]*?)"
    r"(?=\s*(?:[.;:,(\n=→]|trở (?:lên|xuống)|(?:được|đạt|thì|cho)?\s*\d|$))",
    re.IGNORECASE,
)
"""``Giải quyết 100% đơn đúng hạn: 5 điểm``."""
_PLAN = re.compile(r"\b(?:chỉ tiêu|kế hoạch|dự toán|số giao|mức giao)\b", re.IGNORECASE)
_LETTERS = re.compile(r"\b([a-zđ])\s*/\s*([a-zđ])\b", re.IGNORECASE)
_COLON = re.compile(r"(?<=[^\W\d_])\s+:\s+(?=[^()]*\)\s*(?:x|×|\*|nhân)\s)", re.IGNORECASE)
"""``(số hộ ký cam kết : tổng số hộ) x 10`` divides."""
_LEGEND = r"\b{letter}\s*(?::|=|là)\s*(?P<words>[^;.,()\n]{{3,}})"
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
    r"^(?P<what>(?:chậm|gửi chậm|nộp chậm|trễ|muộn|quá hạn|thiếu|sai|vắng|nợ|bỏ|phát hiện|không)\b[^\d]*?)\s*"
    r"(?:0?1|một|mỗi)\s+(?P<unit>\w+)(?P<rest>.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RatioNames:
    """What the form calls the two figures of a ratio; ``keys`` are those of the rule."""

    keys: Mapping[str, str]
    remarks: tuple[str, ...] = ()


_BY_US = ("tên hai số liệu do danvan đặt; văn bản không nêu",)


def ratio_names(asked: Sentence, said: str = "") -> RatioNames:
    """The two figures by the words of the paper; against a plan they may be more than 100 %."""
    labels = ratio_labels(*filter(None, (said, spelled_out(asked.text), asked.title)))
    if labels:
        return RatioNames({"top_label": labels[0], "bottom_label": labels[1]})
    if _PLAN.search(f"{asked.text}\n{asked.title}"):
        keys = {"top_label": "Kết quả thực hiện", "bottom_label": "Chỉ tiêu, kế hoạch được giao"}
        return RatioNames({**keys, "over": "capped"}, _BY_US)
    if found := _SHARE_OF.search(asked.text):
        done = {"giải quyết": "đã giải quyết", "xử lý": "đã xử lý", "trả lời": "đã trả lời"}
        verb = done.get((found["verb"] or "").lower(), "đã hoàn thành" if found["verb"] else "")
        top = counted(f"{found['part']} {verb}")
        return RatioNames({"top_label": top, "bottom_label": _whole(None)}, _BY_US)
    return RatioNames({"top_label": "Số đã thực hiện", "bottom_label": "Tổng số phải thực hiện"}, _BY_US)


def spelled_out(text: str) -> str:
    """``a/b x 10 (a: số hồ sơ đúng hạn; b: tổng số hồ sơ)`` with the words in the place of the letters."""
    text = _COLON.sub("/", text)
    formula = _LETTERS.search(text)
    if formula is None:
        return text
    legends = [re.search(_LEGEND.format(letter=letter), text, re.IGNORECASE) for letter in formula.groups()]
    if not all(legends):
        return text
    top, bottom = (found["words"].strip() for found in legends if found)
    plain = text[: formula.start()] + f"{top}/{bottom}" + text[formula.end() :]
    for found in filter(None, legends):
        plain = plain.replace(found[0], "")
    return _EMPTY.sub(" ", plain).strip(" ,;\n")


_EMPTY = re.compile(r"\(\s*[;,]?\s*[;,]?\s*\)|,?\s*trong đó\s*:?[\s,;]*$|;\s*(?=;)", re.IGNORECASE)


def ratio_labels(*texts: str) -> tuple[str, str] | None:
    """The two figures of a ratio: of ``Tỷ lệ hồ sơ đúng hạn / tổng số hồ sơ`` both, else a plain whole."""
    for text in texts:
        for pattern in (_EQUALS, _FORMULA, _RATIO):
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
    return as_label(bare if bare.lower().startswith("tổng") else f"Tổng số {bare}")


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
