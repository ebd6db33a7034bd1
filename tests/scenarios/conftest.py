import pytest

from tests.reports.documents.papers import compile_papers
from tests.scenarios.the_year import Year, live


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The whole year of the guide; who asks for it only looks at what it left."""
    compile_papers()
    return live(tmp_path_factory.mktemp("nam"))
