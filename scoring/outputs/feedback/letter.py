"""The words that go with a feedback form, for e-mail or Zalo."""

from scoring.criteria.units import Unit
from scoring.inputs.folder import Desk
from scoring.inputs.form.feedback import FEEDBACK, Feedback
from scoring.inputs.layout import period_name


def letter(desk: Desk, unit: Unit, file: str, feedback: Feedback) -> str:
    """A short letter: which form, how much is wrong, by when and how to send it back."""
    criteria = desk.roster.criteria
    name = f"Biểu tự chấm điểm công tác dân vận năm {criteria.year}"
    told = f"{name} ({period_name(criteria, desk.period)}) của đơn vị {_counted(feedback)}."
    if feedback.errors:
        body = (
            f"{feedback.office} gửi kèm tệp {file}. Ô cần sửa được tô màu và có ghi chú cách sửa; "
            f"danh sách ở trang “{FEEDBACK}”.\n"
            f"Đề nghị đơn vị sửa trên tệp này, lưu dạng .xlsx và gửi lại{feedback.until}."
        )
    else:
        body = (
            f"Biểu không có lỗi, không bắt buộc gửi lại. Chi tiết ở trang “{FEEDBACK}” của tệp {file}; "
            f"nếu muốn sửa, đơn vị sửa trên tệp này rồi gửi lại{feedback.until}."
        )
    return "\n".join((f"Kính gửi: {unit.name}", "", told, body, "", "Trân trọng.", feedback.office, ""))


def _counted(feedback: Feedback) -> str:
    counts = (
        (feedback.errors, "lỗi cần sửa"),
        (feedback.warnings, "lưu ý"),
        (feedback.restored, "chỗ đã được chữa sẵn"),
    )
    return "có " + ", ".join(f"{count} {words}" for count, words in counts if count)
