// The view of articles: a list of them, the text with its figures and companies, and the fact that was chosen.

/** The stretches of a text in which the same figure and company hold, in order. */
function stretches(article, facts) {
  const edges = new Set([0, article.signs ? article.signs.length : article.text.length]);
  const spans = [];
  facts.forEach((fact, index) => spans.push([fact.quantity.start, fact.quantity.end, "figure", index]));
  for (const company of article.companies) {
    for (const mention of company.mentions) spans.push([mention.start, mention.end, "company", { company, mention }]);
  }
  for (const [start, end] of spans) edges.add(start).add(end);
  const sorted = [...edges].sort((one, other) => one - other);
  const place = new Map(sorted.map((edge, number) => [edge, number]));
  const found = sorted.slice(0, -1).map((start, number) => ({ start, end: sorted[number + 1] }));
  for (const [start, end, layer, value] of spans) {
    for (let number = place.get(start); number < place.get(end); number += 1) found[number][layer] ??= value;
  }
  return found;
}

class ArticleView {
  constructor(page) {
    this.page = page;
    this.filter = "";
  }

  show(main, index, factIndex) {
    const { articles } = this.page;
    this.index = articles.length ? Math.min(Math.max(index || 0, 0), articles.length - 1) : -1;
    this.article = articles[this.index];
    this.text = make("article", { class: "text", "aria-label": "Article" });
    this.panel = make("aside", { class: "panel", "aria-label": "Fact", tabindex: "-1" });
    this.list = make("ol", { class: "articles" });
    const filter = make("input", {
      type: "search",
      id: "find",
      placeholder: "Find an article",
      "aria-label": "Find an article by title, publisher or company",
      value: this.filter,
      oninput: () => {
        this.filter = filter.value;
        this.fillList();
      },
    });
    const wide = matchMedia("(min-width: 62rem)").matches;
    const chooser = make(
      "details",
      { class: "chooser", open: wide || !this.article },
      make("summary", {}, counted(articles.length, "article")),
      filter,
      this.list,
    );
    main.replaceChildren(make("div", { class: "reading" }, chooser, this.text, this.panel));
    this.fillList();
    if (!this.article) {
      this.text.append(make("p", { class: "notice" }, "No article here."));
      return;
    }
    this.fillText();
    this.choose(factIndex);
  }

  fillList() {
    const wanted = this.filter.trim().toLowerCase();
    const shown = this.page.articles
      .map((article, number) => ({ article, number }))
      .filter(({ article }) => !wanted || searchable(article).includes(wanted));
    this.list.replaceChildren(
      ...shown.map(({ article, number }) => {
        const unknown = this.page.corrections.facts(article).filter(nothingKnown).length;
        const line = [article.head.published?.slice(0, 10), article.head.publisher].filter(Boolean).join(" · ");
        return make(
          "li",
          {},
          make(
            "a",
            { href: `#articles/${number}`, "aria-current": number === this.index ? "page" : null },
            make("span", { class: "name" }, article.title),
            make(
              "span",
              { class: "line" },
              [line, counted(article.facts.length, "fact")].filter(Boolean).join(" · "),
              unknown ? make("span", { class: "badge" }, `${unknown} unknown`) : null,
              this.page.corrections.isChecked(article) ? make("span", { class: "badge good" }, "checked") : null,
            ),
          ),
        );
      }),
      ...(shown.length ? [] : [make("li", { class: "line" }, "No article matches.")]),
    );
  }

  fillText() {
    const { article } = this;
    this.facts = this.page.corrections.facts(article);
    const head = article.head;
    const date = head.published ? head.published.replace("T", " ") + (head.published_ambiguous ? " (ambiguous)" : "") : "no date";
    const line = [date, head.publisher, head.author, head.uri].filter(Boolean).join(" · ");
    this.text.replaceChildren(make("p", { class: "line" }, line), this.legend());
    if (article.text === null) {
      this.text.append(make("p", { class: "notice" }, "The database did not keep the text of this article."));
      this.text.append(make("p", { class: "flow" }, this.facts.map((fact, index) => [this.figure(index, fact.quantity.text), " "])));
    } else {
      this.flow = make("div", { class: "flow" });
      let figure = null;
      for (const { start, end, figure: index, company } of stretches(article, this.facts)) {
        const piece = this.piece(article.slice(start, end), company);
        if (index === undefined) {
          this.flow.append(piece);
          figure = null;
        } else if (figure?.index === index) {
          figure.link.append(piece);
        } else {
          figure = { index, link: this.figure(index, piece) };
          this.flow.append(figure.link);
        }
      }
      this.text.append(this.flow);
    }
    this.text.append(this.companies(), this.tools());
  }

  figure(index, content) {
    const fact = this.facts[index];
    const said = this.page.corrections.verdict(this.article, fact);
    const kinds = [KIND_GROUPS[fact.quantity.kind], nothingKnown(this.page.corrections.corrected(this.article, fact)) ? "unknown" : "", said ? `said-${said.verdict}` : ""];
    return make(
      "a",
      {
        href: `#articles/${this.index}/${index}`,
        class: ["figure", ...kinds].filter(Boolean).join(" "),
        "data-fact": index,
        "aria-label": `${fact.quantity.text}: ${summary(this.page.corrections.corrected(this.article, fact))}`,
        title: summary(this.page.corrections.corrected(this.article, fact)),
      },
      content,
    );
  }

  piece(text, found) {
    if (!found) return text;
    const label = found.mention.kind === "name" && text === found.company.name ? found.company.name : `${found.company.name} (${found.mention.kind})`;
    return make("span", { class: `company ${found.mention.kind}`, title: label }, text);
  }

  legend() {
    const kinds = [["money", "money"], ["rate", "rates"], ["thing", "counts and measures"]];
    return make(
      "p",
      { class: "legend", "aria-hidden": "true" },
      kinds.map(([kind, label]) => make("span", { class: `figure ${kind}` }, label)),
      make("span", { class: "figure thing unknown" }, "nothing known"),
      make("span", { class: "company name" }, "company"),
      make("span", { class: "company description" }, "described"),
    );
  }

  companies() {
    if (!this.article.companies.length) return make("p", { class: "line" }, "No company was found.");
    return make(
      "details",
      { class: "companies" },
      make("summary", {}, counted(this.article.companies.length, "company")),
      make(
        "ul",
        {},
        this.article.companies.map((company) =>
          make(
            "li",
            {},
            make("span", { class: "company name" }, company.name),
            company.legal_name && company.legal_name !== company.name ? ` ${company.legal_name}` : "",
            make(
              "span",
              { class: "line" },
              ` ${[...company.ids.map((id) => `${id.scheme} ${id.value}${id.mic ? "@" + id.mic : ""}`), `relevance ${company.relevance.toFixed(2)}`, `company ${company.type_score.toFixed(2)}`, `link ${company.link_score.toFixed(2)}`].join(" · ")}`,
            ),
          ),
        ),
      ),
    );
  }

  tools() {
    if (this.article.text === null) return null;
    const checked = this.page.corrections.isChecked(this.article);
    return make(
      "p",
      { class: "actions" },
      make(
        "button",
        {
          type: "button",
          class: "check",
          "aria-pressed": String(checked),
          onclick: () => {
            this.page.corrections.check(this.article, !checked);
            say(checked ? "The article counts as unchecked." : "Every figure of this article counts as checked.");
            this.page.refresh();
          },
        },
        checked ? "Article is checked ✓" : "All else here is right",
      ),
      make("button", { type: "button", class: "add", onclick: () => this.add() }, "Add the selected text as a figure"),
    );
  }

  /** A figure that was missed: the text that is selected. */
  add() {
    const selected = getSelection();
    const range = selected.rangeCount ? selected.getRangeAt(0) : null;
    const piece = range?.toString() ?? "";
    if (!piece.trim() || !this.flow.contains(range.commonAncestorContainer)) {
      say("Select the figure in the text first, then press this button.");
      return;
    }
    const before = document.createRange();
    before.selectNodeContents(this.flow);
    before.setEnd(range.startContainer, range.startOffset);
    const lead = piece.length - piece.trimStart().length;
    const start = this.article.length(before.toString() + piece.slice(0, lead));
    const fact = missedFact(this.article, piece.trim(), start);
    if (this.facts.some((other) => other.quantity.start < fact.quantity.end && fact.quantity.start < other.quantity.end)) {
      say("There is a figure here already: choose it and correct it.");
      return;
    }
    this.page.corrections.add(this.article, fact);
    this.page.editing = true;
    const place = this.page.corrections.facts(this.article).findIndex((one) => one.fact_id === fact.fact_id);
    this.page.go(`articles/${this.index}/${place}`);
  }

  choose(factIndex) {
    this.factIndex = this.facts[factIndex] ? factIndex : null;
    this.panel.classList.toggle("open", this.factIndex !== null);
    const covered = getComputedStyle(this.panel).position === "fixed";
    for (const link of this.text.querySelectorAll("a.figure")) {
      const chosen = Number(link.dataset.fact) === this.factIndex;
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (chosen) link.scrollIntoView({ block: covered ? "start" : "nearest", behavior: "instant" });
    }
    this.panel.replaceChildren();
    if (this.factIndex === null) {
      const hint = this.facts.length ? "Choose a figure to see what is known of it." : "No figure was found in this article.";
      this.panel.append(make("p", { class: "hint" }, hint));
      return;
    }
    showFact(this.panel, this.page, this, this.facts[this.factIndex]);
  }

  step(by) {
    if (!this.facts?.length) return;
    const from = this.factIndex ?? (by > 0 ? -1 : this.facts.length);
    const to = Math.min(Math.max(from + by, 0), this.facts.length - 1);
    this.page.go(`articles/${this.index}/${to}`);
    this.text.querySelector(`a[data-fact="${to}"]`)?.focus();
  }
}

/** What an article is found by. */
function searchable(article) {
  const head = article.head;
  return [head.title, head.publisher, head.uri, head.published, ...article.companies.map((company) => company.name)].filter(Boolean).join("\n").toLowerCase();
}

/** A fact in a line: "Acme · revenue · change up · Q3 2024". */
function summary(fact) {
  const parts = [
    fact.companies.join(", ") || fact.subject?.text,
    fact.metric && words(fact.metric.name),
    fact.measure && (fact.direction ? `${fact.measure} ${fact.direction}` : fact.measure),
    fact.period && periodName(fact.period.start, fact.period.end),
    fact.status !== "actual" && fact.status,
  ].filter(Boolean);
  return nothingKnown(fact) ? ["nothing known", ...parts].join(" · ") : parts.join(" · ");
}

/** A figure that people point out: all of its slots are open. */
function missedFact(article, text, start) {
  const end = start + article.length(text);
  const number = /\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(",", "") ?? "0";
  const kind = text.includes("%") ? "percent" : "money";
  return {
    added: true,
    fact_id: `added-${start}-${end}`,
    quantity: { text, start, end, kind, value: number, low: number, high: number, decimals: 0, unit: kind === "percent" ? "percent" : "USD", per: null, modifier: "exact" },
    companies: [],
    subject: null,
    metric: null,
    measure: null,
    direction: null,
    signed_value: null,
    period: null,
    comparison: null,
    status: "actual",
    attribution: null,
    same_as: null,
    evidence: { text, start, end },
    confidence: 1,
    rules: [],
    contradicts: [],
  };
}
