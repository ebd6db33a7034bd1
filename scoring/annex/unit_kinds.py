"""Which kind of unit a name is, by the kinds and units that the set has; never more than a proposal."""

from collections import Counter
from dataclasses import dataclass

from scoring.annex.seen import Certainty
from scoring.criteria.units import Roster
from scoring.text import ascii_slug


@dataclass(frozen=True, slots=True)
class ProposedKind:
    """A kind (code) with how sure it is and why; empty where nothing speaks for one.

    ``choices``: the names of the kinds it may be.
    """

    code: str
    certainty: Certainty
    why: str = ""
    choices: tuple[str, ...] = ()


def proposed_kind(name: str, of: str, roster: Roster) -> ProposedKind:
    """By what the paper says of the row, else by the units and kinds whose names begin alike."""
    names = {kind.code: kind.name for kind in roster.criteria.kinds}
    every = tuple(names.values())
    shared = _alike(name, roster)
    said = next((code for code, kind in names.items() if of and _one_begins(kind, of)), "")
    if said and (said in shared or not shared):
        return ProposedKind(said, Certainty.SURE)
    if said:
        shared = Counter({said: 1, **shared})
    if not shared:
        why = "chưa rõ loại đơn vị; chọn ở cột Loại của trang Đơn vị"
        return ProposedKind("", Certainty.UNKNOWN, why, every)
    best, *others = (said or shared.most_common(1)[0][0], *list(shared)[1:])
    if others:
        kinds = tuple(names[code] for code in shared)
        return ProposedKind(best, Certainty.UNSURE, f"có thể là {' hoặc '.join(kinds)}", kinds)
    return ProposedKind(best, Certainty.SURE)


def _alike(name: str, roster: Roster) -> Counter[str]:
    """Kind -> how many names of it share most of their first words with this one."""
    known = [(part, kind.code) for kind in roster.criteria.kinds for part in kind.name.split(",")]
    known += [(each, unit.kind) for unit in roster.units for each in (unit.name, *unit.aliases)]
    words = _words(name)
    depths = [(_shared(words, _words(each)), kind) for each, kind in known]
    deepest = max((depth for depth, _ in depths), default=0)
    return Counter(kind for depth, kind in depths if depth == deepest and depth)


def _one_begins(one: str, other: str) -> bool:
    """True where one name is the other with more words behind it: "Trường học" and "Trường học công lập"."""
    right = f"{ascii_slug(other)}-"
    lefts = [f"{ascii_slug(part)}-" for part in one.split(",")]
    return any(left.startswith(right) or right.startswith(left) for left in lefts)


def _words(name: str) -> list[str]:
    return ascii_slug(name).split("-")


def _shared(one: list[str], other: list[str]) -> int:
    depth = 0
    for left, right in zip(one, other, strict=False):
        if left != right or left.isdigit():
            break
        depth += 1
    return depth
