"""Where the parts of a workbook lead: to one another, and out of the file."""

import re
from dataclasses import dataclass

from scoring.xlsx import limits
from scoring.xlsx.active import Active, active_relation
from scoring.xlsx.budget import Budget
from scoring.xlsx.markup import PartParser
from scoring.xlsx.part_names import part_at
from scoring.xlsx.refused import Reason, Refused

OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
"""The namespace of relations as Excel usually writes, and that of "Strict"."""

_TYPE = re.compile(rf"(?:{'|'.join(map(re.escape, OFFICE))})/([A-Za-z]+)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|\\\\")


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of a type that Office defines, else empty."""

    kind: str
    target: str

    def leads_to(self, folder: str) -> str:
        """The key of the part, seen from the folder of the part that it leads from."""
        return part_at(folder, self.target)


class Relations(PartParser):
    """The relations inside the file by their id, the kinds of those that lead out of it, what is active."""

    namespaces = frozenset({"http://schemas.openxmlformats.org/package/2006/relationships"})
    outermost = "Relationships"
    names = frozenset({"Relationship"})

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.inside: dict[str, Relation] = {}
        self.outside: set[str] = set()
        self.active: set[Active] = set()
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One relation; two of the same id would lead two readers to two parts."""
        if name != "Relationship":
            return
        self._count += 1
        if self._count > limits.RELATIONS:
            raise Refused(Reason.RELATIONS, allowed=limits.RELATIONS)
        relation, kind, target = (attributes.get(key, "") for key in ("Id", "Type", "Target"))
        self.active |= active_relation(kind)
        is_inside = attributes.get("TargetMode", "Internal").strip().lower() == "internal"
        if not is_inside or _ADDRESS.match(target):
            self.outside.add(kind.rpartition("/")[2])
            return
        if relation in self.inside:
            raise Refused(Reason.SAME_RELATION)
        known = _TYPE.fullmatch(kind)
        self.inside[relation] = Relation(known[1] if known else "", target)

    def only(self, kind: str) -> Relation | None:
        """The relation of a kind that leads to one part at most."""
        relations = {relation for relation in self.inside.values() if relation.kind == kind}
        if len(relations) > 1:
            raise Refused(Reason.SAME_KIND)
        return relations.pop() if relations else None
