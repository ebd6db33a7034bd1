"""What takes long, each in a process of its own: one at a time that writes, the others wait visibly.

Closing a page ends nothing, and neither does the end of the server: the process goes on alone, what it has to
say is kept on the disk, and the next server finds it there.
"""

import contextlib
import json
import multiprocessing
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from filelock import FileLock

from scoring.errors import UserError, on_page
from scoring.json_text import as_json
from scoring.pipeline.turn import turn
from scoring.pipeline.whole_copy import save_whole_copy
from scoring.standing.unverified import causes_of_self_scores
from scoring.web.desk import CONTEXT, WORK, Where, called, step_back
from scoring.workspace import Workspace, write_whole

KEPT = 50
_FOLDER = ".viec"
_BEFORE_ITS_END = ("Tiến trình bị dừng giữa chừng; kết quả cũ còn nguyên.",)
_NOT_BEGUN = (
    "Trang đóng trước khi đến lượt việc này: chưa làm gì, chưa đổi gì. Bấm nút dưới đây để làm lại.",
)
WORK[save_whole_copy.__name__] = save_whole_copy  # by a job alone: it reads all that there is
_OVER = ("xong", "không xong", "chưa bắt đầu")


@dataclass(slots=True)
class Job:
    """One piece of work: ``name`` of the pipeline's function, ``title`` as people call it.

    ``waits``: for whom it waits, where that is known.
    """

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
    result: tuple[str, ...] = ()
    failure: tuple[str, ...] = ()
    waits: str = ""

    @property
    def is_over(self) -> bool:
        """True where nothing more will be heard of it."""
        return self.state in _OVER

    @property
    def percent(self) -> int:
        """How far it is, in whole percent."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def file(self) -> Path:
        """Where it is kept."""
        return _folder(self.where.root) / f"{self.id}.json"

    @property
    def alive(self) -> FileLock:
        """The lock that its process holds as long as it lives."""
        return FileLock(self.file.with_suffix(".lock"), thread_local=False)

    def keep(self) -> None:
        """Write down what is known of it."""
        content = {"name": self.name, "title": self.title, "who": self.who, "period": self.where.period}
        content |= {"asked": self.asked.isoformat(), "state": self.state}
        write_whole(self.file, as_json({**content, "result": self.result, "failure": self.failure}).encode())

    def forget(self) -> None:
        """Nobody will ask for it again."""
        for path in (self.file, self.file.with_suffix(".lock")):
            path.unlink(missing_ok=True)


def _folder(root: Path) -> Path:
    return root / "outputs" / _FOLDER


def _found(root: Path, file: Path) -> Job | None:
    """A job read from its file; None where that is no file of a job."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        name, title, who, state = (str(kept[key]) for key in ("name", "title", "who", "state"))
        where, asked = Where(root, None, str(kept["period"])), datetime.fromisoformat(kept["asked"])
        job = Job(int(file.stem), name, title, who, where, {}, asked, state=state)
        return replace(job, result=tuple(map(str, kept["result"])), failure=tuple(map(str, kept["failure"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Jobs:
    """The jobs of a workspace, those of earlier servers among them."""

    def __init__(self, root: Path) -> None:
        self._lock, self._turn = Lock(), Lock()
        files = _folder(root).glob("*.json")
        self.jobs = {job.id: job for file in files if (job := _found(root, file))}
        for job in self.jobs.values():
            if not job.is_over:
                Thread(target=self._follow, args=(job,), daemon=True).start()

    def start(self, where: Where, name: str, title: str, who: str, options: dict[str, Any]) -> Job:
        """Begin a job, or join the same one that is under way: two clicks are one job."""
        with self._lock:
            for job in self.jobs.values():
                same = (job.name, job.where.period) == (name, where.period)
                if same and not job.is_over:
                    return job
            number = max(self.jobs, default=0) + 1
            job = Job(number, name, title, who, where, options, datetime.now(UTC))
            job.keep()
            self.jobs[number] = job
            for old in sorted(self.jobs)[:-KEPT]:
                if self.jobs[old].is_over:
                    self.jobs.pop(old).forget()
        Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def of(self, *names: str, period: str) -> list[Job]:
        """The jobs of these kinds, the newest first."""
        found = [job for job in self.jobs.values() if job.name in names and job.where.period == period]
        return sorted(found, key=lambda job: -job.id)

    def _follow(self, job: Job) -> None:
        """A job of an earlier server: its process has ended where its lock is free."""
        told, job.state = job.state, "đang chạy"
        with job.alive:
            now = _found(job.where.root, job.file)
            if now and now.is_over:
                job.result, job.failure, job.state = now.result, now.failure, now.state
            else:
                _given_up(job, now.state if now else told)

    def _run(self, job: Job) -> None:
        with self._turn:
            ours, theirs = CONTEXT.Pipe(duplex=False)
            process = CONTEXT.Process(target=_work, args=(theirs, job), daemon=False)
            process.start()
            theirs.close()
            try:
                for change in _heard(ours):
                    for name, value in change.items():
                        setattr(job, name, value)
            finally:
                process.join()
            if not job.is_over:
                _given_up(job, job.state)


def _given_up(job: Job, state: str) -> None:
    """Its process is gone, and the last that was heard of it is ``state``."""
    begun = state != "chờ"
    job.failure = _BEFORE_ITS_END if begun else _NOT_BEGUN
    job.state = "không xong" if begun else "chưa bắt đầu"
    with contextlib.suppress(OSError):
        job.keep()


def _heard(pipe: Connection) -> Iterator[dict[str, Any]]:
    with contextlib.suppress(EOFError):
        while True:
            yield pipe.recv()


def _work(pipe: Connection, job: Job) -> None:
    """Child process: run the work alone in the workspace, then store and send its result."""
    step_back()
    server = multiprocessing.parent_process()

    def tell(**change: Any) -> None:
        with contextlib.suppress(OSError):  # the server has ended; the next one reads the file
            pipe.send(change)

    with job.alive:
        if server and not server.is_alive():
            return  # the next server holds this job for dead already
        outcome = _outcome(job, tell)
        for name, value in outcome.items():
            setattr(job, name, value)
        with contextlib.suppress(OSError):
            job.keep()
        tell(**outcome)


def _outcome(job: Job, tell: Callable[..., None]) -> dict[str, Any]:
    """Do the work; the job's last state and words."""

    def progress(done: int, total: int) -> None:
        tell(done=done, total=total)

    try:
        with turn(Workspace(job.where.root), job.title, job.who, lambda words: tell(waits=words)):
            tell(state="đang chạy")
            job.state = "đang chạy"
            with contextlib.suppress(OSError):
                job.keep()
            result = called(job.where, job.name, (), {**job.options, "progress": progress})
        return {"result": told(job.name, result), "state": "xong"}
    except UserError as error:
        words = error.on_page
    except OSError:
        words = ("Không đọc hoặc ghi được tệp: đóng tệp nếu đang mở, kiểm tra chỗ trống trên đĩa.",)
    except Exception:
        with contextlib.suppress(OSError):
            traceback.print_exc()
        words = ("Công cụ gặp lỗi ngoài dự kiến; biểu và kết quả cũ còn nguyên.",)
    return {"failure": words, "state": "không xong"}


def told(name: str, result: Any) -> tuple[str, ...]:
    """What a page says of a result: a few sentences, not the whole of it."""
    match name:
        case "forms":
            return (f"Đã tạo {len(result.files)} biểu mẫu.",)
        case "feedback":
            return _feedback(result)
        case "preview_papers":
            return (f"Đã lập {result} văn bản xem trước; chưa chốt gì. Tải ở trang Chốt.",)
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
        case "save_whole_copy":
            size = max(1, round(result.size / 2**20))
            return (f"Đã lập bản sao: {result.files} tệp, {size} MB. Tải về rồi cất ở ổ đĩa khác.",)
        case _:
            return ("Xong.",)


def _rolled_up(result: Any) -> tuple[str, ...]:
    made = result.rollup
    return (
        f"{'Đủ' if result.all_in else 'Chưa đủ'}: tổng hợp {len(made.wards)} phường, xã năm {made.year}.",
        f"{len(made.refused)} nơi không nhận, {len(made.missing)} còn thiếu. Bảng ở trang Cấp tỉnh.",
        *(
            f"{name}: {state}. {reason} {on_page(remedy)}"
            for name, _, state, reason, remedy in made.not_counted
        ),
        *(f"Không có trong danh sách (vẫn tính): {name}." for name in made.unlisted),
    )


def _feedback(result: Any) -> tuple[str, ...]:
    lines = [f"Đã tạo {len(result.returned)} biểu phản hồi và lời gửi kèm."]
    lines += [
        f"{each.unit.name}: {each.told.counts or 'không có lỗi, trả để làm lại'}." for each in result.returned
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
        *_why_self_scores(run),
    )


def _why_self_scores(run: Any) -> tuple[str, ...]:
    """Why the table is still of self scores, and the page whose buttons settle it."""
    causes = causes_of_self_scores(run)
    if not causes:
        return ()
    return (
        "Xếp hạng vẫn theo điểm tự chấm, vì:",
        *(cause.sentence for cause in causes),
        "Mỗi việc có nút ở trang Quyết định, phần “Việc còn lại trước khi chốt”.",
    )


def _finalized(result: Any) -> tuple[str, ...]:
    said = {
        "frozen": f"Đã chốt lần {result.edition}. Văn bản, bảng xếp loại ở trang Chốt.",
        "unchanged": f"Không đổi: đã chốt lần {result.edition}, mọi dữ liệu còn nguyên.",
        "recorded": f"Đã ghi bổ sung lần chốt {result.edition} vào sổ theo dõi.",
    }
    warnings = (f"Lưu ý: {each.message} {each.remedy}" for each in result.warnings)
    return (said[result.outcome], *warnings, *(f"Lưu ý: {line}" for line in result.lost))


def _checked(result: Any) -> tuple[str, ...]:
    if result.differences:
        return (f"Không khớp: lần chốt {result.edition} có {len(result.differences)} chỗ khác.",
                *result.differences, *result.notes)  # fmt: skip
    return (
        f"Khớp: lần chốt {result.edition}, {result.files} tệp tính lại giống hệt.",
        *result.notes,
    )
