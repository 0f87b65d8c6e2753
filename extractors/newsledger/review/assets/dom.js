// Elements. Whatever an article says goes into text nodes and attribute values, never into markup.

const SVG = "http://www.w3.org/2000/svg";

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Make an element: attributes that begin with "on" are listeners; null, undefined and false are left out. */
function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** A select with options [value, label]; "" stands for nothing chosen. */
function choice(attributes, options, chosen) {
  return make(
    "select",
    attributes,
    options.map(([value, label]) => make("option", { value, selected: value === (chosen ?? "") }, label)),
  );
}

/** Tell people, and those who listen to a screen reader, in a line at the foot of the page. */
function say(text) {
  const line = document.getElementById("says");
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => line.classList.remove("shown"), 4000);
}

/** Give people a file. */
function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
