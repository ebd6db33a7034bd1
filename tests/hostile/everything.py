"""All hostile files by name."""

from tests.hostile.active import ACTIVE
from tests.hostile.base import Make
from tests.hostile.cells import CELLS
from tests.hostile.container import CONTAINER
from tests.hostile.markup import MARKUP
from tests.hostile.sizes import SIZES

TABLES = (CONTAINER, MARKUP, SIZES, CELLS, ACTIVE)
HOSTILE: dict[str, Make] = {name: make for table in TABLES for name, make in table.items()}
