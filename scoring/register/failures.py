"""What a database says when it cannot be used, in the user's words and with the remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from scoring.errors import UserError

_BACKUP = "Khôi phục bản sao lưu gần nhất (danvan register restore); tệp hỏng được giữ để xem lại"
_SQLITE = {
    5: "đang được một lệnh khác ghi quá lâu. Chờ lệnh ấy xong rồi chạy lại",
    6: "đang được một lệnh khác ghi quá lâu. Chờ lệnh ấy xong rồi chạy lại",
    8: "chỉ cho đọc. Bỏ thuộc tính Read-only của tệp và thư mục, hoặc xin quyền ghi, rồi chạy lại",
    10: "không đọc hoặc ghi được do lỗi đĩa hay mạng. Kiểm tra ổ đĩa, kết nối rồi chạy lại",
    11: f"đã hỏng. {_BACKUP}",
    13: "không ghi thêm được vì đĩa đầy. Giải phóng chỗ trống rồi chạy lại",
    14: "không mở được. Kiểm tra đường dẫn và quyền ghi vào thư mục chứa tệp rồi chạy lại",
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


@contextmanager
def said_plainly(name: str) -> Iterator[None]:
    """Turn what the database raises into a UserError about the register called ``name``."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        known = _known(error.orig)
        if known is None:
            raise
        raise UserError(f"Sổ theo dõi {name} {known}.") from error


def _known(error: BaseException | None) -> str | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)
    state = getattr(error, "sqlstate", None)
    unreachable = state is None and type(error).__name__ == "OperationalError"
    return _UNREACHABLE if unreachable else _POSTGRESQL.get(state or "")


def no_such_database(url: str) -> UserError:
    """The address names no kind of database that the register can live in."""
    return UserError(
        f"DANVAN_REGISTER ({url}) không phải địa chỉ dùng được. Viết theo mẫu: "
        "postgresql://TÀI_KHOẢN:MẬT_KHẨU@MÁY_CHỦ/CƠ_SỞ_DỮ_LIỆU hoặc sqlite:///ĐƯỜNG_DẪN_TỆP."
    )


def no_driver() -> UserError:
    """PostgreSQL is asked for, but its driver is not installed."""
    return UserError(
        'Chưa cài phần nối PostgreSQL. Cài bằng: pip install "danvan[postgresql]", rồi chạy lại.'
    )


def foreign(name: str) -> UserError:
    """A database of something else."""
    return UserError(f"Sổ theo dõi {name} {_SQLITE[26]}.")


def newer(name: str) -> UserError:
    """A register that a later version of the program has laid out."""
    return UserError(
        f"Sổ theo dõi {name} do phiên bản danvan mới hơn ghi. Cập nhật danvan trên máy này rồi chạy lại."
    )


def damaged(name: str) -> UserError:
    """A line that does not read as one of the register's."""
    return UserError(f"Sổ theo dõi {name} {_SQLITE[11]}.", "Dòng hỏng đầu tiên: danvan register check.")
