"""Closed lists of English verbs and event nouns that the rules of clauses need."""

COPULAR = frozenset("be become remain stay seem appear have".split())
# Say only how or that something goes on; the verb that follows is the one that counts.
SEMI = frozenset("need ought use continue begin start keep cease seem appear tend go get".split())
# The same behind *be*: expected to, likely to, about to.
SEMI_BE = frozenset(
    "expected scheduled set due likely unlikely able unable about going bound supposed".split()
)
SAY = frozenset(
    """
    say tell add note argue claim warn write report announce declare explain suggest insist state
    think believe know hope fear feel find show reveal confirm deny admit acknowledge recall
    estimate predict assume conclude agree promise vow swear emphasize emphasise stress tweet
    specify mean ensure doubt guess suspect realize realise understand see hear allege assert ask
    wonder
    """.split()
)
# X makes Y do: Y, the object, is the doer of the infinitive.
OBJECT_CONTROL = frozenset(
    """
    urge allow enable force ask order tell permit encourage persuade require invite instruct
    pressure authorize authorise command advise warn push call empower compel cause send deploy
    direct assign train equip drive lead motivate prompt inspire convince tempt help
    """.split()
)
# The same, but Y is not acted upon by the first verb.
WANTS = frozenset("want expect need like prefer see watch hear ".split())
BARE = frozenset("help let make have see watch hear".split())
GIVES = frozenset(
    """
    give offer send pay grant show hand award lend deny allow cost bring buy owe promise teach
    """.split()
)
# Prepositions whose object is acted upon.
PATIENT_PREPOSITIONS = {
    "call": ("on", "for", "upon"),
    "ask": ("for",),
    "look": ("for",),
    "rely": ("on", "upon"),
    "depend": ("on", "upon"),
    "deal": ("with",),
    "shoot": ("at",),
    "fire": ("at", "on"),
    "take": ("over",),
    "hand": ("over",),
}
# Tagged as prepositions, but the noun phrase behind is the object: *carry out the plan* …
PARTICLES = frozenset("out up off back away".split())
# … except with verbs of motion: *go up the hill*.
MOVES = frozenset("go come walk run climb drive fall get move".split())
PARTITIVES = frozenset(
    """
    one some many most all both each none several few part rest majority minority lot lots
    dozens hundreds thousands millions scores half couple pair group groups kind kinds likes list
    any either neither much more host handful two three four five six seven eight nine ten
    """.split()
)
TIMES = frozenset(
    """
    today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday
    morning afternoon evening night day week month year decade january february march april may
    june july august september october november december time moment hour minute while weekend
    century fall summer winter spring then now
    """.split()
)

# Event nouns by what their of-phrase or their only possessor names.
UNDERGONE = frozenset(
    """
    abandonment abduction abolition abuse acquisition adoption aid appointment approval arming
    arrest assassination beating bombing capture closure condemnation confiscation conquest
    containment continuation conviction creation criticism defeat demolition denunciation
    deployment deportation destruction detention disarmament dismantling dismissal disruption
    elimination endorsement eviction exclusion execution expansion exploitation expulsion
    extension extradition financing handling harassment hijacking hiring humiliation impeachment
    implementation imprisonment inauguration incarceration indictment invasion isolation
    kidnapping killing launch leadership liberation looting lynching manipulation
    marginalization mistreatment murder nomination occupation ouster overthrow persecution
    poisoning portrayal prosecution protection provocation punishment rape reelection rejection
    removal renewal replacement repression rescue resettlement restoration sabotage shooting
    silencing stabbing stabilization strengthening suppression targeting torture treatment
    violation
    """.split()
)
DONE = frozenset(
    """
    accusation advance aggression announcement apology appeal arrival assault attack betrayal
    blitz bluster bombardment boycott call cheating collapse comeback complaint complicity
    concession contribution cooperation crackdown death decision defiance demand denial
    departure disappearance disobedience emergence entry escape exit failure fall fight flight
    flirtation inaction inactivity incursion inquiry insistence interference intervention
    investigation involvement lie lies lobbying march migration move negotiation objection
    offensive offer opposition participation payment plea pledge plot praise probe promise
    proposal protest purchase pursuit push quest raid reaction rebellion rebuke recovery refusal
    reluctance request resignation resistance response retaliation retreat return revolt rise
    ruling sacrifice search strike struggle submission support surrender survival testimony
    threat uprising victory visit vote walkout warning withdrawal
    """.split()
)
# Of those that an of-phrase undergoes, the ones that a possessor alone does: *its handling of it*.
OWNED_BY_DOER = frozenset(
    """
    abuse acquisition adoption aid approval condemnation conquest criticism defeat denunciation
    endorsement expansion exploitation financing handling hiring implementation invasion launch
    looting manipulation mistreatment occupation portrayal protection provocation rejection
    repression rescue sabotage suppression treatment violation
    """.split()
)
OF_ONLY = frozenset(["leadership"])
# Their target stands behind *on* or *against*.
AGAINST = frozenset(
    "attack assault raid crackdown strike fight blitz offensive war struggle campaign".split()
)

# Participles that describe a state: *is focused on*, *remains committed to*.
STATES = frozenset(
    """
    focused committed concerned interested located aimed involved dedicated scared worried tired
    pleased supposed concentrated engaged disappointed surprised divided
    devoted opposed prepared qualified limited convinced determined
    """.split()
)
# Whoever could take an opportunity is not said.
OPEN_NOUNS = frozenset("opportunity chance need way time reason place moment".split())
# Behind a comma their doer is what was just told: *…, leading to a breakdown*.
OUTCOMES = frozenset(
    """
    lead mark make represent result cause leave allow create signal underscore raise mean force
    prompt bring pave suggest reflect highlight spark contribute add give set open
    """.split()
)
# May also begin a clause: *after Haiti requested*.
CLAUSE_PREPOSITIONS = frozenset("after before since until till as than like because".split())

# Without an object these are passive even as the only verb: *Two officers killed in attack*.
HARMS = frozenset("kill injure wound arrest accuse detain hurt jail convict sentence".split())

# Participles that work as prepositions.
NO_EVENTS = frozenset(
    "according including regarding following based given concerning beginning starting".split()
)

# Verbs behind which the speaker may stand: *… , said the minister*.
INVERTED = frozenset("say add explain tweet quip".split())
INVERTED_BEFORE_NAMES = frozenset("write note argue warn conclude insist recall claim ask".split())
