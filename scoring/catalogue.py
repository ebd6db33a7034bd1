"""The catalogue of all codes: what each says and how to mend it. A code, once given, never changes.

``docs/checks.md`` is generated from it, and the live column "Kiểm tra" of a form uses the same words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error keeps a form from being ranked, a warning does not."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """The word a user sees."""
        return "Lỗi" if self is Severity.ERROR else "Lưu ý"


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the catalogue.

    ``says`` and ``remedy`` are templates; their slots are filled by :func:`finding`. A check that is
    ``live`` is also made by the form itself, in its column "Kiểm tra", with the same words.
    """

    code: str
    severity: Severity
    title: str
    says: str
    remedy: str
    live: bool = False


E, W = Severity.ERROR, Severity.WARNING

# fmt: off
_ROWS = (
    # T: the file
    Check("T01", E, "Không phải bảng tính",
          "Tệp không phải là bảng tính Excel ({found}).",
          "Gửi lại biểu mẫu Excel (.xlsx) đã điền; tệp nén thì giải nén trước khi chép vào thư mục."),
    Check("T02", E, "Tệp hỏng",
          "Tệp bị hỏng, không đọc được hết ({found}).",
          "Đề nghị đơn vị mở tệp gốc, lưu lại và gửi lại; nên nén .zip khi gửi qua Zalo."),
    Check("T03", E, "Tệp có mật khẩu",
          "Tệp được đặt mật khẩu mở.",
          "Mở tệp, vào Tệp > Thông tin > Bảo vệ sổ làm việc, xóa mật khẩu, lưu và gửi lại."),
    Check("T04", E, "Định dạng cũ hoặc khác",
          "Tệp có định dạng {found}, công cụ chỉ nhận .xlsx.",
          "Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi gửi lại."),
    Check("T05", E, "Tệp vượt giới hạn",
          "Tệp vượt giới hạn an toàn: {found} (cho phép {expected}).",
          "Chép câu trả lời sang biểu mẫu gốc của đơn vị; không chèn ảnh hay dữ liệu khác vào biểu mẫu."),
    Check("T06", W, "Bỏ qua",
          "Không phải biểu do đơn vị gửi, đã bỏ qua ({found}).",
          "Không cần làm gì; xóa khỏi thư mục nếu không dùng."),
    Check("T07", W, "Có nội dung động",
          "Tệp chứa {found}; công cụ không chạy và không chép sang kết quả.",
          "Kiểm tra nguồn tệp; nên đề nghị đơn vị điền lại vào biểu mẫu gốc rồi gửi."),
    Check("T08", E, "Không mở được tệp",
          "Không mở được tệp ({found}).",
          "Đóng tệp nếu đang mở, kiểm tra quyền đọc của thư mục rồi chạy lại."),
    Check("T09", E, "Không đọc xong tệp",
          "Không đọc xong được tệp ({found}).",
          "Chép câu trả lời sang biểu mẫu gốc của đơn vị rồi gửi lại; các tệp khác không bị ảnh hưởng."),
    # B: the form
    Check("B01", E, "Không phải biểu mẫu",
          "Bảng tính này không phải biểu tự chấm điểm công tác dân vận.",
          "Dùng biểu mẫu do cơ quan tổng hợp gửi cho năm và kỳ này, chép lại câu trả lời rồi gửi."),
    Check("B02", E, "Biểu của năm hoặc kỳ khác",
          "Biểu của {found}, trong khi đang tổng hợp {expected}.",
          "Dùng biểu mẫu do cơ quan tổng hợp gửi cho năm và kỳ này, chép lại câu trả lời rồi gửi."),
    Check("B03", E, "Biểu của bộ tiêu chí khác",
          "Biểu lập theo bộ tiêu chí “{found}”, không phải “{expected}”.",
          "Dùng biểu mẫu do cơ quan tổng hợp gửi cho năm và kỳ này, chép lại câu trả lời rồi gửi."),
    Check("B04", E, "Biểu của bản tiêu chí cũ",
          "Biểu lập theo bản cũ của bộ tiêu chí ({found}), bản đang dùng là {expected}.",
          "Dùng biểu mẫu do cơ quan tổng hợp gửi cho năm và kỳ này, chép lại câu trả lời rồi gửi."),
    Check("B05", W, "Thiếu dấu nhận biết",
          "Biểu không còn trang dấu nhận biết; đã nhận ra theo nội dung.",
          "Lần sau gửi nguyên tệp biểu mẫu, không chép sang tệp mới."),
    Check("B06", E, "Thiếu trang",
          "Không tìm thấy trang “{expected}”.",
          "Chép câu trả lời sang biểu mẫu gốc của đơn vị rồi gửi lại; không sửa phần có sẵn của biểu mẫu."),
    Check("B07", E, "Thiếu cột",
          "Không tìm thấy cột “{expected}”.",
          "Chép câu trả lời sang biểu mẫu gốc của đơn vị rồi gửi lại; không sửa phần có sẵn của biểu mẫu."),
    Check("B08", E, "Trùng cột",
          "Cột “{expected}” có ở nhiều chỗ ({found}).",
          "Giữ lại một cột, xóa cột thừa rồi gửi lại."),
    Check("B09", E, "Trùng trang",
          "Trang “{expected}” có nhiều bản: {found}.",
          "Giữ lại một trang, xóa bản sao rồi gửi lại."),
    # D: the unit
    Check("D01", E, "Đơn vị không có trong danh sách",
          "Đơn vị “{found}” không có trong danh sách đánh giá.",
          "{proposal}"),
    Check("D02", E, "Biểu của đơn vị khác",
          "Biểu mẫu cấp cho “{expected}” nhưng trang thông tin ghi “{found}”.",
          "Nếu do “{found}” gửi: dùng đúng biểu mẫu của đơn vị mình; nếu do “{expected}” gửi: sửa lại "
          "tên đơn vị."),
    Check("D03", E, "Đơn vị không thuộc diện đánh giá",
          "“{found}” không thuộc diện đánh giá: {reason}.",
          "Không cần gửi biểu; nếu cần đánh giá, sửa danh sách đơn vị của bộ tiêu chí."),
    Check("D04", W, "Có bản mới hơn",
          "Bản này không được tính vì đơn vị đã gửi bản mới hơn: {expected}.",
          "Không cần làm gì nếu đúng ý đơn vị; nếu không, tăng “Lần gửi” ở bản muốn dùng rồi gửi lại."),
    Check("D05", E, "Hai bản không rõ bản nào mới",
          "Hai tệp cùng lần gửi và ngày ký nhưng nội dung khác nhau: {found}.",
          "Đề nghị đơn vị cho biết bản đúng; ghi “Lần gửi” lớn hơn ở bản đó rồi gửi lại."),
    Check("D06", W, "Bản trùng",
          "Nội dung giống hệt tệp {expected}; chỉ tính một bản.",
          "Không cần làm gì."),
    Check("D07", W, "Tên đơn vị viết khác",
          "Tên đơn vị ghi “{found}”, đã nhận ra là “{expected}”.",
          "Ghi đúng tên “{expected}”; nếu đây cũng là tên của đơn vị thì thêm vào phần tên gọi khác trong "
          "danh sách đơn vị."),
    Check("D08", W, "Đang tính bản trước",
          "Bản này có lỗi nên đang tính bản hợp lệ gửi trước: {expected}.",
          "Sửa các lỗi rồi gửi lại để bản này được tính."),
    # C: the structure
    Check("C01", E, "Thiếu dòng tiêu chí",
          "Thiếu dòng của tiêu chí {criterion_name}.",
          "Chép câu trả lời sang biểu mẫu gốc của đơn vị rồi gửi lại; không sửa phần có sẵn của biểu mẫu."),
    Check("C02", E, "Trùng dòng tiêu chí",
          "Tiêu chí {criterion_name} có ở nhiều dòng ({found}).",
          "Giữ lại một dòng, xóa dòng thừa rồi gửi lại."),
    Check("C03", W, "Dòng lạ",
          "Dòng “{found}” không thuộc bộ tiêu chí, không được tính.",
          "Chuyển nội dung sang trang Báo cáo nếu cần."),
    Check("C04", W, "Điểm tối đa bị sửa",
          "Điểm tối đa ghi {found}, đúng là {expected}; đã tính theo {expected}.",
          "Khôi phục điểm tối đa là {expected}."),
    Check("C05", W, "Nội dung tiêu chí bị sửa",
          "Nội dung tiêu chí khác với bộ tiêu chí; đã tính theo bộ tiêu chí.",
          "Khôi phục nội dung: “{expected}”."),
    Check("C06", E, "Ô trả lời bị gộp",
          "Ô trả lời bị gộp với ô khác ({found}).",
          "Bỏ gộp ô (Merge & Center), ghi câu trả lời vào từng ô."),
    # N: the answers
    Check("N01", E, "Chưa trả lời",
          "Chưa ghi “{label}”.",
          "Chọn hoặc nhập câu trả lời; không có thì ghi 0 hoặc đánh dấu “Không phát sinh” nếu được phép.",
          live=True),
    Check("N02", E, "Không phải số",
          "“{label}” cần là số.",
          "Nhập số, không kèm chữ{proposal}.", live=True),
    Check("N03", W, "Số ghi dạng chữ",
          "“{label}” ghi “{found}”, đã hiểu là {expected}.",
          "Nhập số {expected}, không kèm chữ."),
    Check("N04", E, "Ngoài khoảng cho phép",
          "“{label}” phải {expected}.",
          "Nhập lại số {expected}.", live=True),
    Check("N05", E, "Sai bước điểm",
          "“{label}” phải {expected}.",
          "Nhập lại; giá trị phải {expected}.", live=True),
    Check("N06", E, "Tử số lớn hơn mẫu số",
          "“{top}” lớn hơn “{bottom}”.",
          "Kiểm tra lại hai số; tỷ lệ không thể quá 100%.", live=True),
    Check("N07", E, "Mẫu số bằng 0",
          "“{bottom}” bằng 0 nên không tính được tỷ lệ.",
          "Nhập số lớn hơn 0; nếu trong năm không có việc này, đánh dấu “Không phát sinh” (nếu được "
          "phép).", live=True),
    Check("N08", E, "Không có trong danh sách chọn",
          "“{label}” phải chọn trong danh sách.",
          "Chọn một mục: {expected}{proposal}.", live=True),
    Check("N09", E, "Ngày ở ô số",
          "“{label}” đang là ngày {found}, không phải số.",
          "Excel đã đổi số thành ngày{proposal}: chọn định dạng ô là Số (Number) rồi nhập lại số."),
    Check("N10", E, "Ô báo lỗi",
          "“{label}” đang báo lỗi {found}.",
          "Xóa công thức trong ô, nhập lại câu trả lời."),
    Check("N11", E, "Công thức chưa tính",
          "“{label}” là công thức chưa có kết quả.",
          "Mở tệp bằng Excel hoặc LibreOffice, bấm lưu rồi gửi lại; tốt nhất là nhập số."),
    Check("N12", E, "Đúng/sai ở ô số",
          "“{label}” là giá trị {found}, không phải số.",
          "Nhập lại số."),
    Check("N13", E, "Số đọc được hai cách",
          "“{label}” ghi “{found}”, có thể là {expected}.",
          "Nhập lại số, không dùng dấu ngăn cách hàng nghìn."),
    Check("N14", E, "Vừa trả lời vừa không phát sinh",
          "Đã đánh dấu “Không phát sinh” nhưng vẫn ghi số liệu.",
          "Xóa dấu “Không phát sinh” hoặc xóa số liệu.", live=True),
    Check("N15", W, "Chữ của phông cũ",
          "Chữ trong ô gõ bằng phông cũ ({found}), không phải Unicode; có lẽ là “{expected}”.",
          "Chuyển mã sang Unicode (Unikey > Công cụ), chọn phông Times New Roman rồi gửi lại."),
    Check("N16", W, "Chữ cái nhìn giống nhau",
          "“{found}” có chữ cái không phải chữ Việt dù nhìn giống ({letters}).",
          "Gõ lại: “{expected}”."),
    # P: not applicable
    Check("P01", E, "Không được ghi không phát sinh",
          "Tiêu chí này không được ghi “Không phát sinh”.",
          "Xóa dấu “Không phát sinh” và trả lời tiêu chí.", live=True),
    Check("P02", E, "Không phát sinh thiếu lý do",
          "“Không phát sinh” cần ghi lý do ở cột Giải trình.",
          "Ghi lý do ở cột Giải trình.", live=True),
    Check("P03", E, "Dấu không phát sinh không rõ",
          "Ô “Không phát sinh” ghi “{found}”, không rõ ý.",
          "Ghi “x” nếu không phát sinh, để trống nếu có."),
    # M: evidence
    Check("M01", E, "Thiếu tài liệu kiểm chứng",
          "Chưa ghi tài liệu kiểm chứng.",
          "Ghi số, ký hiệu, ngày, trích yếu văn bản: {expected}.", live=True),
    Check("M02", E, "Tài liệu thiếu số, ký hiệu",
          "Tài liệu kiểm chứng chưa có số, ký hiệu.",
          "Ghi số, ký hiệu văn bản (ví dụ 12/KH-UBND).", live=True),
    Check("M03", E, "Tài liệu thiếu ngày",
          "Tài liệu kiểm chứng chưa có ngày.",
          "Ghi ngày văn bản (ví dụ 05/03/2026).", live=True),
    Check("M04", E, "Ngày tài liệu không đọc được",
          "Ngày tài liệu ghi “{found}”, không phải ngày.",
          "Ghi ngày dạng dd/mm/yyyy, ví dụ 05/03/2026."),
    # G: explanation
    Check("G01", E, "Thiếu giải trình",
          "Chưa ghi giải trình.",
          "Ghi giải trình: {expected}.", live=True),
    # S: what the form states
    Check("S01", W, "Tổng điểm khác",
          "Tổng điểm trong biểu là {found}, tính lại là {expected}.",
          "Mở biểu, để công thức tự tính rồi lưu lại; kết quả dùng số tính lại."),
    Check("S02", W, "Điểm tiêu chí khác",
          "Điểm tự chấm trong biểu là {found}, tính lại là {expected}.",
          "Không ghi đè công thức điểm; kết quả dùng số tính lại."),
    Check("S03", W, "Xếp loại khác",
          "Biểu tự xếp loại “{found}”, tính lại là “{expected}”.",
          "Mở biểu, để công thức tự tính rồi lưu lại; kết quả dùng xếp loại tính lại."),
    # K: sign-off
    Check("K01", E, "Thiếu người lập biểu",
          "Chưa ghi họ tên người lập biểu.",
          "Ghi họ tên ở trang Thông tin đơn vị.", live=True),
    Check("K02", E, "Thiếu thủ trưởng đơn vị",
          "Chưa ghi họ tên thủ trưởng đơn vị.",
          "Ghi họ tên ở trang Thông tin đơn vị.", live=True),
    Check("K03", E, "Thiếu ngày ký",
          "Chưa ghi ngày ký.",
          "Ghi ngày ký ở trang Thông tin đơn vị.", live=True),
    Check("K04", W, "Ký sau hạn",
          "Biểu ký ngày {found}, hạn là {expected}.",
          "Gửi kèm giải trình nộp muộn; điểm chế độ báo cáo do cơ quan tổng hợp chấm."),
    Check("K05", E, "Ngày ký không đọc được",
          "Ngày ký ghi “{found}”, không phải ngày.",
          "Ghi ngày dạng dd/mm/yyyy, ví dụ 10/11/2026."),
    Check("K06", E, "Lần gửi không đọc được",
          "“Lần gửi” ghi “{found}”, không phải số thứ tự.",
          "Ghi 1 cho lần đầu, 2 cho lần sửa thứ nhất…"),
    # R: the report
    Check("R01", W, "Báo cáo còn trống",
          "Mục “{label}” của trang Báo cáo còn trống.",
          "Ghi nội dung hoặc ghi “Không”."),
)
# fmt: on

CATALOGUE: Mapping[str, Check] = {row.code: row for row in _ROWS}
