"""What takes no tool: a greeting, a yes to nothing, what a person does on the page, and how to ask for what is near."""

import re

from assistant.chat.readings import Around, Reading

NOTHING_CHANGED = "Nothing has changed."
_PAGE = "Files are handled by you: upload, download and export stand on the page, and foi cases export writes the letter to a file."
_SAYS: tuple[tuple[str, str], ...] = (
    (r"(?:yes|yep|yeah|yup|sure|go ahead|do it|do that|correct|exactly|y)(?: please)?", "Yes to what? Nothing is offered just now. Say what to do, or “help”."),
    (r"(?:no|nope|none|neither|never ?mind|forget it|leave it|stop|cancel|wait|hold on|n)(?: thanks| thank you)?", NOTHING_CHANGED),
    (r"(?:cool|perfect|lovely|brilliant|fine|good|nice(?: one)?|cheers|ta|many thanks|thanks(?: a lot| very much)?|bye|goodbye|done|all good|that['’]?s (?:it|all|fine|great|good))", "Good. " + NOTHING_CHANGED),
    (r"(?:extend|pause|stop|hold|suspend|reset|put)\b.{0,20}\b(?:deadline|clock|time limit)\b.*|.*\bmore time\b.*|(?:the )?(?:we|applicant|requester|they)(?: have| has)? (?:asked for clarification|clarified)\b.*", "The clock is set by the date received: say “received on …”. Where the applicant clarified, foi deadline --clarified works the new date out; the letters that ask for clarification or take more time are named in the notes: the README lists them."),
    (r"(?:delete|remove|drop|take out|get rid of) (?:q\s?\d+|question \d+|the \w+ question)", "A question of the request is answered, not taken out. Say “Q2 not held”, “Q2 and Q3 are the same”, or “clear Q2” to leave it open."),
    (r"(?:round|suppress|hide|mask|protect|band|merge)\b.{0,20}\b(?:table|numbers?|figures|counts|cells|rows|columns|years)\b.*", "Low counts are protected before a table is disclosed, whatever is said here. Say “compare alternatives for the table” to see other ways to publish it."),
    (r"(?:undo|redo|revert) (?:everything|all|all of it|the lot)", "I take back one step at a time, or several: say “undo”, or “undo the last three”. " + NOTHING_CHANGED),
    (r"(?:show|open|read|see|view|display)(?: me| out)?(?: the| this| my)? (?:whole |full |latest )?(?:letter|draft|reply|response)", "The letter stands on the page; foi cases open prints that of a kept case."),
    (r"(?:(?:re-?name|re-?title|duplicate|copy|clone|close|re-?open)(?: (?:the|this|my) case)(?:\W.{0,80})?|call (?:the|this|my) case .+|change the (?:case['’]?s? )?(?:title|name) (?:of the case )?to .+)", "Cases are renamed, duplicated and closed under “Cases” of the page, and with foi cases; or ask me of one: foi ask --case NAME “rename the case to …”."),
    (r"(?:search|look (?:through|in)|find|list|show)(?: me)?(?: (?:my|our|the|all|kept|open|other))* cases?\b(?! (?:law|stud|work|against|notes)).*", "Kept cases are listed and found under “Cases” of the page, and with foi cases list and foi cases search."),
    (r"(?:can|could|would|will) (?:you|u) help(?: me| us)?(?: out)?(?: with (?:this|it|the|my|a) ?(?:request|case|one|letter|reply)?)?|help(?: me| us)? with (?:this|it|the) ?(?:request|case|letter|reply)?|i need (?:some |your )?help(?: with (?:this|it|the) ?(?:request|case|letter|reply)?)?", "Gladly. Say “where are we” for the questions and how each stands, “what could apply to Q1”, or “help” for all that I can do."),
    (r"(?:who|what) (?:are|r) (?:you|u)|are you (?:a )?(?:real|human|robot|bot|machine|person|ai)\b.*", "I am the assistant for this case: I change what you tell me to, draft the reply and check it. Say “help” for what I can do."),
    (r"(?:make|write|rewrite|reword|redo|put|turn|get) (?:it|this|that|the (?:whole )?(?:letter|reply|draft))(?: sound| read| be| in| into)? (?:a (?:bit|little) |much |more |less |in )*(?:friendl|warm|formal|short|plain|simpl|soft|nice|kind|polite|clear|concise|long|human|cold|stiff|length|shorter|plainer)\w*.*|(?:shorten|simplify|soften|tighten|lengthen) (?:it|this|the (?:whole )?(?:letter|reply|draft))\b.*", "I put one paragraph at a time in other words: say “make the paragraph about … shorter”. The style of whole letters, formal or warm, is a setting of your authority’s profile."),
    (r"(?:sign|signed)(?: it| this| the letter| the reply| the case)? off|sign[- ]?off|approve(?: it| the (?:letter|reply|draft))?|i approve", "Only a person signs a reply off: under “Sign off and close” of the page, or with foi cases sign-off."),
    (r"(?:release|reveal|unmask|unhide|show|tell|give|disclose|publish)(?: me| us| them| him| her)?(?: all)?(?: of)?(?: the| those| that)? (?:low |small |raw |real |true |exact |hidden |suppressed |actual |withheld |masked )+(?:counts?|numbers?|figures?|values?|cells?|data)(?: (?:for|in|of) .{0,60})?", "I cannot state or release a low figure. A named person can let one out, with a reason for each group of cells, under “Decisions about cells” of the page."),
    (r"(?:delete|remove|upload|open|read|email|e-mail|send|print|save|export|download)(?: me| the| this| that| my| all| of| your| it)* (?:files?|folders?|disk|tables? from disk|letter to|e-?mails?|case files?|documents?|as (?:a )?(?:pdf|word|docx?))\b.*|(?:print|send|email|e-mail|post|export|save|download)(?: it| this| the (?:letter|reply|draft))?(?: off| out| now| to (?:them|him|her|the applicant|word|pdf|docx|file))*", _PAGE),
)  # fmt: skip
_TAKEN_OFF = re.compile(
    r"^(?:remove|drop|take|delete|lose|strip|cut)\b(?=.*\b(?:s\.?\s?\d|section|sections|exemptions?|reg|\d{1,2}\(\d))(?=.*\b(?:q\s?\d|question|one)\b)",
    re.IGNORECASE,
)


def aside(text: str, _: Around) -> Reading | None:
    """Return what is said to a message that takes no tool, or None."""
    if not re.search(r"\w", text):
        return Reading(said="Say what to do, or “help”. " + NOTHING_CHANGED)
    for pattern, said in _SAYS:
        if re.match(
            rf"^(?:just |now |go ahead and )*(?:{pattern})\W*$",
            text,
            re.IGNORECASE,
        ):
            return Reading(said=said)
    if _TAKEN_OFF.match(text):
        return Reading(
            said="Say the sections that are to stay, for example “Q2 withhold 40(2)”, or “clear Q2”. " + NOTHING_CHANGED
        )
    return None
