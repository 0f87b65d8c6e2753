// Corrections: what people say of facts, kept in the browser under the article's id, and the gold file they become.

const GOLD_QUANTITY = ["text", "start", "end", "kind", "value", "low", "high", "unit", "per", "modifier"];

class Corrections {
  constructor(articles) {
    this.articles = articles;
    this.of = new Map(articles.map((article) => [article.id, this.stored(article.id)]));
  }

  stored(id) {
    try {
      return JSON.parse(localStorage.getItem(`newsledger:${id}`)) ?? { checked: false, facts: {}, added: [] };
    } catch {
      return { checked: false, facts: {}, added: [] };
    }
  }

  keep(article) {
    try {
      const ours = this.of.get(article.id);
      const empty = !ours.checked && !ours.added.length && !Object.keys(ours.facts).length;
      if (empty) localStorage.removeItem(`newsledger:${article.id}`);
      else localStorage.setItem(`newsledger:${article.id}`, JSON.stringify(ours));
    } catch {
      say("This browser keeps nothing for this page: export before you close it.");
    }
  }

  /** What is said of a fact: {verdict: "right" | "corrected" | "none", slots}, or undefined. */
  verdict(article, fact) {
    return this.of.get(article.id).facts[fact.fact_id];
  }

  judge(article, fact, verdict) {
    const ours = this.of.get(article.id);
    if (verdict === null && fact.added) ours.added = ours.added.filter((one) => one.fact_id !== fact.fact_id);
    if (verdict === null) delete ours.facts[fact.fact_id];
    else ours.facts[fact.fact_id] = verdict;
    this.keep(article);
  }

  check(article, checked) {
    this.of.get(article.id).checked = checked;
    this.keep(article);
  }

  isChecked(article) {
    return this.of.get(article.id).checked;
  }

  add(article, fact) {
    const ours = this.of.get(article.id);
    ours.added = [...ours.added.filter((one) => one.fact_id !== fact.fact_id), fact];
    this.keep(article);
  }

  discard() {
    for (const article of this.articles) {
      this.of.set(article.id, { checked: false, facts: {}, added: [] });
      this.keep(article);
    }
  }

  /** The facts of an article, those that people added among them, in the order of the text. */
  facts(article) {
    const added = this.of.get(article.id).added;
    return added.length
      ? [...article.facts, ...added].sort((one, other) => one.quantity.start - other.quantity.start)
      : article.facts;
  }

  /** A fact as it stands after correction. */
  corrected(article, fact) {
    const said = this.verdict(article, fact);
    return said?.slots ? { ...fact, ...said.slots, quantity: { ...fact.quantity, ...said.slots.quantity } } : fact;
  }

  /** Articles of which people said anything. */
  touched() {
    return this.articles.filter((article) => {
      const ours = this.of.get(article.id);
      return ours.checked || ours.added.length || Object.keys(ours.facts).length;
    });
  }

  count() {
    return this.articles.reduce((sum, article) => sum + Object.keys(this.of.get(article.id).facts).length, 0);
  }

  /** The gold file: a list of annotated articles in the format of corpus/gold. A figure of which nobody said
   * anything is optional, so it counts neither for nor against, unless the whole article was checked. */
  gold() {
    return this.touched()
      .filter((article) => article.text !== null)
      .map((article) => this.goldArticle(article));
  }

  goldArticle(article) {
    const facts = this.facts(article)
      .filter((fact) => this.verdict(article, fact)?.verdict !== "none")
      .map((fact) => this.goldFact(article, fact));
    return {
      id: article.goldId,
      published: article.head.published?.slice(0, 10) ?? null,
      style: "corrected in a report",
      text: article.text,
      companies: goldCompanies(article, facts),
      facts,
    };
  }

  goldFact(article, original) {
    const fact = this.corrected(article, original);
    const gold = {};
    for (const name of GOLD_QUANTITY) gold[name] = fact.quantity[name];
    for (const name of ["value", "low", "high"]) gold[name] = gold[name] === null ? null : Number(gold[name]);
    return {
      ...gold,
      companies: fact.companies,
      subject: fact.subject?.text ?? null,
      metric: [fact.metric?.name ?? "other"],
      measure: fact.measure,
      direction: fact.direction,
      period: fact.period ? [fact.period.start, fact.period.end] : null,
      comparison: fact.comparison?.basis ?? null,
      status: fact.status,
      attribution: fact.attribution?.source ?? null,
      optional: !this.isChecked(article) && !this.verdict(article, original),
      accept: {},
    };
  }
}

/** The companies of the record, and those that people named, each with the words by which the article names it. */
function goldCompanies(article, facts) {
  const known = article.companies.map((company) => ({
    name: company.name,
    also: company.legal_name && company.legal_name !== company.name ? [company.legal_name] : [],
    tickers: company.ids.filter((id) => id.scheme === "ticker").map((id) => id.value),
    mentions: [...new Set(company.mentions.map((mention) => mention.text))],
  }));
  const names = new Set(known.map((company) => company.name));
  const named = new Set(facts.flatMap((fact) => fact.companies).filter((name) => !names.has(name)));
  return [
    ...known,
    ...[...named].map((name) => ({ name, also: [], tickers: [], mentions: article.text.includes(name) ? [name] : [] })),
  ];
}
