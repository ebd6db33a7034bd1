"""Wards of a city, made from the hand-built run of one: same set, own names, own scores."""

import hashlib
import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from scoring.criteria.loader import load_roster
from scoring.engine.model import State
from scoring.reports.final.frozen import (
    MANIFEST,
    Frozen,
    FrozenClass,
    FrozenUnit,
    frozen,
    frozen_json,
)
from scoring.reports.rollup.model import Ward
from scoring.workspace import FROZEN_RESULTS, Workspace
from tests.conftest import SETS
from tests.reports.runs import typical, verified


@lru_cache(maxsize=1)
def base() -> Frozen:
    """All states: verified, capped, disqualified, to mend, not submitted, outside."""
    mini = load_roster(SETS / "mini")
    run = typical(mini)
    return frozen(verified(run, frozenset(unit.code for unit in run.roster.units)), 1)


def results(name: str, **more: Any) -> Frozen:
    """The frozen results of another ward; ``more`` replaces what the base says."""
    return base().model_copy(update={"issuer": name, **more})


def scored(
    name: str, scores: dict[str, list[str]], classed: dict[str, str] | None = None, **more: Any
) -> Frozen:
    """A ward whose ranked units are given: block -> scores; ``classed``: score -> class, else the first."""
    classes = {each.code: each.name for each in base().classes}
    units = []
    for block, several in scores.items():
        for n, score in enumerate(several):
            code = (classed or {}).get(score, next(iter(classes)))
            places = 1 + sum(Decimal(other) > Decimal(score) for other in several)
            units.append(
                FrozenUnit(
                    code=f"{block}-{n}", name=f"Đơn vị {block} {n}", kind="phong", block=block,
                    state=State.VERIFIED, verified=Decimal(score), final=Decimal(score),
                    class_=FrozenClass(code=code, name=classes[code]), in_block=places, overall=places,
                )
            )  # fmt: skip
    return results(name, units=tuple(units), **more)


def under(found: Frozen, **more: Any) -> Frozen:
    """The same results under another set."""
    return found.model_copy(update={"set": found.set.model_copy(update=more)})


def city(wards: int, units: int = 0, seed: int = 7) -> list[Frozen]:
    """Wards with scores from a seed; as many units a ward as the base, or ``units``."""
    random, blocks = Random(seed), [each.code for each in base().blocks]
    made = []
    for n in range(1, wards + 1):
        scores: dict[str, list[str]] = {block: [] for block in blocks}
        for m in range(units or len(base().units)):
            scores[blocks[m % len(blocks)]].append(f"{random.randint(5000, 10000) / 100:.2f}")
        classes = [each.code for each in base().classes]
        classed = {
            score: classes[min(len(classes) - 1, int((100 - float(score)) // 12))]
            for several in scores.values()
            for score in several
        }
        made.append(scored(f"UBND phường số {n}", scores, classed))
    return made


def put(folder: Path, found: Frozen) -> Path:
    """An edition's folder with its manifest."""
    content = frozen_json(found)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FROZEN_RESULTS).write_bytes(content)
    noted = {"outputs": {FROZEN_RESULTS: hashlib.sha256(content).hexdigest()}}
    (folder / MANIFEST).write_text(json.dumps(noted), encoding="utf-8")
    return folder


def workspace(root: Path, found: Frozen) -> Path:
    """The edition in its place in a workspace."""
    put(Workspace(root).edition(found.year, found.edition), found)
    return root


def ward(found: Frozen, folder: str = "") -> Ward:
    """The results as they were read."""
    return Ward(found.issuer, folder or f"thu/{found.issuer}", found, "0" * 64)
