"""How far each verifier is."""

from collections.abc import Iterator
from dataclasses import dataclass

from scoring.standing.run import Consolidation
from scoring.verification.contents import UnitPart, parts


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far one verifier is: criteria verified and open, units with everything verified, of how many.

    ``again``: criteria whose answer the unit has changed since, so that their points wait for another look.
    """

    name: str
    verified: int
    todo: int
    complete: int
    units: int
    again: int


def progress_of(run: Consolidation) -> Iterator[Progressed]:
    """Verifier by verifier, in the order in which their first units stand."""
    by_verifier: dict[str, list[UnitPart]] = {}
    for part in parts(run):
        by_verifier.setdefault(part.verifier.name if part.verifier else "Tổ thẩm định", []).append(part)
    for name, taken in by_verifier.items():
        lines = [line for part in taken for line in part.lines if line.item]
        yield Progressed(
            name,
            verified=sum(line.points is not None for line in lines),
            todo=sum(line.needed and not line.held for line in lines),
            complete=sum(not part.todo for part in taken),
            units=len(taken),
            again=sum(bool(line.stale) for line in lines),
        )
