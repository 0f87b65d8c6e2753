// The table of facts: filtered, sorted, a screenful at a time.

const STEP = 200;
const COLUMNS = [
  ["published", "date", (row) => row.published, "text"],
  ["company", "company", (row) => row.company, "text"],
  ["metric", "metric", (row) => row.metric, "text"],
  ["figure", "figure", (row) => row.order, "number"],
  ["measure", "measure", (row) => row.measure, "text"],
  ["period", "period", (row) => row.period, "text"],
  ["status", "status", (row) => row.status, "text"],
  ["source", "source", (row) => row.source, "text"],
  ["confidence", "conf.", (row) => row.confidence, "number"],
];

class FactTable {
  constructor(page) {
    this.page = page;
    this.sorted = { key: "published", down: true };
    this.filters = { words: "", company: "", metric: "", kind: "", measure: "", status: "", known: "", least: "0" };
    this.shown = STEP;
  }

  /** One row per fact of the page, with what is filtered and sorted by. */
  rows() {
    return this.page.articles.flatMap((article, index) =>
      this.page.corrections.facts(article).map((original, position) => {
        const fact = this.page.corrections.corrected(article, original);
        return {
          article,
          fact,
          href: `#articles/${index}/${position}`,
          published: article.head.published?.slice(0, 10) ?? "",
          company: fact.companies.join(", "),
          subject: fact.subject?.text ?? "",
          metric: fact.metric ? words(fact.metric.name) : "",
          order: Number(fact.quantity.value),
          measure: fact.measure ?? "",
          period: fact.period?.end ?? "",
          status: fact.status,
          source: fact.attribution?.source ?? "",
          confidence: fact.confidence,
        };
      }),
    );
  }

  show(main) {
    this.all = this.rows();
    const distinct = (read) => [...new Set(this.all.flatMap(read))].filter(Boolean).sort();
    const pick = (name, label, values, any) =>
      make("label", {}, make("span", {}, label), choice({ name }, [["", any], ...values.map((value) => [value, words(value)])], this.filters[name]));
    const companies = distinct((row) => row.fact.companies);
    const form = make(
      "form",
      { class: "filters", "aria-label": "Filter facts", role: "search" },
      make("label", {}, make("span", {}, "words"), make("input", { type: "search", id: "find", name: "words", value: this.filters.words, placeholder: "in sentence, subject, title" })),
      make("label", {}, make("span", {}, "company"), make("input", { name: "company", value: this.filters.company, list: "companies-here", autocomplete: "off" })),
      make("datalist", { id: "companies-here" }, companies.map((value) => make("option", { value }))),
      pick("metric", "metric", distinct((row) => row.fact.metric?.name ?? ""), "all"),
      pick("kind", "kind", distinct((row) => row.fact.quantity.kind), "all"),
      pick("measure", "measure", distinct((row) => row.measure), "all"),
      pick("status", "status", distinct((row) => row.status), "all"),
      make(
        "label",
        {},
        make("span", {}, "known"),
        choice({ name: "known" }, [["", "all"], ["nothing", "nothing known"], ["metric", "no metric"], ["company", "no company"], ["period", "no period"]], this.filters.known),
      ),
      make("label", {}, make("span", {}, "confidence from"), make("input", { type: "number", name: "least", min: 0, max: 1, step: 0.05, value: this.filters.least })),
      make("button", { type: "reset" }, "Clear"),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.filterBy(form));
    form.addEventListener("reset", () => {
      this.filters = { words: "", company: "", metric: "", kind: "", measure: "", status: "", known: "", least: "0" };
      this.show(main);
    });
    this.count = make("p", { class: "line", role: "status" });
    this.head = make("tr");
    this.body = make("tbody");
    this.more = make("button", { type: "button", onclick: () => this.fill((this.shown += STEP)) }, "Show more");
    const table = make("table", { class: "facts" }, make("caption", { class: "hidden" }, "Facts"), make("thead", {}, this.head), this.body);
    main.replaceChildren(make("section", { class: "view", "aria-label": "Facts" }, form, this.count, make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Table of facts" }, table), this.more));
    this.shown = STEP;
    this.fill();
  }

  filterBy(form) {
    for (const name of Object.keys(this.filters)) this.filters[name] = form.elements.namedItem(name).value;
    this.shown = STEP;
    this.fill();
  }

  matching() {
    const { words: wanted, company, metric, kind, measure, status, known, least } = this.filters;
    const text = wanted.trim().toLowerCase();
    const named = company.trim().toLowerCase();
    return this.all.filter(
      ({ fact, article, ...row }) =>
        (!text || [fact.evidence.text, row.subject, article.title, row.source].join("\n").toLowerCase().includes(text)) &&
        (!named || fact.companies.some((name) => name.toLowerCase().includes(named))) &&
        (!metric || fact.metric?.name === metric) &&
        (!kind || fact.quantity.kind === kind) &&
        (!measure || row.measure === measure) &&
        (!status || row.status === status) &&
        (!known || { nothing: nothingKnown(fact), metric: !fact.metric, company: !fact.companies.length, period: !fact.period }[known]) &&
        row.confidence >= (Number(least) || 0),
    );
  }

  fill() {
    const { key, down } = this.sorted;
    const [, , read, type] = COLUMNS.find(([name]) => name === key);
    const order = type === "number" ? (one, other) => one - other : (one, other) => String(one).localeCompare(String(other));
    const rows = this.matching().sort((one, other) => (down ? -1 : 1) * order(read(one), read(other)));
    this.head.replaceChildren(
      ...COLUMNS.map(([name, label, , kind]) =>
        make(
          "th",
          { scope: "col", class: kind, "aria-sort": name === key ? (down ? "descending" : "ascending") : null },
          make("button", { type: "button", onclick: () => this.sortBy(name) }, label, name === key ? (down ? " ▼" : " ▲") : ""),
        ),
      ),
    );
    this.body.replaceChildren(...rows.slice(0, this.shown).map((row) => this.line(row)));
    this.count.textContent = `${counted(rows.length, "fact")} of ${this.all.length.toLocaleString("en")}`;
    this.more.hidden = rows.length <= this.shown;
  }

  sortBy(name) {
    this.sorted = { key: name, down: this.sorted.key === name ? !this.sorted.down : name === "confidence" || name === "published" };
    this.fill();
    [...this.head.querySelectorAll("button")][COLUMNS.findIndex(([key]) => key === name)].focus();
  }

  line({ fact, article, href, ...row }) {
    const direction = fact.direction ? `${MARKS[fact.direction]} ` : "";
    const cell = (label, content, kind = null) => make("td", { "data-label": label, class: content ? kind : "null" }, content || "–");
    return make(
      "tr",
      { class: nothingKnown(fact) ? "unknown" : null },
      cell("date", row.published, "date"),
      cell("company", row.company || (row.subject && make("span", { class: "subject" }, row.subject)), "who"),
      cell("metric", row.metric),
      make("td", { "data-label": "figure", class: "number" }, make("a", { href, title: fact.quantity.text }, amount(fact.quantity))),
      cell("measure", row.measure && direction + row.measure),
      cell("period", fact.period && periodName(fact.period.start, fact.period.end), "date"),
      cell("status", row.status),
      cell("source", row.source),
      cell("conf.", fact.confidence.toFixed(2), "number"),
    );
  }
}
