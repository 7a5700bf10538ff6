"""Whether a speaker's phrase is somebody: a person, people or an institution, named or not."""

import re

import pandas as pd

from analysis.text.tags import lexicon_tag
from analysis.text.words import TITLES

_LINK = re.compile(r"\s(?:of|for|at|from|in|with|on|to|by|who|familiar|close|and their)\s")
_TITLES = {title.lower() for title in TITLES} | set(
    """
    president vice senator secretary minister prime governor mayor chairman judge justice general
    colonel captain professor doctor king queen representative congressman congresswoman first lady
    former the
    """.split()
)
_PEOPLE = re.compile(
    r"(?:er|or|ist|yst|ian|ican|man|woman|person|ant|ent|ee|official|critic|source|aide|ally|expert"
    r"|member|citizen|mother|parent|patient|witness|victim|leader|pilot|candidate|colleague|friend"
    r"|relative|delegate|diplomat|democrat|conservative|progressive|liberal|advocate|activist"
    r"|scholar|economist|nominee|chief|head|deputy|neighbour|neighbor|resident|spouse|wife|husband"
    r"|son|daughter|brother|sister|boy|girl|teenager|sheriff|guard|monk|nun|star|clerk|coach)s?"
)
_ALL = frozenset(
    """
    people men women police children staff management media press public everyone everybody someone
    somebody some many most several few both all others allies families family youths personnel
    army navy crew jury congress senate parliament cabinet opposition regime state city town village
    campaign administration agency association bank board bureau coalition commission committee
    company corporation council court department firm government group judiciary league ministry
    office organisation organization panel party team tribunal union university school church
    foundation institute network newspaper paper magazine outlet outlets unit force forces
    congregation community authorities class classes populace populations
    """.split()
)
_THINGS = frozenset(
    """
    letter paper order number water matter power latter character computer chapter factor error
    sector answer offer order proper document statement agreement comment argument announcement
    amendment judgment judgement development movement treatment moment event content incident
    indictment settlement investment payment poster banner flyer newsletter twitter tweet
    report record article season reason person's lesson poison version
    """.split()
)


def surname_and_name(text: str) -> tuple[str, str]:
    """Last word of a name, and its last two without titles (once *Trump*, for *President Trump*).

    >>> surname_and_name("Rep. Adam Schiff"), surname_and_name("President Trump")
    (('Schiff', 'Adam Schiff'), ('Trump', 'Trump'))
    """
    words = [word.strip(".,") for word in re.sub(r"[’']s?$", "", text).split()]
    words = [word for word in words if word.lower() not in _TITLES] or words[-1:]
    return (words[-1], " ".join(words[-2:])) if words else ("", "")


def is_named(text: str) -> bool:
    """Whether a phrase names somebody by a proper name.

    >>> [is_named(t) for t in ("Rep. Adam Schiff", "the SEC", "The story", "Trump’s specific")]
    [True, True, False, False]
    """
    head = _head(text)
    words = head[1:] if head and head[0].lower() in ("the", "a", "an") else head
    if not words or not words[-1][:1].isupper() or words[-1].endswith(("’s", "'s")):
        return False
    plural = words[-1].endswith("s") and lexicon_tag(words[-1]) == "NN2"
    return not (len(head) == 1 and (plural or words[-1].lower() in _ALL))


def is_somebody(text: str) -> bool:
    """Whether a phrase is a person, people or an institution, and not a text or an event.

    >>> [is_somebody(t) for t in ("top lawmakers", "the company", "consulate attack", "The story")]
    [True, True, False, False]
    """
    head = _head(text)
    word = head[-1].lower() if head else ""
    return is_named(text) or _is_common(word)


def _is_common(word: str) -> bool:
    """Whether a common noun is one of persons or of an institution."""
    low = word.lower()
    if low in _ALL:
        return True
    singular = low.removesuffix("s")
    return not {low, singular} & _THINGS and _ends_as_people(low)


def _ends_as_people(word: str) -> bool:
    return any(_PEOPLE.fullmatch(word, i) for i in range(len(word)))


def _head(text: str) -> list[str]:
    """The words of a phrase before what qualifies it behind: *of the board*, *familiar with*."""
    return _LINK.split(text, maxsplit=1)[0].split()


def fullest_forms(text: pd.Series, quotes: pd.DataFrame) -> pd.Series:
    """Each name in the fullest form that its article has, or else all the texts have.

    A surname alone is the one full name that ends with it and has the same actor or none; where
    there are two, it stays alone.
    """
    parts = pd.DataFrame(
        [surname_and_name(t) for t in text], index=text.index, columns=["surname", "name"]
    )
    told = parts.assign(text=text, length=text.str.len(), article_id=quotes["article_id"])
    told["actor"] = quotes["speaker"].fillna("").astype("str")
    told = told[text.map(is_named).astype(bool)]
    full = told[told["surname"] != told["name"]]
    full = full.sort_values(["length", "text"], ascending=[False, True])
    alike = full.drop_duplicates("name").set_index("name")["text"]
    result = text.copy()
    result[full.index] = full["name"].map(alike)
    bare = told[told["surname"] == told["name"]]
    for keys in (["actor", "surname"], ["article_id", "actor", "surname"]):
        single = full.drop_duplicates([*keys, "name"]).drop_duplicates(keys, keep=False)
        forms = bare[keys].merge(single[[*keys, "name"]], on=keys, how="left")["name"].map(alike)
        found = forms.notna().to_numpy()
        result[bare.index[found]] = forms[found].to_numpy()
    return result
