"""A random rule of any kind that fits a maximum."""

from collections.abc import Callable
from fractions import Fraction
from random import Random

from tests.oracle.plain import Data, half_up


def shown(value: Fraction) -> str:
    """A number as a set's file writes it."""
    text = f"{half_up(value, 6).numerator * (10**6 // half_up(value, 6).denominator):07}"
    return f"{text[:-6]}.{text[-6:]}".rstrip("0").rstrip(".")


class Chance(Random):
    """What a set is drawn with, and what all of its parts have to know.

    ``rounding``: the decimals that the set rounds points to; ``places``: those that a rule may state.
    ``tasks``: the codes of the tasks; ``units``: how many units there are.
    ``sure``: the first criterion is one that always arises. ``relative``: some points hang on other units.
    """

    rounding = places = 2
    tasks: tuple[str, ...] = ()
    units = 1
    sure = False
    relative = True

    def pick(self, *numbers: str) -> str:
        """One of these numbers of points, if any fits, else the smallest that does."""
        fitting = [each for each in numbers if half_up(Fraction(each), self.places) == Fraction(each)]
        return self.choice(fitting or ["1"])


def drawn_rule(chance: Chance, top: Fraction, *, own: bool = False) -> Data:
    """``own``: one that the unit answers itself."""
    kinds = sorted(OWN if chance.relative else OWN.keys() - {"best"})
    kind = chance.choice(kinds if own or chance.random() < 0.85 else sorted(OFFICE))
    return {"kind": kind} | (OWN | OFFICE)[kind](chance, top)


def costs_the_clean(rule: Data) -> bool:
    """True for a rule that a penalty block may not hold: it costs points where nothing happened."""
    bands = rule.get("bands", [{}])
    first = rule.get("levels", bands if "at_most" in bands[0] else bands[::-1])[0]
    worth = first.get("points") or first.get("fraction") or "0"
    return rule["kind"] in ("deduction", "lateness", "best") or rule.get("good") == "Không" or worth != "0"


def _part(chance: Chance, top: Fraction) -> Fraction:
    """Some of the maximum."""
    share = top * chance.randint(0, 16) / 16
    return min(top, half_up(share, chance.randint(0, chance.places)))


def _split(chance: Chance, top: Fraction) -> list[Fraction]:
    cuts = sorted({cut for _ in range(chance.randint(0, 3)) if 0 < (cut := _part(chance, top)) < top})
    return [high - low for low, high in zip([Fraction(0), *cuts], [*cuts, top], strict=True)]


def _yes_no(chance: Chance, top: Fraction) -> Data:
    return {"good": "Không"} if chance.random() < 0.3 else {}


def _levels(chance: Chance, top: Fraction) -> Data:
    levels: list[Data] = [
        {"text": "Mức tốt nhất", **chance.choice([{"fraction": "1"}, {"points": shown(top)}])}
    ]
    for n in range(chance.randint(1, 4)):
        fraction = chance.choice(["1/2", "1/3", "2/3", "0", "0.125", "5/7"])
        worth = chance.choice([{"fraction": fraction}, {"points": shown(_part(chance, top))}])
        levels.append({"text": f"Mức thứ {n + 2}", **worth})
    chance.shuffle(levels)
    return {"levels": levels}


def _parts(chance: Chance, top: Fraction) -> Data:
    return {
        "parts": [{"text": f"Việc thứ {n}", "points": shown(p)} for n, p in enumerate(_split(chance, top), 1)]
    }


def _ratio(chance: Chance, top: Fraction) -> Data:
    found: Data = {"top_label": "Số đúng hạn", "bottom_label": "Tổng số"}
    found |= chance.choice([{}, {}, {"over": "capped"}, {"step": "0.01"}, {"over": "capped", "step": "0.5"}])
    way = chance.random()
    if way < 0.4:
        bounds = [*sorted(chance.sample([95, 90, 80, 66.6, 50, 33.333, 10], 3), reverse=True), 0]
        worth = [top, *sorted((_part(chance, top) for _ in range(3)), reverse=True)]
        side = chance.choice(["at_least", "at_least", "at_most"])
        if side == "at_most":
            bounds = [*sorted(bounds[:3]), 100]
        bands = zip(bounds, worth, strict=True)
        return found | {"bands": [{side: str(bound), "points": shown(points)} for bound, points in bands]}
    steps = [step for step in ("0.25", "0.5", "0.1", "1") if (top / Fraction(step)).denominator == 1]
    if steps and chance.random() < 0.4:
        found["round_to"] = chance.pick(*steps)
    return found | ({"full_at": str(chance.choice([95, 90, 66.6, 75]))} if way < 0.7 else {})


def _count(chance: Chance, top: Fraction) -> Data:
    return {"label": "Số lần", "each": chance.pick("1", "2", "0.5", "0.125", "0.333")}


def _target(chance: Chance, top: Fraction) -> Data:
    return {"label": "Số mô hình"} | chance.choice([{"target": "3"}, {"target": "7"}, {"target": "4.5"}])


def _best(chance: Chance, top: Fraction) -> Data:
    return {"label": "Số tin bài"} | chance.choice([{}, {"step": "0.5"}])


def _deduction(chance: Chance, top: Fraction) -> Data:
    points, percent = chance.pick("1", "0.5", "0.125"), chance.choice(["25", "12.5", "33.3"])
    each = chance.choice([{"each": points}, {"each_percent": percent}])
    floor = _part(chance, top)
    return {"label": "Số vi phạm", **each} | (
        {"floor": shown(floor)} if floor < top and chance.random() < 0.4 else {}
    )


def _lateness(chance: Chance, top: Fraction) -> Data:
    days = sorted(chance.sample(range(1, 20), chance.randint(0, 3)))
    worth = sorted((_part(chance, top) for _ in days), reverse=True)
    return {
        "steps": [
            {"days": str(day), "points": shown(points)} for day, points in zip(days, worth, strict=True)
        ]
    }


def _direct(chance: Chance, top: Fraction) -> Data:
    steps = [step for step in ("0.25", "0.5", "0.1", "1", "0.125") if (top / Fraction(step)).denominator == 1]
    return {"step": chance.pick(*steps) if steps else shown(top)}


def _superior(chance: Chance, top: Fraction) -> Data:
    return {"who": "UBND phường"}


def _punctuality(chance: Chance, top: Fraction) -> Data:
    parts = _split(chance, top)[:3]
    parts[-1] += top - sum(parts)
    reports = chance.sample(["6-thang", "9-thang", "nam"], len(parts))
    return {
        "shares": [
            {"report": report, "text": f"Báo cáo {report}", "points": shown(points)} | _late(chance, points)
            for report, points in zip(reports, parts, strict=True)
        ]
    }


def _late(chance: Chance, points: Fraction) -> Data:
    """What is left of the share when it came late."""
    return {"late": steps} if chance.random() < 0.5 and (steps := _lateness(chance, points)["steps"]) else {}


Draw = Callable[[Chance, Fraction], Data]
OWN: dict[str, Draw] = {
    "yes_no": _yes_no,
    "levels": _levels,
    "parts": _parts,
    "ratio": _ratio,
    "count": _count,
    "target": _target,
    "best": _best,
    "deduction": _deduction,
    "lateness": _lateness,
    "direct": _direct,
}
OFFICE: dict[str, Draw] = {"superior": _superior, "punctuality": _punctuality}
