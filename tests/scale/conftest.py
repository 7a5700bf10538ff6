"""A source that is made up, for all tests of this folder."""

import pytest
from made_up import make_articles, write_parquet


@pytest.fixture(scope="session")
def articles():
    return make_articles(60)


@pytest.fixture(scope="session")
def source(articles, tmp_path_factory):
    path = tmp_path_factory.mktemp("source") / "news.parquet"
    return write_parquet(articles, path, row_group_size=25)
