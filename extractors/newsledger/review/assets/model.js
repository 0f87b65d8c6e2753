// What the page holds: articles with their records in the shape of the JSON Schemas, exact values as texts.

const KIND_GROUPS = {
  money: "money",
  percent: "rate",
  percentage_point: "rate",
  basis_point: "rate",
  multiple: "rate",
  count: "thing",
  measure: "thing",
  index_point: "thing",
};
const MARKS = { up: "▲", down: "▼", flat: "■" };
const SCALES = [[12, "tn"], [9, "bn"], [6, "m"]];

/** The data of the page, unpacked. */
async function unpacked() {
  const packed = document.getElementById("data").textContent.trim();
  const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** An article with its record. Offsets count characters (code points), JavaScript counts UTF-16 units. */
class Article {
  constructor({ text, record, gold_id, runners_up }) {
    this.text = text;
    this.goldId = gold_id;
    this.runnersUp = runners_up;
    this.head = record.article;
    this.companies = record.companies;
    this.facts = record.facts;
    this.signs = text !== null && /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  }

  get id() {
    return this.head.article_id;
  }

  get title() {
    return this.head.title || this.head.uri || "An article without a title";
  }

  slice(start, end) {
    return this.signs ? this.signs.slice(start, end).join("") : this.text.slice(start, end);
  }

  /** How many characters a piece of the article's text has. */
  length(piece) {
    return this.signs ? Array.from(piece).length : piece.length;
  }
}

/** Whether of a figure neither metric nor company is known. */
function nothingKnown(fact) {
  return !fact.metric && fact.companies.length === 0;
}

/** "capital_expenditure" as people write it. */
function words(name) {
  return name.replaceAll("_", " ");
}

/** A number, given as exact text, short enough for a column: "65.6bn". Only zeros and the point are moved. */
function short(value) {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!found) return value;
  const [, sign, whole, part = ""] = found;
  for (const [digits, word] of SCALES) {
    if (whole.length > digits) {
      const rest = (whole.slice(-digits) + part).replace(/0+$/, "");
      return sign + whole.slice(0, -digits) + (rest ? "." + rest : "") + word;
    }
  }
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
}

/** A figure short enough for a column: "USD 65.6bn", "16%", "25 bp", "180m share". */
function amount(quantity) {
  const ends = quantity.modifier === "range" ? [quantity.low, quantity.high] : [quantity.value];
  const mark = { at_least: "≥", at_most: "≤", approximate: "~" }[quantity.modifier] ?? "";
  const number = mark + ends.filter((end) => end !== null).map(short).join("–");
  const per = quantity.per ? "/" + quantity.per : "";
  switch (quantity.kind) {
    case "money":
      return `${quantity.unit} ${number}${per}`;
    case "percent":
      return `${number}%${per}`;
    case "percentage_point":
      return `${number} pp`;
    case "basis_point":
      return `${number} bp`;
    case "multiple":
      return `${number}x`;
    default:
      return `${number} ${words(quantity.unit)}${per}`;
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A period as short as people write it: "2024", "H1 2024", "Q4 2024", "Nov 2024", a day, or both dates. */
function periodName(start, end) {
  if (start === end) return start;
  const [year, month, day] = start.split("-").map(Number);
  const [lastYear, lastMonth, lastDay] = end.split("-").map(Number);
  if (day === 1 && year === lastYear && lastDay === new Date(Date.UTC(year, lastMonth, 0)).getUTCDate()) {
    const months = lastMonth - month + 1;
    if (months === 1) return `${MONTHS[month - 1]} ${year}`;
    if (months === 12) return String(year);
    const letter = { 3: "Q", 6: "H" }[months];
    if (letter && (month - 1) % months === 0) return `${letter}${(month - 1) / months + 1} ${year}`;
  }
  return `${start} to ${end}`;
}

/** A count with its noun: "1 fact", "2 companies". */
function counted(number, noun) {
  const many = noun.endsWith("y") ? noun.slice(0, -1) + "ies" : noun + "s";
  return `${number.toLocaleString("en")} ${number === 1 ? noun : many}`;
}
