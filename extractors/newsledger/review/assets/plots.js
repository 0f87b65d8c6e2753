// Plots, drawn as SVG from the counts that the page carries; each has its numbers as a table beneath or is one.

const MOST_WIDE = 720;
const LEAST_WIDE = 300;
const HEIGHT = 320;
const EDGE = { left: 76, right: 16, top: 16, bottom: 44 };
const SHAPES = { level: "level", previous: "previous value", forecast: "forecast" };

class Plots {
  constructor(page) {
    this.page = page;
    this.chosen = 0;
  }

  /** How wide a plot is drawn, so that its letters have the size of the others. */
  get width() {
    return Math.min(Math.max(this.page.main.clientWidth - 64, LEAST_WIDE), MOST_WIDE);
  }

  show(main) {
    const { overview } = this.page;
    if (!overview) {
      main.replaceChildren(make("p", { class: "notice" }, "No counts on this page."));
      return;
    }
    main.replaceChildren(
      make(
        "section",
        { class: "view plots", "aria-label": "Plots" },
        this.metricOverPeriods(overview.series),
        this.figure("Facts by company and metric", heatTable(overview.company_metrics, (name) => words(name), (company, metric) => this.page.filterFacts(company, metric))),
        this.figure("Confidence", bars(overview.confidence, this.width)),
        this.figure("Articles by publisher over time", heatTable(overview.coverage, (name) => name)),
      ),
    );
  }

  figure(title, ...content) {
    return make("figure", { class: "plot" }, make("figcaption", {}, title), content);
  }

  metricOverPeriods(series) {
    if (!series.length) return this.figure("A company's metric over periods", make("p", { class: "line" }, "No dated level is known yet."));
    const names = series.map((one, index) => [String(index), `${one.company}: ${words(one.metric)}, ${words(one.unit)}${one.per ? " per " + one.per : ""} (${one.points.length})`]);
    const body = make("div");
    const select = choice({ id: "series", "aria-label": "Company and metric", onchange: () => this.drawSeries(body, series[(this.chosen = Number(select.value))]) }, names, String(this.chosen));
    if (!this.chosen) {
      const most = Math.max(...series.map((one) => new Set(one.points.map((point) => point.end)).size));
      this.chosen = series.findIndex((one) => new Set(one.points.map((point) => point.end)).size === most);
      select.value = String(this.chosen);
    }
    this.drawSeries(body, series[this.chosen]);
    return this.figure("A company's metric over periods", select, body);
  }

  drawSeries(body, one) {
    const rows = one.points.map((point) => ({ ...point, shape: point.status === "forecast" ? "forecast" : point.measure, number: Number(point.value) }));
    body.replaceChildren(
      seriesPlot(one, rows, this.width, (point) => this.page.find(point)),
      make("p", { class: "legend" }, Object.entries(SHAPES).map(([shape, label]) => make("span", { class: `mark ${shape}` }, draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, marker(shape, 8, 8)), label))),
      make(
        "details",
        {},
        make("summary", {}, "The same as a table"),
        make(
          "table",
          { class: "facts" },
          make("thead", {}, make("tr", {}, ["period", "value", "what"].map((name) => make("th", { scope: "col" }, name)))),
          make("tbody", {}, rows.map((point) => make("tr", {}, make("td", { "data-label": "period" }, periodName(point.start, point.end)), make("td", { "data-label": "value", class: "number" }, short(point.value)), make("td", { "data-label": "what" }, SHAPES[point.shape])))),
        ),
      ),
    );
  }
}

function marker(shape, x, y) {
  if (shape === "forecast") return draw("path", { class: "mark forecast", d: `M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z` });
  return draw("circle", { class: `mark ${shape}`, cx: x, cy: y, r: 5.5 });
}

/** Days since 1970 of an ISO date. */
function day(text) {
  return Date.parse(`${text}T00:00:00Z`) / 86400000;
}

/** Round steps that divide a stretch of numbers into about five. */
function ticks(low, high) {
  const rough = (high - low) / 5 || Math.abs(high) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) * power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, number) => Number(((first + number) * step).toPrecision(12)));
}

function seriesPlot(one, rows, width, open) {
  const days = rows.flatMap((point) => [day(point.start), day(point.end)]);
  const from = Math.min(...days);
  const to = Math.max(...days, from + 30);
  const values = rows.map((point) => point.number);
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  // Nought is shown unless the values lie far from it, as index levels and prices do.
  const marks = ticks(smallest >= 0 && smallest < largest / 2 ? 0 : smallest, largest);
  const x = (at) => EDGE.left + ((at - from) / (to - from)) * (width - EDGE.left - EDGE.right);
  const y = (value) => HEIGHT - EDGE.bottom - ((value - marks[0]) / (marks.at(-1) - marks[0] || 1)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const middle = (point) => x((day(point.start) + day(point.end)) / 2);
  const label = `${one.company}, ${words(one.metric)} in ${words(one.unit)}, ${counted(rows.length, "value")}`;
  const svg = draw("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, class: "series", role: "group", "aria-label": label });
  for (const value of marks) {
    svg.append(
      draw("line", { class: "grid", x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
      draw("text", { class: "axis", x: EDGE.left - 8, y: y(value) + 4, "text-anchor": "end" }, short(plain(value))),
    );
  }
  for (const { at, name } of dates(from, to, Math.floor(width / 90))) {
    svg.append(draw("line", { class: "tick", x1: x(at), x2: x(at), y1: HEIGHT - EDGE.bottom, y2: HEIGHT - EDGE.bottom + 5 }), draw("text", { class: "axis", x: x(at), y: HEIGHT - EDGE.bottom + 20, "text-anchor": "middle" }, name));
  }
  svg.append(draw("text", { class: "axis", x: width - EDGE.right, y: HEIGHT - 6, "text-anchor": "end" }, `${words(one.unit)}${one.per ? " per " + one.per : ""}`));
  for (const point of rows) {
    const text = `${SHAPES[point.shape]} ${short(point.value)} for ${periodName(point.start, point.end)}`;
    const go = () => open(point);
    svg.append(
      draw(
        "g",
        { class: "point", tabindex: "0", role: "link", "aria-label": text, onclick: go, onkeydown: (event) => event.key === "Enter" && go() },
        draw("title", {}, text),
        draw("line", { class: `span ${point.shape}`, x1: x(day(point.start)), x2: x(day(point.end)), y1: y(point.number), y2: y(point.number) }),
        marker(point.shape, middle(point), y(point.number)),
      ),
    );
  }
  return svg;
}

/** A number of the axis as exact text, without an exponent. */
function plain(value) {
  return value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 6 });
}

/** Some dates to name on the axis: years, or months where the stretch is short. */
function dates(from, to, most) {
  const first = new Date(from * 86400000);
  const months = Math.ceil((to - from) / 30.4);
  const step = [1, 3, 6, 12, 24, 60, 120, 240].find((size) => months / size <= most) ?? 480;
  const found = [];
  let number = first.getUTCFullYear() * 12 + (step >= 12 ? 0 : first.getUTCMonth() - (first.getUTCMonth() % step));
  for (; found.length < 12; number += step) {
    const at = Date.UTC(Math.floor(number / 12), number % 12, 1) / 86400000;
    if (at > to) break;
    if (at >= from) found.push({ at, name: step >= 12 ? String(Math.floor(number / 12)) : `${MONTHS[number % 12]} ${Math.floor(number / 12)}` });
  }
  return found;
}

/** Bars of how many facts have which confidence. */
function bars(counts, width) {
  const most = Math.max(1, ...counts);
  const left = 44;
  const height = 220;
  const wide = (width - left - EDGE.right) / counts.length;
  const tall = (count) => ((height - 50) * count) / most;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Confidence of ${counted(total, "fact")}: ${counts.map((count, bin) => (count ? `${(bin / counts.length).toFixed(2)} and more: ${count}` : "")).filter(Boolean).join("; ")}` });
  counts.forEach((count, bin) => {
    const x = left + bin * wide;
    const from = bin / counts.length;
    svg.append(
      draw("rect", { class: from < 0.5 ? "bar low" : from < 0.8 ? "bar middle" : "bar", x: x + 2, width: wide - 4, y: height - 30 - tall(count), height: tall(count) }, draw("title", {}, `${from.toFixed(2)} to ${(from + 1 / counts.length).toFixed(2)}: ${counted(count, "fact")}`)),
    );
    if (count && (wide > 18 || count < 100)) svg.append(draw("text", { class: "axis", x: x + wide / 2, y: height - 35 - tall(count), "text-anchor": "middle" }, String(count)));
    if (bin % 4 === 0) svg.append(draw("text", { class: "axis", x, y: height - 12, "text-anchor": "middle" }, from.toFixed(1)));
  });
  svg.append(draw("text", { class: "axis", x: width - EDGE.right, y: height - 12, "text-anchor": "middle" }, "1"));
  return svg;
}

/** Counts as a table whose cells are the darker the more they count; a cell may be opened. */
function heatTable({ rows, columns, counts, left_out: [moreRows, moreColumns] }, named, open = null) {
  if (!rows.length) return make("p", { class: "line" }, "Nothing to count yet.");
  const most = Math.max(1, ...counts.flat());
  const cell = (count, row, column) => {
    const depth = count ? Math.max(1, Math.ceil((4 * count) / most)) : 0;
    const content = count && open ? make("button", { type: "button", "aria-label": `${row}, ${named(column)}: ${counted(count, "fact")}`, onclick: () => open(row, column) }, String(count)) : count || "";
    return make("td", { class: `heat heat${depth}` }, content);
  };
  const left = [moreRows ? `${counted(moreRows, "row")}` : "", moreColumns ? counted(moreColumns, "column") : ""].filter(Boolean).join(" and ");
  return [
    make(
      "div",
      { class: "wide", tabindex: "0", role: "region", "aria-label": "Table of counts" },
      make(
        "table",
        { class: "heats" },
        make("thead", {}, make("tr", {}, make("td", {}), columns.map((column) => make("th", { scope: "col" }, make("span", {}, named(column)))))),
        make("tbody", {}, rows.map((row, number) => make("tr", {}, make("th", { scope: "row" }, row), columns.map((column, place) => cell(counts[number][place], row, column))))),
      ),
    ),
    left ? make("p", { class: "line" }, `${left} with fewer not shown.`) : null,
  ].filter(Boolean);
}
