"""Score clauses against hand-marked ones: a verb token, its voice, and the heads of its actors."""

import re

import pandas as pd

ROLES = ("agent", "patient")
_STOP = re.compile(
    r"\s(?:of|in|from|for|on|at|with|by|to|against|under|over|into|between|through|as|like|during|"
    r"across|after|before|about|toward|towards|among|without|within)\b"
)
_JOINED = re.compile(r",? and |,? or |, ")
_PARTITIVE = re.compile(
    r"(?i)^(?:[\w“”\"-]+ )*(?:one|some|many|most|all|both|each|none|few|part|majority|number|lot|"
    r"dozens|hundreds|thousands|likes|host|group|couple) of "
)


def heads(text, start, end):
    """Places of the last word of every noun phrase that a span joins, before its prepositions."""
    span = text[start:end]
    partitive = _PARTITIVE.match(span)
    offset = partitive.end() if partitive else 0
    places, cursor = [], offset
    for piece in _JOINED.split(span[offset:]):
        at = span.index(piece, cursor) if piece else cursor
        cut = _STOP.search(piece)
        last = at + (cut.start() if cut else len(piece)) - 1
        places.append(start + max(last, at))
        cursor = at + len(piece)
    return places


def actors_at(mentions, place):
    inside = (mentions["start"] <= place) & (mentions["end"] > place)
    return set(mentions.loc[inside, "frame"])


def _meet(a, b, c, d):
    return a < d and c < b


def judge(predicted, gold, mentions, texts):
    """Each prediction with ``right``, and each gold clause about an actor with ``found``.

    Parameters
    ----------
    predicted : DataFrame
        From ``find_clauses``, only of the marked sentences.
    gold : DataFrame
    mentions : DataFrame
    texts : mapping of article_id to text
    """
    predicted = predicted[predicted["agent"].notna() | predicted["patient"].notna()]
    by_article = dict(iter(mentions.groupby("article_id")))
    none = mentions.head(0)
    right = [
        _is_right(row, gold[gold["article_id"] == row.article_id], by_article[row.article_id])
        for row in predicted.itertuples()
    ]
    kept = []
    for row in gold.itertuples():
        named = by_article.get(row.article_id, none)
        roles = [role for role in ROLES if _gold_heads(row, role, named, texts[row.article_id])]
        if roles:
            own = predicted[predicted["article_id"] == row.article_id]
            kept.append((row.Index, _is_found(row, roles, own, named, texts[row.article_id])))
    wanted = pd.DataFrame(kept, columns=["row", "found"]).set_index("row")
    return predicted.assign(right=right), gold.join(wanted, how="inner")


def _same_event(row, rows):
    same = (rows["verb_start"] < row.verb_end) & (rows["verb_end"] > row.verb_start)
    return rows[same & (rows["voice"] == row.voice)]


def _is_right(row, gold, mentions):
    return any(
        all(_role_agrees(row, mark, role, mentions) for role in ROLES)
        for mark in _same_event(row, gold).itertuples()
    )


def _role_agrees(row, mark, role, mentions):
    actor = getattr(row, role)
    if not isinstance(actor, str):
        return True
    start, end = getattr(row, f"{role}_start"), getattr(row, f"{role}_end")
    a, b = getattr(mark, f"{role}_start"), getattr(mark, f"{role}_end")
    own = mentions[mentions["frame"] == actor]
    return any(
        _meet(m.start, m.end, start, end) and _meet(m.start, m.end, a, b) for m in own.itertuples()
    )


def _gold_heads(row, role, mentions, text):
    start, end = getattr(row, f"{role}_start"), getattr(row, f"{role}_end")
    if pd.isna(start) or getattr(row, f"{role}_kind") == "pronoun":
        return []
    return [place for place in heads(text, int(start), int(end)) if actors_at(mentions, place)]


def _is_found(row, roles, predicted, mentions, text):
    same = _same_event(row, predicted)
    for role in roles:
        places = _gold_heads(row, role, mentions, text)
        spans = list(zip(same[f"{role}_start"], same[f"{role}_end"], strict=True))
        if not any(a <= place < b for place in places for a, b in spans):
            return False
    return True


def within(clauses, sentences):
    """Clauses whose verb stands in a marked sentence."""
    joined = clauses.reset_index().merge(sentences, on="article_id", suffixes=("", "_marked"))
    inside = (joined["verb_start"] >= joined["start_marked"]) & (
        joined["verb_end"] <= joined["end_marked"]
    )
    return clauses.loc[sorted(joined.loc[inside, "index"].unique())]


def scores(judged, wanted):
    """Precision, recall, clauses found and marked clauses about an actor."""
    return {
        "precision": judged["right"].astype(float).mean(),
        "recall": wanted["found"].astype(float).mean(),
        "n_found": len(judged),
        "n": len(wanted),
    }
