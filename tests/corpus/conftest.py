from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def seeds_folder():
    return TESTS.parent / "seeds"


@pytest.fixture(scope="session")
def harbour_folder():
    return TESTS / "corpora" / "harbour"


@pytest.fixture
def make_corpus(tmp_path):
    """Write a corpus folder: a good one of two articles, with files replaced or added."""

    def make(**files):
        content = {
            "articles.csv": "article_id,file,group,outlet\na,a.txt,x,The Post\nb,b.txt,y,\n",
            "a.txt": "Rain fell.",
            "b.txt": "Snow fell.",
        }
        content |= {name.replace("_", "."): text for name, text in files.items()}
        for name, text in content.items():
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name).write_bytes(data)
        return tmp_path

    return make
