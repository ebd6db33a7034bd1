"""Load-time checks across a whole set: what single fields cannot know.

Each check yields mistakes: the way to the value concerned, and a Vietnamese sentence without its full stop.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from scoring.catalogue import CATALOGUE, why_fixed
from scoring.criteria.conditions import Applies
from scoring.criteria.groups import beyond_sums
from scoring.criteria.messages import proposal, unknown
from scoring.criteria.needs import needs_amiss, without_points
from scoring.criteria.penalties import turned_round
from scoring.criteria.schema import CriteriaSet, Criterion, Group
from scoring.criteria.source import Keys, Mistake
from scoring.criteria.tally import most, most_of
from scoring.text import fold, show_date, show_number


def mistakes(criteria: CriteriaSet) -> Iterator[Mistake]:
    """Everything that does not hold together; nothing for a sound set."""
    yield from _status(criteria)
    yield from _dates(criteria)
    yield from _scored(criteria)
    yield from _codes(criteria)
    yield from _names(criteria)
    yield from _classes(criteria)
    yield from _conditions(criteria)
    yield from _sums(criteria)
    yield from _rules(criteria)
    yield from beyond_sums(criteria)
    yield from turned_round(criteria)
    yield from _decimals(criteria)
    yield from _tie_breaks(criteria)
    yield from needs_amiss(criteria)
    yield from _cited(criteria)
    yield from _severities(criteria)
    yield from _references(criteria)
    yield from _kinds_without_points(criteria)


def nodes(criteria: CriteriaSet) -> Iterator[tuple[Keys, Group | Criterion]]:
    """Every group and criterion with the way to it, bonus and penalty included."""
    for n, group in enumerate(criteria.groups):
        yield from _tree(("groups", n), group)
    for name, extra in (("bonus", criteria.bonus), ("penalty", criteria.penalty)):
        for n, criterion in enumerate(extra.criteria if extra else ()):
            yield (name, "criteria", n), criterion


def _tree(keys: Keys, node: Group | Criterion) -> Iterator[tuple[Keys, Group | Criterion]]:
    yield keys, node
    if isinstance(node, Group):
        for n, child in enumerate(node.children):
            yield from _tree((*keys, "children", n), child)


def leaves(criteria: CriteriaSet) -> Iterator[tuple[Keys, Criterion]]:
    """Every criterion with the way to it."""
    return ((keys, node) for keys, node in nodes(criteria) if isinstance(node, Criterion))


def scopes(criteria: CriteriaSet) -> Iterator[tuple[Keys, Applies]]:
    """Every ``applies`` with the way to it."""
    for keys, criterion in leaves(criteria):
        yield (*keys, "applies"), criterion.applies
    for n, condition in enumerate(criteria.conditions):
        yield ("conditions", n, "applies"), condition.applies
    for n, verifier in enumerate(criteria.verifiers):
        yield ("verifiers", n, "takes"), verifier.takes


def _status(criteria: CriteriaSet) -> Iterator[Mistake]:
    if criteria.status == "issued" and criteria.decision is None:
        yield ("status",), "bộ tiêu chí đã ban hành (issued) cần decision: số và ngày quyết định"
    if criteria.status != "issued" and criteria.decision is not None:
        yield ("decision",), f"chỉ ghi quyết định khi status: issued, hiện là {criteria.status}"


def _dates(criteria: CriteriaSet) -> Iterator[Mistake]:
    period = criteria.period
    span = f"từ {show_date(period.start)} đến {show_date(period.end)}"
    if not period.start.year <= criteria.year <= period.end.year:
        yield ("period",), f"kỳ đánh giá {span} không có ngày nào trong năm {criteria.year}"
    for n, report in enumerate(criteria.reports):
        if not period.start <= report.due <= period.end:
            yield ("reports", n, "due"), f"hạn {show_date(report.due)} ngoài kỳ đánh giá {span}"


def _scored(criteria: CriteriaSet) -> Iterator[Mistake]:
    """Ranks, decisions and frozen results rest on one period of the year."""
    scored = [n for n, report in enumerate(criteria.reports) if report.scored]
    for n in scored[1:]:
        first = criteria.reports[scored[0]].code
        yield ("reports", n, "scored"), f"mỗi năm chấm điểm ở một kỳ, đã là kỳ “{first}”"


def _codes(criteria: CriteriaSet) -> Iterator[Mistake]:
    rows = [((*keys, "code"), node.code) for keys, node in nodes(criteria)]
    rows += [(("conditions", n, "code"), each.code) for n, each in enumerate(criteria.conditions)]
    rows += [((key, "code"), each.code) for key, each in criteria.blocks_beside if each.code]
    yield from _repeated("mã", rows)
    yield from _mistaken_for_fields(criteria, rows)
    for name, items in _lists(criteria):
        yield from _repeated("mã", [((name, n, "code"), each.code) for n, each in enumerate(items)])
    ids = [(("references", n, "id"), each.id) for n, each in enumerate(criteria.references)]
    yield from _repeated("mã", ids)


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


def _lists(criteria: CriteriaSet) -> Iterable[tuple[str, Sequence[_Coded]]]:
    return (
        ("classes", criteria.classes),
        ("blocks", criteria.blocks),
        ("kinds", criteria.kinds),
        ("reports", criteria.reports),
        ("tasks", criteria.tasks),
        ("verifiers", criteria.verifiers),
        ("approvals", criteria.approvals),
    )


def _repeated(what: str, words: Iterable[tuple[Keys, str]]) -> Iterator[Mistake]:
    """Words that occur twice; spellings that a person takes for the same count as one."""
    seen: set[str] = set()
    for keys, word in words:
        if fold(word) in seen:
            yield keys, f"{what} “{word}” đã dùng ở trên; mỗi {what} chỉ dùng một lần"
        seen.add(fold(word))


def _mistaken_for_fields(criteria: CriteriaSet, rows: Iterable[tuple[Keys, str]]) -> Iterator[Mistake]:
    """On a form the fields of criterion 3.1 stand in rows 3.1-1, 3.1-2: nothing else may be called so."""
    fields = {
        fold(f"{criterion.code}-{each.key}"): criterion.code
        for _, criterion in leaves(criteria)
        for each in criterion.fields
    }
    for keys, code in rows:
        if fold(code) in fields:
            yield keys, f"mã “{code}” trùng với dòng số liệu của tiêu chí “{fields[fold(code)]}” trên biểu"


def _names(criteria: CriteriaSet) -> Iterator[Mistake]:
    classes = [(("classes", n, "name"), each.name) for n, each in enumerate(criteria.classes)]
    blocks = [(("blocks", n, "name"), each.name) for n, each in enumerate(criteria.blocks)]
    verifiers = [(("verifiers", n, "name"), each.name) for n, each in enumerate(criteria.verifiers)]
    approvals = [(("approvals", n, "name"), each.name) for n, each in enumerate(criteria.approvals)]
    for names in (classes, blocks, verifiers, approvals):
        yield from _repeated("tên", names)


def _classes(criteria: CriteriaSet) -> Iterator[Mistake]:
    bounds = [each.at_least for each in criteria.classes]
    for n in range(1, len(bounds)):
        if bounds[n] >= bounds[n - 1]:
            yield ("classes", n, "at_least"), "các loại xếp từ cao xuống thấp, mức điểm giảm dần, không trùng"
    if bounds[-1] != 0:
        last = len(bounds) - 1
        yield ("classes", last, "at_least"), "loại cuối phải có at_least: 0, để điểm nào cũng có loại"
    most = criteria.scale if criteria.score_on == "points" else Decimal(100)
    most += criteria.bonus.cap if criteria.bonus else 0
    for n, bound in enumerate(bounds):
        if bound > most:
            yield ("classes", n, "at_least"), f"không đơn vị nào đạt, điểm cao nhất là {show_number(most)}"


def _conditions(criteria: CriteriaSet) -> Iterator[Mistake]:
    """Conditions that could never or always hold, and lowering by more classes than there are."""
    for n, each in enumerate(criteria.conditions):
        most = len(criteria.classes) - 1
        if each.lower_by is not None and each.lower_by > most:
            yield ("conditions", n, "lower_by"), f"bộ có {most + 1} loại nên hạ nhiều nhất {most} loại"
        when = each.when
        criterion = criteria.criteria.get(when.code) if when else None
        if when is None or criterion is None:
            continue
        top = show_number(criterion.max)
        if when.declared and (criterion.rule.relative or not criterion.by_unit):
            says = f"điểm tiêu chí “{when.code}” không có trên biểu để đối chiếu lời khai; bỏ declared: true"
            yield ("conditions", n, "when", "declared"), says
        if when.at_least is not None and when.at_least > criterion.max:
            says = f"tiêu chí “{when.code}” tối đa {top} điểm nên điều kiện này không bao giờ có"
            yield ("conditions", n, "when", "at_least"), says
        if when.at_most is not None and when.at_most >= criterion.max:
            says = f"tiêu chí “{when.code}” tối đa {top} điểm nên điều kiện này lúc nào cũng có"
            yield ("conditions", n, "when", "at_most"), says


def _sums(criteria: CriteriaSet) -> Iterator[Mistake]:
    for keys, node in nodes(criteria):
        if isinstance(node, Group):
            yield from _sum(keys, node)
    total = most_of(criteria.groups)
    if total != criteria.scale and all(leaf.applies.everybody for leaf in criteria.main):
        scale = show_number(criteria.scale)
        yield ("scale",), f"thang điểm là {scale}, điểm tối đa các tiêu chí cộng lại {show_number(total)}"


def _sum(keys: Keys, group: Group) -> Iterator[Mistake]:
    total = most(group.model_copy(update={"cap": None}))
    added = f"các tiêu chí {'cao nhất' if group.only_one else 'cộng lại'} {show_number(total)}"
    if group.cap is not None and group.max is not None:
        yield (*keys, "max"), "nhóm đã ghi cap thì không ghi max: điểm tối đa của nhóm chính là cap"
    elif group.max not in (None, total):
        yield (*keys, "max"), f"nhóm ghi {show_number(group.max)} điểm, {added}"
    if group.cap is not None and group.cap >= total:
        stops = f"nhóm chặn ở {show_number(group.cap)} điểm (cap) nhưng {added}, nên không bao giờ bị chặn"
        yield (*keys, "cap"), f"{stops}; ghi số nhỏ hơn hoặc bỏ cap"


def _rules(criteria: CriteriaSet) -> Iterator[Mistake]:
    for keys, criterion in leaves(criteria):
        if says := without_points(criterion):
            yield (*keys, "max"), says
            continue
        for flaw in criterion.rule.flaws(criterion.max):
            yield (*keys, "rule"), flaw


def _decimals(criteria: CriteriaSet) -> Iterator[Mistake]:
    """Points with more decimals than points may have: rounded, they would not be what the set promises."""
    places = criteria.rounding.points
    for keys, worth in _stated(criteria):
        if not _fits(worth, places):
            yield keys, _too_fine(worth, f"điểm từng tiêu chí {_kept(places)}", "points")
    places = criteria.rounding.total
    if criteria.score_on == "points" and not _fits(criteria.scale, places):
        yield ("scale",), _too_fine(criteria.scale, f"điểm xếp loại {_kept(places)}", "total")


def _stated(criteria: CriteriaSet) -> Iterator[tuple[Keys, Decimal]]:
    """Every number of points of the set with the way to it."""
    for keys, criterion in leaves(criteria):
        yield (*keys, "max"), criterion.max
        for way, worth in criterion.rule.stated():
            yield (*keys, "rule", *way), worth
    for keys, node in nodes(criteria):
        if isinstance(node, Group) and node.cap is not None:
            yield (*keys, "cap"), node.cap
    for name, extra in (("bonus", criteria.bonus), ("penalty", criteria.penalty)):
        if extra:
            yield (name, "cap"), extra.cap


def _fits(worth: Decimal, places: int) -> bool:
    return worth % Decimal(1).scaleb(-places) == 0


def _kept(places: int) -> str:
    return f"chỉ lấy {places} chữ số thập phân" if places else "làm tròn đến số nguyên"


def _too_fine(worth: Decimal, kept: str, key: str) -> str:
    return (
        f"{show_number(worth)} quá lẻ, vì {kept}; ghi số vừa với cách làm tròn ấy, hoặc tăng số chữ số thập "
        f"phân (rounding: {key})"
    )


def _tie_breaks(criteria: CriteriaSet) -> Iterator[Mistake]:
    """A higher share stands first; of a penalty that would be the worse unit."""
    penalty = criteria.penalty
    penalties = {penalty.code, *(c.code for c in penalty.criteria)} if penalty else set()
    for n, code in enumerate(criteria.ranking.break_by):
        if code in penalties:
            yield ("ranking", "break_by", n), f"mục điểm trừ “{code}” không dùng để phân hạng được"


def _cited(criteria: CriteriaSet) -> Iterator[Mistake]:
    """Codes that name something the set does not have."""
    known = {name: [item.code for item in items] for name, items in _lists(criteria)}
    known["criteria"] = list(criteria.criteria)
    known["items"] = list(criteria.leaves_below)
    known["severities"] = list(CATALOGUE)
    for what, name, keys, code in _citations(criteria):
        if code not in known[name]:
            yield keys, unknown(what, code, known[name])


def _severities(criteria: CriteriaSet) -> Iterator[Mistake]:
    """A form that cannot be read or scored stays one with an error, or it would be valid and never ranked."""
    for code, severity in criteria.severities.items():
        check, why = CATALOGUE.get(code), why_fixed(code)
        if check and why and severity is not check.severity:
            yield (
                ("severities", code),
                f"mức của {code} ({check.title}) không đổi được, vì {why}; bỏ dòng này",
            )


_Citation = tuple[str, str, Keys, str]
_KIND, _TASK, _CLASS = ("loại đơn vị", "kinds"), ("nhiệm vụ", "tasks"), ("mức xếp loại", "classes")
_ITEM, _REPORT = ("nhóm hay tiêu chí", "items"), ("báo cáo", "reports")


def _citations(criteria: CriteriaSet) -> Iterator[_Citation]:
    """What is cited: in words, the list it should be on, where, and the code."""
    for n, each in enumerate(criteria.classes):
        for m, need in enumerate(each.needs):
            yield *_ITEM, ("classes", n, "needs", m, "code"), need.code
    yield from _each(_ITEM, ("ranking", "break_by"), criteria.ranking.break_by)
    for n, quota in enumerate(criteria.quota):
        yield *_CLASS, ("quota", n, "code"), quota.code
        yield from _each(_CLASS, ("quota", n, "of"), quota.of)
    for n, owed in enumerate(criteria.reports):
        yield from _each(_REPORT, ("reports", n, "earlier"), owed.earlier or ())
    for n, kind in enumerate(criteria.kinds):
        yield "khối", "blocks", ("kinds", n, "block"), kind.block
    for n, task in enumerate(criteria.tasks):
        yield from _each(_KIND, ("tasks", n, "lead", "kinds"), task.lead.kinds)
        yield from _each(_KIND, ("tasks", n, "coordinate", "kinds"), task.coordinate.kinds)
    yield from _of_conditions(criteria)
    for keys, applies in scopes(criteria):
        yield from _each(_KIND, (*keys, "kinds"), applies.kinds)
        yield from _each(_TASK, (*keys, "leads"), applies.leads)
        yield from _each(_TASK, (*keys, "coordinates"), applies.coordinates)
    for keys, criterion in leaves(criteria):
        for way, report in criterion.rule.reports():
            yield *_REPORT, (*keys, "rule", *way), report
    for code in criteria.severities:
        yield "mã lỗi", "severities", ("severities", code), code


def _of_conditions(criteria: CriteriaSet) -> Iterator[_Citation]:
    for n, condition in enumerate(criteria.conditions):
        if condition.class_code is not None:
            yield *_CLASS, ("conditions", n, "class_code"), condition.class_code
        if condition.when is not None:
            yield "tiêu chí", "criteria", ("conditions", n, "when", "code"), condition.when.code


def _each(what: tuple[str, str], keys: Keys, codes: Sequence[str]) -> Iterator[_Citation]:
    for n, code in enumerate(codes):
        yield *what, (*keys, n), code


def _references(criteria: CriteriaSet) -> Iterator[Mistake]:
    known = [reference.id for reference in criteria.references]
    for keys, text in _quoted(criteria):
        cited = text.replace(",", " ").replace(";", " ").split()
        if cited and cited[0] not in known:
            says = f"căn cứ “{text}” phải bắt đầu bằng id của một văn bản trong references"
            yield keys, f"{says}{proposal(cited[0], known)}"


def _quoted(criteria: CriteriaSet) -> Iterator[tuple[Keys, str]]:
    for n, task in enumerate(criteria.tasks):
        yield ("tasks", n, "reference"), task.reference
    for keys, criterion in leaves(criteria):
        yield (*keys, "reference"), criterion.reference
    for n, condition in enumerate(criteria.conditions):
        yield ("conditions", n, "reference"), condition.reference


def _kinds_without_points(criteria: CriteriaSet) -> Iterator[Mistake]:
    for n, kind in enumerate(criteria.kinds):
        if not any(_may_concern(criteria, leaf.applies, kind.code) for leaf in criteria.main):
            yield ("kinds", n), f"loại đơn vị “{kind.name}” không có tiêu chí nào để chấm"


def _may_concern(criteria: CriteriaSet, applies: Applies, kind: str) -> bool:
    """True where the kind is named, or single units are, which may be of this kind."""
    if applies.everybody or applies.units or kind in applies.kinds:
        return True
    parties = [task.lead for task in criteria.tasks if task.code in applies.leads]
    parties += [task.coordinate for task in criteria.tasks if task.code in applies.coordinates]
    return any(each.units or kind in each.kinds for each in parties)
