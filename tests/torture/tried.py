"""What a part of the long run tried, and what it found."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tried:
    """``count`` things of one sort were tried; ``ended`` says how; each fault found is a line of its own."""

    what: str
    count: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        ends = ", ".join(f"{end} {count}" for end, count in sorted(self.ended.items()))
        return "\n".join(
            [
                f"{self.what}: {self.count} tried ({ends}); {len(self.found)} faults",
                *(f"  {f}" for f in self.found[:20]),
            ]
        )
