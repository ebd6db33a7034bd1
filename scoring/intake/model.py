"""A filled form after reading: the unit's words with the cells they stand in."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from scoring.dataclass import dataclass
from scoring.engine.model import Scorecard, Standing
from scoring.findings import Finding, Place
from scoring.intake.shown import Shown
from scoring.opening.opened import place_at
from scoring.rules import Entry
from scoring.text import show_date
from scoring.xlsx.grid import Address

NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the very hidden sheet says of the form's origin. Compared, never trusted.

    ``set_hash`` covers what the form asks and how it is scored (:func:`scoring.criteria.hashes.form_hash`).
    """

    format: str
    set_id: str
    set_hash: str
    year: str
    period: str
    unit: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose form it says it is: the stamp, and unit, year and period as written on the form."""

    stamp: Stamp | None
    name: str = ""
    code: str = ""
    place: Place = NOWHERE
    year: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Tài liệu kiểm chứng: số, ký hiệu; ngày; trích yếu, mục, trang."""

    number: str = ""
    day: date | None = None
    summary: str = ""

    def __bool__(self) -> bool:
        return bool(self.number or self.day or self.summary)

    def __str__(self) -> str:
        day = f"ngày {show_date(self.day)}" if self.day else ""
        return " ".join(filter(None, (self.number, day, self.summary)))


@dataclass(frozen=True, slots=True, eq=False)
class RowPlaces(Mapping[str, Place]):
    """The cells of the parts of a row, each told when somebody asks: of most nobody does."""

    sheet: str = ""
    at: Mapping[str, Address] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Place:
        return place_at(self.sheet, self.at[key])

    def __contains__(self, key: object) -> bool:
        return key in self.at

    def __iter__(self) -> Iterator[str]:
        return iter(self.at)

    def __len__(self) -> int:
        return len(self.at)


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion (or condition) as the unit filled it.

    ``places`` gives the cell of each field key and of ``not_applicable``, ``score``, ``top``, ``text``,
    ``number``, ``day``, ``summary``, ``explanation``. ``unreadable`` holds the field keys, and ``day``
    or ``not_applicable``, that are filled but could not be normalised: a finding already says so. ``shown``:
    what cells of numbers show where it is another number.
    """

    code: str
    entry: Entry
    evidence: Evidence = Evidence()
    explanation: str = ""
    stated_points: Decimal | None = None
    stated_top: Decimal | None = None
    stated_text: str = ""
    places: RowPlaces = field(default_factory=RowPlaces)
    unreadable: frozenset[str] = frozenset()
    shown: Mapping[str, Shown] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change when what the unit says of the criterion changes."""
        answers = sorted(self.entry.answers.items())
        said = (answers, self.entry.not_applicable, self.evidence, self.explanation)
        return sha256(repr(said).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who prepared and who signed, when, the number of the submission; ``phone``: as it was written."""

    preparer: str = ""
    head: str = ""
    day: date | None = None
    sending: int = 1
    places: Mapping[str, Place] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """What the unit says of one task of the plan.

    ``progress`` is one of ``layout.TASK_PROGRESS``, nothing, or, with a finding, what the unit wrote instead.
    """

    code: str
    progress: str = ""
    result: str = ""


def task_key(code: str, part: str) -> str:
    """The key in ``FilledForm.stated_places`` of a task's ``progress``, ``result`` or ``earlier``."""
    return f"task {code} {part}"


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as read and normalised, before checking.

    ``declared`` holds the conditions answered: True for Có. ``findings`` are those made while reading.
    A form of a period without scores has no ``rows``. ``stated_places``: ``total``, ``class``, the keys of
    ``report`` and those of :func:`task_key`.
    """

    unit: str
    stamp: Stamp | None
    rows: Mapping[str, Row]
    declared: Mapping[str, bool]
    sign_off: SignOff
    tasks: tuple[TaskProgress, ...] = ()
    report: Mapping[str, str] = field(default_factory=dict)
    stated_total: Decimal | None = None
    stated_class: str = ""
    stated_places: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def entries(self) -> Mapping[str, Entry]:
        """The normalised answers by criterion code, as the engine takes them."""
        return _Entries(self)


class _Entries(Mapping[str, Entry]):
    """Of each row what the engine takes; the rows stay in the form, packed where it is."""

    __slots__ = ("_form",)

    def __init__(self, form: FilledForm) -> None:
        self._form = form

    def __getitem__(self, code: str) -> Entry:
        return self._form.rows[code].entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._form.rows)

    def __len__(self) -> int:
        return len(self._form.rows)


class Outcome(StrEnum):
    """What became of a directory entry."""

    READ = "đọc được"
    REJECTED = "không nhận"
    SKIPPED = "bỏ qua"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One directory entry and what became of it. Every file has exactly one.

    ``counted`` is True where the form is the one that counts for its unit. ``card`` and ``standing`` are
    recomputed from the answers and exist where ``form`` does and its period has scores.
    """

    file: str
    sha256: str
    outcome: Outcome
    unit: str = ""
    counted: bool = False
    form: FilledForm | None = None
    card: Scorecard | None = None
    standing: Standing | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def has_error(self) -> bool:
        """True where the unit has something to mend in it."""
        return any(found.is_error for found in self.findings)
