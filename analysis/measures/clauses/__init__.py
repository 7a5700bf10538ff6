"""Who does what to whom in a sentence: rules over part-of-speech tags."""

from analysis.measures.clauses.find import CLAUSE_COLUMNS, find_clauses

__all__ = ["CLAUSE_COLUMNS", "find_clauses"]
