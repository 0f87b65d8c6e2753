// The page: its views, the way from one to another, keys and colours.

const VIEWS = ["articles", "facts", "plots", "quarantine", "corrections", "paste"];
const KEYS = [
  ["j / k", "next, previous figure"],
  ["n / p", "next, previous article"],
  ["a", "the fact is right"],
  ["c", "correct the fact"],
  ["/", "find or filter"],
  ["1 to 6", "the views in their order"],
  ["t", "light, dark"],
  ["Esc", "close the fact"],
  ["?", "these keys"],
];

class Page {
  constructor(data) {
    this.data = data;
    this.vocabulary = data.vocabulary;
    this.overview = data.overview;
    this.articles = data.articles.map((item) => new Article(item));
    this.corrections = new Corrections(this.articles);
    this.main = document.getElementById("main");
    this.reader = new ArticleView(this);
    this.table = new FactTable(this);
    this.plots = new Plots(this);
    this.editing = false;
    document.getElementById("theme").addEventListener("click", () => this.turn());
    document.getElementById("keys").addEventListener("click", () => this.help());
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("hashchange", () => this.refresh());
    this.totals();
    this.refresh();
  }

  totals() {
    const { overview, data } = this;
    const parts = overview
      ? [counted(overview.articles, "article"), counted(overview.facts, "fact"), counted(overview.companies, "company")]
      : [counted(this.articles.length, "article")];
    const line = document.getElementById("totals");
    line.replaceChildren(parts.join(" · "));
    if (overview?.unknown) line.append(" ", make("a", { href: "#facts", class: "badge", onclick: () => (this.table.filters.known = "nothing") }, `${overview.unknown} unknown`));
    if (overview?.quarantined) line.append(" ", make("a", { href: "#quarantine", class: "badge" }, `${overview.quarantined} in quarantine`));
    for (const { href, label } of data.pages) line.append(" · ", make("a", { href }, label));
  }

  tabs(view) {
    const marks = { quarantine: this.overview?.quarantined || this.data.quarantine.length, corrections: this.corrections.count() };
    const shown = VIEWS.filter((name) => name !== "paste" || this.data.served);
    document.getElementById("tabs").replaceChildren(
      ...shown.map((name) => make("a", { href: `#${name}`, "aria-current": name === view ? "page" : null }, name[0].toUpperCase() + name.slice(1), marks[name] ? make("span", { class: "badge" }, String(marks[name])) : null)),
      ...(this.data.served ? [this.ask()] : []),
    );
  }

  /** Which articles of the database are shown. */
  ask() {
    const { company, metric } = this.data.selection ?? {};
    if (!this.data.selection) return make("a", { href: "/openapi.json" }, "API");
    return make(
      "form",
      { class: "ask", method: "get", action: "/", role: "search", "aria-label": "Articles of the database" },
      make("input", { name: "company", value: company ?? "", placeholder: "company", "aria-label": "company" }),
      make("input", { name: "metric", value: metric ?? "", placeholder: "metric", "aria-label": "metric" }),
      make("button", { type: "submit" }, "Show"),
      make("a", { href: "/openapi.json" }, "API"),
    );
  }

  go(place) {
    if (location.hash === `#${place}`) this.refresh();
    else location.hash = place;
  }

  refresh() {
    const fallback = this.data.served && !this.articles.length ? "paste" : "articles";
    const [name, ...rest] = location.hash.slice(1).split("/");
    const view = VIEWS.includes(name) ? name : fallback;
    const numbers = rest.map((part) => (/^\d+$/.test(part) ? Number(part) : null));
    this.tabs(view);
    const focused = document.activeElement?.dataset?.fact;
    const same = view === "articles" && this.view === "articles" && this.reader.index === (numbers[0] ?? 0);
    this.view = view;
    if (same && this.reader.article) {
      const scrolled = this.reader.panel.scrollTop;
      this.reader.fillText();
      this.reader.fillList();
      this.reader.choose(numbers[1] ?? null);
      if (focused !== undefined) this.reader.text.querySelector(`a[data-fact="${focused}"]`)?.focus({ preventScroll: true });
      else this.reader.panel.scrollTop = scrolled;
      return;
    }
    if (view === "articles") this.reader.show(this.main, numbers[0] ?? 0, numbers[1] ?? null);
    else if (view === "facts") this.table.show(this.main);
    else if (view === "plots") this.plots.show(this.main);
    else if (view === "quarantine") this.quarantine();
    else if (view === "corrections") this.corrected();
    else showPaste(this);
    if (numbers[1] === undefined) scrollTo(0, 0);
  }

  /** The table with only the facts of a company and metric. */
  filterFacts(company, metric) {
    Object.assign(this.table.filters, { words: "", company, metric, kind: "", measure: "", status: "", known: "", least: "0" });
    this.go("facts");
  }

  /** Show articles that were read just now before the others. */
  receive(items) {
    const fresh = items.map((item) => new Article(item));
    const ids = new Set(fresh.map((article) => article.id));
    this.articles = [...fresh, ...this.articles.filter((article) => !ids.has(article.id))];
    this.corrections = new Corrections(this.articles);
    this.view = null;
    this.go("articles/0");
  }

  /** Open the fact of a point of a plot. */
  find({ article_id: articleId, fact_id: factId }) {
    const index = this.articles.findIndex((article) => article.id === articleId);
    if (index < 0) return say("Its article is on another page of this report.");
    const place = this.corrections.facts(this.articles[index]).findIndex((fact) => fact.fact_id === factId);
    return this.go(`articles/${index}/${place}`);
  }

  quarantine() {
    const rows = this.data.quarantine;
    const cell = (label, content) => make("td", { "data-label": label }, content ?? "–");
    this.main.replaceChildren(
      make(
        "section",
        { class: "view", "aria-label": "Quarantine" },
        make("h2", {}, "Quarantine"),
        make("p", { class: "line" }, rows.length ? "Inputs that could not become a record, and why. Nothing is dropped in silence." : "Nothing is in quarantine."),
        rows.length
          ? make(
              "table",
              { class: "facts" },
              make("thead", {}, make("tr", {}, ["input", "place", "reason", "what to do"].map((name) => make("th", { scope: "col" }, name)))),
              make("tbody", {}, rows.map((row) => make("tr", { class: "unknown" }, cell("input", row.uri), cell("place", row.place), cell("reason", words(row.reason)), cell("what to do", row.detail)))),
            )
          : null,
      ),
    );
  }

  corrected() {
    const touched = this.corrections.touched();
    const lines = touched.map((article) => {
      const index = this.articles.indexOf(article);
      const facts = this.corrections.facts(article);
      const said = facts.map((fact, place) => ({ fact, place, verdict: this.corrections.verdict(article, fact) })).filter((one) => one.verdict);
      return make(
        "li",
        {},
        make("a", { href: `#articles/${index}` }, article.title),
        this.corrections.isChecked(article) ? make("span", { class: "badge good" }, "checked") : null,
        make("ul", {}, said.map(({ fact, place, verdict }) => make("li", {}, make("a", { href: `#articles/${index}/${place}` }, fact.quantity.text), ` ${VERDICTS[verdict.verdict]}`))),
      );
    });
    this.main.replaceChildren(
      make(
        "section",
        { class: "view", "aria-label": "Corrections" },
        make("h2", {}, "Corrections"),
        touched.length
          ? [
              make("p", {}, "They are kept in this browser only. The gold file holds each article below with its facts as you left them; figures of which you said nothing count neither for nor against."),
              make(
                "p",
                { class: "actions" },
                make("button", { type: "button", class: "primary", id: "export", onclick: () => download("corrections.json", "application/json", JSON.stringify(this.corrections.gold(), null, 1) + "\n") }, "Export the gold file"),
                make(
                  "button",
                  {
                    type: "button",
                    onclick: () => {
                      if (!confirm("Discard all corrections of this page?")) return;
                      this.corrections.discard();
                      this.refresh();
                    },
                  },
                  "Discard all",
                ),
              ),
              make("p", {}, "Then: ", make("code", {}, "newsledger eval corrections.json --errors")),
              make("ul", { class: "corrections" }, lines),
            ]
          : make("p", {}, "Nothing is corrected yet. Choose a figure of an article, then All right or Correct…, and the gold file is made here."),
      ),
    );
  }

  turn() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("newsledger:theme", document.documentElement.dataset.theme);
    } catch {
      // A browser that keeps nothing asks its own settings again next time.
    }
  }

  help() {
    const dialog = make(
      "dialog",
      { "aria-label": "Keys", onclose: () => dialog.remove() },
      make("h2", {}, "Keys"),
      make("dl", { class: "slots" }, KEYS.map(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])),
      make("form", { method: "dialog" }, make("button", { class: "primary", autofocus: true }, "Close")),
    );
    document.body.append(dialog);
    dialog.showModal();
  }

  key(event) {
    const typing = event.target.matches("input, textarea, select, dialog *");
    if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return;
    const reading = this.view === "articles";
    const view = VIEWS[Number(event.key) - 1];
    const actions = {
      j: () => reading && this.reader.step(1),
      k: () => reading && this.reader.step(-1),
      n: () => reading && this.go(`articles/${Math.min(this.reader.index + 1, this.articles.length - 1)}`),
      p: () => reading && this.go(`articles/${Math.max(this.reader.index - 1, 0)}`),
      a: () => document.querySelector(".panel .right")?.click(),
      c: () => document.querySelector(".panel .correct")?.click(),
      t: () => this.turn(),
      "/": () => document.getElementById("find")?.focus(),
      "?": () => this.help(),
      Escape: () => reading && !document.querySelector("dialog") && this.reader.factIndex !== null && this.go(`articles/${this.reader.index}`),
    };
    if (actions[event.key]) {
      if (actions[event.key]() !== false) event.preventDefault();
    } else if (view) this.go(view);
  }
}

try {
  const theme = localStorage.getItem("newsledger:theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the browser's own colour scheme holds.
}
new Page(await unpacked());
