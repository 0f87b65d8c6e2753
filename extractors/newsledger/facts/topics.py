"""Which metric a figure states where one word can mean several and the article decides: "growth", "jobs", "sales"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame, words_after
from newsledger.facts.metric import Said
from newsledger.facts.naming import somebody_else
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics, word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

SETTLING = word_class("settling")

CUTTING = word_class("cutting staff")

LEAVING = tuple(
    f" {phrase} "
    for phrase in (
        "let go",
        "lets go",
        "letting go",
        "lay off",
        "lays off",
        "laid off",
        "laying off",
        "part with",
        "parting with",
        "parts with",
        "do without",
        "get rid of",
        "gets rid of",
        "getting rid of",
        "got rid of",
        "dispense with",
        "dispensing with",
    )
)
CREATING = word_class("creating jobs")

COSTS = frozenset({"costs", "expenses", "spending", "expenditure"})

PAYING = frozenset({"pay", "paid", "pays", "paying"})

HANDING = frozenset({"pay", "hand", "repay", "return", "cough"})
"""Verbs that say "pay" of those who are told to."""

IMPOSING = frozenset(
    {
        *("upheld", "uphold", "imposed", "imposes", "levied", "slapped", "annulled", "overturned", "demanded"),
        *("sought", "asked"),
    }
)
"""What courts and regulators do with a fine."""

SHIPPING = frozenset({"shipments", "cargoes", "sales"})

HOLDERS = frozenset({"shareholders", "holders", "investors", "stockholders"})

EQUITY = frozenset({"shares", "stock", "capital", "equity", "votes"})

POLLED = frozenset({"polled", "surveyed", "respondents", "interviewed", "poll", "survey"})

GAPS = frozenset({"deficit", "surplus", "gap", "shortfall"})

ECONOMIES = frozenset({"economy", "employers", "country", "nation", "sector", "payrolls"})
"""Subjects whose jobs are those of an economy."""


@asked(kinds=("percent", "percentage_point"), words=("growth",))
def growth(frame: Frame, story: Story) -> Iterator[Said]:
    """growth of <1.5%> in 2025: of sales where a company has it, of what was spoken of before, else of the economy"""
    line = frame.line
    after = any(line.low(at) == "growth" for at in words_after(frame, 2))
    before = frame.preposition() in ("of", "at") and (
        line.low(frame.chain[0].first - 1) == "growth"
        or (line.low(frame.chain[0].first - 1) == "expansion" and story.macro)
    )
    subject = frame.clause.subject
    governed = subject is not None and "growth" in line.lows[slice(*subject)]
    if any(line.low(at) in ("off", "to", "from") for at in words_after(frame, 2)):
        after = after or "growth" in line.lows[frame.place + 1 : min(frame.tail, frame.place + 7)]
    if frame.preposition() in ("to", "at", "from", "by") and frame.verb >= 0:
        governed = governed or "growth" in line.lows[frame.verb : frame.place]
    if not (after or before or governed) or _named_growth(frame):
        return
    last = story.before(frame)
    if last is not None and before and line.low(frame.chain[0].first - 2) == "," and last.frame.kind != "percent":
        said = last.core.metric
        if said is not None and fits(said, frozenset(), frame):
            yield Said(said, 0.93, "metric.growth_of_that")
            return
    if (
        last is not None
        and last.core.metric is not None
        and last.frame.kind == "percent"
        and not metrics()[last.core.metric].rate
    ):
        yield Said(last.core.metric, 0.75, "metric.growth_again")
        return
    owned = subject is not None and any(name.mention and name.mention.companies for name in line.mentions(*subject))
    public = subject is not None and somebody_else(line, subject)
    public = public or not ECONOMIES.isdisjoint(line.lows[frame.place : frame.place + 6])
    abroad = any(line.is_country(at) for at in range(frame.place + 1, frame.tail))
    unclaimed = story.unclaimed(line) and not story.speaks_of("revenue")
    metric = (
        "gdp" if story.macro or public or abroad or unclaimed or (not owned and story.speaks_of("gdp")) else "revenue"
    )
    sought = any(
        line.low(at) == "growth" and line.low(at - 1) in ("for", "of", "on")
        for at in range(max(frame.verb, 0), frame.place)
    )
    yield Said(metric, 0.8 if after or before or sought else 0.5, "metric.growth")


def _named_growth(frame: Frame) -> bool:
    """Whether words say what grows: "comparable sales growth of <1%>"; "off growth in operating profit"."""
    line = frame.line
    for at in range(frame.clause.first, min(len(line), frame.place + 7)):
        if line.low(at) != "growth":
            continue
        for mark in line.metrics:
            left = mark.last == at or mark.first <= at < mark.last
            right = line.low(at + 1) == "in" and mark.first in (at + 2, at + 3)
            if (left or right) and any(fits(word.metric, word.kinds, frame) for word in mark.words):
                return True
    return False


@asked(kinds=("percent",), words=("market", "markets"))
def market_part(frame: Frame, story: Story) -> Iterator[Said]:
    """holds <40%> of the online classifieds market; <53%>, 38% and 9%, respectively, of the market"""
    line = frame.line
    last = story.list_end(frame)
    after = [at for at in range(last + 1, min(last + 12, len(line))) if not line.is_figure(at)]
    of = next((at for at in after[:3] if line.low(at) == "of"), -1)
    if of < 0:
        return
    for at in range(of + 1, min(of + 8, len(line))):
        if (
            line.low(at) in ("market", "markets")
            and line.low(at + 1) not in ("value", "cap")
            and line.low(at - 1) != "stock"
        ):
            yield Said("market_share", 0.9, "metric.market_part", at, at + 1)
            return
        if line.tag(at) in ("IN", "TO", "VBD", "VBZ") or line.low(at) == ",":
            return


@asked(kinds=("money",), words=("paid",))
def person_paid(frame: Frame, story: Story) -> Iterator[Said]:
    """its chief executive was paid <$18.2 million> last year"""
    line = frame.line
    passive = line.low(frame.verb - 1) in ("was", "were", "is", "are", "been", "being", "gets", "got")
    if frame.is_object() and line.low(frame.verb) == "paid" and passive:
        yield Said("compensation", 0.75, "metric.person_paid", frame.verb, frame.verb + 1)


@asked(kinds=("money",), words=COSTS)
def costs_cut(frame: Frame, story: Story) -> Iterator[Said]:
    """aims to cut costs by <£300m> a year"""
    line = frame.line
    change = frame.verb_change()
    if frame.preposition() != "by" or change is None or change.direction != "down":
        return
    if any(line.low(at) in COSTS for at in range(frame.verb, frame.place)):
        yield Said("cost_savings", 0.98, "metric.costs_cut")


@asked(kinds=("money",), words=PAYING | HANDING | IMPOSING)
def told_to_pay(frame: Frame, story: Story) -> Iterator[Said]:
    """LinkedIn was told in October to pay <310 million euros>; the court upheld <2.42 billion euros> against Google"""
    line = frame.line
    lows = line.lows[frame.clause.first : frame.place]
    settling = any(line.low(at) in SETTLING for at in range(frame.place + 1, min(frame.place + 8, len(line))))
    if settling and frame.verb >= 0 and line.low(frame.verb) in PAYING:
        yield Said("fine", 0.85, "metric.pay_to_settle")
        return
    told = any(low in ("ordered", "told", "forced", "sentenced", "required", "made", "must") for low in lows)
    if not story.speaks_of("fine"):
        return
    paying = any(low in HANDING for low in lows)
    if told and paying and "agreed" not in lows:
        yield Said("fine", 0.75, "metric.told_to_pay")
    elif any(low in IMPOSING for low in lows):
        yield Said("fine", 0.45, "metric.imposed")


@asked(kinds=("percent",), words=("prices",))
def general_prices(frame: Frame, story: Story) -> Iterator[Said]:
    """Prices probably climbed <0.5%> from December, in a text about an economy"""
    line, subject = frame.line, frame.clause.subject
    if subject is not None and (story.macro or any(line.is_country(at) for at in range(*subject))):
        words = [line.low(at) for at in range(*subject) if not line.is_country(at) and line.low(at) not in VAGUE]
        if words in (["prices"], ["the", "prices"], ["overall", "prices"]):
            homes = story.mentions_of("house_prices") > story.mentions_of("inflation")
            yield Said("house_prices" if homes else "inflation", 0.85, "metric.general_prices", *subject)


VAGUE = frozenset({"in", "there", "probably", "'s", "headline"})
"""Words beside "prices" that name no product."""


@asked(kinds=("percent",), words=("sales", "tally"))
def unit_sales(frame: Frame, story: Story) -> Iterator[Said]:
    """its wholesales rose to 2.06 lakh units, even as domestic sales fell <5 per cent>: sales in units"""
    line, last = frame.line, story.before(frame)
    if last is None or last.core.metric != "sales_volume":
        return
    subject = frame.clause.subject
    if subject is not None and any(low in ("sales", "tally") for low in line.lows[slice(*subject)]):
        yield Said("sales_volume", 0.8, "metric.unit_sales", *subject)


@asked(words=SHIPPING)
def shipped_abroad(frame: Frame, story: Story) -> Iterator[Said]:
    """Exports rose; steel shipments, at <11.18 million tonnes>, were the highest: of a country, where exports were
    spoken of"""
    line = frame.line
    if not story.stated or not story.speaks_of("exports"):
        return
    if any(
        low in ("shipments", "cargoes") or (low == "sales" and line.low(at + 1) == "to")
        for at, low in enumerate(line.lows[frame.clause.first : frame.place], frame.clause.first)
    ) and any(stated.core.metric == "exports" for stated in story.stated[-8:]):
        yield Said("exports", 0.85, "metric.shipped_abroad")


@asked(kinds=("money",), words=COSTS)
def out_of_costs(frame: Frame, story: Story) -> Iterator[Said]:
    """have taken <$200 million> out of our costs"""
    lows = frame.line.lows[frame.place + 1 : frame.place + 6]
    out = lows[:1] in (["out"], ["from"]) or (lows[:1] == ["of"] and "out" in lows)
    if out and any(low in ("costs", "expenses") for low in lows):
        yield Said("cost_savings", 0.96, "metric.out_of_costs")


@asked(kinds=("count",))
def staff_of(frame: Frame, story: Story) -> Iterator[Said]:
    """between 1,600 and 1,900 of Schenker's <15,000 German jobs>: what a company has is its headcount"""
    line = frame.line
    unit = frame.figure.quantity.unit
    owned = (
        line.low(frame.lead - 1) == "'s"
        or line.low(frame.lead) in ("its", "their", "'s")
        or line.low(frame.lead - 1) in ("its", "their")
    )
    if unit.split()[-1:] in (["job"], ["employee"], ["worker"], ["people"]) and owned:
        yield Said("headcount", 0.85, "metric.staff_of")


@asked(kinds=("money",), words=("cash",))
def in_cash(frame: Frame, story: Story) -> Iterator[Said]:
    """It has <S$11.3 billion> in cash"""
    line = frame.line
    in_hand = line.lows[frame.place + 1 : frame.place + 3] == ["in", "cash"] and frame.verb >= 0
    if in_hand and line.low(frame.verb) in HAVING:
        yield Said("cash", 0.85, "metric.in_cash")


@asked(kinds=("percent",), words=EQUITY)
def of_shares(frame: Frame, story: Story) -> Iterator[Said]:
    """holders of <roughly 31%> of Corvexa's shares"""
    line = frame.line
    if line.low(frame.place + 1) == "of":
        ahead = line.lows[frame.place + 2 : frame.place + 9]
        if any(low in EQUITY for low in ahead) and "'s" in ahead:
            yield Said("stake", 0.92, "metric.of_shares")


@asked(kinds=("money",))
def per_share(frame: Frame, story: Story) -> Iterator[Said]:
    """per share it came to <81 cents>; this year will yield <$6> a share: earnings, where nothing else is named"""
    line = frame.line
    if frame.figure.quantity.value >= 1000:
        return
    lows = line.lows[frame.clause.first : frame.place]
    worded = any(lows[at : at + 2] == ["per", "share"] for at in range(len(lows)))
    if worded and (story.speaks_of("net_income") or story.speaks_of("eps")):
        yield Said("eps", 0.85, "metric.per_share_before")
    elif frame.figure.quantity.per == "share" and frame.line.related("estimate", 0, len(frame.line)):
        yield Said("eps", 0.45, "metric.per_share_expected")
    elif frame.figure.quantity.per == "share" and story.speaks_of("eps") and not story.deal:
        yield Said("eps", 0.3, "metric.per_share")


@asked(kinds=("money",), words=HOLDERS)
def to_holders(frame: Frame, story: Story) -> Iterator[Said]:
    """Shareholders are to receive <$83.50> in cash for each share: of a bidder; Holders will get <61p> a share: a
    dividend"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or frame.figure.quantity.value >= 10_000 or frame.verb < 0:
        return
    holders = any(low in HOLDERS for low in line.lows[slice(*subject)])
    if holders and line.low(frame.verb) in ("receive", "receives", "received", "get", "gets", "got", "paid"):
        yield Said("deal_value" if story.deal else "dividend", 0.7, "metric.to_holders")


@asked(kinds=("percent",), words=POLLED)
def polled(frame: Frame, story: Story) -> Iterator[Said]:
    """Of those polled by a firm, <61%> blame the board and <14%> the unions"""
    line = frame.line
    if any(low in POLLED for low in line.lows[: frame.place]) and (
        frame.clause.verb > frame.place or line.low(frame.stop) in ("and", ",")
    ):
        before = story.before(frame)
        again = before is not None and before.core.metric == "survey_share"
        yield Said("survey_share", 0.96 if again else 0.6, "metric.polled")


def antecedent(frame: Frame, story: Story) -> Iterator[Said]:
    """core earnings per share that are <6% to 8%> better; a contract for shells that could be worth <$8 billion>"""
    line, clause = frame.line, frame.clause
    if clause.link not in ("which", "that") or clause.first == 0:
        return
    if clause.subject is not None and (clause.first <= clause.subject[0] or line.marks(*clause.subject)):
        return
    for mark in reversed(line.marks(0, clause.first)):
        if any(line.is_figure(at) for at in range(mark.last, clause.first)):
            return
        for word in mark.words:
            if fits(word.metric, word.kinds, frame):
                yield Said(word.metric, 0.6, "metric.antecedent", mark.first, mark.last, word.negative)
                return


@asked(words=("in",))
def fall_in(frame: Frame, story: Story) -> Iterator[Said]:
    """own up to a fall of <27%>, to <$6.5 billion>, in its adjusted net income"""
    line = frame.line
    fallen = any(
        line.change(at, "noun") is not None
        for at in line.changed(max(frame.clause.first, frame.place - 8), frame.place)
    )
    if not fallen:
        return
    for mark in line.marks(frame.place, min(len(line), frame.place + 14)):
        lead = line.lows[max(mark.first - 4, 0) : mark.first]
        if "in" in lead and not any(line.tag(at) in ("VBD", "VBZ", "VBP") for at in range(frame.place, mark.first)):
            for word in mark.words:
                if fits(word.metric, word.kinds, frame):
                    yield Said(word.metric, 0.75, "metric.fall_in", mark.first, mark.last, word.negative)
                    break
        return


HAVING = word_class("having")


@asked(words=GAPS)
def gap(frame: Frame, story: Story) -> Iterator[Said]:
    """The deficit narrowed to <$58.1 billion>: of trade, where that is what the article speaks of"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or story.mentions_of("trade_balance") < story.mentions_of("budget_balance"):
        return
    for at in range(*subject):
        if line.low(at) in GAPS and story.speaks_of("trade_balance"):
            yield Said("trade_balance", 0.85, "metric.gap", at, at + 1, line.low(at) != "surplus")
            return


@asked(kinds=("percent",), words=("full",))
def full(frame: Frame, story: Story) -> Iterator[Said]:
    """storage caverns are <97%> full"""
    if frame.line.low(frame.place + 1) == "full":
        yield Said("capacity", 0.7, "metric.full")


STAFF_UNITS = frozenset({"employee", "worker", "staff", "job", "people", "person", "staffer"})


def _of_counted_staff(frame: Frame, story: Story) -> bool:
    """Whether a part is that of counted staff: "will cut <2%> of its 7,900 employees"."""
    line = frame.line
    for at in range(frame.place + 2, min(len(line), frame.place + 5)):
        if line.is_figure(at):
            unit = story.reading.figures[line.numbers[at]].quantity.unit
            return line.low(frame.place + 1) == "of" and unit in STAFF_UNITS
    return False


@asked(kinds=("count", "percent"))
def jobs(frame: Frame, story: Story) -> Iterator[Said]:
    """employers added <517,000 jobs>: of an economy; created <5,420 jobs>: headcount; 15% of staff to go: job cuts"""
    line, unit = frame.line, frame.figure.quantity.unit
    people = unit in ("job", "person", "people", "position", "worker", "employee", "staff")
    lows = line.lows[frame.clause.first : frame.clause.last]
    clause = f" {' '.join(lows)} "
    leaving = any(phrase in clause for phrase in LEAVING)
    cutting = leaving or not CUTTING.isdisjoint(lows)
    subject = frame.clause.subject
    named = subject is not None and any(name.mention and name.mention.companies for name in line.mentions(*subject))
    staff = any(
        word.metric == "headcount"
        for mark in line.marks(frame.place, min(len(line), frame.place + 6))
        for word in mark.words
    )
    staff = staff or _of_counted_staff(frame, story)
    staff = staff or " ".join(line.lows[frame.place + 1 : frame.place + 4]) in ("of its people", "of their people")
    if frame.kind == "count" and people and leaving:
        yield Said("job_cuts", 0.9, "metric.people_cut")
    cut_before = bool(story.stated) and story.stated[-1].core.metric == "job_cuts"
    economy = subject is not None and any(low in ECONOMIES for low in line.lows[slice(*subject)])
    if frame.kind == "count" and people and economy and not named:
        yield Said("employment", 0.96, "metric.jobs_of_economy")
    if frame.kind == "percent" and staff and (cutting or cut_before):
        yield Said("job_cuts", 0.85, "metric.staff_cut")
    elif frame.kind == "count" and (people or not unit) and story.macro and not cutting:
        yield Said("employment", 0.6, "metric.employment")
    elif frame.kind == "count" and unit == "job" and story.speaks_of("employment") and not named and not cutting:
        yield Said("employment", 0.75, "metric.employment")
    elif frame.kind == "count" and unit == "job" and any(low in CREATING for low in lows):
        yield Said("headcount", 0.95, "metric.jobs_created")


RULES: tuple[Rule, ...] = (
    growth,
    market_part,
    person_paid,
    costs_cut,
    told_to_pay,
    general_prices,
    unit_sales,
    shipped_abroad,
    out_of_costs,
    staff_of,
    gap,
    full,
    per_share,
    to_holders,
    polled,
    antecedent,
    fall_in,
    in_cash,
    of_shares,
    jobs,
)
