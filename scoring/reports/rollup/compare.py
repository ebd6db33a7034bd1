"""Which wards' results can be compared. Nothing is chosen in silence: what does not count says why."""

from collections import Counter
from collections.abc import Iterator, Sequence

from scoring.errors import Spoken, WorkspaceError
from scoring.reports.final.frozen import FrozenSet
from scoring.reports.rollup.model import Missing, RefusedFolder, Ward, by_name, ward_key
from scoring.text import nearest

STAGES = ("sample", "draft", "issued")
STAGE_NAMES = {"sample": "mẫu (chưa ban hành)", "draft": "dự thảo (chưa ban hành)", "issued": "đã ban hành"}
SHOWN = 12  # characters of a hash that people are shown

Compared = tuple[tuple[Ward, ...], tuple[RefusedFolder, ...]]


def comparable(found: Sequence[Ward], year: int, wanted: str = "") -> Compared:
    """The wards that count, by name, and the others with the reason.

    ``wanted``: the beginning of the shared hash to go by; else the set of most wards. Raises WorkspaceError
    where there is no such set or two sets have equally many.
    """
    refused: list[RefusedFolder] = []
    left = _keep(found, refused, _of_other_years(found, year))
    left = _keep(left, refused, _twice(left))
    if left:
        left = _keep(left, refused, _of_other_sets(left, wanted))
        left = _keep(left, refused, _not_issued(left))
    return tuple(sorted(left, key=lambda ward: (by_name(ward.name), ward.folder))), tuple(refused)


def _keep(wards: Sequence[Ward], refused: list[RefusedFolder], out: Iterator[RefusedFolder]) -> list[Ward]:
    new = list(out)
    refused += new
    folders = {each.folder for each in new}
    return [ward for ward in wards if ward.folder not in folders]


def _of_other_years(wards: Sequence[Ward], year: int) -> Iterator[RefusedFolder]:
    for ward in wards:
        if ward.results.year != year:
            yield _refused(
                ward,
                f"Kết quả năm {ward.results.year}, đang tổng hợp năm {year}.",
                f"Lấy kết quả đã chốt năm {year} của phường, xã này; hoặc tổng hợp riêng năm kia.",
            )


def _twice(wards: Sequence[Ward]) -> Iterator[RefusedFolder]:
    times = Counter(ward_key(ward.name) for ward in wards)
    for ward in wards:
        key = ward_key(ward.name)
        if times[key] > 1:
            others = [w.folder for w in wards if ward_key(w.name) == key and w.folder != ward.folder]
            yield _refused(
                ward,
                f"Cùng một phường, xã có ở nhiều thư mục: {'; '.join([ward.folder, *others])}.",
                "Giữ lại một thư mục (bản chốt mới nhất), chuyển các thư mục kia đi nơi khác rồi chạy lại.",
            )


def _of_other_sets(wards: Sequence[Ward], wanted: str) -> Iterator[RefusedFolder]:
    counts = Counter(ward.basis for ward in wards)
    chosen = _chosen(wards, wanted)
    for ward in wards:
        if ward.basis != chosen.basis:
            shared = chosen.results.set.shared
            both = f"Chấm và chốt lại theo bộ tiêu chí chung (bản {shared[:SHOWN]}); nếu bộ kia mới đúng,"
            yield _refused(
                ward,
                _difference(ward.results.set, counts[ward.basis], chosen.results.set, counts[chosen.basis]),
                Spoken(
                    f"{both} chạy lại với --set-hash {ward.results.set.shared[:SHOWN]}.",
                    f"{both} chấm và chốt theo bộ kia ở mọi nơi.",
                ),
            )


def _difference(held: FrozenSet, holding: int, chosen: FrozenSet, counted: int) -> str:
    if held.name == chosen.name:
        return (
            f"Bộ tiêu chí cùng tên nhưng khác bản: {held.shared[:SHOWN]} ({holding} phường, xã), "
            f"{chosen.shared[:SHOWN]} ({counted} phường, xã được tổng hợp)."
        )
    return (
        f"Chấm theo {set_words(held)} ({holding} phường, xã); {counted} phường, xã được tổng hợp chấm theo "
        f"{set_words(chosen)}."
    )


def _chosen(wards: Sequence[Ward], wanted: str) -> Ward:
    """A ward whose set counts."""
    first = {ward.basis: ward for ward in reversed(wards)}
    fitting = [ward for ward in wards if ward.results.set.shared.startswith(wanted.strip().casefold())]
    counts = Counter(ward.basis for ward in fitting).most_common(2)
    listed = "; ".join(
        f"{set_words(first[basis].results.set)}: {times} phường, xã"
        for basis, times in Counter(ward.basis for ward in wards).most_common()
    )
    if not counts:
        raise WorkspaceError(f"Không nơi nào dùng bộ tiêu chí bản “{wanted}”. Các bộ hiện có: {listed}.")
    if len(counts) > 1 and counts[0][1] == counts[1][1]:
        both = f"Các phường, xã dùng bộ tiêu chí khác nhau, không bộ nào nhiều hơn: {listed}."
        option = "Chọn một bộ bằng --set-hash BẢN (12 ký tự ghi sau chữ “bản”)."
        raise WorkspaceError(Spoken(f"{both} {option}", f"{both} Thống nhất bộ tiêu chí rồi tổng hợp lại."))
    return first[counts[0][0]]


def _not_issued(wards: Sequence[Ward]) -> Iterator[RefusedFolder]:
    """A sample never counts beside an issued set, however many use it."""
    times = Counter(ward.results.set.status for ward in wards)
    best = max(times, key=STAGES.index)
    for ward in wards:
        status = ward.results.set.status
        if status != best:
            yield _refused(
                ward,
                f"Chốt theo bộ tiêu chí {STAGE_NAMES[status]}, trong khi {times[best]} nơi đã chốt theo "
                f"bộ {STAGE_NAMES[best]}.",
                f"Đổi sang bộ {STAGE_NAMES[best]} rồi chốt lại.",
            )


def set_words(held: FrozenSet) -> str:
    """``“Bộ tiêu chí …”, bản 1a2b3c4d5e6f``: where sets of one name have to be told apart."""
    return f"{set_name(held)}, bản {held.shared[:SHOWN]}"


def set_name(held: FrozenSet) -> str:
    """``“Bộ tiêu chí …”``, for who reads the results; whatever a ward wrote as its name stays short."""
    return f"“{held.name[:120]}”"


def _refused(ward: Ward, reason: str, remedy: str) -> RefusedFolder:
    return RefusedFolder(ward.name, ward.folder, reason, remedy)


def absent(expected: Sequence[str], came: Sequence[str]) -> tuple[tuple[Missing, ...], tuple[str, ...]]:
    """Wards of the list that nothing came from, and wards that came without being on it.

    A ward whose results were refused has come. A similar name is proposed, never taken.
    """
    listed, here = {ward_key(name) for name in expected}, {ward_key(name): name for name in came}
    strangers = {key: name for key, name in here.items() if key not in listed}
    missing = []
    for name in expected:
        if ward_key(name) not in here:
            near = nearest(ward_key(name), strangers, 75)
            missing.append(Missing(name, strangers[near] if near else ""))
    return tuple(missing), tuple(sorted(strangers.values(), key=by_name))
