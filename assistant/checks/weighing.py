"""How a refusal weighs: harm and its likelihood, and the public interest on both sides (FOIA ss2, 17(3); EIR r.12; FOISA s2).

In: a letter's grounds. Out: findings of the rules ``refusal.harm``, ``refusal.likelihood``, ``refusal.adverse-effect``,
``refusal.substantial``, ``refusal.public-interest``, ``refusal.public-interest-absolute`` and ``refusal.direction``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.checks import timing
from assistant.checks.grounds import Ground, Grounds
from assistant.checks.page import Page
from assistant.checks.rules import rules
from assistant.findings import Finding, Verdict

_HARM = re.compile(
    r"\b(?:prejudic\w+|endanger\w*|harm\w*|inhibit\w*|advers\w+|undermin\w+|compromis\w+|hinder\w*|damag\w+|impair\w*|risk\w*)\b",
    re.I,
)
_SUBSTANTIAL = re.compile(
    r"\bsubstantial(?:ly)?\b(?! (?:sums?|files?|amounts?|numbers?|parts?|public|volumes?|costs?|time|weight))", re.I
)
_HARM_TOLD = re.compile(
    r"\b(?:would|will|likely)\b[^.;\n]{0,40}?\b(?:prejudic|inhibit|harm|damag|undermin|advers)\w*(?: (?:the |their |our |its )?[a-z]+){0,3}",
    re.I,
)
# What would come of disclosure, where the words of the Act for harm are not used.
_CONSEQUENCE = re.compile(
    r"\b(?:be|is|are|was) (?:more |very |highly )?(?:likely|liable|bound|apt) to (?!be (?:published|released|finished|completed|ready)|publish|appear|exceed|take|cost|interest)[a-z]+|\blikely (?:that|result|effect|consequence)\b"
    r"|\b(?:would|could|will)(?: (?:also|then|soon|quickly|inevitably|plainly|clearly|otherwise|therefore|in turn))?"
    r" (?:lose|deter|discourage|weaken|expose|alert|warn|undercut|hamper|frustrate|disadvantage|distort|erode|jeopardise|thwart|disrupt|obstruct|worsen|reduce|reveal|depress|inflate|drive|distress"
    r"|(?:make|render) (?:it|them|us|officers|staff|others|future)|put (?!up|forward)|be (?:lost|deterred|undercut|put|less|reluctant|unwilling|avoided|moved|destroyed|wasted|weaker|weakened|exposed|exploited|used (?:by|to))"
    r"|(?:allow|enable|help|let|assist|tell|show|give) (?:a |an |any |the |its |their |our |other |those |rival |potential |would-be )*(?:rival|competitor|bidder|supplier|contractor|tenderer|criminal|offender|thie|burglar|attacker|hacker|fraudster|prisoner|suspect|smuggler|poacher|terrorist|driver|intruder"
    r"|person|people|somebody|someone|anyone|those|who|opponent|counterpart|negotiat|other side|insurer|landlord|tenant|vandal|trespasser|collector)\w*)\b",
    re.I,
)
_LIKELY = re.compile(r"\bwould\b|\blikely\b|\bwill\b", re.I)
_NEEDED = re.compile(r"\b(?:required|necessary|needed)\b", re.I)
_BOTH = re.compile(r"\bwould,? (?:or|and|and/or|and or) (?:would )?(?:be )?likely to\b,?", re.I)
# The words of the Act may be told; then the letter chooses.
_TELLS_LAW = re.compile(
    r"\b(?:if|where|whether|when|exempts|provides?|protects|covers|applies to|whose|test|says|states|means|threshold)\b",
    re.I,
)
_LOWER = r"\b(?:lower|higher|second|first) (?:level|limb|threshold|likelihood|standard|test|of the two)"
_ONLY_LIKELY = re.compile(
    r"\b(?:would be likely to|is likely to|be likely to|may|might|could)(?: well)?(?: have an)? advers\w*|likelihood of (?:an )?adverse effect"
    r"|\b(?:might|could)(?: well)? (?:harm|damage|hurt|affect|prejudice|weaken|undermine)\b(?! (?:if|it if))",
    re.I,
)
_OF_PREJUDICE = frozenset({"prejudice", "adverse-effect"})
# What is not held cannot be weighed.
_NOTHING_TO_WEIGH = frozenset({"12(4)(a)", "10(4)(a)"})
_BALANCE = re.compile(r"public(?:'s)? interest", re.I)
_DISCLOSURE = r"(?:disclos\w*|releas\w*|publi(?:sh|c)\w*|confirm\w*|answer\w*|an answer|saying|giving|providing|openness|transparen\w*|telling)"
_FOR = re.compile(
    rf"\b(?:favou?r\w*|for|(?:in )?support\w*|towards) (?:of )?(?:the )?{_DISCLOSURE}|\bfor\*{{0,2}}:|\b(?:arguments?|points|considerations|factors) for\b(?! (?:maintain|withh|not|refus|keep))|\bpros\b|\b(?:disclosure|release|publication|(?:disclosing|releasing|publishing) (?:it|this|them|the [a-z]+)) would (?:also )?(?:help|allow|enable|let|inform|promote|further|increase|show)|\bwe (?:recognise|acknowledge|accept|appreciate|understand) that\b",
    re.I,
)
# What speaks for an answer, in whatever words: who is entitled to it, and what openness serves.
_ENTITLED = re.compile(
    r"\b(?:has|have) an? (?:[a-z]+ )?(?:stake|interest) in\b|\bspeaks? for (?:it|release|disclosure)\b|\bwould (?:dearly )?like to (?:see|read|know|test|check)\b|\bwould be better placed\b|\bwhat (?:would )?the public (?:would )?gain|\b(?:public|people|residents?|taxpayers?|patients?|parents?|voters|electors|citizens|members|families|communit(?:y|ies)|users|readers|local people|everyone|anyone)\b[^.;\n]{0,30}?\b(?:entitled to|right to|claim to|(?:has|have) an? (?:[a-z]+ )?interest in|wish to (?:know|see|understand)|want(?:s|ed)? to (?:know|see|understand)"
    r"|expect(?:s|ed)? to (?:know|see|understand)|(?:has|have) an? (?:[a-z]+ )?(?:stake|interest)|like to know|(?:should|must|ought to) (?:also )?(?:know|hear|be told|be able to (?:see|know|tell))|care about|worry about|ought to (?:know|be|see)|should (?:know|be (?:able|told))|deserve)|\b(?:aid|assist|help|inform|contribute to|add to|promote|further|foster|increase|enhance)s? (?:the )?(?:public|understanding|debate|trust|confidence)"
    rf"|\b(?:interest|factors?|arguments?|considerations?|points?|reasons?|case) (?:in|for|of|towards?|supporting|favouring) (?:the )?{_DISCLOSURE}(?: of[^.:;\n]{{0,40}})?\s?[:–—-]"
    rf"|\b(?:points?|speaks?|counts?|tells?|weighs?|argues?|pulls?|leans?) (?:in favour of|for|towards?|to) (?:the )?(?:an answer|{_DISCLOSURE}|giving)|\b(?:count|weigh|speak|tell|argue)s? in (?:its )?favour\b",
    re.I,
)
_INTEREST = re.compile(
    r"\binterest (?:in|of|that [a-z]+ ha(?:s|ve) in) (?!(?:the |legal |professional |keeping )*(?:privilege|confiden|candou?r|safe space|frank|secrecy|maintain|withh|not |non-|uphold|protect|preserv|safeguard|disclosure\b(?! whether)|releas\w+\b"
    r"|confirming or denying|favour))|\b(?:transparen|accountab|openness|scrutin)\w+",
    re.I,
)
_AGAINST = re.compile(
    rf"\bagainst\*{{0,2}}:|^[ \t]*against (?:it|release|disclosure|this|that)\b|\bagainst it (?:is|are|stands?)\b|\b(?:a|the) (?:greater|stronger|further|second|competing|contrary) (?:one|interest|public interest) in\b|\bbut so is that in\b|\b(?:weightier|stronger|greater|heavier) (?:is|are|still)\b|\bspeaks? against\b|\bwhat (?:it|the public|we) would lose\b|\bslight beside\b|; but (?:an?|the|so|decency|to|it|staff|those|any)\b|(?:^[ \t]*|[.;] )(?:but|even so|however|yet|set against (?:that|this)|as against that|that said),? |\b(?:arguments?|points|considerations|factors) against\b|\bcons\b|\bagainst (?:that|this|it|which)\b|\bwould (?:also )?(?:put off|deter|discourage)|\bon the other (?:hand|side)\b|\bagainst (?:the )?(?:{_DISCLOSURE}|disclosing)|\bfor (?:the )?(?:maintain|withhold|keep|uphold|refus|exempt|except|exclu|non-disclos)\w*|\b(?:favou?r(?:ing|s)? (?:of )?|factors for )(?!(?:the )?{_DISCLOSURE})[a-z]",
    re.I | re.M,
)
_OPEN_TO = re.compile(
    r"\b(?:know|knows|knowing|see|saw|seen|told|read|understand\w*|openness|transparen\w+|scrutin\w+|interest in|feeling|concern|debate|shook|livelihood)\b",
    re.I,
)
_VALUES = re.compile(
    r"\b(?:should|ought|would (?:be better|dearly)|like to|worr(?:y|ied)|fair|entitled|dearly|much|gain|stake|speaks?|interest|matters?|deserve|reasonable|right)\b",
    re.I,
)
_CONTRAST = re.compile(
    r"(?:^|[.;,] )(?:but|however|against that|yet|even so|nevertheless|on the other|set against|until then|still|that said|weightier|stronger)\b|\bspeaks? against\b|\b(?:beside|against) the harm\b|\bwould lose\b|\bsafety tips\b|\bgive more weight\b",
    re.I | re.M,
)
_SOME_INTEREST = re.compile(r"\bpublic interest in (?!disclos|releas|confirm|maintain|withh|an answer)", re.I)
_ANSWERING = re.compile(
    r"\b(?:confirm|den(?:y|ied|ial)|say that|said that|answer|either)\w*\b[^.\n]{0,80}?\bwould\b", re.I
)
_AGAINST_REASON = re.compile(
    r"\bbecause\b|\bsince\b|\bas\b|\bso that\b|\bwhich\b|\bgiven\b|interest in (?:protect|preserv|safeguard|ensur|keep|allow)\w*|outweighed by (?:the |a )?(?:[a-z]+ )?public interest in (?!maintain|withh|the ex|non-|not |uphold|refus)[a-z]|\blies?\b",
    re.I,
)
_CONCLUDES = re.compile(
    r"\boutweigh\w*|\bprevail\w*|\b(?:should |must |ha(?:s|ve) to )?comes? first\b|\bha(?:s|ve) (?:it|the edge|the better of)\b|\bslight (?:beside|against|compared)\b|\bless than the harm\b|\b(?:we|and|is|are) (?:therefore )?(?:maintain|uphold)(?:ed)? the (?:exempt|except)\w*|\bexemption is maintained\b|\bcomes? down on\b|\bcounts? for more\b|\bmatters? more\b|\bscales\b|\btips? the balance\b|\b(?:better|stronger) claim\b|\bmore weighty\b|\bright to (?:maintain|withhold|uphold)\b|\bconclusion:|\bfind for the (?:exempt|except)\w*|\btakes? precedence\b|\b(?:on|with) the side of\b|\b(?:lies?|rests?|is|are) (?:therefore |thus )?with the (?:exempt|except|latter|second)\w*|\bmust come before\b|\bto be preferred\b|\b(?:a|the) (?:greater|stronger|better) (?:one|case|claim|interest)\b|\b(?:weightier|heavier|decisive|greatest|strongest)\b|\b(?:carr(?:y|ies)|has|have|deserves?|given?|attach\w*) (?:the )?(?:more|most|greater|the greater|decisive|less) weight|\b(?:tips?|tilts?|turns?|points?|weighs?) (?:[a-z]+ )?(?:in favour of|towards?|against|away|the scales?)"
    r"|\bfavours (?:[a-z]+ ){0,2}(?:keeping|refus\w+|maintain\w+|withh\w+|confidential\w*|secrecy|the latter)|\b(?:better|best) served\b|\bgives? way\b|\byields?\b|\b(?:is|are|was) (?:therefore |thus )?(?:against|in favour of) (?:disclos|releas|maintain|withh|confirm|publi)\w*"
    r"|\b(?:balance|scales?|public interest) (?:[a-z]+ ){0,5}?(?:lies|falls|rests|is|comes|favours|tips|tilts|requires?|supports?)\b|\bbalance (?:of the public interest |of public interest )?(?:therefore |thus |clearly )?(?:lies|falls|rests|is|comes down|favours?|tips)"
    r"|\bweighs? (?:more|most)|\bpublic interest (?:therefore |thus |clearly )?lies|\bfavou?rs? (?:maintain|withh|not|non|disclos|releas|the exempt|the except)|\bin favou?r of (?:maintain|withhold)\w+ (?:is|are) (?:stronger|greater|weightier)"
    r"|\b(?:greater|stronger|more weight)\b|\bon balance\b|\boverrid\w+|\bin the public interest to (?:withhold|maintain|refuse)|\bnot in the public interest",
    re.I,
)
# A word of weighing, of a paper in which it is done, a blank, or the leave to give no reasons.
_ANY_BALANCE = re.compile(
    r"public interest|\binterests? in\b|\bbeside the harm\b|\bspeaks? (?:for|against)\b|\bin the balance\b|\b(?:balanc|outweigh|weigh|favour|prevail)\w*|\b(?:in support|for (?:release|disclosure|publication)|against|scales|stronger|greater|on the other|stake|openness|transparen\w+|accountab\w+|scrutin\w+|matters? more|comes? first|entitled)\b|\b(?:annex|appendix|schedule|attached|separate(?:ly)?|(?:set out|given|explained|see|reasons?) below|enclosed)\b|\[|17\((?:2|4)\)|16\(3\)|_{3}|\bX{3}",
    re.I,
)
_OUTWEIGH = re.compile(r"\boutweigh\w*", re.I)
_TEST = re.compile(
    r"public interest (?:test|in (?:maintaining|withholding|keeping|refusing)|(?:therefore |clearly )?favou?rs|lies)|balance of (?:the )?public interest|considered the public interest and|public interest considerations|\bfactors? (?:for|against|in favour of) (?:disclos|releas)\w*|(?:apply|applied|weigh\w*|balanc\w*) the public interest(?! defence)"
    r"|public interest(?: considerations| factors)?:"
    r"|\b(?:arguments?|reasons?|case|factors?) (?:for|in favour of|against) (?:disclosure|disclosing|release|releasing|openness)\b[^.;\n]{0,60}\b(?:outweigh|balance|strong|weight)\w*",
    re.I,
)
# "There is no public interest test" is right of an absolute exemption.
_NO_TEST = re.compile(
    r"\b(?:not|nor|never|without|neither)\b[^.;\n]{0,40}?public interest|n't [^.;\n]{0,30}?public interest|\b(?:no|without an?y?)\s+(?:\w+\s+)?public interest test|public interest test (?:does not|is not|need not|applies to neither)"
    r"|not (?:subject to|required to|need)[^.]{0,24}public interest test",
    re.IGNORECASE,
)
_OPENS = r"(?:(?:disclos|releas|publish|openness|confirming|answering|transparency)\w*|(?:letting|allowing|enabling) (?:people|the public|residents|you|anyone)|making (?:it|them|this) (?:public|available))"
_KEEPS = r"(?:maintain\w*|withhold\w*|upholding|non-disclosure|not (?:disclos|releas)\w+|the (?:exemption|exception|exclusion)|keeping)"
_WRONG_WAY = re.compile(
    rf"\bthe public interest in {_OPENS}(?: (?!not|does|do|is|are)[a-z]+){{0,6}} (?:therefore |clearly )?outweighs\b"
    rf"|\bpublic interest in {_KEEPS}[^.\n]{{0,60}} (?:is|are) (?:therefore )?outweighed by\b"
    rf"|\b(?:balance|public interest)(?: test)?(?: (?:of|the|public|interest|therefore|clearly)){{0,4}} (?:(?:lies|falls|rests|is|comes down) in favou?r of|favou?rs) {_OPENS}",
    re.I,
)
_DISCLOSED = re.compile(
    r"\b(?:attach|enclos|therefore (?:disclos|releas)|we (?:disclose|release|are (?:disclosing|releasing)|have (?:disclosed|released)))\w*",
    re.I,
)


def rule(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Hold the reasons of a refusal against the rules on harm and on the balance."""
    yield from _harm(page, grounds)
    yield from _substantial(page, grounds)
    yield from _likelihood(page, grounds)
    yield from _public_interest(page, grounds)
    yield from _direction(page, grounds)


def _harm(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require harm and its likelihood in one sentence where the limb turns on harm; need, where it turns on need."""
    for ground in grounds.exemptions:
        if ground.provision is None or not ground.provision.harm or not grounds.owes_reasons:
            continue
        said = _harm_is_told(grounds)
        if _of_need(ground):
            said = said or bool(grounds.first(_NEEDED))
        if not said:
            yield rules()["refusal.harm"].broken_at(page, ground.start, ground.end)
            return


def _harm_is_told(grounds: Grounds) -> bool:
    """Tell whether a sentence has harm and its likelihood in the words of the Act, or says what would come of disclosure."""
    return any(map(_LIKELY.search, grounds.sentences_with(_HARM))) or any(
        not _FOR.search(one) for one in grounds.sentences_with(_CONSEQUENCE)
    )


def _substantial(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the Scottish Act's word of the harm where one of its limbs turns on prejudice."""
    if not (grounds.regime == "foisa" or grounds.is_scottish_eir) or not grounds.owes_reasons or grounds.ncnd:
        return
    if any(map(_SUBSTANTIAL.search, grounds.sentences_with(_HARM))):
        return
    for ground in grounds.exemptions:
        if ground.provision is not None and ground.provision.harm and ground.provision.basis in _OF_PREJUDICE:
            yield rules()["refusal.substantial"].broken_at(page, *_harm_said(grounds, ground))
            return


def _harm_said(grounds: Grounds, ground: Ground) -> tuple[int, int]:
    """Return where the harm of a ground is told, else the ground."""
    last = grounds.sentence_at(ground.start)[1]
    said = _HARM_TOLD.search(grounds.words, ground.end, last) or grounds.first(_HARM_TOLD)
    return said.span() if said else (ground.start, ground.end)


def _of_harm(ground: Ground) -> bool:
    return ground.provision is not None and ground.provision.harm


def _of_need(ground: Ground) -> bool:
    return ground.provision is not None and ground.provision.basis == "necessity"


def _likelihood(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find both likelihoods claimed at once, and one that is too low for the Regulations."""
    for match in grounds.find(_BOTH):
        lead = grounds.words[grounds.sentence_at(match.start())[0] : match.start()]
        if not _TELLS_LAW.search(lead) and not grounds.has(_LOWER) and any(map(_of_harm, grounds.exemptions)):
            yield rules()["refusal.likelihood"].broken_at(page, *match.span())
            break
    if grounds.regime == "eir" and grounds.exemptions and not grounds.is_scottish_eir:
        low = grounds.first(_ONLY_LIKELY)
        if low:
            yield rules()["refusal.adverse-effect"].broken_at(page, *low.span())


def _public_interest(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Require the balance exactly where the exemption is qualified."""
    if not grounds.exemptions or not grounds.owes_reasons or (grounds.ncnd and grounds.regime == "foisa"):
        return  # section 18 of the Scottish Act owes no reasons on the balance
    owed = [
        ground
        for ground in grounds.exemptions
        if ground.provision is not None and ground.provision.public_interest and ground.ref not in _NOTHING_TO_WEIGH
    ]
    if owed:
        if not _weighed(grounds) and not timing.more_time(grounds):
            found = rules()["refusal.public-interest"].broken_at(page, owed[0].start, owed[0].end)
            yield found if _says_nothing(grounds) else replace(found, verdict=Verdict.REVIEW)
        return
    test = next(
        (m for m in grounds.find(_TEST) if not _NO_TEST.search(grounds.words, m.start() - 40, m.end() + 40)),
        None,
    )
    if test and all(ground.provision is not None and ground.provision.absolute for ground in grounds.exemptions):
        yield rules()["refusal.public-interest-absolute"].broken_at(page, *test.span())


def _says_nothing(grounds: Grounds) -> bool:
    """Tell whether a letter that goes on to its end has no word of a balance, and none on why it may leave it out (s17(3), (4))."""
    return grounds.is_whole and grounds.first(_ANY_BALANCE) is None


def _weighed(grounds: Grounds) -> bool:
    """Tell whether the letter has something on each side, and says where the balance lies.

    "The public interest in maintaining the exemption outweighs that in disclosure" is a conclusion and no factor.
    """
    if not grounds.first(_CONCLUDES):
        return False
    apart = [one for one in grounds.sentences_with(_FOR) if not _OUTWEIGH.search(one)]
    if not grounds.first(_BALANCE):
        other = [one for one in grounds.sentences_with(_AGAINST) if not _OUTWEIGH.search(one)]
        return bool((apart or grounds.first(_ENTITLED)) and (other or grounds.first(_CONTRAST)))
    for_it = bool(apart) or bool(grounds.first(_INTEREST)) or bool(grounds.first(_ENTITLED))
    against = [one for one in grounds.sentences_with(_AGAINST) if not _OUTWEIGH.search(one)]
    concluded = [one for one in grounds.sentences_with(_OUTWEIGH) if _AGAINST_REASON.search(one)]
    # The harm that a limb turns on is what the public interest in maintaining it guards against.
    harm = any(map(_of_harm, grounds.exemptions)) and _harm_is_told(grounds)
    # An answer either way is what the exclusion of the duty guards against.
    harm = harm or (grounds.ncnd and grounds.first(_ANSWERING) is not None)
    # Where the sides are not named, two interests of which one is not openness are one on either side.
    unnamed = len({one for one in grounds.sentences_with(_SOME_INTEREST) if not _OUTWEIGH.search(one)}) > 1
    needed = any(map(_of_need, grounds.exemptions)) and grounds.first(_NEEDED)
    # "Voters should be told, and will be in March; until then frank advice has the better claim."
    set_against = any(
        _VALUES.search(one) and not _OUTWEIGH.search(one) for one in grounds.sentences_with(_OPEN_TO)
    ) and grounds.first(_CONTRAST)
    return (for_it or bool(set_against)) and bool(against or set_against or concluded or harm or needed or unnamed)


def _direction(page: Page, grounds: Grounds) -> Iterator[Finding]:
    """Find a balance that favours disclosure in a letter that withholds."""
    if not grounds.exemptions or not grounds.refuses:
        return
    for match in grounds.find(_WRONG_WAY):
        start, end = grounds.sentence_at(match.start())
        if not _DISCLOSED.search(grounds.words, start, end + 160) and not re.search(
            r"\bnot\b|\bunless\b|\bif\b|\bwhether\b|\bonly where\b|presum", grounds.words[start : match.end()], re.I
        ):
            yield rules()["refusal.direction"].broken_at(page, *match.span())
            return
