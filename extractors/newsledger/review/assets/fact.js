// The panel of a fact: every slot, what filled it, and the form that sets it right.

const NOT_KNOWN = "not known";

function showFact(panel, page, view, original) {
  const { article } = view;
  const said = page.corrections.verdict(article, original);
  const fact = page.corrections.corrected(article, original);
  const position = `${view.factIndex + 1} of ${view.facts.length}`;
  panel.append(
    make(
      "div",
      { class: "head" },
      make("h2", {}, make("span", { class: `figure ${KIND_GROUPS[fact.quantity.kind]}` }, fact.quantity.text)),
      make("span", { class: "line" }, position),
      make("button", { type: "button", "aria-label": "Previous figure", onclick: () => view.step(-1) }, "‹"),
      make("button", { type: "button", "aria-label": "Next figure", onclick: () => view.step(1) }, "›"),
      make("button", { type: "button", "aria-label": "Close", onclick: () => page.go(`articles/${view.index}`) }, "×"),
    ),
  );
  if (page.editing) {
    page.editing = false;
    panel.append(factForm(page, view, original, fact));
    panel.querySelector("form input")?.focus();
    return;
  }
  if (said) panel.append(make("p", { class: `verdict ${said.verdict}` }, VERDICTS[said.verdict]));
  if (nothingKnown(fact)) panel.append(make("p", { class: "verdict none" }, "Nothing is known of this figure but its value."));
  panel.append(verdictButtons(page, view, original, said), slotList(article, view, fact), origin(view.article, original));
}

const VERDICTS = { right: "You said: right.", corrected: "You corrected this fact.", none: "You said: no figure." };

function verdictButtons(page, view, fact, said) {
  if (view.article.text === null) return null;
  const judge = (verdict, text) => () => {
    page.corrections.judge(view.article, fact, verdict);
    say(text);
    page.refresh();
  };
  return make(
    "p",
    { class: "actions" },
    fact.added ? null : make("button", { type: "button", class: "right", onclick: judge({ verdict: "right" }, "Noted as right.") }, "All right"),
    make(
      "button",
      {
        type: "button",
        class: "correct",
        onclick: () => {
          page.editing = true;
          page.refresh();
        },
      },
      "Correct…",
    ),
    fact.added ? null : make("button", { type: "button", onclick: judge({ verdict: "none" }, "Noted as no figure.") }, "No figure"),
    said || fact.added ? make("button", { type: "button", class: "undo", onclick: judge(null, "Taken back.") }, "Take back") : null,
  );
}

/** The slots in the order of the record; what is not known is said to be so. */
function slotList(article, view, fact) {
  const { quantity, period, metric, comparison, attribution, subject } = fact;
  const same = fact.same_as ? view.facts.findIndex((other) => other.fact_id === fact.same_as) : -1;
  const ends = quantity.low === quantity.value && quantity.high === quantity.value ? null : `${quantity.low ?? "open"} to ${quantity.high ?? "open"}`;
  const rows = [
    ["value", `${quantity.value}`, [words(quantity.kind), quantity.modifier !== "exact" && words(quantity.modifier), ends].filter(Boolean).join(", ")],
    ["unit", words(quantity.unit) + (quantity.per ? ` per ${quantity.per}` : ""), `decimals ${quantity.decimals}`],
    ["companies", fact.companies.join(", ") || null],
    ["subject", subject?.text],
    ["metric", metric && words(metric.name), [metric?.text && `“${metric.text}”`, metric?.concept].filter(Boolean).join(" · ")],
    ...[["basis", metric?.basis && words(metric.basis)], ["segment", metric?.segment], ["geography", metric?.geography]].filter(([, value]) => value),
    ["measure", fact.measure && (fact.direction ? `${fact.measure} ${MARKS[fact.direction]} ${fact.direction}` : fact.measure)],
    ["signed value", fact.signed_value],
    ["period", period && periodName(period.start, period.end), period && [period.text && `“${period.text}”`, period.start === period.end ? null : `${period.start} to ${period.end}`, period.basis].filter(Boolean).join(" · ")],
    ["comparison", comparison && words(comparison.basis), comparison?.text && `“${comparison.text}”`],
    ["status", fact.status],
    ["attribution", attribution?.source, attribution?.cue && `“${attribution.cue}”`],
    ...(fact.contradicts?.length ? [["contradicts", contradicted(view, fact)]] : []),
    ...(fact.same_as ? [["same as", same >= 0 ? make("a", { href: `#articles/${view.index}/${same}` }, view.facts[same].quantity.text) : fact.same_as]] : []),
  ];
  return make(
    "dl",
    { class: "slots" },
    rows.map(([name, value, more]) => [
      make("dt", {}, name),
      make("dd", { class: value ? null : "null" }, value || NOT_KNOWN, more ? make("span", { class: "line" }, ` ${more}`) : null),
    ]),
  );
}

/** Links to the figures with which one cannot be true. */
function contradicted(view, fact) {
  const others = fact.contradicts.map((id) => view.facts.findIndex((other) => other.fact_id === id)).filter((place) => place >= 0);
  return make("span", {}, others.map((place, index) => [index ? ", " : "", make("a", { href: `#articles/${view.index}/${place}` }, view.facts[place].quantity.text)]));
}

/** Confidence, rules, what lost, and the sentence. */
function origin(article, original) {
  if (original.added) return make("p", { class: "line" }, "You added this figure.");
  const confidence = make("meter", { min: 0, max: 1, low: 0.5, high: 0.8, optimum: 1, value: original.confidence }, original.confidence.toFixed(2));
  const losers = Object.entries(article.runnersUp[original.fact_id] ?? {});
  return make(
    "div",
    { class: "origin" },
    make("p", {}, make("strong", {}, "confidence "), original.confidence.toFixed(2), " ", confidence),
    make("p", {}, make("strong", {}, "rules "), make("span", { class: "rules" }, original.rules.map((rule) => make("code", {}, rule)))),
    losers.length ? make("p", {}, make("strong", {}, "runner-up "), losers.map(([slot, value]) => make("span", { class: "loser" }, `${words(slot)}: ${value}`))) : null,
    make("blockquote", {}, original.evidence.text),
    make("p", { class: "line" }, `characters ${original.quantity.start} to ${original.quantity.end} · fact ${original.fact_id}`),
  );
}

/** A form with one field per slot; what differs from the record is the correction. */
function factForm(page, view, original, fact) {
  const { vocabulary } = page;
  const list = (name, values) => make("datalist", { id: name }, values.map((value) => make("option", { value })));
  const field = (label, control) => make("label", {}, make("span", {}, label), control);
  const input = (name, value, more = {}) => make("input", { name, value: value ?? "", autocomplete: "off", ...more });
  const pick = (name, values, value, none) =>
    choice({ name }, [...(none ? [["", none]] : []), ...values.map((one) => [one, words(one)])], value);
  const number = { inputmode: "decimal", pattern: "-?[0-9]+(\\.[0-9]+)?" };
  const form = make(
    "form",
    { class: "correction", "aria-label": "Correct this fact" },
    list("companies-known", view.article.companies.map((company) => company.name)),
    list("metrics-known", vocabulary.metrics),
    field("companies, split by ;", input("companies", fact.companies.join("; "), { list: "companies-known" })),
    field("metric", input("metric", fact.metric?.name, { list: "metrics-known" })),
    field("measure", pick("measure", vocabulary.measure, fact.measure, NOT_KNOWN)),
    field("direction", pick("direction", vocabulary.direction, fact.direction, "none")),
    field("period from", input("start", fact.period?.start, { type: "date" })),
    field("period to", input("end", fact.period?.end, { type: "date" })),
    field("comparison", pick("comparison", vocabulary.comparison, fact.comparison?.basis, "none")),
    field("status", pick("status", vocabulary.status, fact.status)),
    field("attribution", input("attribution", fact.attribution?.source)),
    field("subject", input("subject", fact.subject?.text)),
    field("kind", pick("kind", vocabulary.kind, fact.quantity.kind)),
    field("value", input("value", fact.quantity.value, { ...number, required: true })),
    field("low", input("low", fact.quantity.low, number)),
    field("high", input("high", fact.quantity.high, number)),
    field("unit", input("unit", fact.quantity.unit, { required: true })),
    field("per", input("per", fact.quantity.per)),
    field("modifier", pick("modifier", vocabulary.modifier, fact.quantity.modifier)),
    make("p", { class: "error", role: "alert" }),
    make(
      "p",
      { class: "actions" },
      make("button", { type: "submit", class: "primary" }, "Save"),
      make("button", { type: "button", onclick: () => page.refresh() }, "Cancel"),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = readForm(form, fact);
    const wrong = problem(said, view.article, vocabulary);
    form.querySelector(".error").textContent = wrong ?? "";
    if (wrong) return;
    page.corrections.judge(view.article, original, { verdict: "corrected", slots: said });
    say("Saved. Export the gold file under Corrections.");
    page.refresh();
  });
  return form;
}

/** The slots as the form has them. Words of the text stay with a slot whose value stays. */
function readForm(form, fact) {
  const told = (name) => form.elements.namedItem(name).value.trim() || null;
  const start = told("start");
  const end = told("end");
  const kept = (slot, key, value) => (value === null ? null : fact[slot]?.[key] === value ? fact[slot] : { text: null, concept: null, [key]: value });
  const direction = ["change", "difference"].includes(told("measure")) ? told("direction") : null;
  return {
    companies: (told("companies") ?? "").split(";").map((name) => name.trim()).filter(Boolean),
    metric: kept("metric", "name", told("metric")),
    measure: told("measure"),
    direction,
    period: start || end ? (fact.period?.start === start && fact.period?.end === end ? fact.period : { text: null, start, end }) : null,
    comparison: kept("comparison", "basis", told("comparison")),
    status: told("status"),
    attribution: kept("attribution", "source", told("attribution")),
    subject: kept("subject", "text", told("subject")),
    quantity: Object.fromEntries(["kind", "value", "low", "high", "unit", "per", "modifier"].map((name) => [name, told(name)])),
  };
}

/** What is wrong with a correction, in a line; null if nothing is. */
function problem(said, article, vocabulary) {
  const { quantity, period } = said;
  if (said.metric && !vocabulary.metrics.includes(said.metric.name)) return `${said.metric.name} is no metric: choose one of the list, or leave it empty.`;
  if (["change", "difference"].includes(said.measure) && !said.direction) return "A change or difference needs a direction.";
  if (period && (!period.start || !period.end)) return "A period needs both dates; a moment has the same twice.";
  if (period && period.start > period.end) return "The period ends before it starts.";
  if (said.subject && !article.text.toLowerCase().includes(said.subject.text.toLowerCase())) return "The subject must be words of the article.";
  for (const name of ["value", "low", "high"]) {
    if (quantity[name] !== null && !/^-?\d+(\.\d+)?$/.test(quantity[name])) return `${name} is no plain number: write 45 billion as 45000000000.`;
  }
  if (quantity.modifier === "exact" && (quantity.low !== quantity.value || quantity.high !== quantity.value)) return "Of an exact figure, low and high are the value.";
  return null;
}
