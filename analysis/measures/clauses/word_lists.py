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
WANTS = frozenset("want expect need like prefer see watch hear show involve".split())
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
    "take": ("over", "in", "on"),
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
    abandonment abduction abolition abuse acceptance acquisition addition adoption aid analysis
    appointment approval arming arrest assassination assessment backing bailout ban beating
    beheading blocking bombing breach breakup cancellation capture censure choice closure
    condemnation confiscation conquest containment continuation conviction coverage creation
    criticism curtailment defeat defense defunding delivery demolition demonization demotion
    denigration denunciation deployment deportation destruction detention detonation disarmament
    disclosure dismantling dismissal displacement disruption dissolution distribution election
    elimination embrace encouragement endorsement enforcement enslavement establishment evacuation
    evaluation eviction examination exclusion execution exoneration expansion exploitation exposure
    expulsion extension extermination extradition financing firing formation handling hanging
    harassment hijacking hiring humiliation impeachment implementation imprisonment inauguration
    incarceration incitement inclusion indictment inspection installation interception internment
    interrogation intimidation invasion isolation kidnapping killing launch leadership liberation
    looting lynching manipulation marginalization massacre mishandling mistreatment mobilisation
    mobilization murder nomination occupation oppression ouster ousting overhaul overthrow pardon
    persecution poisoning portrayal promotion prosecution protection provocation punishment purge
    questioning rape ratification recognition recruitment redeployment reelection reform
    registration regulation reinstatement rejection release relocation removal renewal repatriation
    repeal replacement repression rescue resettlement restoration resumption reversal revocation
    sabotage sale scapegoating segregation seizure selection sentencing shooting silencing
    slaughter stabbing stabilisation stabilization strengthening subjugation supervision
    suppression surveillance suspension targeting termination toppling torture trafficking transfer
    transformation treatment use vilification violation waterboarding withholding
    """.split()
)
DONE = frozenset(
    """
    abstention accusation acknowledgement acknowledgment admission advance advice aggression
    allegation ambush announcement apology appeal argument arrival assault assertion assistance
    assurance attack betrayal blitz bluster bombardment boycott call cheating claim collapse
    comeback complaint complicity concession contribution control cooperation crackdown death debut
    decision defection defiance demand denial departure disagreement disappearance disapproval
    disobedience dissent domination donation emergence engagement entry escape exit expression
    failure fall fight flight flirtation gamble hesitation inaction inactivity incursion infighting
    inquiry insistence insurgency insurrection interference intervention intrusion investigation
    invitation involvement journey lie lies lobbying maneuver march migration move mutiny
    negotiation objection offensive offer opposition outcry outreach overture participation payment
    performance petition plea pledge plot praise prediction probe promise proposal protest
    protestation purchase pursuit push quest raid rampage rant reaction rebellion rebuke rebuttal
    recommendation recovery refusal reliance reluctance reply reprisal request resignation
    resistance response retaliation retirement retort retreat return revelation revolt rise ruling
    rush sacrifice search shift speculation strike struggle submission suggestion suicide support
    surge surrender survival takeover testimony threat trade travel trip turnout uprising victory
    visit vote vow walkout warning withdrawal
    """.split()
)
# Of those that an of-phrase undergoes, the ones that a possessor alone does: *its handling of it*.
OWNED_BY_DOER = frozenset(
    """
    abuse acceptance acquisition adoption aid analysis approval assessment backing ban breach
    choice condemnation conquest coverage criticism defeat defense delivery denunciation disclosure
    embrace encouragement endorsement enforcement evaluation examination expansion exploitation
    financing handling hiring implementation interrogation intimidation invasion launch looting
    manipulation massacre mishandling mistreatment occupation oppression portrayal protection
    provocation questioning ratification recognition rejection repeal repression rescue resumption
    reversal sabotage sale seizure selection slaughter subjugation supervision suppression
    surveillance transfer treatment use violation withholding
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
# Those that stay states behind a noun: *people interested in*.
FEELINGS = frozenset(
    """
    concerned interested scared worried tired pleased disappointed surprised opposed prepared
    qualified limited convinced determined committed
    """.split()
)
# Link like *be* if an adjective follows.
SEEMS = frozenset("get feel prove look sound".split())
# *that* behind them opens what they say.
CONTENT_NOUNS = frozenset(
    """
    argument assertion belief chance claim concern conclusion conviction doubt evidence fact fear
    feeling hint hope idea impression indication news notion possibility promise proof report
    rumor sense sign statement suggestion suspicion thought threat view warning word
    """.split()
)
TELLS = frozenset("assure inform remind convince persuade notify".split())
# Whoever could take an opportunity is not said.
OPEN_NOUNS = frozenset("opportunity chance need way time reason place moment".split())
# Behind a comma their doer is what was just told: *…, leading to a breakdown*.
OUTCOMES = frozenset(
    """
    add allow bring cause contribute create deepen force fuel give highlight lead leave make mark
    mean open pave prompt raise reflect represent result set signal spark spur stoke suggest
    trigger underscore
    """.split()
)
# May also begin a clause: *after Haiti requested*.
CLAUSE_PREPOSITIONS = frozenset("after before since until till as than like because".split())

# Without an object these are passive even as the only verb: *Two officers killed in attack*.
HARMS = frozenset("kill injure wound arrest accuse detain hurt jail convict sentence".split())

# Participles that are no past tense.
NEVER_FINITE = frozenset(
    """
    known shown grown thrown drawn flown blown given taken driven written risen seen chosen stolen
    spoken broken fallen eaten hidden forgotten sworn torn worn borne shaken woken frozen forbidden
    """.split()
)
# Participles that work as prepositions.
NO_EVENTS = frozenset(
    """
    according including regarding following based given concerning beginning starting compared
    """.split()
)

# Verbs behind which the speaker may stand: *… , said the minister*.
INVERTED = frozenset("say add explain tweet quip".split())
INVERTED_BEFORE_NAMES = frozenset("write note argue warn conclude insist recall claim ask".split())

# Verbs whose object does what *of*, *for* or *from* introduces: *accused him of stealing*.
BLAMES = frozenset(
    """
    accuse suspect convict blame criticize criticise condemn thank praise punish pardon prevent
    stop keep discourage dissuade ban bar prohibit deter
    """.split()
)
# Their object may be a time: *spend a year*.
SPENDS = frozenset("spend waste take lose save buy give".split())

# What the mending of tags needs. Past tense, participle and present look alike:
ALIKE = frozenset("set put cut hit shut quit split spread bid".split())
ADJECTIVES = frozenset("other same fewer former latter such".split())
OBJECTIVE = frozenset("me him her us them".split())
NOMINATIVE = frozenset("i he she we they".split())
# Behind these *as* begins no clause.
AS_WHAT = frozenset(
    """
    known described regarded seen treated viewed used served elected appointed named chosen hired
    portrayed recognized recognised cited serve serves act acts work works well
    """.split()
)
# As particles they take no object.
PLACED = frozenset("around across along through past".split())
# Plural nouns that modify another: *arms deal*.
PLURAL_MODIFIERS = frozenset(
    """
    arms sports sales news rights affairs securities savings earnings drugs women men weapons
    communications operations systems services relations states veterans jobs elections records
    human resources
    """.split()
)
# Nouns in -ing before a name, and those that tell of no act of the subject behind a verb.
THINGS_IN_ING = frozenset("meeting building briefing hearing evening morning king spring".split())
ACTS_IN_ING = frozenset("spending funding housing financing lobbying bombing shooting".split())
# *The pact, called X, failed.*
NAMES = frozenset("call name dub term title nickname".split())
