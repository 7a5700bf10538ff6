import doctest
import importlib
import pkgutil
import subprocess
import sys

import pytest

import analysis.corpus

NAMES = [module.name for module in pkgutil.iter_modules(analysis.corpus.__path__)]


@pytest.mark.parametrize("name", NAMES)
def test_examples(name):
    failures, _ = doctest.testmod(importlib.import_module(f"analysis.corpus.{name}"))
    assert failures == 0


def test_nothing_heavy_is_imported():
    heavy = "matplotlib sklearn nltk scipy ftfy charset_normalizer simplemma"
    code = f"import sys, analysis.corpus; print(set(sys.modules) & set('{heavy}'.split()))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"
