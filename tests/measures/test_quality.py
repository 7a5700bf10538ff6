"""The measured quality is readable data: one row a measure, corpus and half, shares in range."""

from analysis.measures.quality import measured_quality


def test_what_is_told_of_clauses_is_complete():
    table = measured_quality("clauses")
    assert set(table["measure"]) == {"clauses"}
    assert {"seeds", "news"} <= set(table["corpus"])
    assert not table.duplicated(["corpus", "half"]).any()
    assert set(table["half"]) <= {"tune", "read", "held"}
    assert "held" in set(table["half"])  # without it nothing says what to expect of unread texts
    assert table[["precision", "recall"]].stack().between(0, 1).all()
    assert (table[["n_found", "n"]] > 0).all(axis=None)


def test_a_measure_that_was_never_measured_has_no_row():
    table = measured_quality("irony")
    assert table.empty and "precision" in table and table["n"].dtype == "int64"
