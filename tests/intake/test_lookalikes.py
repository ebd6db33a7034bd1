"""N15: texts of fonts of before Unicode; N16: letters that only look Latin. Told with cell and proposal."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from scoring.intake.layout import INFO_UNIT
from scoring.intake.lookalikes import all_sound, legacy, untwinned, with_dyet
from scoring.text import clean
from tests.intake.forms import (
    COLUMN,
    changed,
    codes,
    mini,
    only,
    put,
    received,
    row_of,
    scores,
    written,
)
from tests.workbooks.should_fail import info

OLD = [
    ("Phßng V¨n ho¸ - X· héi", "TCVN3", "Phòng Văn hoá - Xã hội"),
    ("C«ng t¸c d©n vËn chÝnh quyÒn", "TCVN3", "Công tác dân vận chính quyền"),
    ("§éc lËp - Tù do - H¹nh phóc", "TCVN3", "Độc lập - Tự do - Hạnh phúc"),
    ("®èi tho¹i víi ng\xadêi d©n", "TCVN3", "đối thoại với người dân"),
    ("Phoøng Vaên hoùa - Xaõ hoäi", "VNI", "Phòng Văn hóa - Xã hội"),
    ("Coâng taùc daân vaän chính quyeàn", "VNI", "Công tác dân vận chính quyền"),
    ("ÑOÄC LAÄP TÖÏ DO", "VNI", "ĐỘC LẬP TỰ DO"),
    ("ñoái thoaïi vôùi ngöôøi daân", "VNI", "đối thoại với người dân"),
]


@pytest.mark.parametrize(("text", "encoding", "meant"), OLD)
def test_old_texts_are_known_without_their_font(text: str, encoding: str, meant: str) -> None:
    found = legacy(text)
    assert found
    assert (found.encoding, found.meant) == (encoding, meant)


@pytest.mark.parametrize(
    ("font", "encoding"), [(".VnTime", "TCVN3"), (".VnTimeH", "TCVN3"), ("VNI-Times", "VNI")]
)
def test_one_letter_is_enough_where_the_font_says_so(font: str, encoding: str) -> None:
    text = {"TCVN3": "hép", "VNI": "hoäp"}[encoding]
    found = legacy(text, font)
    assert found
    assert (found.encoding, found.meant) == (encoding, "hộp")
    assert legacy("12/KH-UBND", font) is None
    assert legacy(text) is None


def unicode_texts() -> list[str]:
    criteria = mini().criteria.criteria.values()
    words = [c.text for c in criteria] + [unit.name for unit in mini().units]
    plain = Path(__file__).parents[2] / "criteria" / "viet-hoa-2026"
    words += [
        line for name in ("criteria.yaml", "units.yaml") for line in (plain / name).read_text().split("\n")
    ]
    words += [
        "«Dân vận khéo» ® 2026, 5 µm, 20 °C",
        "hoà, hoá, thuỷ, ngoã, ngoại, oà",
        "Müller & Søren",
        "½ số hộ",
    ]
    return words


def test_texts_in_unicode_are_left_alone() -> None:
    for text in unicode_texts():
        assert legacy(text) is None, text
        assert legacy(unicodedata.normalize("NFD", text)) is None, text
        assert untwinned(text) == text


def test_twins_are_untwinned() -> None:
    assert untwinned("12/КН-UВND") == "12/KH-UBND"
    assert untwinned("ΤDΡ") == "TDP"


def in_font(code: str, key: str, text: str, font: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        put(code, key, text)(book)
        scores(book).cell(row_of(scores(book), code), COLUMN[key]).font = Font(name=font)

    return change


def test_the_cell_and_the_proposal_are_told(tmp_path: Path) -> None:
    form = changed(in_font("2.3", "explanation", "Theo hép", ".VnTime"))
    receipt = received(form, tmp_path)
    found = only(receipt, "N15")
    assert not found.is_error
    assert (found.criterion, found.place.cell[0], found.expected) == ("2.3", "K", "Theo hộp")
    assert "TCVN3" in found.message


def test_a_font_within_a_text_counts(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        rich = CellRichText("Theo ", TextBlock(InlineFont(rFont="VNI-Times"), "hoäp"))
        put("2.3", "explanation", rich)(book)

    assert only(received(changed(change), tmp_path), "N15").expected == "Theo hộp"


def test_twins_in_a_code_and_in_a_name_are_told(tmp_path: Path) -> None:
    receipt = received(changed(put("2.3", "number", "12/КН-UBND")), tmp_path)
    found = only(receipt, "N16")
    assert (found.expected, found.criterion) == ("12/KH-UBND", "2.3")
    assert "К U+041A, Н U+041D" in found.message
    named = received(changed(info(INFO_UNIT, "Phòng Кinh tế")), tmp_path)
    assert only(named, "N16").expected == "Phòng Kinh tế"


def test_an_icelandic_letter_is_taken_as_the_vietnamese_one(tmp_path: Path) -> None:
    change = put("2.3", "number", "12/Q\u00d0-UBND")
    receipt = received(changed(change), tmp_path)
    assert receipt.form
    assert (receipt.form.rows["2.3"].evidence.number, codes(receipt)) == ("12/QĐ-UBND", [])
    choice = received(changed(put("1.2", "answer", "\u00d0úng hạn")), tmp_path)
    assert (choice.form and choice.form.rows["1.2"].entry.answers, codes(choice)) == ({"1": "Đúng hạn"}, [])


@pytest.mark.parametrize("key", ["number", "explanation"])
def test_an_icelandic_letter_within_a_word_is_told_by_its_number(key: str, tmp_path: Path) -> None:
    found = only(received(changed(put("2.3", key, "hi\u00d0n")), tmp_path), "N16")
    assert "U+00D0" in found.message
    assert found.expected == "hiĐn"


def test_a_sound_form_is_left_alone(tmp_path: Path) -> None:
    assert codes(received(written(), tmp_path)) == []


def test_texts_that_are_sound_together_are_sound_each_by_itself() -> None:
    chance, odd = Random(3), "aeo uùâêñạĐÐðµ¶¨®§ßоОΑ\u0301\u0302́̀x"
    found = {True: 0, False: 0}
    for _ in range(4_000):
        texts = ["".join(chance.choices(odd, k=chance.randrange(1, 4))) for _ in range(2)]
        is_sound = all_sound(texts, [""])
        found[is_sound] += 1
        plain = map(clean, texts)
        assert not is_sound or not any(map(legacy, texts)), texts
        assert not is_sound or all(with_dyet(untwinned(text)) == text for text in plain), texts
    assert min(found.values()) > 300
    assert not all_sound(["Phòng"], ["", "VNI-Times"])
