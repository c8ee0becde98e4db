"""What the report of 2014 states, statement by statement in its order, each with what our report of its figures makes of it.

`rows` are rows of the table of published figures. What is stated is given in our own short words. A statement is made by
claims that print the figure, by a sentence, or by both; or it says why it is not made, in one of the words of WHY_NOT.
"""

from __future__ import annotations

from typing import NamedTuple

# Why a statement is not made.
CODING = "it counts coded comments, and waits for the theming of comments"
NOT_ASKED = "no question asked it: it was known from elsewhere"
TWO_FORMS = "it sets two questionnaires side by side, which triangulation does and a report of one does not"
CONTRADICTED = "another figure of the same report denies it"
NOT_TALLIED = "it counts how many answers each person gave, which is not tallied"
OPINION = "it weighs the findings, and rests on no figure"
WHY_NOT = (CODING, NOT_ASKED, TWO_FORMS, CONTRADICTED, NOT_TALLIED, OPINION)


class Prints(NamedTuple):
    """The claim of this question prints this."""

    who: str
    item: str
    of: str
    text: str


class Within(NamedTuple):
    """The claims of these questions lie in this range, both ends included."""

    who: str
    items: tuple[str, ...]
    of: str
    low: float
    high: float


class Level(NamedTuple):
    """So many of the areas of life of which `first` is one reach a level."""

    who: str
    first: str
    of: str
    reached: int
    asked: int
    level: float


class Says(NamedTuple):
    """A sentence of our report holds these words."""

    who: str
    words: str


class Spoken(NamedTuple):
    """These words stand for this share under our rules."""

    words: str
    count: int
    base: int


class Counted(NamedTuple):
    """So many people gave this answer."""

    who: str
    item: str
    code: str
    count: int


Made = Prints | Within | Level | Says | Spoken | Counted


class Statement(NamedTuple):
    """A statement as published, and what makes it, or why it is not made."""

    rows: str
    stated: str
    made: tuple[Made, ...] = ()
    why_not: str = ""


P, W = "parents", "practitioners"
CHILD = ("health", "happy", "learning", "community", "friends", "family", "home", "quality-of-life", "support")
PARENT = ("balance", "community", "supported", "valued", "confidence", "aspirations")
PROCESS = (
    "information", "individual", "continuity", "communication", "partnership", "timeliness", "paperwork", "roles", "supported",
)  # fmt: skip
FAVOURABLE, UNFAVOURABLE = "favourable", "unfavourable"

STATEMENTS: tuple[Statement, ...] = (
    # --- summary
    Statement("G001", "133 people answered", (Says(P, "72 parents and carers answered."), Says(W, "61 practitioners answered."))),
    Statement("G002", "61 of them practitioners", (Says(W, "61 practitioners answered."),)),
    Statement("G004", "72 of them parents and carers", (Says(P, "72 parents and carers answered."),)),
    Statement("", "a broad range of people answered; health workers seem too few", (), OPINION),
    Statement("", "parents are more positive about the process than practitioners", (), TWO_FORMS),
    Statement("", "parents are positive about the difference made to children and themselves", (), OPINION),
    Statement("", "half used the budget for community facilities and for individual support",
              (Spoken("around half", 29, 59), Counted(P, "budget-uses", "community", 34))),
    Statement("", "a majority say that needs are met", (Spoken("a majority", 50, 71),)),
    # --- who answered
    Statement("G005", "from six areas", (Says(P, "They come from six areas."),)),
    Statement("G006", "two of which were pathfinders", (), NOT_ASKED),
    Statement("G008", "from 44 schools", (), NOT_ASKED),
    Statement("G009", "children were 11 on average", (Prints(P, "child-age", "mean", "11"),)),
    Statement("G010 G011", "and from 3 to 18 years old", (Prints(P, "child-age", "lowest", "3"), Prints(P, "child-age", "highest", "18"))),
    # --- need and help before
    Statement("G012", "nearly three quarters (53) had a statement", (Counted(P, "support-before", "statement", 53), Spoken("around three quarters", 53, 72))),
    Statement("G013", "almost half (34) had health care needs", (Counted(P, "support-before", "health", 34), Spoken("around half", 34, 72))),
    Statement("G014", "two had no help before", (Counted(P, "support-before", "none", 2),)),
    Statement("G015", "42 had a named keyworker", (Counted(P, "keyworker", "yes", 42),)),
    Statement("G016 G017 G018", "budgets had been in place for a month to ten years, 22 months on average",
              (Prints(P, "budget-months", "lowest", "1"), Prints(P, "budget-months", "highest", "120"), Prints(P, "budget-months", "mean", "22"))),
    Statement("G019 G020", "plans for a month to two years", (Prints(P, "plan-months", "lowest", "1"), Prints(P, "plan-months", "highest", "24"))),
    # --- the budget
    Statement("G021", "an overwhelming majority (69) have a budget", (Counted(P, "has-budget", "yes", 69), Spoken("an overwhelming majority", 69, 72))),
    Statement("G022", "53 hold it themselves", (Counted(P, "budget-held", "direct-payment", 53),)),
    Statement("G023", "seven through a provider", (Counted(P, "budget-held", "provider", 7),)),
    Statement("G024", "six through the council", (Counted(P, "budget-held", "council", 6),)),
    Statement("G025", "two do not know or have none: one figure for two answers", (), CONTRADICTED),
    Statement("G026", "45 said how much", (Prints(P, "budget-kind", "base", "45"),)),
    Statement("G027 G028", "26 a weekly sum, 19 all at once", (Counted(P, "budget-kind", "weekly", 26), Counted(P, "budget-kind", "one-off", 19))),
    Statement("G029", "20 gave no figure: with the 45 that is neither all nor all with a budget", (), CONTRADICTED),
    Statement("G030 G031 G032", "weekly sums from £13.50 to £755, £148 on average",
              (Prints(P, "budget-weekly", "lowest", "13.5"), Prints(P, "budget-weekly", "highest", "755"), Prints(P, "budget-weekly", "mean", "148"))),
    Statement("G033 G034 G035", "one-off sums from £144 to £8,929, £2,789 on average",
              (Prints(P, "budget-one-off", "lowest", "144"), Prints(P, "budget-one-off", "highest", "8929"), Prints(P, "budget-one-off", "mean", "2789"))),
    Statement("G036", "59 said what it was used for", (Prints(P, "budget-uses", "base", "59"),)),
    *(
        Statement(row, f"{count} for {code}", (Counted(P, "budget-uses", code, count),))
        for row, code, count in (
            ("G037", "specialist-advice", 3), ("G038", "befriending", 3), ("G039", "equipment", 5), ("G040", "family-time", 7),
            ("G041", "specialist-service", 11), ("G042", "break", 16), ("G043", "personal-assistant", 29), ("G044", "community", 34),
        )
    ),
    # --- planning
    Statement("G045", "57 had help with planning", (Counted(P, "helped-plan", "yes", 57),)),
    Statement("G046", "18 from more than one practitioner", (), NOT_TALLIED),
    *(
        Statement(row, f"{count} from {code}", (Counted(P, "helped-who", code, count),))
        for row, code, count in (
            ("G047", "teacher", 5), ("G048", "senco", 5), ("G049", "psychologist", 4), ("G050", "health", 9), ("G051", "social-worker", 39),
            ("G052", "coordinator", 10), ("G053", "voluntary", 3), ("G054", "support-worker", 6), ("G055", "family", 10),
        )
    ),
    # --- parents: process
    Statement("G056", "in seven of nine areas at least 80% say it went well all or most of the time",
              (Level(P, "process-information", FAVOURABLE, 7, 9, 0.8), Says(P, "In seven of the nine areas we asked about, at least 80%"))),
    Statement("G057 G058", "78% in clarity of role and timeliness",
              (Prints(P, "process-roles", FAVOURABLE, "78%"), Prints(P, "process-timeliness", FAVOURABLE, "78%"))),
    Statement("G059", "in none did 10% say rarely or never",
              (Within(P, tuple(f"process-{one}" for one in PROCESS), UNFAVOURABLE, 0, 0.0999), Says(P, "In none of these areas did 10% or more answer “rarely” or “never”."))),
    Statement("G060 G061", "more than 5% did in continuity and in feeling supported", (Within(P, ("process-continuity", "process-supported"), UNFAVOURABLE, 0.0501, 1),)),
    # --- parents: the child
    Statement("G062 G063 G064 G065 G066", "in five of nine areas at least 80% say that things got better",
              (Level(P, "child-health", FAVOURABLE, 5, 9, 0.8), Within(P, ("child-support", "child-quality-of-life", "child-home", "child-happy", "child-health"), FAVOURABLE, 0.8, 1))),
    Statement("G067 G068 G069", "two thirds do of family, friends and community",
              (Within(P, ("child-family", "child-friends", "child-community"), FAVOURABLE, 0.64, 0.7), Spoken("around two thirds", 48, 72))),
    Statement("G070", "half do of school and learning", (Prints(P, "child-learning", FAVOURABLE, "50%"),)),
    Statement("G071", "under 5% say that things got worse, in every area", (Within(P, tuple(f"child-{one}" for one in CHILD), UNFAVOURABLE, 0, 0.0499),)),
    Statement("G072 G073", "at least a third saw no difference in learning and in community",
              (Within(P, ("child-learning", "child-community"), "No difference", 1 / 3, 1), Says(P, "33% or more answered “no difference” in two of the nine areas"))),
    # --- parents: themselves
    Statement("G074 G075 G076 G077", "in four of six areas at least 80% say that things got better for themselves",
              (Level(P, "parent-balance", FAVOURABLE, 4, 6, 0.8), Within(P, tuple(f"parent-{one}" for one in ("balance", "supported", "confidence", "aspirations")), FAVOURABLE, 0.8, 1))),
    Statement("G078 G079", "77 and 64 (percent) do of being valued and of community",
              (Prints(P, "parent-valued", FAVOURABLE, "77%"), Prints(P, "parent-community", FAVOURABLE, "64%"))),
    Statement("G080", "under 5% say that things got worse for themselves", (Within(P, tuple(f"parent-{one}" for one in PARENT), UNFAVOURABLE, 0, 0.0499),)),
    Statement("G081 G082", "70% say that needs are met now, 7% that they are not",
              (Prints(P, "needs-now", FAVOURABLE, "70%"), Prints(P, "needs-now", UNFAVOURABLE, "7%"))),
    Statement("G083", "55% expect them to be met in the future", (Prints(P, "needs-later", FAVOURABLE, "55%"), Spoken("a majority", 39, 71))),
    Statement("G084", "38% are unsure of the future", (Prints(P, "needs-later", "Not sure", "38%"),)),
    # --- parents: own words
    Statement("G085", "62 wrote what worked well", (Says(P, "What worked well: 62 people wrote a comment."),)),
    Statement("G086", "49 wrote what did not", (Says(P, "49 people wrote a comment."),)),
    Statement("G087 G088 G090 G091", "how many of them wrote that nothing, or what, should change", (), CODING),
    Statement("G089", "47 wrote what to change", (Says(P, "47 people wrote a comment."),)),
    # --- practitioners
    Statement("G003", "62 practitioners answered", (), CONTRADICTED),
    Statement("G007", "from five areas", (Says(W, "They come from five areas."),)),
    Statement("G095", "one of them a health practitioner", (Counted(W, "discipline", "health", 1),)),
    Statement("G092 G093 G094", "41 assess and plan, nine manage, 11 support directly",
              (Counted(W, "involvement", "assessment", 41), Counted(W, "involvement", "management", 9), Counted(W, "involvement", "direct", 11))),
    Statement("G096 G097 G098", "for 12 nearly all have a plan or budget, for 32 under half, for ten none",
              (Counted(W, "share", "nearly-all", 12), Counted(W, "share", "less-than-half", 32), Counted(W, "share", "none", 10))),
    Statement("", "in four of seven areas at least three quarters say that it helped",
              (Level(W, "process-child-centred", FAVOURABLE, 4, 7, 0.75), Says(W, "In four of the seven areas we asked about, at least 75%"))),
    *(
        Statement(row, f"{share} in {item}", (Prints(W, f"process-{item}", FAVOURABLE, share),))
        for row, item, share in (
            ("G099", "parents", "92%"), ("G100", "individual", "81%"), ("G101", "child-centred", "75%"), ("G102", "understanding", "81%"),
            ("G103", "colleagues", "65%"), ("G104", "timeliness", "52%"), ("G105", "information", "67%"),
        )
    ),
    Statement("G106 G107", "over 10% say rarely or never of timely response (12%) and of partnership (10%)",
              (Level(W, "process-colleagues", UNFAVOURABLE, 2, 7, 0.1), Prints(W, "process-timeliness", UNFAVOURABLE, "12%"), Prints(W, "process-colleagues", UNFAVOURABLE, "10%"))),
    Statement("G108", "under 10% do in the other five", (Within(W, tuple(f"process-{one}" for one in ("parents", "individual", "child-centred", "understanding", "information")), UNFAVOURABLE, 0, 0.0999),)),
    Statement("G109 G110", "at least 75% say that it helped children to be happy and to take part", (Within(W, ("child-happy", "child-community"), FAVOURABLE, 0.75, 1),)),
    Statement("G111", "41% say so of moving between schools", (Prints(W, "child-next-school", FAVOURABLE, "41%"),)),
    Statement("G112", "at least half do in the other seven",
              (Within(W, tuple(f"child-{one}" for one in ("health", "learning", "family", "friends", "practitioners", "home", "adulthood")), FAVOURABLE, 0.5, 0.7499),)),
    Statement("G113 G114 G115", "over 10% say rarely or never of practitioners (13%), adulthood (11%) and schools (24%)",
              (Prints(W, "child-practitioners", UNFAVOURABLE, "13%"), Prints(W, "child-adulthood", UNFAVOURABLE, "11%"), Prints(W, "child-next-school", UNFAVOURABLE, "24%"), Says(W, "in three of the 10 areas"))),
    Statement("G116", "under 10% do in the other seven",
              (Within(W, tuple(f"child-{one}" for one in ("health", "happy", "community", "learning", "family", "friends", "home")), UNFAVOURABLE, 0, 0.0999),)),
    Statement("G117", "52 wrote what worked well", (Says(W, "52 people wrote a comment."),)),
    Statement("G118", "54 wrote what did not", (Says(W, "54 people wrote a comment."),)),
    Statement("G119 G120", "themes that both groups share, and which both want changed", (), CODING),
)  # fmt: skip
