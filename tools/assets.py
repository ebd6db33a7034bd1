"""The list of assets, in the order in which they are made: pictures show what the others hold."""

from tools import (
    cards,
    checks_page,
    golden,
    json_schemas,
    messages,
    pictures,
    sentences,
    word_templates,
)
from tools.asset import Asset
from tools.example import build
from tools.example.units import BY_LIBREOFFICE

ASSETS = {
    asset.name: asset
    for asset in (
        Asset("messages", ("scoring/locale/**/*.mo",), messages.files),
        Asset("schemas", ("criteria/*.schema.json",), json_schemas.files),
        Asset("checks", ("docs/checks.md",), checks_page.files),
        Asset("sentences", ("docs/sentences.md",), sentences.files),
        Asset("templates", ("criteria/mau-van-ban/*.docx",), word_templates.files),
        Asset("cards", ("docs/the-*.docx",), cards.files),
        Asset("golden", ("tests/reports/golden/*.txt",), golden.files),
        Asset(
            "example", ("inputs/2026/*/*.xlsx",), build.files, (f"inputs/2026/nam/*-{BY_LIBREOFFICE}-*.xlsx",)
        ),
        Asset("pictures", ("docs/images/*.png",), pictures.files, ("docs/images/*.png",)),
    )
}
