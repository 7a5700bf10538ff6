"""Tables, pages and documents -> batches of articles, and what is no article with its reason."""

from analysis.corpus.sources.batches import Batch
from analysis.corpus.sources.fields import columns_given
from analysis.corpus.sources.read import Source, open_source, read_source
from analysis.corpus.sources.report import report
from analysis.corpus.sources.write import Imported, import_source

__all__ = [
    "Batch",
    "Imported",
    "Source",
    "columns_given",
    "import_source",
    "open_source",
    "read_source",
    "report",
]
