// The desk works without this file. It walks from text to text that needs work, and says what new words are: a draft.
"use strict";

(() => {
  const form = document.querySelector("form.desk");
  if (!form) return;
  const fields = () => [...form.querySelectorAll("section.text [name^='t:']")];
  const status = (field) => form.elements[`s:${field.name.slice(2)}`];
  const needsWork = (field) => ["draft", "machine", "outdated"].includes(status(field).value) || !field.value.trim();
  const go = (from, step) => {
    const all = fields();
    const start = all.indexOf(from);
    const order = step > 0 ? all.slice(start + 1) : all.slice(0, Math.max(start, 0)).reverse();
    const next = order.find(needsWork);
    if (next) { next.focus(); next.scrollIntoView({ block: "center" }); }
    return Boolean(next);
  };
  const changed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

  // New words under an old status that they outgrow are a draft, until somebody says otherwise.
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.name?.startsWith("t:")) return;
    const select = status(field);
    if (["machine", "outdated"].includes(select.dataset.held) && select.value === select.dataset.held) select.value = "draft";
  });
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.name?.startsWith("t:") || event.isComposing) return;
    if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(field, event.key === "ArrowDown" ? 1 : -1);
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && field.value.trim()) {
      event.preventDefault();
      status(field).value = "checked";
      changed(status(field));
      if (!go(field, 1)) form.requestSubmit(form.querySelector("[value=next]"));
    }
  });
})();
