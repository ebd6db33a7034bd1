"""What a decision rests on, and in which words: NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6."""

import re

from scoring.criteria.schema import CriteriaSet
from scoring.text import long_date

_RANKS = (
    ("hiến pháp",),
    ("bộ luật", "luật"),
    ("pháp lệnh",),
    ("nghị định",),
    ("thông tư",),
    ("nghị quyết", "chỉ thị"),
    ("quy định",),
    ("quyết định",),
    ("đề án", "chương trình"),
    ("kế hoạch",),
    ("hướng dẫn", "thông báo"),
    (),  # a document whose name does not show it
    ("công văn",),
)
"""How a document's name begins, the highest rank first."""
_UNTOLD = _RANKS.index(())
_DAY = re.compile(r"\bngày (\d{1,2}|…+)/(\d{1,2})/(\d{4})")
_NUMBER_OF_A_LAW = re.compile(r"^((?:Bộ l|L)uật|Pháp lệnh)(.*?) số \d+/\d{4}/\S+", re.IGNORECASE)
_SHORT = ((re.compile(r"(?<![-\w])UBND(?![-\w])"), "Ủy ban nhân dân"),
          (re.compile(r"(?<![-\w])HĐND(?![-\w])"), "Hội đồng nhân dân"))  # fmt: skip


def rank(title: str) -> int:
    """Where a document stands among the grounds of a decision, 0 the first, as far as its name shows."""
    name = f"{title.casefold()} "
    ranks = (n for n, kinds in enumerate(_RANKS) if any(name.startswith(f"{kind} ") for kind in kinds))
    return next(ranks, _UNTOLD)


def in_full(title: str) -> str:
    """``Nghị định số 59/2023/NĐ-CP ngày 14/8/2023`` -> ``… ngày 14 tháng 8 năm 2023``, as the decree asks.

    Bodies have their full names; a law is cited by its name and day, without number. A blank stays a blank.
    """
    told = _NUMBER_OF_A_LAW.sub(r"\1\2", title)
    for short, name in _SHORT:
        told = short.sub(name, told)
    return _DAY.sub(lambda found: f"ngày {long_date(found[1], int(found[2]), found[3])}", told)


def bases(criteria: CriteriaSet) -> list[str]:
    """What the documents are founded on: the set's references and the decision that issued it.

    The references stand in the order of the set where it marks them, else by rank; the decision stands above
    the first that ranks below it.
    """
    marked = any(reference.ground for reference in criteria.references)
    found = [each.title for each in criteria.references if each.ground == "basis" or not marked]
    if not marked:
        found.sort(key=rank)
    if criteria.decision:
        number, day = criteria.decision.number, criteria.decision.date
        own = f"Quyết định số {number} ngày {day:%d/%m/%Y} của {criteria.issuer} ban hành {criteria.name}"
        below = (n for n, title in enumerate(found) if rank(title) > rank(own))
        found.insert(next(below, len(found)), own)
    return [in_full(title) for title in found]


def followed(criteria: CriteriaSet) -> list[str]:
    """What a decision carries out: documents of the Party, instructions from above."""
    return [in_full(each.title) for each in criteria.references if each.ground == "follows"]
