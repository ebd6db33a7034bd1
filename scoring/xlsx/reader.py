"""The bytes of a file -> the cells of a workbook, or :class:`Refused` with the reason why not."""

from scoring.xlsx import limits
from scoring.xlsx.container import LOCAL_HEADER, NO_MEMBERS, ZIP, directory, inflate
from scoring.xlsx.file_kind import holds_files, refuse_other_package, refuse_other_than_zip
from scoring.xlsx.grid import Workbook
from scoring.xlsx.package import read
from scoring.xlsx.part_names import part_key
from scoring.xlsx.refused import Reason, Refused

_FIRST_PART = "[content_types].xml"


def read_workbook(data: bytes, times: int = 1) -> Workbook:
    """The workbook in ``data``, which may hold ``times`` as much as a form, see ``limits.OWN``.

    Raises :class:`Refused` where it is something else, damaged or unclear, and MemoryError.
    """
    try:
        return _read(data, times)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # zipfile, zlib, struct and expat raise many kinds on a damaged file
        raise Refused(Reason.MALFORMED) from error


def is_archive(data: bytes) -> bool:
    """True for a .zip of files, without a look at what its members are; False for what is damaged."""
    try:
        return data.startswith((ZIP, NO_MEMBERS)) and _is_archive(data)
    except MemoryError:
        raise
    except Exception:
        return False


def _read(data: bytes, times: int) -> Workbook:
    refuse_other_than_zip(data)
    if _is_archive(data):
        raise Refused(Reason.ARCHIVE)
    if len(data) > limits.FILE_BYTES:
        raise Refused(Reason.FILE_SIZE, allowed=limits.FILE_BYTES)
    parts = inflate(data)
    refuse_other_package(parts)
    return read(parts, times)


def _is_archive(data: bytes) -> bool:
    """Most workbooks begin with the same part: their list is not read twice."""
    first = data[LOCAL_HEADER : LOCAL_HEADER + len(_FIRST_PART)]
    if part_key(first.decode("ascii", "replace")) == _FIRST_PART:
        return False
    return holds_files(member.filename for member in directory(data, limits.ARCHIVE_MEMBERS))
