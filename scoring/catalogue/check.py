"""What a code of the catalogue is."""

from enum import StrEnum

from scoring.dataclass import dataclass


class Severity(StrEnum):
    """How much a finding weighs: an error keeps a form from being ranked, a warning does not."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The word a user sees."""
        return "Lỗi" if self is Severity.ERROR else "Lưu ý"


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the catalogue.

    ``says`` and ``remedy`` are templates; their slots are filled by :func:`finding`. A check that is
    ``live`` is also made by the form itself, in its column "Kiểm tra", with the same words. ``together``:
    what is said once where ``{count}`` cells beside each other are blank alike.
    """

    code: str
    severity: Severity
    title: str
    says: str
    remedy: str
    live: bool = False
    together: str = ""
