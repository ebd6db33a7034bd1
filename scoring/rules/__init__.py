"""The scoring rules, one file each. A new rule is one file and one line in ``AnyRule``."""

from typing import Annotated

from pydantic import Field

from scoring.rules.base import NO, YES, Answer, Entry, Rule, valid
from scoring.rules.base import Field as EntryField
from scoring.rules.count import Count
from scoring.rules.deduction import Deduction
from scoring.rules.direct import Direct
from scoring.rules.lateness import Lateness
from scoring.rules.levels import Levels
from scoring.rules.parts import Parts
from scoring.rules.punctuality import Punctuality
from scoring.rules.ratio import Ratio
from scoring.rules.superior import Superior
from scoring.rules.yes_no import YesNo

AnyRule = Annotated[
    YesNo | Levels | Parts | Ratio | Count | Deduction | Lateness | Direct | Superior | Punctuality,
    Field(discriminator="kind"),
]

__all__ = [
    "NO",
    "YES",
    "Answer",
    "AnyRule",
    "Count",
    "Deduction",
    "Direct",
    "Entry",
    "EntryField",
    "Lateness",
    "Levels",
    "Parts",
    "Punctuality",
    "Ratio",
    "Rule",
    "Superior",
    "YesNo",
    "valid",
]
