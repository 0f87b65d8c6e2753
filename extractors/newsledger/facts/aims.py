"""Status by what somebody aims at, begins or holds possible, in the words right around a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.companies.identity import CompanyMention
from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.scenes import Scene
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]

_HAD = frozenset({"had", "has"})
_AIMED_BEFORE = re.compile(
    r"(?i)^\s+(?:(?!and\b|but\b|as\b)[a-z-]+\s+)?(?:that\s+|which\s+)?(?:it|they|he|she|the\s+(?:[\w-]+\s+){0,3}\w+|"
    r"(?-i:[A-Z])[\w&.’'-]+(?:\s+(?-i:[A-Z])[\w&.’'-]+){0,2})\s+(?:had|has)\s+(?:previously\s+|earlier\s+|once\s+)?"
    r"(?:aimed|forecast|expected|guided|projected|predicted|promised|targeted|hoped|budgeted|pencilled|penciled|tipped|"
    r"modelled|modeled|assumed|reckoned|flagged|banked|anticipated|feared|bargained|looked|counted|envisaged|foreseen|"
    r"signalled|signaled|suggested|indicated)\b"
)
_HOPED_FOR = re.compile(
    r"(?i)^\s+(?:of\s+[\w\s]{1,30}?\s+)?(?:(?:that|which)\s+)?(?:was|were|has\s+been|had\s+been)\s+(?:once\s+|previously\s+|"
    r"originally\s+|first\s+)?(?:hoped\s+for|promised|pencilled\s+in|penciled\s+in|bargained\s+for|flagged|guided|feared)\b"
)
_ONCE_SEEN = re.compile(
    r"(?i)\b(?:had\s+(?:previously\s+|earlier\s+|once\s+|already\s+)?(?:pointed\s+to|guided\s+(?:to|for)|spoken\s+of|aimed\s+(?:for|at)|"
    r"budgeted(?:\s+for)?|pencilled\s+in|penciled\s+in|banked\s+on|reckoned\s+(?:on|with)|counted\s+on|talked\s+of|promised)|"
    r"(?:previously|earlier|before|originally|initially|once)\s+(?:saw|seen|expected|forecast|predicted|targeted|projected|envisaged|"
    r"(?:aimed|guided)\s+(?:for|at|to)|pointed\s+to|looked\s+for|pencilled\s+in))"
    r"(?:\s+(?:about|around|some|roughly|only|just|nearly|almost|a|an|the|between|more than|at least|"
    r"growth|of|sales|revenue|profit))*"
    r"\s+(?:#\s*)?$"
)


@asked(words=_HAD)
def aimed_before(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "less than the 293 billion yen it had aimed for": an earlier forecast."""
    if _AIMED_BEFORE.match(scene.after(figure)):
        yield Candidate("forecast", 0.9, "status.aimed_before")


@asked(words=("was", "were", "has", "had", "previously", "earlier", "before", "originally", "initially", "once"))
def once_seen(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "it had pointed to $5bn in July"; "where it previously saw # yen"; "a rise of 0.4% had been hoped for"."""
    if core.metric in _OWNED:
        return
    if _HOPED_FOR.match(scene.after(figure)) or _ONCE_SEEN.search(scene.before(figure)):
        yield Candidate("forecast", 0.85, "status.once_seen")


_PLANNING = re.compile(
    r"(?i)\b(?:plans|is\s+planning|are\s+planning|earmarks|has\s+earmarked|budgets|has\s+budgeted)\s+(?:for\s+)?"
    r"(?:(?:capital\s+|capital-\s*)?(?:spending|expenditure|outlays?|investments?)\s+(?:of|worth)\s+)?"
    r"(?:(?:no\s+more\s+than|at\s+least|about|around|some|up\s+to|nearly|roughly|another|a\s+further)\s+)*$"
)


@asked(words=("plans", "planning", "earmarks", "earmarked", "budgets", "budgeted"))
def planning(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "Alder plans no more than # of investment": what is planned without a verb of its own."""
    if _PLANNING.search(scene.before(figure)):
        yield Candidate("plan", 0.8, "status.planning")


_AIMS = frozenset({"aiming", "plan", "plans", "intend", "intends", "aim", "aims", "hope", "hopes", "want", "wants"})
_AIM_AFTER = re.compile(
    r"(?i)^\s*(?:of\s+[\w\s]{1,20}?\s+)?(?:that|which)?\s*(?:it|they|he|she|the\s+\w+)\s+(?:(?:plans?|"
    r"intends?|aims?|hopes?|wants?)\s+to|is\s+aiming)\b"
)


@asked(words=_AIMS)
def aimed_after(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "half of the $800m of stock that it plans to repurchase"."""
    if _AIM_AFTER.match(scene.after(figure)):
        yield Candidate("plan", 0.85, "status.aimed_after")


_ABLE = re.compile(
    r"(?i)\bcan\s+(?:still\s+|now\s+)?(?:grow|reach|rise|get\s+(?:back\s+)?to|expand|climb|double|triple|increase|improve)\b"
)
_SETTING = re.compile(
    r"(?i)\b(?:is|are)\s+(?:also\s+)?(?:eliminating|cutting|axing|shedding|laying\s+off)\s+[^,;#]{0,20}$"
)
_PUT_AT = re.compile(r"(?i)\bwhich\s+\w+\s+had\s+(?:put|pegged|set|seen)\s+at\s+$")


@asked(words=("can", "which"))
def able(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "thinks that sales can grow by 10% a year"; "earnings, which he had put at $1.40": yet to be shown."""
    before = scene.before(figure)
    bound = scene.reading.figures[figure].quantity.modifier == "at_most"
    able_to = None if bound else _ABLE.search(before)
    if (able_to and not re.search("[,;#]", before[able_to.end() :])) or _PUT_AT.search(before):
        yield Candidate("forecast", 0.7, "status.able")


@asked(words=("eliminating", "cutting", "axing", "shedding", "laying"))
def setting_about(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "is also eliminating 20,000 positions": what has begun is not done."""
    if core.metric == "job_cuts" and _SETTING.search(scene.before(figure)):
        yield Candidate("plan", 0.7, "status.setting_about")


_STANDS_AT = re.compile(
    r"(?i)(?:,[^,#;]{3,50},|^)?\s*(?:(?:is|stays|remains|stands|has\s+(?:[\w-]+\s+){1,4}|keeps\s+(?:[\w-]+\s+){1,4}|"
    r"(?:left|keeps|kept)\s+its\s+own)\s*\b(?:at|on)|['’]s\s+(?:own\s+)?(?:base\s+case|forecast|estimate|number|figure|call|view)\s+"
    r"(?:is|remains|stays|stands\s+at)(?:\s+for)?|"
    r"is\s+(?:\w+\s+){0,2}?(?:bullish|bearish|bold|bolder|gloomier|cautious|optimistic|pessimistic|sure|upbeat|downbeat|"
    r"hopeful|generous|keen|hawkish|dovish)[^,#;]{0,30},?\s+(?:with|at|on))\s+(?:\w+\s+)?$"
)
"""Words between a house and the figure at which it stands."""


def standing_house(scene: Scene, figure: int, core: Core) -> CompanyMention | None:
    """The house that stands at a figure: "Citi is at #", "Jefferies is bolder, with #"."""
    identities = scene.reading.identities
    if core.metric in _OWNED or not identities.advisers:
        return None
    before = scene.before(figure)
    match = _STANDS_AT.search(before)
    if match is None:
        return None
    start = scene.span(figure)[0] - len(before)
    for mention in identities.within(start, start + len(before)):
        views = set(mention.companies) <= identities.advisers - {identities.home} and bool(mention.companies)
        if views and not set(mention.companies) & set(core.companies) and mention.end == start + match.start():
            return mention
    return None


@asked(words=("at", "on", "with", "is", "remains", "stays"))
def house_stands(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "Goldman sees $125 next year. Citi is at $75": where a house stands whose trade it is to have views."""
    if standing_house(scene, figure, core) is not None:
        yield Candidate("forecast", 0.75, "status.house_stands")


_OWNED = frozenset({"share_price", "stake", "market_cap", "valuation"})
