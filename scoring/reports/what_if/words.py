"""What a trial found, in sentences for an official and for the report."""

from collections.abc import Iterator, Mapping, Sequence

from scoring.engine.classify import item_name
from scoring.engine.model import QuotaNote
from scoring.reports.what_if.described import described
from scoring.reports.what_if.tried import Tried
from scoring.text import show_number
from scoring.whatif.compared import ScenarioEffect
from scoring.whatif.firm import Firmness, Stability

NAMED = 8
"""Units that a sentence names before it counts the others."""
STRONGEST = 5
DRAWN = {"uniform": "thay đổi đều", "dirichlet": "lấy theo phân phối Dirichlet"}


def sentences(tried: Tried) -> tuple[str, ...]:
    """All that was found, the scenarios first."""
    return (
        *_ground(tried), *_scenarios(tried), *_reached(tried), *_firmness(tried), *_criteria(tried),
        *_lowered(tried),
    )  # fmt: skip


def _ground(tried: Tried) -> Iterator[str]:
    """On what it was tried, and whom it says nothing of."""
    yield f"{tried.words}."
    if tried.unranked:
        yield f"Không xét {len(tried.unranked)} đơn vị chưa có hạng: {_named(tried.unranked)}."


def _scenarios(tried: Tried) -> Iterator[str]:
    for each in tried.comparisons:
        if what := "; ".join(described(each.scenario, tried.run.criteria)):
            yield f"{each.scenario.name} gồm: {what}."
        yield f"{each.scenario.name}: {_changes(each, tried.run.criteria.class_names)}"
        yield from (f"{line}." for line in each.lapsed)
        if each.scenario.why:
            yield f"{each.scenario.why.rstrip('.')}."


def _changes(each: ScenarioEffect, names: Mapping[str, str]) -> str:
    up = [unit.name for unit in each.units if (unit.class_rise or 0) > 0]
    down = [unit.name for unit in each.units if (unit.class_rise or 0) < 0]
    moved = len(each.moved)
    said = [f"{moved} đơn vị đổi loại hoặc đổi hạng" if moved else "không đơn vị nào đổi loại hay đổi hạng"]
    said += [
        f"{len(units)} đơn vị {way} loại ({_named(units)})"
        for way, units in (("lên", up), ("xuống", down))
        if units
    ]
    if each.unranked:
        said.append(f"{len(each.unranked)} đơn vị không còn được xếp hạng ({_named(each.unranked)})")
    counts = ", ".join(f"“{name}” {was} thành {now}" for name, (was, now) in each.classes if was != now)
    said += [f"số đơn vị theo loại: {counts}"] if counts else []
    return "; ".join([*said, *_quota(each.quota, names)]) + "."


def _quota(
    notes: tuple[tuple[QuotaNote, ...], tuple[QuotaNote, ...]], names: Mapping[str, str]
) -> Iterator[str]:
    before, after = ({(note.class_code, note.block): note for note in each} for each in notes)
    for key, note in after.items():
        was = before.get(key)
        if was is None or (was.classed, was.allowed) != (note.classed, note.allowed):
            name = names.get(note.class_code, note.class_code)
            yield f"vượt hạn mức loại “{name}”: {note.classed} đơn vị, cho phép {note.allowed}"
    if set(before) - set(after):
        yield "không còn vượt hạn mức đang vượt" if not after else "bớt hạn mức bị vượt"


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" và {more} đơn vị khác" if more > 0 else "")


def _reached(tried: Tried) -> Iterator[str]:
    criteria = tried.run.criteria
    for unit, found in tried.reaches.items():
        name, standing = tried.run.name(unit), tried.run.results[unit].standing
        if standing and standing.computed:
            yield (
                f"{name}: loại “{standing.name}” do người có thẩm quyền quyết định, nên điểm hay mức điểm "
                "thay đổi cũng không làm đổi loại."
            )
        for each in found:
            way = "lên" if each.way == "up" else "xuống"
            head = f"{name} {way} loại “{each.class_name}” khi"
            ways = [
                f"{item_name(criteria, step.code)} từ {show_number(step.points)} thành "
                f"{show_number(step.needed)} điểm"
                for step in each.steps[:1]
            ]
            if each.bound is not None:
                ways.append(f"mức điểm của loại “{each.bound_of}” là {show_number(each.bound)}")
            if ways:
                yield f"{head} {', hoặc khi '.join(ways)}."
            else:
                yield f"{name}: không một thay đổi riêng lẻ nào đưa {way} loại “{each.class_name}”."


def _firmness(tried: Tried) -> Iterator[str]:
    found = tried.stability
    if found is None or not found.units:
        return
    yield _how(found)
    names = {each.unit: tried.run.name(each.unit) for each in found.units}
    for above, below in zip(found.units, found.units[1:], strict=False):
        if not above.is_apart and above.place != below.place:
            yield (
                f"Hạng {above.place} và {below.place} ({names[above.unit]}; {names[below.unit]}) không khác "
                f"nhau đáng kể: chỉ {_share(above.above_next or 0.0)} lần thử giữ thứ tự này."
            )
    loose = [each for each in found.units if each.keeps_class < 0.95]
    if loose:
        yield f"Loại chưa chắc: {_loose(loose, names)}."
    else:
        yield "Mọi đơn vị giữ nguyên loại trong ít nhất 95% lần thử."


def _loose(units: list[Firmness], names: dict[str, str]) -> str:
    shown = [f"{names[each.unit]} (giữ loại {_share(each.keeps_class)} lần thử)" for each in units[:NAMED]]
    more = len(units) - NAMED
    return ", ".join(shown) + (f" và {more} đơn vị khác" if more > 0 else "")


def _how(found: Stability) -> str:
    spread = show_number(found.spread * 100)
    return (
        f"Độ vững: {found.draws:,} lần thử, trọng số tiêu chí {DRAWN[found.kind]} trong khoảng ±{spread}%, "
        f"số khởi đầu {found.seed}. Kết quả cho biết thứ hạng phụ thuộc trọng số đến mức nào, không cho biết "
        "điểm đúng hay sai."
    ).replace(",", ".", 1)


def _share(share: float) -> str:
    return f"{share * 100:.0f}%"


def _criteria(tried: Tried) -> Iterator[str]:
    flat = [each.code for each in tried.influences if each.is_at_ceiling]
    if flat:
        yield (
            f"{len(flat)}/{len(tried.influences)} tiêu chí ít phân biệt (trên 90% đơn vị đạt tối đa): "
            f"{', '.join(flat)}."
        )
    strong = sorted(tried.influences, key=lambda each: each.effective or 0.0, reverse=True)[:STRONGEST]
    told = [
        f"{each.code} ({_share(each.effective)} chênh lệch, trọng số {_share(each.nominal)})"
        for each in strong
        if each.effective and each.effective > each.nominal
    ]
    if told:
        yield f"Điểm các đơn vị khác nhau nhiều nhất do tiêu chí {', '.join(told)}."


def _lowered(tried: Tried) -> Iterator[str]:
    weak = [tried.run.name(each.unit) for each in tried.lowered if each.classes]
    if weak:
        yield (
            f"{len(weak)} đơn vị mất loại đang có nếu một trong các tiêu chí bị hạ một mức: {_named(weak)}. "
            "Tiêu chí nào, xem bảng “Hạ một mức”."
        )
    elif tried.lowered:
        yield "Không đơn vị nào mất loại chỉ vì một tiêu chí bị hạ một mức."
