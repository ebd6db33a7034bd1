"""A scenario in words: what of the set it changes."""

from collections.abc import Iterator

from scoring.criteria.schema import CriteriaSet
from scoring.text import show_number
from scoring.whatif.scenario import Scenario

_SEEN = {"rounded": "điểm đã làm tròn", "exact": "điểm chưa làm tròn"}


def described(scenario: Scenario, criteria: CriteriaSet) -> Iterator[str]:
    """One clause for every change."""
    names = criteria.class_names
    for code, bound in scenario.classes.items():
        yield f"loại “{names.get(code, code)}” từ {show_number(bound)} điểm"
    for code, items in scenario.needs.items():
        for item, percent in items.items():
            least = f"cần {show_number(percent)}%" if percent else "không cần riêng"
            yield f"loại “{names.get(code, code)}” {least} mục {item}"
    for code, percent in scenario.quota.items():
        yield f"hạn mức loại “{names.get(code, code)}” {show_number(percent)}%"
    for condition, to in scenario.caps.items():
        yield f"điều kiện {condition} không xếp quá loại “{names.get(to, to)}”"
    if scenario.maxima:
        maxima = ", ".join(f"{code} là {show_number(most)}" for code, most in scenario.maxima.items())
        how = "chấm lại theo cách chấm" if scenario.by == "rule" else "giữ tỷ lệ đã đạt"
        yield f"điểm tối đa của {maxima} ({how})"
    if scenario.without:
        yield f"bỏ {', '.join(scenario.without)}"
    for unit, held in scenario.conditions.items():
        said = (f"{condition} là {'có' if is_held else 'không'}" for condition, is_held in held.items())
        yield f"ở {unit} điều kiện {', '.join(said)}"
    yield from _figures(scenario)


def _figures(scenario: Scenario) -> Iterator[str]:
    if scenario.bonus_cap is not None:
        yield f"điểm thưởng tối đa {show_number(scenario.bonus_cap)}"
    if scenario.penalty_cap is not None:
        yield f"điểm trừ tối đa {show_number(scenario.penalty_cap)}"
    rounding = scenario.rounding
    for places, what in ((rounding.points, "điểm tiêu chí"), (rounding.total, "tổng điểm")):
        if places is not None:
            yield f"làm tròn {what} đến {places} chữ số"
    for seen, what in ((rounding.class_on, "xếp loại"), (rounding.rank_on, "xếp hạng")):
        if seen is not None:
            yield f"{what} theo {_SEEN[seen]}"
    if scenario.ties is not None:
        yield "đồng hạng thì hạng sau lùi" if scenario.ties == "shared" else "đồng hạng thì hạng sau kế tiếp"
    if scenario.break_by is not None:
        chain = ", ".join(scenario.break_by)
        yield f"bằng điểm thì xét {chain}" if chain else "bằng điểm thì đồng hạng"
