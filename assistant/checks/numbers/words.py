"""Number words: cardinals, ordinals, fractions and idioms, as tables."""

from fractions import Fraction

from assistant.checks.numbers.fold import FRACTIONS

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
# Scots words stand in notes and quotations of Scottish bodies; their "yin" and "ane" are one.
_SCOTS = {"yin": 1, "ane": 1, "twa": 2, "fower": 4}
ONES = {word: value for value, word in enumerate(_ONES.split(), start=1)} | _SCOTS
TENS = {word: value * 10 for value, word in enumerate(_TENS.split(), start=2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
ZEROS = frozenset({"no", "none", "nil", "zero", "nobody", "nought", "0"})
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)}
DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
}
_PARTS = "1/4 1/2 3/4 1/7 1/9 1/10 1/3 2/3 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8"
VULGAR = {sign: float(Fraction(part)) for sign, part in zip(FRACTIONS, _PARTS.split(), strict=True)}
# Words that are a number of persons or things by themselves.
IDIOMS: dict[str, tuple[float, float]] = {
    "both": (2, 2),
    "baith": (2, 2),
    "either": (2, 2),
    "neither": (2, 2),
    "single": (1, 1),
    "sole": (1, 1),
    "lone": (1, 1),
    "solitary": (1, 1),
    "only": (1, 1),
    "couple": (2, 2),
    "pair": (2, 2),
    "duo": (2, 2),
    "brace": (2, 2),
    "trio": (3, 3),
    "threesome": (3, 3),
    "foursome": (4, 4),
    "quartet": (4, 4),
    "double": (2, 2),
    "triple": (3, 3),
    "treble": (3, 3),
    "quadruple": (4, 4),
    "twin": (2, 2),
    "twins": (2, 2),
    "triplets": (3, 3),
    "quadruplets": (4, 4),
    "handful": (2, 5),
}
FREQUENCIES = {"once": 1, "twice": 2, "thrice": 3}
WELSH = {
    "un": 1,
    "dau": 2,
    "dwy": 2,
    "ddau": 2,
    "ddwy": 2,
    "tri": 3,
    "tair": 3,
    "thri": 3,
    "thair": 3,
    "pedwar": 4,
    "pedair": 4,
    "bedwar": 4,
    "bedair": 4,
}
# Welsh nouns of people and what happens to them; from general knowledge. A number changes the first letter of some.
_WELSH_PLAIN = (
    "swyddog swyddogion person personau pobl achos achosion cwyn cwynion plentyn plant disgybl disgyblion claf cleifion"
    " marwolaeth marwolaethau digwyddiad digwyddiadau arestiad arestiadau gweithiwr gweithwyr gweithwraig dyn dynion"
    " menyw menywod merch merched bachgen bechgyn dioddefwr dioddefwyr aelod aelodau athro athrawes athrawon myfyriwr"
    " myfyrwraig myfyrwyr nyrs nyrsys meddyg meddygon gyrrwr gyrwyr carcharor carcharorion unigolyn unigolion"
    " diswyddiad diswyddiadau hawliad hawliadau ymosodiad ymosodiadau ohonynt ohonyn tenant tenantiaid gofalwr gofalwyr"
    " mam mamau tad tadau teulu teuluoedd baban babanod cyflogai cyflogeion gweithredwr pennaeth darlithydd darlithwyr"
    " ymddiswyddiad ymddiswyddiadau gwaharddiad gwaharddiadau damwain damweiniau anaf anafiadau heddwas plismon"
    " plismones ymgeisydd ymgeiswyr preswylydd preswylwyr cwsmer cwsmeriaid gwraig gwragedd gŵr gwŷr prentis prentisiaid"
)
_SOFT = {"p": "b", "t": "d", "c": "g", "b": "f", "d": "dd", "g": "", "m": "f"}
_ASPIRATE = {"p": "ph", "t": "th", "c": "ch"}
WELSH_PEOPLE = frozenset(
    form
    for word in _WELSH_PLAIN.split()
    for form in (word, _SOFT.get(word[0], word[0]) + word[1:], _ASPIRATE.get(word[0], word[0]) + word[1:])
)
ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}

STARTERS = (
    frozenset(ONES)
    | frozenset(TENS)
    | frozenset(SCALES)
    | ZEROS
    | frozenset(ORDINALS)
    | frozenset(DENOMINATORS)
    | frozenset(IDIOMS)
    | frozenset(FREQUENCIES)
    | frozenset(WELSH)
    | frozenset(ROMAN)
    | frozenset(FRACTIONS)
)

# What stands before a number: "low" makes it the ceiling (and whether it is included), "high" the floor.
BOUNDS_BEFORE: dict[tuple[str, ...], tuple[str, bool]] = {
    ("fewer", "than"): ("low", False),
    ("less", "than"): ("low", False),
    ("lower", "than"): ("low", False),
    ("under",): ("low", False),
    ("below",): ("low", False),
    ("<",): ("low", False),
    ("<", "="): ("low", True),
    ("no", "more", "than"): ("low", True),
    ("not", "more", "than"): ("low", True),
    ("never", "more", "than"): ("low", True),
    ("not", "exceed"): ("low", True),
    ("not", "exceeding"): ("low", True),
    ("not", "exceeded"): ("low", True),
    ("never", "exceeded"): ("low", True),
    ("not", "reach"): ("low", False),
    ("not", "reached"): ("low", False),
    ("never", "reached"): ("low", False),
    ("short", "of"): ("low", False),
    ("shy", "of"): ("low", False),
    ("not", "even"): ("low", False),
    ("not", "as", "many", "as"): ("low", False),
    ("not", "so", "many", "as"): ("low", False),
    ("exceeds",): ("high", False),
    ("exceed",): ("high", False),
    ("exceeded",): ("high", False),
    ("exceeding",): ("high", False),
    ("upwards", "of"): ("high", False),
    ("excess", "of"): ("high", False),
    ("at", "most"): ("low", True),
    ("at", "the", "most"): ("low", True),
    ("up", "to"): ("low", True),
    ("maximum", "of"): ("low", True),
    ("nearly",): ("near", False),
    ("almost",): ("near", False),
    ("just", "under"): ("near", False),
    ("at", "least"): ("high", True),
    ("minimum", "of"): ("high", True),
    ("no", "fewer", "than"): ("high", True),
    ("no", "less", "than"): ("high", True),
    ("not", "fewer", "than"): ("high", True),
    ("not", "less", "than"): ("high", True),
    ("more", "than"): ("high", False),
    ("greater", "than"): ("high", False),
    ("higher", "than"): ("high", False),
    ("over",): ("high", False),
    ("above",): ("high", False),
    ("beyond",): ("high", False),
    (">",): ("high", False),
    (">", "="): ("high", True),
    ("not",): ("not", False),
    ("all", "but"): ("inverse", False),
    ("all", "except"): ("inverse", False),
    ("all", "bar"): ("inverse", False),
    ("all", "save"): ("inverse", False),
    ("all", "barring"): ("inverse", False),
    ("all", "excepting"): ("inverse", False),
    ("all", "apart", "from"): ("inverse", False),
    ("all", "other", "than"): ("inverse", False),
    ("all", "except", "for"): ("inverse", False),
    ("all", "save", "for"): ("inverse", False),
    ("everyone", "but"): ("inverse", False),
    ("everybody", "but"): ("inverse", False),
    ("everyone", "bar"): ("inverse", False),
    ("everybody", "bar"): ("inverse", False),
    ("everyone", "except"): ("inverse", False),
    ("everybody", "except"): ("inverse", False),
    ("with", "the", "exception", "of"): ("inverse", False),
}
BOUNDS_AFTER: dict[tuple[str, ...], tuple[str, bool]] = {
    ("or", "fewer"): ("low", True),
    ("or", "less"): ("low", True),
    ("or", "under"): ("low", True),
    ("or", "below"): ("low", True),
    ("at", "most"): ("low", True),
    ("at", "the", "most"): ("low", True),
    ("at", "the", "outside"): ("low", True),
    ("max",): ("low", True),
    ("tops",): ("low", True),
    ("or", "more"): ("high", True),
    ("or", "above"): ("high", True),
    ("or", "over"): ("high", True),
    ("and", "over"): ("high", True),
    ("and", "above"): ("high", True),
    ("or", "greater"): ("high", True),
    ("at", "least"): ("high", True),
    ("plus",): ("high", True),
    ("+",): ("high", True),
}
