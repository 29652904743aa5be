from collections.abc import Iterator

import pytest

from tests.fetching.site import Site, opened


@pytest.fixture
def site() -> Iterator[Site]:
    with opened() as found:
        yield found
