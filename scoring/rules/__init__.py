"""The scoring rules, one file each. A new rule is one file and its name in the list of ``RULES``."""

from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from scoring.rules.base import NO, YES, Answer, Entry, Rule, valid
from scoring.rules.base import Field as EntryField


def _rule(name: str) -> type[Rule]:
    """The rule of the file ``name``. Raises StopIteration where it holds none: a mistake in the program."""
    made = vars(import_module(f"{__name__}.{name}")).values()
    return next(
        each for each in made if isinstance(each, type) and issubclass(each, Rule) and each is not Rule
    )


RULES: dict[str, type[Rule]] = {
    kind: _rule(kind)
    for kind in (
        "yes_no",
        "levels",
        "parts",
        "ratio",
        "count",
        "target",
        "best",
        "deduction",
        "lateness",
        "direct",
        "superior",
        "punctuality",
    )
}
"""Every rule by its kind, in the order in which an official is offered it; the kind is the file's name."""

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Union[tuple(RULES.values())], Field(discriminator="kind")]  # noqa: UP007 - made of a tuple

__all__ = ["NO", "RULES", "YES", "Answer", "AnyRule", "Entry", "EntryField", "Rule", "valid"]
