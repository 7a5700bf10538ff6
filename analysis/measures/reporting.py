"""Verbs that bring in another's words, by what they say about them, in all their forms.

The classes follow the literature in outline and not in their lists: verbs that leave the words
alone (neutral), that stand by them (assertive), that keep away from them (doubting), that want
something done (demanding), that give way (conceding), that feel (expressive).
"""

from functools import cache

import pandas as pd

VERB_CLASSES = {
    "neutral": "Neutral",
    "assertive": "Assertive",
    "doubting": "Doubting or distancing",
    "demanding": "Demanding",
    "conceding": "Conceding",
    "expressive": "Expressive",
}
ACCORDING = "according to"

_VERBS = {
    "neutral": """
        say tell report write state add note describe speak ask reply answer respond remark mention
        comment explain inform announce recount observe testify continue quote conclude recall
        notify disclose tweet post estimate detail outline relate narrate brief advise retort
        specify stipulate read begin reference refer dub label term characterize characterise
        portray remind project put sum recite phrase text email cite agree hear find reveal show
        indicate name articulate clarify elaborate depict relay opine venture posit postulate
        intone interject volunteer cast frame
    """,
    "assertive": """
        argue assert insist maintain affirm reaffirm declare emphasize emphasise stress underline
        underscore point contend proclaim reiterate repeat confirm predict warn caution vow pledge
        promise boast swear assure guarantee forecast counter defend highlight tout signal threaten
        brag
        attest avow certify preach vouch counsel laud extol
    """,
    "doubting": """
        claim allege suggest imply purport believe think suspect speculate doubt question wonder
        deny dispute reject dismiss insinuate theorize theorise hint feel challenge rebut refute
        deem consider see view regard hypothesize hypothesise surmise intimate smear
    """,
    "demanding": """
        urge demand call request propose recommend order appeal plead beg encourage command instruct
        beseech exhort implore push advocate invite want entreat enjoin petition
    """,
    "conceding": """
        admit acknowledge concede recognize recognise confess
        concur confide
    """,
    "expressive": """
        thank praise applaud commend congratulate express criticize criticise condemn welcome
        denounce deplore lament complain regret apologize apologise blame accuse joke quip sneer
        scoff shout cry exclaim whisper lash slam blast mock hail salute grumble voice convey raise
        worry fear hope laugh yell muse mutter scream gush chide scold fume rail snap bemoan
        enthuse lambaste chant protest attack rip decry brand ridicule object
        howl roar growl groan moan murmur bellow snarl thunder wail whine holler shriek croak mumble
        stammer gripe huff sniff deride disparage castigate excoriate berate chastise rebuke
        reprimand admonish belittle vilify skewer fault gloat marvel exult
    """,
}
# A clause follows, with *that* or without.
CLAUSE = frozenset(
    """
    say state write add note announce report argue contend insist claim assert maintain suggest
    warn caution promise pledge vow threaten deny acknowledge admit concede confirm explain
    emphasize emphasise stress specify stipulate predict forecast project estimate joke boast
    complain reply tell inform assure remind counter propose recommend declare allege speculate
    testify recall conclude tweet observe remark reiterate repeat affirm reaffirm point advise
    recount demand request order quip retort swear guarantee lament regret recognize recognise
    underline underscore imply insinuate hint proclaim confess notify brag disclose answer respond
    theorize theorise urge highlight clarify attest avow opine posit postulate intimate confide
    hypothesize hypothesise surmise preach counsel concur elaborate volunteer howl roar growl groan
    moan murmur bellow snarl thunder wail whine holler shriek grumble gripe huff sneer sniff scoff
    mutter whisper shout yell scream exclaim protest marvel gloat rail fume bemoan muse
    """.split()
)
# … often without.
BARE = frozenset(
    """
    say claim argue suggest insist admit add warn note allege predict vow maintain swear tell
    acknowledge explain reply declare promise write report announce concede state recall joke
    tweet deny estimate project assure inform remind contend assert confirm boast threaten
    complain
    """.split()
)
# The matter itself is enough: what is proposed, denied or demanded.
MATTER = frozenset(
    """
    propose recommend advocate request demand question deny dismiss reject counter acknowledge
    admit concede emphasize emphasise stress specify stipulate predict forecast project estimate
    announce voice express convey raise signal reiterate call apologize
    apologise thank confess promise pledge threaten claim allege urge warn boast complain plead
    appeal refute rebut dispute vow caution push
    """.split()
)
# To do something, or that another should: *vowed to stay*, *urged them to stay*.
TO_DO = frozenset(
    """
    urge ask beg order tell instruct demand promise vow threaten pledge invite call warn command
    implore exhort beseech plead request appeal swear advise remind
    """.split()
)
WHETHER = frozenset("ask say explain tell question".split())
# Somebody is given a name, a fault or a merit, which one of these words brings in.
NAMING = {
    "describe": ("as",),
    "portray": ("as",),
    "label": ("as",),
    "characterize": ("as",),
    "characterise": ("as",),
    "denounce": ("as", "for"),
    "condemn": ("as", "for"),
    "dismiss": ("as",),
    "attack": ("as", "for", "over"),
    "criticize": ("as", "for", "over"),
    "criticise": ("as", "for", "over"),
    "blast": ("as", "for", "over"),
    "slam": ("as", "for", "over"),
    "rip": ("as", "for", "over"),
    "lambaste": ("as", "for", "over"),
    "chide": ("for",),
    "scold": ("for",),
    "mock": ("as", "for"),
    "hail": ("as",),
    "praise": ("as", "for"),
    "applaud": ("for",),
    "commend": ("for",),
    "congratulate": ("for", "on"),
    "depict": ("as",),
    "tout": ("as",),
    "defend": ("as",),
    "brand": ("as",),
    "cast": ("as",),
    "frame": ("as",),
    "decry": ("as",),
    "deride": ("as",),
    "ridicule": ("as", "for"),
    "disparage": ("as",),
    "smear": ("as",),
    "belittle": ("as",),
    "vilify": ("as",),
    "laud": ("as", "for"),
    "castigate": ("as", "for", "over"),
    "excoriate": ("as", "for", "over"),
    "berate": ("for", "over"),
    "chastise": ("for", "over"),
    "rebuke": ("for", "over"),
    "reprimand": ("for", "over"),
    "admonish": ("for",),
    "fault": ("for",),
    "accuse": ("of",),
    "blame": ("for", "on"),
}
# Light verbs report only with a noun of stance: *raised concerns*.
STANCE = {
    "express": (),
    "voice": (),
    "convey": (),
    "raise": (
        "concern", "concerns", "questions", "doubts", "alarm", "objections", "fears", "worries",
        "question",
    ),
    "signal": ("desire", "willingness", "support", "readiness", "intention", "interest"),
}  # fmt: skip
# What must follow for the verb to report.
PARTICLES = {
    "point": ("out",),
    "lash": ("out",),
    "push": ("for",),
    "appeal": ("for", "to"),
    "plead": ("for", "to", "with"),
    "apologize": ("for",),
    "apologise": ("for",),
    "complain": ("about", "of", "that"),
    "boast": ("about", "of", "that"),
    "warn": ("of", "about", "against", "that"),
    "caution": ("against", "that"),
    "urge": (),
}
# Told, warned, assured …: the one who listens stands between the verb and the words.
TO_SOMEONE = frozenset(
    """
    tell inform notify assure remind warn advise promise caution ask brief urge implore beg
    instruct order command encourage exhort beseech invite
    """.split()
)
# As often a thing as an act: these forms need a subject right before them.
NOUNLIKE = frozenset(
    """
    account advocate advocates answer answers appeal appeals attack attacks blame blast boast
    brand brands brief briefs call calls caution cautions challenge challenges chant chants
    claim claims command commands comment comments cries cry demand demands detail details
    dispute disputes doubt doubts email emails estimate estimates fear fears feel find finds
    forecast forecasts guarantee guarantees hope hopes joke jokes label labels lament laugh
    mock name names note notes object objects order orders outline phrase pledge pledges point
    points post posts praise project projects promise promises protest protests push put
    question questions quote quotes raise read reads regret regrets remark remarks replies
    reply report reports request requests rip salute shout shouts show shows signal signals
    slam state states stress sum suspect term terms text texts threat tweet tweets urge view
    views voice voices vow vows want welcome whisper worries worry
    """.split()
)

_IRREGULAR = {
    "say": "said said",
    "tell": "told told",
    "write": "wrote written",
    "speak": "spoke spoken",
    "think": "thought thought",
    "feel": "felt felt",
    "see": "saw seen",
    "hear": "heard heard",
    "read": "read read",
    "put": "put put",
    "show": "showed shown",
    "find": "found found",
    "swear": "swore sworn",
    "seek": "sought sought",
    "beseech": "besought besought",
    "forecast": "forecast forecast",
    "cast": "cast cast",
}
_DOUBLED = frozenset("admit quip regret rebut beg slam snap put rip sum brag".split())


@cache
def reporting_forms() -> dict[str, tuple[str, str, str]]:
    """Every form of every reporting verb: its base form, its class and which form it is.

    Returns
    -------
    dict
        From the form to (verb, class, form), the form being "base", "s", "past" (also where the
        participle is the same), "participle" or "ing".

    References
    ----------
    Caldas-Coulthard, C. R. (1994). On reporting reporting. In M. Coulthard (Ed.), *Advances in
    written text analysis*. Routledge. — Bergler, S. (1992). *Evidential analysis of reported
    speech*. Brandeis University. — Hyland, K. (1999). Academic attribution. *Applied
    Linguistics*, 20(3).

    Examples
    --------
    >>> reporting_forms()["denied"], reporting_forms()["said"]
    (('deny', 'doubting', 'past'), ('say', 'neutral', 'past'))
    """
    table: dict[str, tuple[str, str, str]] = {}
    for name, verbs in _VERBS.items():
        for verb in verbs.split():
            for form, kind in _forms(verb):
                table.setdefault(form, (verb, name, kind))
    return table


def reporting_verbs() -> pd.DataFrame:
    """Reporting verbs with what they report, as a table to read.

    Returns
    -------
    DataFrame
        One row a verb, in order of class and name: ``verb``, ``verb_class``, ``forms`` (joined by
        commas), ``takes_clause``, ``takes_matter`` (an object is enough). A verb that takes neither
        is looked for beside quotation marks alone.

    Notes
    -----
    Some of these verbs do other work as well (*call*, *point*, *read*): what follows decides.

    Examples
    --------
    >>> reporting_verbs().set_index("verb").loc["urge", "forms"]
    'urge, urges, urged, urging'
    """
    rows = [
        (verb, name, ", ".join(form for form, _ in _forms(verb)), verb in CLAUSE, verb in MATTER)
        for name, verbs in _VERBS.items()
        for verb in sorted(verbs.split())
    ]
    columns = ["verb", "verb_class", "forms", "takes_clause", "takes_matter"]
    return pd.DataFrame(rows, columns=columns)


def _forms(verb: str) -> list[tuple[str, str]]:
    """Forms of one verb, each named once.

    >>> [form for form, _ in _forms("deny")]
    ['deny', 'denies', 'denied', 'denying']
    """
    past, participle = _IRREGULAR.get(verb, f"{_joined(verb, 'ed')} {_joined(verb, 'ed')}").split()
    forms = {verb: "base", _third(verb): "s"}
    for form, kind in ((past, "past"), (participle, "participle"), (_joined(verb, "ing"), "ing")):
        forms.setdefault(form, kind)
    return list(forms.items())


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _joined(verb: str, ending: str) -> str:
    if verb in _DOUBLED:
        return verb + verb[-1] + ending
    if verb.endswith("e") and (ending == "ed" or not verb.endswith("ee")):
        return verb[:-1] + ending
    if ending == "ed" and verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + ending
