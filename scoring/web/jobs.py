"""What takes long, each in a process of its own: one at a time that writes, the others wait visibly.

Closing a page ends nothing. What a job made is on the disk, and its last words are found again here.
"""

import contextlib
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any

from scoring.errors import UserError
from scoring.pipeline.arrivals import unverified_notes
from scoring.web.desk import CONTEXT, Where, called, deaf

KEPT = 50
_LOCK = ".dang-ghi.lock"


@dataclass(slots=True)
class Job:
    """One piece of work: ``name`` of the pipeline's function, ``title`` as people call it."""

    id: int
    name: str
    title: str
    who: str
    where: Where
    options: dict[str, Any]
    asked: datetime
    done: int = 0
    total: int = 0
    state: str = "chờ"
    result: Any = None
    failure: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        """True where nothing more will be heard of it."""
        return self.state in ("xong", "không xong")

    @property
    def percent(self) -> int:
        """How far it is, in whole percent."""
        return 100 * self.done // self.total if self.total else 0


@dataclass
class Jobs:
    """The jobs of a workspace since the server started."""

    jobs: dict[int, Job] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _turn: Lock = field(default_factory=Lock)

    def start(self, where: Where, name: str, title: str, who: str, options: dict[str, Any]) -> Job:
        """Begin a job, or join the same one that is under way: two clicks are one job."""
        with self._lock:
            for job in self.jobs.values():
                same = (job.name, job.where.period) == (name, where.period)
                if same and not job.is_over:
                    return job
            number = max(self.jobs, default=0) + 1
            job = self.jobs[number] = Job(number, name, title, who, where, options, datetime.now(UTC))
            for old in sorted(self.jobs)[:-KEPT]:
                if self.jobs[old].is_over:
                    del self.jobs[old]
        Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def of(self, *names: str, period: str) -> list[Job]:
        """The jobs of these kinds, the newest first."""
        found = [job for job in self.jobs.values() if job.name in names and job.where.period == period]
        return sorted(found, key=lambda job: -job.id)

    def _run(self, job: Job) -> None:
        with self._turn:
            job.state = "đang chạy"
            ours, theirs = CONTEXT.Pipe(duplex=False)
            process = CONTEXT.Process(
                target=_work, args=(theirs, job.where, job.name, job.options), daemon=False
            )
            process.start()
            theirs.close()
            try:
                for kind, said in _heard(ours):
                    if kind == "progress":
                        job.done, job.total = said
                    elif kind == "result":
                        job.result, job.state = said, "xong"
                    else:
                        job.failure = said
            finally:
                process.join()
            if job.state != "xong":
                job.failure = job.failure or ("Tiến trình bị dừng giữa chừng; kết quả cũ còn nguyên.",)
                job.state = "không xong"


def _heard(pipe: Connection) -> Iterator[tuple[str, Any]]:
    with contextlib.suppress(EOFError):
        while True:
            yield pipe.recv()


def _work(pipe: Connection, where: Where, name: str, options: dict[str, Any]) -> None:
    """In the child: the work, alone in the workspace, then what came of it."""
    from filelock import FileLock

    deaf()
    lock = where.root / "outputs" / _LOCK
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock):
            result = called(
                where,
                name,
                (),
                {**options, "progress": lambda done, total: pipe.send(("progress", (done, total)))},
            )
        pipe.send(("result", told(name, result)))
    except UserError as error:
        pipe.send(("failure", error.messages))
    except OSError:
        pipe.send(
            ("failure", ("Không đọc hoặc ghi được tệp: đóng tệp nếu đang mở, kiểm tra chỗ trống trên đĩa.",))
        )
    except Exception:
        traceback.print_exc()
        pipe.send(("failure", ("Công cụ gặp lỗi ngoài dự kiến; biểu và kết quả cũ còn nguyên.",)))


def told(name: str, result: Any) -> tuple[str, ...]:
    """What a page says of a result: a few sentences, not the whole of it."""
    match name:
        case "forms":
            return (f"Đã tạo {len(result.files)} biểu mẫu.",)
        case "feedback":
            return _feedback(result)
        case "finalize":
            return _finalized(result)
        case "verify_freeze":
            return _checked(result)
        case "verify_export":
            waiting = "; ".join(result.waiting)
            return (
                f"Đã xuất {len(result.files)} sổ thẩm định của {result.units} đơn vị.",
                *((f"Chưa có gì để thẩm định: {waiting}.",) if waiting else ()),
                *(f"Chưa phân công người thẩm định: {name}." for name in result.unassigned),
            )
        case "roll_up_wards":
            return _rolled_up(result)
        case "consolidate":
            return _consolidated(result)
        case _:
            return ("Xong.",)


def _rolled_up(result: Any) -> tuple[str, ...]:
    made = result.rollup
    return (
        f"{'Đủ' if result.all_in else 'Chưa đủ'}: {len(made.wards)} phường được tổng hợp năm {made.year}; "
        f"{len(made.refused)} phường không nhận, {len(made.missing)} còn thiếu. Bảng ở trang Thành phố.",
        *(f"{name}: {state}. {reason} {remedy}" for name, _, state, reason, remedy in made.not_counted),
        *(f"Không có trong danh sách phường (vẫn tính): {name}." for name in made.unlisted),
    )


def _feedback(result: Any) -> tuple[str, ...]:
    lines = [f"Đã tạo {len(result.returned)} biểu phản hồi và lời gửi kèm."]
    lines += [
        f"{each.unit.name}: {each.told.errors} lỗi, {each.told.warnings} lưu ý, "
        f"{each.told.restored} chỗ đã chữa sẵn."
        for each in result.returned
    ]
    lines += [
        f"Chưa tạo được biểu phản hồi cho {lost.unit.name} (tệp {lost.file})." for lost in result.unanswered
    ]
    lines += [f"Chưa rõ của đơn vị nào: {receipt.file}" for receipt in result.strangers]
    return tuple(lines)


def _consolidated(result: Any) -> tuple[str, ...]:
    run = result.consolidation
    ranked = sum(each.ranked for each in run.results.units)
    moved = ("Bảng tổng hợp cũ đang mở trong Excel nên kết quả được ghi sang tệp mới.",) * result.moved
    notes = (note.text for note in run.results.quota_notes)
    return (
        f"Đã tổng hợp {run.period_words}: {ranked} đơn vị được xếp hạng, "
        f"còn {run.errors_to_mend} lỗi cần sửa.",
        *moved,
        *notes,
        *unverified_notes(run),
    )


def _finalized(result: Any) -> tuple[str, ...]:
    said = {
        "frozen": f"Đã chốt lần {result.edition}. Văn bản, bảng xếp loại ở trang Chốt.",
        "unchanged": f"Không đổi: đã chốt lần {result.edition}, mọi dữ liệu còn nguyên.",
        "recorded": f"Đã ghi bổ sung lần chốt {result.edition} vào sổ theo dõi.",
    }
    warnings = (f"Lưu ý: {each.message} {each.remedy}" for each in result.warnings)
    return (said[result.outcome], *warnings)


def _checked(result: Any) -> tuple[str, ...]:
    if result.differences:
        return (f"Không khớp: lần chốt {result.edition} có {len(result.differences)} điểm khác.",
                *result.differences, *result.notes)  # fmt: skip
    return (
        f"Khớp từng byte: lần chốt {result.edition}, {result.files} tệp tính lại giống hệt.",
        *result.notes,
    )
