"""The words that go with a feedback form, for e-mail or Zalo."""

from scoring.criteria.units import Unit
from scoring.forms.marks import FEEDBACK, Feedback
from scoring.intake.folder import Desk


def letter(desk: Desk, unit: Unit, file: str, feedback: Feedback) -> str:
    """A short letter: which form, how much is wrong, by when and how to send it back."""
    criteria = desk.roster.criteria
    name = f"Biểu tự chấm điểm {criteria.subject} năm {criteria.year}"
    told = f"{name} ({criteria.report(desk.period).name}) của đơn vị {_found(feedback)}."
    paragraphs = (f"Kính gửi: {unit.name}", "", told, _asked(file, feedback), "", "Trân trọng.")
    return "\n".join((*paragraphs, feedback.office, ""))


def _asked(file: str, feedback: Feedback) -> str:
    """What the unit is asked to do, which follows from whether the form has to arrive again."""
    if feedback.errors:
        return (
            f"{feedback.office} gửi kèm tệp {file}. Ô cần sửa được tô màu và có ghi chú cách sửa; "
            f"danh sách ở trang “{FEEDBACK}”.\n"
            f"Đề nghị đơn vị sửa trên tệp này, lưu dạng .xlsx và gửi lại{feedback.until}."
        )
    if feedback.returned:
        return (
            f"{feedback.office} gửi kèm tệp {file}, đã điền sẵn câu trả lời của đơn vị.\n"
            f"Đề nghị đơn vị sửa, bổ sung trên tệp này, lưu dạng .xlsx và gửi lại{feedback.until}."
        )
    if feedback.again:
        return (
            f"Bản đã gửi chưa dùng được. {feedback.office} gửi kèm tệp {file}: các chỗ sai đã được chữa sẵn, "
            f"câu trả lời giữ nguyên; chi tiết ở trang “{FEEDBACK}”.\n"
            f"Đề nghị đơn vị kiểm tra lại tệp này, lưu dạng .xlsx và gửi lại{feedback.until}."
        )
    return (
        f"Biểu không có lỗi, không bắt buộc gửi lại. Chi tiết ở trang “{FEEDBACK}” của tệp {file}; "
        f"nếu muốn sửa, đơn vị sửa trên tệp này rồi gửi lại{feedback.until}."
    )


def _errors(feedback: Feedback) -> str:
    """Half a form left blank is one thing to do, not two dozen mistakes."""
    if feedback.blanks == feedback.errors:
        return "ô chưa điền"
    return f"lỗi cần sửa (trong đó {feedback.blanks} ô chưa điền)" if feedback.blanks else "lỗi cần sửa"


def _found(feedback: Feedback) -> str:
    """``được trả lại (lý do: …), có 2 lỗi cần sửa, 1 lưu ý``."""
    counts = (
        (feedback.errors, _errors(feedback)),
        (feedback.warnings, "lưu ý"),
        (feedback.restored, "chỗ đã được chữa sẵn"),
    )
    counted = ", ".join(f"{count} {words}" for count, words in counts if count)
    told = (
        f"được trả lại để làm lại (lý do: {feedback.returned.rstrip('.')})" if feedback.returned else "",
        f"có {counted}" if counted else "",
    )
    return ", ".join(filter(None, told)) or "cần gửi lại"
