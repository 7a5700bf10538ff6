"""cleaning.toml: named rules that say what is not part of an article."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.patterns import compile_pattern
from analysis.corpus.settings import check_keys, check_tables, read_toml
from analysis.errors import InputError

NAME = "cleaning.toml"
KINDS = (
    "masthead",
    "epigraph",
    "date line",
    "editor's note",
    "byline",
    "source line",
    "advertisement",
    "related posts",
    "comment widget",
    "cookie notice",
    "caption",
    "page furniture",
    "running head",
    "hyphenation",
    "footnotes",
    "repeated line",
    "repeated phrase",
    "headline",
)
# Rules that the suite has of itself.
REPEATED_LINES, REPEATED_PHRASES, TITLE = "repeated-lines", "repeated-phrases", "title"
GLUED_HEADLINES, PICTURE_SERIES, SAID_AGAIN = "glued-headlines", "picture-series", "said-again"
OWN_RULES = (REPEATED_LINES, SAID_AGAIN, REPEATED_PHRASES, GLUED_HEADLINES, PICTURE_SERIES, TITLE)
OWN_KINDS = ("repeated line", "repeated phrase", "headline")
KEYS = {"repeated_lines": bool, "repeated_phrases": bool, "rule": list}
RULE_KEYS = dict.fromkeys(("name", "kind", "outlet", "pattern", "through", "example"), str)


@dataclass(frozen=True)
class Rule:
    """One rule of cleaning.

    Attributes
    ----------
    name, kind
        What cuts by this rule are called; the kind is one of `KINDS`.
    pattern
        Compiled; every match is a cut.
    outlet
        The outlet whose articles the rule is for; None for all.
    through
        If given, a cut runs on through the first match of this pattern after it, and is not made
        where none follows; the word "end" stands for the end of the article.
    """

    name: str
    kind: str
    pattern: Any
    outlet: str | None = None
    through: Any | None = None


@dataclass(frozen=True)
class Settings:
    """What cleaning.toml says: its rules, and whether repeated lines and phrases are cut too."""

    rules: tuple[Rule, ...]
    repeated_lines: bool = True
    repeated_phrases: bool = True

    @property
    def by_repetition(self) -> bool:
        """Whether anything is cut because other articles have it."""
        return self.repeated_lines or self.repeated_phrases


def read_rules(folder: Path) -> Settings:
    """Return the cleaning rules of a corpus folder; a missing file has none.

    Parameters
    ----------
    folder
        The corpus folder.

    Raises
    ------
    InputError
        Naming the file and the rule: for malformed TOML, an unknown key or kind, a value of
        another type, two rules of one name, a pattern that is refused, or an example that the
        pattern does not match.
    """
    content = read_toml(folder / NAME)
    check_keys(content, KEYS, where=NAME)
    tables = check_tables(content.get("rule", []), where=f"{NAME} [[rule]]")
    rules = tuple(_rule(table, number) for number, table in enumerate(tables, start=1))
    names = [rule.name for rule in rules]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise InputError(f"{NAME}: two rules are named '{twice[0]}'")
    wanted = (content.get(key, True) for key in ("repeated_lines", "repeated_phrases"))
    return Settings(rules, *wanted)


def make_rule(
    name: str, kind: str, pattern: str, *, outlet: str | None = None, through: str | None = None
) -> Rule:
    r"""Return a rule with its patterns compiled.

    Parameters
    ----------
    name, kind
        What its cuts are called.
    pattern
        RE2 syntax; see `analysis.corpus.patterns.compile_pattern`.
    outlet
        The outlet whose articles the rule is for.
    through
        A second pattern, or the word "end"; see `Rule`.

    Raises
    ------
    InputError
        For an unknown kind, a name that the suite uses itself, or a pattern that is refused.

    Examples
    --------
    >>> make_rule("byline", "byline", r"^By \w+$").kind
    'byline'
    """
    where = f"{NAME} rule '{name}'"
    allowed = [known for known in KINDS if known not in OWN_KINDS]
    if kind not in allowed:
        raise InputError(f"{where}: unknown kind '{kind}' (known: {', '.join(allowed)})")
    if name in OWN_RULES:
        raise InputError(f"{where}: the suite has a rule of this name; choose another")
    return Rule(
        name=name,
        kind=kind,
        pattern=compile_pattern(pattern, where=where),
        outlet=outlet,
        through=through if through in (None, "end") else compile_pattern(through, where=where),
    )


def _rule(table: dict[str, Any], number: int) -> Rule:
    """Check and compile one [[rule]]."""
    where = f"{NAME} rule '{table['name']}'" if "name" in table else f"{NAME} [[rule]] {number}"
    check_keys(table, RULE_KEYS, where=where, required=("name", "kind", "pattern"))
    wanted = {key: table[key] for key in ("outlet", "through") if key in table}
    rule = make_rule(table["name"], table["kind"], table["pattern"], **wanted)
    if "example" in table and not rule.pattern.search(table["example"]):
        raise InputError(f"{where}: the pattern does not match its example {table['example']!r}")
    return rule


def check_outlets(rules: tuple[Rule, ...], outlets: pd.Series) -> None:
    """Return nothing; raise if a rule is for an outlet that the corpus does not have.

    Parameters
    ----------
    rules
        The rules.
    outlets
        The outlet of every article.

    Raises
    ------
    InputError
        Naming the rule and the outlet.
    """
    known = set(outlets.dropna())
    for rule in rules:
        if rule.outlet is not None and rule.outlet not in known:
            raise InputError(
                f"{NAME} rule '{rule.name}': no article has the outlet '{rule.outlet}'"
            )
