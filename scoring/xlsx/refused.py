"""Why a file is refused: a reason and its details as data. The sentence a user reads is made elsewhere."""

from enum import Enum, auto


class FileKind(Enum):
    """What a file is that is no ``.xlsx``, as far as its first bytes or its parts say."""

    PDF = auto()
    RTF = auto()
    IMAGE = auto()
    RAR = auto()
    SEVEN_ZIP = auto()
    GZIP = auto()
    SQLITE = auto()
    ZIP = auto()
    DOC = auto()
    DOCX = auto()
    PPT = auto()
    PPTX = auto()
    OLE = auto()
    HTML = auto()
    TEXT = auto()
    UNKNOWN = auto()
    OPEN_DOCUMENT = auto()
    XLS_5 = auto()
    XLS = auto()
    XML_2003 = auto()
    CSV = auto()
    XLSB = auto()
    ODS = auto()
    NUMBERS = auto()


class Reason(Enum):
    """Each way in which a file fails. In brackets: the details it comes with, and what would be allowed."""

    # Something else than an .xlsx workbook
    OTHER_FILE = auto()
    """No spreadsheet, or one of another format (its :class:`FileKind`)."""
    ARCHIVE = auto()
    """A .zip of files."""
    ENCRYPTED = auto()

    # Damaged: not all of it is there
    EMPTY = auto()
    CUT_OFF = auto()
    STRANGE_START = auto()
    OVERLAPPING_MEMBERS = auto()
    WRONG_CHECKSUM = auto()
    MALFORMED = auto()
    """Whatever zipfile, zlib, struct and expat say."""
    NO_MAIN_PART = auto()
    MISSING_PART = auto()
    """A part that is listed (its name)."""
    MISSING_SHEET = auto()
    """The part of a sheet that is listed (its name)."""
    MISSING_STRING = auto()
    MISSING_STYLE = auto()
    """The style of a cell (its name)."""

    # Ambiguous: two programs would read two things
    STRANGE_END = auto()
    BACKSLASH_IN_NAME = auto()
    ODD_NAME = auto()
    SAME_NAME = auto()
    OTHER_HEADER = auto()
    OTHER_NAME = auto()
    ODD_COMPRESSION = auto()
    ODD_ENCODING = auto()
    DOCTYPE = auto()
    WRONG_ELEMENT = auto()
    HIDDEN_DATA = auto()
    UNCLEAR_MAIN_PART = auto()
    UNCLEAR_CALENDAR = auto()
    UNCLEAR_SHEET = auto()
    """A sheet of the list (its name)."""
    SAME_SHEET = auto()
    """Two sheets (their name)."""
    SAME_RELATION = auto()
    SAME_KIND = auto()
    UNCLEAR_TEXT = auto()
    TWO_TABLES = auto()
    ODD_ROW = auto()
    UNORDERED_ROWS = auto()
    UNORDERED_CELLS = auto()
    UNCLEAR_CELL = auto()
    """A cell (its name)."""
    ODD_ADDRESS = auto()

    # Beyond a limit (what is allowed)
    FILE_SIZE = auto()
    """In bytes."""
    INFLATED_SIZE = auto()
    """In bytes."""
    MEMBERS = auto()
    ELEMENTS = auto()
    DEPTH = auto()
    TOKEN = auto()
    NAMESPACE = auto()
    TEXT = auto()
    FONTS = auto()
    RELATIONS = auto()
    SHEETS = auto()
    MERGES = auto()
    ARRAYS = auto()
    FORMULAS = auto()
    CELLS = auto()
    SHOWN = auto()
    FAR_CELL = auto()
    """A cell that stands too far (its row, its column; the last row, the last column)."""


class Refused(Exception):  # noqa: N818 - it is about a file, it is not an error of ours
    """The file cannot be used.

    Attributes:
        reason: which of the ways to fail it is.
        details: what in the file it is about, in the order that the reason names.
        allowed: how much would have been read, where a limit is the reason.
    """

    def __init__(
        self, reason: Reason, *details: str | int | FileKind, allowed: int | tuple[int, ...] = ()
    ) -> None:
        super().__init__(reason, *details)
        self.reason, self.details = reason, details
        self.allowed = (allowed,) if isinstance(allowed, int) else allowed
