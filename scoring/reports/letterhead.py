"""Who writes, to whom, from where: the names of the set in the forms that NĐ 30/2020/NĐ-CP gives them."""

import re

from scoring.criteria.schema import CriteriaSet
from scoring.reports.grounds import bases, followed

_COMMITTEE = "Ủy ban nhân dân"
_SHORT = re.compile(r"^(UBND|[ỦU][yỷ] ban nhân dân)\s+", re.IGNORECASE)
_LEVEL = re.compile(r"^(phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh)\s+", re.IGNORECASE)
_OFFICE = re.compile(r"^(phòng|ban)\s+", re.IGNORECASE)
BLANK = "…………"


def is_committee(name: str) -> bool:
    """True for a Ủy ban nhân dân, which signs through its chairman."""
    return bool(_SHORT.match(name))


def full_name(name: str) -> str:
    """``UBND phường Việt Hoà`` -> ``Ủy ban nhân dân phường Việt Hoà``; other names as they are."""
    return _SHORT.sub(f"{_COMMITTEE} ", name)


def heading(name: str) -> str:
    """The name in capitals as it stands over the number, a committee's on two lines."""
    below = _SHORT.sub("", name).upper()
    return f"{_COMMITTEE.upper()}\n{below}" if is_committee(name) else below


def place(name: str) -> str:
    """The place for the date line, dots where the name does not contain it."""
    below = _SHORT.sub("", name)
    found = _LEVEL.sub("", below)
    return found if found != below else BLANK


def initials(name: str) -> str:
    """For the sign of a document: ``Phòng Văn hóa - Xã hội`` -> ``VHXH``, a committee ``UBND``."""
    if is_committee(name):
        return "UBND"
    return "".join(word[0] for word in _OFFICE.sub("", name).split() if word[0].isalpha()).upper()


def letterhead(criteria: CriteriaSet) -> dict[str, str | bool | int | list[str]]:
    """The fields that all documents share; ``mau`` and ``ghi_chu_mau`` are empty once the set is issued."""
    issuer, above, office = criteria.issuer, criteria.issuer_above, criteria.office
    sample = bool(criteria.banner)
    return {
        "mau": criteria.banner,
        "la_mau": sample,
        "ghi_chu_mau": _SAMPLE if sample else "",
        "nam": criteria.year,
        "danh_gia": criteria.subject,
        "ten_mo_hinh": criteria.report(criteria.scored_period).models,
        "co_quan": full_name(issuer),
        "co_quan_ngan": issuer,
        "co_quan_dau_de": heading(issuer),
        "co_quan_in_hoa": full_name(issuer).upper(),
        "co_quan_ky_hieu": initials(issuer),
        "cap_tren": full_name(above) if above else BLANK,
        "cap_tren_ngan": above or BLANK,
        "phong": office,
        "phong_in_hoa": office.upper(),
        "phong_ky_hieu": initials(office),
        "dia_danh": place(issuer),
        "thay_mat": f"TM. {_COMMITTEE.upper()}" if is_committee(issuer) else "",
        "nguoi_ky": "CHỦ TỊCH" if is_committee(issuer) else "THỦ TRƯỞNG CƠ QUAN",
        "nguoi_ky_phong": "TRƯỞNG PHÒNG" if office.casefold().startswith("phòng") else "THỦ TRƯỞNG ĐƠN VỊ",
        "bo_tieu_chi": criteria.name,
        "can_cu": bases(criteria),
        "thuc_hien": followed(criteria),
    }


_SAMPLE = (
    "Bộ tiêu chí chưa ban hành: điểm và xếp loại trong văn bản này là kết quả thử, "
    "chỉ để xem xét, không có giá trị thi hành."
)
