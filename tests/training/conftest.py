import pytest

from shape_diff.conditioning.text import TextEncoder


@pytest.fixture(scope="session")
def encoder() -> TextEncoder:
    return TextEncoder.load()
