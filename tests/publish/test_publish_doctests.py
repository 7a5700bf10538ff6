import doctest
from importlib import import_module

import pytest

MODULES = ("finding", "markup", "notebooks", "parameters", "render", "strip")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    result = doctest.testmod(import_module(f"analysis.publish.{name}"))
    assert result.failed == 0
    assert result.attempted > 0
