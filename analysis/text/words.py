"""Closed word lists of English: function words, negations, abbreviations.

Written for this project. Public stop lists swallow *not, against, must, state, working*, which are
what a comparison of framing is about; here negations and modals are no function words, and words
that are as often nouns or adjectives (mine, past) are not listed.
"""

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those such same
    i me my myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    one oneself who whom whose which what whoever whatever whichever
    someone somebody something anyone anybody anything everyone everybody everything
    some any each every either both all another other others much many more most several few
    fewer less least enough
    and or but nor so yet if unless whether because since although though while whereas than as
    until till once when whenever where wherever how why lest
    of in on at by for from to into onto upon with within about above across after along
    amid among amongst around before behind below beneath beside besides between beyond despite
    down during except inside like near off out outside over per regarding round through
    throughout toward towards under underneath unlike up via
    am is are was were be been being do does did doing done have has had having get gets got
    i'm you're we're they're i've you've we've they've i'd you'd he'd she'd we'd they'd it'd
    i'll you'll he'll she'll we'll they'll it'll that'll who've who'd who'll there'll
    there here then now again also too very just only even still already ever quite rather
    almost however therefore thus hence moreover furthermore meanwhile otherwise instead
    else perhaps indeed
    """.split()
)

NEGATIONS = frozenset(
    """
    not no never without neither nor none nobody nothing nowhere cannot hardly scarcely barely
    ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't
    needn't shan't shouldn't wasn't weren't won't wouldn't
    """.split()
)

# Abbreviations that a name, a number or a noun follows: a full stop after them ends no sentence.
TITLES = frozenset(
    """
    Mr Mrs Ms Mx Dr Prof Rev Hon Sen Rep Gov Gen Col Maj Capt Cmdr Lt Sgt Cpl Pvt Adm Amb Pres
    Supt Insp Det Msgr Fr St Ste Mt Ft vs Vs cf viz e.g i.e approx Ksh Tsh Ush Sh Rs
    """.split()
)
# The same, where a digit follows.
BEFORE_NUMBERS = frozenset(
    """
    No Nos no nos Vol vol pp p ch Ch Art art Sec sec Fig fig para Jan Feb Mar Apr Jun Jul Aug Sep
    Sept Oct Nov Dec c ca
    """.split()
)
# Abbreviations that can also close a sentence; then a word that opens sentences follows.
CLOSERS = frozenset("Inc Ltd Corp Co Bros Jr Sr Esq etc al dept Dept est Ave Blvd Rd".split())

SENTENCE_OPENERS = frozenset(
    """
    A An The This That These Those It Its He She We They His Her Their Our Your You I
    In On At By For From To With After Before During Despite Since Under Over While When Where
    What Who Why How If As Although Though But And Or So Yet Because However Moreover Meanwhile
    Instead There Here Then Now Also Still Such Some Many Most Both Each Every All No Not Nor
    """.split()
)
