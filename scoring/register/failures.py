"""What a database says when it cannot be used, in the user's words and with the remedy."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scoring.errors import RegisterError, Spoken, UserError

RESTORE_ON_PAGE = "Khôi phục bản sao lưu gần nhất ở trang Truy cập; tệp hỏng được giữ để xem lại."
"""How a broken register is mended on the page."""
_BACKUP = "Khôi phục bản sao lưu gần nhất (danvan register restore); tệp hỏng được giữ để xem lại"


def _unusable(words: str, *more: str) -> UserError:
    """The sentence; where a backup is the remedy, on the page with the page's way to it."""
    if _BACKUP not in words:
        return UserError(words, *more)
    return RegisterError(Spoken(words, words.replace(f"{_BACKUP}.", RESTORE_ON_PAGE)), *more)


_SQLITE = {
    5: "đang được một lệnh khác ghi quá lâu. Chờ lệnh ấy xong rồi chạy lại",
    6: "đang được một lệnh khác ghi quá lâu. Chờ lệnh ấy xong rồi chạy lại",
    8: "chỉ cho đọc. Bỏ thuộc tính Read-only của tệp và thư mục, hoặc xin quyền ghi, rồi chạy lại",
    10: "không đọc hoặc ghi được do lỗi đĩa hay mạng. Kiểm tra ổ đĩa, kết nối rồi chạy lại",
    11: f"đã hỏng. {_BACKUP}",
    13: "không ghi thêm được vì đĩa đầy. Giải phóng chỗ trống rồi chạy lại",
    14: "không mở được. Kiểm tra đường dẫn và quyền ghi vào thư mục chứa tệp rồi chạy lại",
    18: f"có dòng dài khác thường, không phải do công cụ ghi. {_BACKUP}",
    23: "không được phép đọc hoặc ghi. Kiểm tra quyền của tệp rồi chạy lại",
    26: f"không phải là sổ theo dõi của danvan. {_BACKUP}",
}
_POSTGRESQL = {
    "55P03": "đang được một lệnh khác ghi quá lâu. Chờ lệnh ấy xong rồi chạy lại",
    "42501": "không cho tài khoản này tạo hoặc ghi bảng. Đề nghị người quản trị cấp quyền",
    "28P01": "từ chối mật khẩu. Kiểm tra tài khoản, mật khẩu trong DANVAN_REGISTER",
    "25006": "chỉ cho đọc. Dùng địa chỉ của máy chủ chính trong DANVAN_REGISTER",
    "53100": "không ghi thêm được vì đĩa đầy. Báo người quản trị cơ sở dữ liệu",
}
_UNREACHABLE = "không kết nối được. Kiểm tra địa chỉ trong DANVAN_REGISTER và máy chủ rồi chạy lại"
_POSTGRESQL_CLASSES = {
    "08": _UNREACHABLE,
    "28": "từ chối tài khoản. Kiểm tra tài khoản, mật khẩu trong DANVAN_REGISTER",
    "3D": "không có trên máy chủ. Kiểm tra tên cơ sở dữ liệu trong DANVAN_REGISTER",
    "3F": "không có ngăn (schema) để lập bảng. Đề nghị người quản trị tạo, hoặc sửa DANVAN_REGISTER",
    "40": "vừa bị lệnh khác chen ngang. Chạy lại",
    "53": "hết tài nguyên trên máy chủ. Báo người quản trị cơ sở dữ liệu",
    "55": "đang được lệnh khác dùng. Chờ lệnh ấy xong rồi chạy lại",
    "57": "bị máy chủ ngắt giữa chừng. Chờ máy chủ chạy lại rồi gõ lại lệnh",
}
"""By the first two letters, where the state itself says no more."""


@contextmanager
def said_plainly(name: str) -> Iterator[None]:
    """Turn what the database raises into a UserError about the register called ``name``."""
    try:
        yield
    except Exception as error:
        if isinstance(error, _raised_by_databases()):
            raise _unusable(f"Sổ theo dõi {name} {_known(error)}.") from error
        raise


def _raised_by_databases() -> tuple[type[Exception], ...]:
    """PostgreSQL's driver is optional, and slow to load: what was never loaded raised nothing."""
    driver = sys.modules.get("psycopg")
    return (sqlite3.Error, driver.Error) if driver else (sqlite3.Error,)


@contextmanager
def said_of_connecting(name: str) -> Iterator[None]:
    """The same for opening a connection: what the driver does not take of an address it says in many ways."""
    try:
        with said_plainly(name):
            yield
    except (ValueError, TypeError):
        raise UserError(f"Sổ theo dõi {name} {_UNUSABLE}.") from None


def _known(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, f"báo lỗi số {code}. {_BACKUP}")
    state = getattr(error, "sqlstate", None)
    if state is None:
        return _UNREACHABLE if type(error).__name__ == "OperationalError" else _UNUSABLE
    strange = f"báo lỗi {state}. Gửi mã lỗi này cho người quản trị cơ sở dữ liệu"
    return _POSTGRESQL.get(state) or _POSTGRESQL_CLASSES.get(state[:2], strange)


_UNUSABLE = "không mở được vì DANVAN_REGISTER có phần không dùng được. Viết lại địa chỉ rồi chạy lại"


def no_such_database() -> UserError:
    """The address names no kind of database that the register can live in. It is not repeated."""
    return UserError(
        "DANVAN_REGISTER không phải địa chỉ dùng được (nội dung không in ra vì có thể chứa mật khẩu). "
        "Viết theo mẫu: postgresql://TÀI_KHOẢN:MẬT_KHẨU@MÁY_CHỦ/CƠ_SỞ_DỮ_LIỆU, cổng khác 5432 thì "
        "MÁY_CHỦ:CỔNG; hoặc sqlite:///ĐƯỜNG_DẪN_TỆP. Ký hiệu @ : / ? # % trong mật khẩu viết là "
        "%40 %3A %2F %3F %23 %25."
    )


def unknown_option() -> UserError:
    """The address has an option that PostgreSQL does not know. It is not repeated."""
    return UserError(
        "DANVAN_REGISTER có tùy chọn (sau dấu ?) mà PostgreSQL không biết. Kiểm tra chính tả hoặc bỏ "
        "tùy chọn ấy, ví dụ đúng: ?sslmode=require; ký hiệu ? trong mật khẩu viết là %3F."
    )


def no_driver() -> UserError:
    """PostgreSQL is asked for, but its driver is not installed."""
    return UserError(
        'Chưa cài phần nối PostgreSQL. Cài bằng: pip install "danvan[postgresql]", rồi chạy lại.'
    )


def foreign(name: str) -> UserError:
    """A database of something else."""
    return _unusable(f"Sổ theo dõi {name} {_SQLITE[26]}.")


def newer(name: str) -> UserError:
    """A register that a later version of the program has laid out."""
    return UserError(
        f"Sổ theo dõi {name} do phiên bản danvan mới hơn ghi. Cập nhật danvan trên máy này rồi chạy lại."
    )


def altered(name: str, what: str) -> UserError:
    """The tables are not as this program makes them: what is written into them may be swallowed."""
    other = f"Sổ theo dõi {name} có cấu trúc khác sổ do danvan lập ({what}): dòng ghi vào có thể mất."
    return _unusable(f"{other} {_BACKUP}.")


def not_taken(name: str) -> UserError:
    """The database took lines and does not have them."""
    lost = f"Sổ theo dõi {name} không giữ dòng vừa ghi nên việc này đã hủy, chưa ghi gì."
    command = f"{lost} Kiểm tra sổ bằng: danvan register check."
    return RegisterError(Spoken(command, f"{lost} {RESTORE_ON_PAGE}"))


def damaged(name: str) -> UserError:
    """A line that does not read as one of the register's."""
    first = Spoken("Dòng hỏng đầu tiên: danvan register check.", "Dòng hỏng đầu tiên ghi ở trang Truy cập.")
    return _unusable(f"Sổ theo dõi {name} {_SQLITE[11]}.", first)
