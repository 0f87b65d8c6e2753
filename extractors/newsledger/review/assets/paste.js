// The box of the served page: an article goes in, and is read at once. Nothing of it is kept by the server.

function showPaste(page) {
  const text = make("textarea", { name: "text", rows: 14, required: true, placeholder: "The headline on the first line, a blank line, then the article" });
  const published = make("input", { name: "published", type: "date" });
  const publisher = make("input", { name: "publisher", autocomplete: "off" });
  const button = make("button", { type: "submit", class: "primary" }, "Extract");
  const wrong = make("p", { class: "error", role: "alert" });
  const form = make(
    "form",
    { class: "paste", "aria-label": "Extract an article" },
    make("label", {}, make("span", {}, "article"), text),
    make("label", {}, make("span", {}, "published on"), published),
    make("label", {}, make("span", {}, "publisher"), publisher),
    wrong,
    make("p", { class: "actions" }, button),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    wrong.textContent = "";
    try {
      const sent = { text: text.value, published: published.value || null, publisher: publisher.value || null };
      const answer = await fetch("/review", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(sent) });
      const told = await answer.json();
      if (!answer.ok) throw new Error([told.title, told.detail].filter(Boolean).join(": "));
      if (told.quarantine.length) throw new Error(told.quarantine.map((one) => one.detail).join("; "));
      page.receive(told.articles);
    } catch (error) {
      wrong.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
  page.main.replaceChildren(make("section", { class: "view", "aria-label": "Paste" }, make("h2", {}, "Paste an article"), form));
  text.focus();
}
