"""Memory is bounded by the partition and the vocabulary, not by the source."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_up import make_articles

MEASURED = """
import re, sys
from pathlib import Path
from analysis.cli import main
assert main(sys.argv[1:]) == 0
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def write_times(articles, path, times):
    """The same articles several times over, each time of outlets and with keys of their own."""
    writer = None
    for k in range(times):
        outlet, key = articles["outlet"] + f" {k}", articles["article_id"] + f"-{k}"
        table = pa.Table.from_pandas(
            articles.assign(outlet=outlet, article_id=key), preserve_index=False
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    writer.close()
    return path


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is told by /proc")
def test_a_source_ten_times_as_large_takes_as_much_memory(tmp_path):
    few = make_articles(300)
    long = few["text"].str.repeat(8)
    articles = pd.DataFrame(few.assign(text=long))
    peaks = {}
    for times in (1, 10):
        source = write_times(articles, tmp_path / f"{times}.parquet", times)
        command = ["summarise", source, "--out", tmp_path / f"out{times}", "--partition-mb", "0.3"]
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, *map(str, command)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        assert re.search(rf"{300 * times:,} articles", done.stdout)
        peaks[times] = int(done.stdout.split()[-1])
    assert peaks[10] <= 1.3 * peaks[1], peaks
