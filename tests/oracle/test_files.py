"""Random forms written, filled, read back from real files and consolidated, against the oracle."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from scoring.pipeline.consolidation import consolidate
from scoring.pipeline.records import Voice, receive
from tests.oracle.card import Card, Office, Said, card, highest
from tests.oracle.draw_answers import said
from tests.oracle.draw_set import drawn
from tests.oracle.files import Ward, complete, send, spoilt, ward
from tests.oracle.plain import block, evaluated
from tests.oracle.results import read, unlike
from tests.oracle.scale import times

WARDS, UNITS = 8, 22
RANKABLE = {"hợp lệ", "không đủ điều kiện", "không có tiêu chí áp dụng"}
NOW = datetime(2026, 11, 16, 2, tzinfo=UTC)


def sent(chance: Random, here: Ward, unit: str) -> tuple[dict[str, Said] | None, int]:
    """What of the unit counts after it has sent one form or several, and how many files that are."""
    kinds = chance.choice(
        [["sound"], ["sound"], ["spoilt"], ["sound", "sound"], ["sound", "spoilt"], ["spoilt", "sound"]]
    )
    counts = None
    for number, kind in enumerate(kinds, 1):
        rows = said(chance, here.criteria, here.units[unit])
        filled = complete(here, unit, rows, number)
        send(
            here,
            unit,
            filled if kind == "sound" else spoilt(chance, here, filled)[0],
            f"{chance.randint(0, 9)}-{unit}-{number}",
        )
        counts = rows if kind == "sound" else counts
    return counts, len(kinds)


def arrivals(chance: Random, here: Ward) -> dict[str, date]:
    """The half-year reports of all units came on one day each, or nobody knows."""
    found = {"nam": NOW.date()}
    for period, days in (("6-thang", (9, 10, 11)), ("9-thang", (14, 15, 16))):
        if chance.random() < 0.7:
            came = date(2026, int(period[0]), chance.choice(days))
            voice = Voice("Theo sổ công văn", now=NOW)
            from dataclasses import replace

            receive(replace(here.office, period=period), [], came, voice, everybody=True)
            found[period] = came
    return found


def tried(seed: int, root: Path) -> tuple[int, list[str]]:
    chance = Random(seed)
    criteria, units = drawn(seed, units=UNITS)
    here = ward(root, criteria, units)
    received = arrivals(chance, here)
    rows_of: dict[str, dict[str, Said]] = {}
    mending, files = set(), 0
    for unit in evaluated(units["units"]):
        if chance.random() < 0.05:
            continue
        rows, count = sent(chance, here, unit["code"])
        files += count
        if rows is None:
            mending.add(unit["code"])
        else:
            rows_of[unit["code"]] = rows
    cards = _cards(here, rows_of, received)
    run = read(consolidate(here.office, now=NOW).data)
    told = [
        f"seed {seed}: {each}"
        for each in [*_states(run, cards, mending), *unlike(criteria, here.units, cards, set(cards), run)]
    ]
    return files, told


def _cards(here: Ward, rows: dict[str, dict[str, Said]], received: dict[str, date]) -> dict[str, Card]:
    criteria, found = here.criteria, {}
    best = highest(criteria, evaluated([*here.units.values()]), rows)
    for code, said_ in rows.items():
        unit = here.units[code]
        found[code] = card(criteria, unit, said_, Office(received, best=best[block(criteria, unit)]))
    return found


def _states(run: dict, cards: dict[str, Card], mending: set[str]) -> Iterator[str]:  # type: ignore[type-arg]
    for unit in run["units"]:
        code = unit["code"]
        if unit["outside"]:
            continue
        wanted = {"cần sửa"} if code in mending else RANKABLE if code in cards else {"chưa nộp"}
        if unit["state"] not in wanted:
            findings = [
                f
                for file in run["files"]
                if file["unit"] == code
                for f in file["findings"]
                if f["severity"] == "error"
            ]
            yield f"{code} is {unit['state']}, not {wanted}: {findings}"


def test_random_forms_in_real_files_score_as_the_oracle_does(tmp_path: Path) -> None:
    files = 0
    for seed in range(times(WARDS)):
        count, told = tried(seed, tmp_path / str(seed))
        assert not told, "\n".join(told[:20])
        files += count
    assert files > times(WARDS) * UNITS
