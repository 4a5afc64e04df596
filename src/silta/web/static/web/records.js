// The form of a draft works without this file. It turns the languages of a text into tabs, and narrows long lists while one types.
"use strict";

(() => {
  const asTabs = (field) => {
    if (field.classList.contains("tabbed")) return;
    const list = field.querySelector("[role=tablist]");
    const legend = field.querySelector("legend");
    if (!list || !legend) return;
    legend.id ||= `${field.id}-legend`;
    list.setAttribute("aria-labelledby", legend.id);
    for (const tab of list.querySelectorAll("[role=tab]")) {
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
    }
    field.classList.add("tabbed");
    list.hidden = false;
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const written = (tab) => document.getElementById(`${tab.getAttribute("aria-controls")}-in`).value.trim();
    const asked = tabs.find((tab) => location.hash === `#${tab.getAttribute("aria-controls")}`);
    (asked ?? (tabs.find(written) === undefined || written(tabs[0]) ? tabs[0] : tabs.find(written))).click();
    // The browser looked for the panel before it was one of several.
    if (asked) document.getElementById(asked.getAttribute("aria-controls")).scrollIntoView({ block: "center" });
  };

  const narrowed = (find) => {
    const list = document.getElementById(find.dataset.narrows);
    const wanted = find.value.trim().toLocaleLowerCase();
    const items = list.matches("select") ? list.options : list.children;
    for (const item of items) {
      const kept = item.selected || item.querySelector?.(":checked") || item.value === "";
      item.hidden = !kept && !item.textContent.toLocaleLowerCase().includes(wanted);
    }
  };

  const prepare = (root) => {
    root.querySelectorAll("[data-tabs]").forEach(asTabs);
    root.querySelectorAll("[data-narrows]").forEach((find) => { find.hidden = false; });
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-narrows]")) narrowed(event.target);
  });
  document.addEventListener("keydown", (event) => {
    // Enter in the search of a list would send the form.
    if (event.key === "Enter" && event.target.matches("[data-narrows]")) event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const rows = event.target.closest?.("fieldset.rows");
    if (!rows) return;
    prepare(rows);
    // The button that was pressed is gone: go on in the new row, or where one can be added.
    const added = event.detail.requestConfig?.parameters.do?.startsWith("add:");
    const place = added ? [...rows.querySelectorAll(".row-group")].at(-1) : rows;
    place?.querySelector(added ? "input:not([type=hidden]), select, textarea" : "[value^='add:']")?.focus();
  });
  // What could not be saved in passing is saved in full view: the page then says what stands in the way.
  document.addEventListener("htmx:responseError", (event) => {
    const form = event.target.closest("form");
    if (form) { form.dataset.dirty = ""; form.submit(); }
  });
  // Not before the tabs of silta.js listen.
  addEventListener("DOMContentLoaded", () => prepare(document));
})();
