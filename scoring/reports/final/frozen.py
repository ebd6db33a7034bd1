"""``ket-qua.json``: the frozen results of a year, for this tool a year later and for a city."""

import hashlib
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field, PlainSerializer, ValidationError, model_validator

from scoring.criteria.loader import shared_hash
from scoring.criteria.schema import CriteriaSet
from scoring.criteria.tally import most_of
from scoring.engine.model import Rank, Scorecard, Standing, State, UnitResult
from scoring.errors import WorkspaceError
from scoring.json_text import as_json
from scoring.opening.files import plain_bytes
from scoring.rules.values import LARGEST, Data, Number
from scoring.sheets.safe import safe
from scoring.standing.run import Consolidation
from scoring.standing.tracing import of_conditions
from scoring.workspace import FROZEN_RESULTS

T = TypeVar("T")

FORMAT: Literal["danvan-frozen-1"] = "danvan-frozen-1"
MANIFEST = "manifest.json"

Points = Annotated[
    Number, Field(ge=-LARGEST, le=LARGEST), PlainSerializer(lambda value: f"{value:f}", return_type=str)
]
"""A decimal string with a point, so that no reader makes a float of it."""

Place = Annotated[int, Field(ge=1, le=1_000_000)]


class FrozenSet(Data):
    """Under which criteria set the results were reached.

    ``hash`` is the whole set's. Offices may each use a city's set under their own names: results are
    comparable where ``shared`` is the same. ``rank_by`` and ``ties`` are the set's ranking. ``highest`` is
    the most that a unit can reach, ``places`` the decimal places of a score, ``bounds`` the least score of
    each class, best first: results are checked against them. Editions of older versions have none.
    """

    id: str
    hash: str
    shared: str
    name: str
    status: Literal["sample", "draft", "issued"]
    scale: Points
    rank_by: Literal["score", "class"]
    ties: Literal["shared", "dense"]
    highest: Points | None = None
    places: Annotated[int, Field(ge=0, le=6)] | None = None
    bounds: tuple[Points, ...] = ()


class FrozenName(Data):
    """A block or a class, in the order of the set."""

    code: str
    name: str


class FrozenClass(Data):
    """The class of a unit; ``code`` is None where it is not classed, and ``reason`` says why.

    ``computed``: the class that the rules alone give, where a person decided another or the same.
    """

    code: str | None
    name: str
    reason: str = ""
    computed: FrozenName | None = None


class FrozenCondition(Data):
    """A condition that concerns the unit: what it declared, and whether it holds.

    ``basis``: the verifier's reason or the decision with its document; empty where the unit's own word was
    verified or adopted without one, or where it follows from an answer.
    """

    code: str
    declared: bool | None = None
    holds: bool | None = None
    basis: str = ""


class FrozenGroup(Data):
    """The verified points of a unit in a group of the scale, and the most that counts for it there."""

    code: str
    points: Points
    top: Points


class FrozenUnit(Data):
    """One unit. ``self_score`` is what its own form gives, ``verified`` what the verifiers stand for.

    ``final`` is the score that was ranked, None where the unit was not. All three are rounded as the set
    says. ``state`` holds the words of :class:`State`; ``reason`` says why a unit has no class or place.
    ``conditions`` and ``groups``: none in editions of older versions.
    """

    code: str
    name: str
    kind: str
    block: str
    state: State
    reason: str = ""
    self_score: Points | None = None
    verified: Points | None = None
    final: Points | None = None
    class_: FrozenClass | None = None
    in_block: Place | None = None
    overall: Place | None = None
    conditions: tuple[FrozenCondition, ...] = ()
    groups: tuple[FrozenGroup, ...] = ()


class Frozen(Data):
    """The results of one office and year as they were frozen; ``edition`` counts from 1.

    ``blocks`` and ``classes`` are all of the set's; ``groups`` those at the top of the scale, none in
    editions of older versions.
    """

    format: Literal["danvan-frozen-1"]
    version: str
    year: Annotated[int, Field(ge=2000, le=2100)]
    edition: Place
    issuer: str
    issuer_above: str
    office: str
    set: FrozenSet
    blocks: tuple[FrozenName, ...]
    classes: tuple[FrozenName, ...]
    groups: tuple[FrozenName, ...] = ()
    units: tuple[FrozenUnit, ...]

    @model_validator(mode="after")
    def _coherent(self) -> "Frozen":
        blocks, classes = {each.code for each in self.blocks}, {each.code for each in self.classes}
        ranked = [unit for unit in self.units if unit.final is not None]
        if (
            len({unit.code for unit in self.units}) < len(self.units)
            or not {unit.block for unit in ranked} <= blocks
            or not {unit.class_.code if unit.class_ else None for unit in ranked} <= classes
            or len(self.set.bounds) not in (0, len(self.classes))
        ):
            raise ValueError("units, blocks and classes do not fit each other")
        return self

    @cached_property
    def by_code(self) -> dict[str, FrozenUnit]:
        """The units by code."""
        return {unit.code: unit for unit in self.units}


def frozen(run: Consolidation, edition: int) -> Frozen:
    """The frozen results of a run on the verified stage."""
    criteria = run.criteria
    return Frozen(
        format=FORMAT,
        version=run.version,
        year=criteria.year,
        edition=edition,
        issuer=criteria.issuer,
        issuer_above=criteria.issuer_above,
        office=criteria.office,
        set=FrozenSet(
            id=criteria.id,
            hash=run.set_hash,
            shared=shared_hash(criteria),
            name=criteria.name,
            status=criteria.status,
            scale=criteria.scale,
            rank_by=criteria.ranking.by,
            ties=criteria.ranking.ties,
            highest=_highest(criteria),
            places=criteria.rounding.total,
            bounds=tuple(each.at_least for each in criteria.classes),
        ),
        blocks=tuple(FrozenName(code=each.code, name=each.name) for each in criteria.blocks),
        classes=tuple(FrozenName(code=each.code, name=each.name) for each in criteria.classes),
        groups=tuple(FrozenName(code=each.code, name=each.text) for each in criteria.groups),
        units=tuple(_unit(run, result) for result in run.results.units),
    )


def _highest(criteria: CriteriaSet) -> Decimal:
    """The most that a unit can reach: all of the scale, and the bonus up to its cap."""
    whole = most_of(criteria.groups) if criteria.score_on == "points" else Decimal(100)
    return whole + (criteria.bonus.cap if criteria.bonus else 0)


def frozen_json(results: Frozen) -> bytes:
    """The same results, the same bytes."""
    content = results.model_dump(mode="json")
    return as_json(content).encode()


def read_frozen(folder: Path) -> Frozen:
    """The results frozen in an edition's folder, checked against its manifest.

    Raises WorkspaceError where they are missing, altered, or of a format that this version does not know.
    Another office may have sent them: no link is followed, nothing huge is parsed.
    """
    path = folder / FROZEN_RESULTS
    content = _bytes(path)
    noted = _parsed(folder / MANIFEST, lambda data: str(json.loads(data)["outputs"][FROZEN_RESULTS]))
    if hashlib.sha256(content).hexdigest() != noted:
        raise WorkspaceError(
            f"{path} đã bị sửa sau khi chốt (khác {MANIFEST}). Chép lại nguyên thư mục này từ bản lưu."
        )
    return _parsed(path, Frozen.model_validate_json)


def _bytes(path: Path) -> bytes:
    try:
        return plain_bytes(path)
    except FileNotFoundError:
        raise WorkspaceError(
            f"Không có tệp {path}. Chép đủ thư mục của lần chốt (lan-1, lan-2, …) rồi chạy lại."
        ) from None
    except OSError:
        raise WorkspaceError(
            f"Không đọc được {path} (không phải tệp thường, quá lớn hoặc không có quyền đọc). "
            "Chép lại thư mục này từ bản lưu."
        ) from None


def _parsed(path: Path, parse: Callable[[bytes], T]) -> T:
    try:
        return parse(_bytes(path))
    except (ValidationError, ValueError, KeyError, TypeError, RecursionError):
        raise WorkspaceError(
            f"{path} không đúng dạng kết quả đã chốt ({FORMAT}). Chép lại thư mục này từ bản lưu, hoặc cài "
            "phiên bản danvan đã dùng để chốt."
        ) from None


def _unit(run: Consolidation, result: UnitResult) -> FrozenUnit:
    unit, card, standing = run.unit(result.unit), result.card, result.standing
    verified = card.result if card and card.stage == "verified" else None
    return FrozenUnit(
        code=unit.code,
        name=safe(unit.name),
        kind=unit.kind,
        block=result.block,
        state=result.state,
        reason=safe(unit.outside or (standing.reason if standing else "")),
        self_score=run.self_score(unit.code),
        verified=verified,
        final=verified if result.ranked else None,
        class_=_class(standing) if standing else None,
        in_block=_place(result.in_block),
        overall=_place(result.overall),
        conditions=tuple(
            FrozenCondition(
                code=each.code,
                declared=each.state.declared if each.state else None,
                holds=each.holds,
                basis=safe(each.reason),
            )
            for each in of_conditions(run, result)
        ),
        groups=tuple(_groups(run.criteria, card)) if card and result.ranked else (),
    )


def _groups(criteria: CriteriaSet, card: Scorecard) -> Iterator[FrozenGroup]:
    """The groups in which something counts for the unit."""
    for group in criteria.groups:
        reached = card.sum(group.code)
        if reached.top:
            yield FrozenGroup(code=group.code, points=reached.points, top=reached.top)


def _class(standing: Standing) -> FrozenClass:
    alone = standing.computed
    computed = FrozenName(code=alone.code, name=alone.name) if alone and alone.code else None
    return FrozenClass(
        code=standing.code, name=standing.name, reason=safe(standing.reason), computed=computed
    )


def _place(rank: Rank | None) -> int | None:
    return rank.place if rank else None
