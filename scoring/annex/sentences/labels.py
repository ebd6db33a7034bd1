"""What the form calls a figure, from the words around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.annex.sentences.clauses import as_label
from scoring.annex.sentences.reading import Sentence
from scoring.text import fold

_RATIO = re.compile(
    r"t[ỷỉ] lệ\s+(?:%\s+)?(?P<part>[^.;:(\n/*×]+?)"
    r"(?:\s*(?:/|trên|so với)\s*(?P<whole>(?:tổng\s+)?(?:số\s+)?[^.;:(\n%\d]+?))?"
    r"(?=\s*(?:[.;:(\n<>≥≤=*×]|,(?=\s*(?:đạt|từ|dưới|trên|tính|được tính|thì|nếu|mỗi|cứ|trừ|thấp|còn|\d))|"
    r"đạt(?=\s*(?:$|[:;.,<>≥≤=]|từ|trên|dưới|\d|tỷ lệ|tối đa))|$|từ \d|\d|/\s*\d|(?:x|×|\*|nhân|chia)\s))",
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
    r"(?P<part>(?!x\b|tính\b|không\b|thì\b|được\b|trở|đến|tới|thời gian|điểm|số điểm)[^\W\d_]"
    r"[^.;:,(\n\d=→]*?)"
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


DONE = "Số đã thực hiện"
_BECAME = re.compile(
    r"\b(?:có|không|chưa|được|bị|đã|phải|đúng|trước|quá|trễ|đạt|qua|tham gia|ký|thực hiện|hoàn thành|"
    r"giải quyết|"
    r"xử lý|trả lời|tiếp nhận|trực tuyến|điện tử|hài lòng|dự|nộp|cấp|sử dụng|dùng|đăng ký|kết nạp|chấp hành|"
    r"trở lại|bảo đảm|tổ chức|sinh hoạt|đóng góp|phân loại|đồng bộ|thanh toán|số hóa|giải ngân|học tập|"
    r"phát hiện|"
    r"trao đổi|nhận|vi phạm|sinh con|tốt nghiệp|đủ|thuộc|cam kết|kích hoạt|cài đặt|niêm yết|ban hành|"
    r"trồng|lắp|treo)\b|"
    r"(?<=giải )thành\b",
    re.IGNORECASE,
)
"""What became of the things that a figure counts, behind their name."""
_ACTION = re.compile(
    r"(?:100%|số hóa|mức|thời|chất|công tác|việc|kết quả|chỉ số|điểm|hội nghị|phong trào|mô hình|"
    r"chương trình|kế hoạch|"
    r"duy trì|phát triển|phối hợp|xây dựng|tuyên truyền|quản lý|công khai|vận động|hướng dẫn|nâng|kiểm tra|"
    r"triển khai|thu|chăm|giúp|hỗ trợ|cung cấp|cập nhật|rà soát|thành lập|tạo|làm|đưa|báo cáo|họp|chi|"
    rf"{_BECAME.pattern})\b",
    re.IGNORECASE,
)
"""A title that begins so names no things that can be counted."""
_ANSWERED = re.compile(r"giải quyết|xử lý|trả lời", re.IGNORECASE)
_ALL = re.compile(r"^(?:100\s*%\s*)?(?:t[ỷỉ] lệ\s*(?:%\s*)?)?(?:số\s+)?", re.IGNORECASE)
_LONGEST_HEAD = 6
_ODD = re.compile(
    r"^(?:Tổng số|Số) (?:\w$|(?:được|đạt|từ|dưới|trên|theo|cấp|kết quả|tỷ lệ|điểm|và|của|mỗi|x|nhân|"
    r"trong|không|có|"
    r"địa bàn không)\b)|"
    r"[=%×*<>]|\b(?:điểm tối đa|điểm)\b|\b(?:và|của|theo|từ|được|đạt|là|trên|có|cho)$",
    re.IGNORECASE,
)
_BY_US = ("tên hai số liệu do danvan đặt; văn bản không nêu",)


def ratio_names(asked: Sentence, said: str = "") -> RatioNames:
    """The two figures by the words of the paper; against a plan they may be more than 100 %."""
    labels = ratio_labels(*filter(None, (said, spelled_out(asked.text), asked.title)))
    if labels:
        keys = {"top_label": labels[0], "bottom_label": labels[1]}
        by_title = _of_title(asked.title) if odd_names(keys) else None
        if by_title:
            return RatioNames({"top_label": by_title[0], "bottom_label": by_title[1]}, _BY_US)
        return RatioNames(keys)
    if _PLAN.search(f"{asked.text}\n{asked.title}"):
        keys = {"top_label": "Kết quả thực hiện", "bottom_label": "Chỉ tiêu, kế hoạch được giao"}
        return RatioNames({**keys, "over": "capped"}, _BY_US)
    if found := _SHARE_OF.search(asked.text):
        part = _with_verb(found["part"], found["verb"] or "", asked.title)
        return RatioNames({"top_label": counted(part), "bottom_label": _whole(_head(part))}, _BY_US)
    if labels := _of_title(asked.title):
        return RatioNames({"top_label": labels[0], "bottom_label": labels[1]}, _BY_US)
    return RatioNames({"top_label": DONE, "bottom_label": "Tổng số phải thực hiện"}, _BY_US)


def _with_verb(part: str, verb: str, title: str) -> str:
    """``vụ việc`` of ``Giải quyết khiếu nại`` -> ``vụ việc đã giải quyết``."""
    named = _ANSWERED.match(title)
    if not verb and named and not _BECAME.search(part):
        verb = named[0]
    if not verb:
        return part
    return f"{part} đã {verb.lower() if _ANSWERED.match(verb) else 'hoàn thành'}"


def _of_title(title: str) -> tuple[str, str] | None:
    """``Hồ sơ giải quyết đúng hạn`` -> ``Số hồ sơ giải quyết đúng hạn`` of ``Tổng số hồ sơ``."""
    bare = _ALL.sub("", re.sub(r"\([^()]*\)", "", title)).strip(" .:;")
    head = _head(bare)
    if not head or _ACTION.match(bare) or "," in head or any(map(str.isdigit, bare)):
        return None
    return counted(bare), _whole(head)


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
                done = _done(found["part"].strip())
                return counted(done), _whole(found["whole"] or _head(done))
    return None


def _done(part: str) -> str:
    """``giải quyết đơn thư`` -> ``đơn thư đã giải quyết``."""
    found = _VERB.match(part)
    return f"{found['what']} đã {found['verb'].lower()}" if found else part


def _head(part: str) -> str:
    """``hồ sơ giải quyết đúng hạn`` -> ``hồ sơ``: what comes before the words that say what became of it."""
    bare = _NUMBER_OF.sub("", part.strip())
    found = next((each for each in _BECAME.finditer(bare) if each.start()), None)
    head = bare[: found.start()].strip(" ,") if found else ""
    return head if len(head.split()) <= _LONGEST_HEAD else ""


def odd_names(rule: Mapping[str, str]) -> bool:
    """True for two figures of which one does not say what it counts: ``Số hộ`` of ``Tổng số``."""
    top, bottom = rule["top_label"], rule["bottom_label"]
    if top == DONE:
        return False
    return bool(
        bottom == "Tổng số"
        or fold(top.removeprefix("Số ")) == fold(bottom.removeprefix("Tổng số "))
        or any(_ODD.search(name) for name in (top, bottom))
    )


def _whole(text: str | None) -> str:
    if not text:
        return "Tổng số"
    bare = _NUMBER_OF.sub("", text.strip())
    bare = bare if bare[1:2].isupper() else bare[:1].lower() + bare[1:]
    return as_label(bare if bare.lower().startswith("tổng") else f"Tổng số {bare}")


_BROKEN = re.compile(r"^số (?:không|chưa|bỏ|để)\b|\b(?:của|cho|về|với)$", re.IGNORECASE)
"""``Số không họp định kỳ``, ``Số quỹ không đạt chỉ tiêu của``."""


def of_label(words: str) -> tuple[str, ...]:
    """The doubt where a name holds numbers or brackets, names nothing that is counted, or breaks off."""
    odd = re.search(r"\d|[(=%]", _ONE.sub("", words.strip())) or _BROKEN.search(words)
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
