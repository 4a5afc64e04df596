// Everything works without this file. It adds keys, the state of saving, and small conveniences; it never makes HTML from data.
"use strict";

(() => {
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  // Keys. An element says which key presses it: data-key="j", "Shift+a", "Ctrl+Enter". Single letters and digits obey the
  // reader's choice (data-keys on <body>) and never fire while someone types.
  const name = (event) => {
    const parts = [];
    if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
    if (event.altKey) parts.push("Alt");
    const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase()
      : !event.shiftKey && /^Digit\d$/.test(event.code) ? event.code.slice(5) // a Kazakh layout has letters on these keys
      : event.key;
    if (event.shiftKey && (letter.length > 1 || event.code.startsWith("Key"))) parts.push("Shift");
    parts.push(letter);
    return parts.join("+");
  };
  // Two keys one after the other: data-key="g h". The first one waits a moment for the second.
  const keyed = (keys) => [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === keys);
  let first = "";
  let waiting;
  const sequence = (pressed) => {
    const both = first ? `${first} ${pressed}` : "";
    clearTimeout(waiting);
    first = "";
    if (both) return both;
    if (document.querySelector(`[data-key^="${CSS.escape(pressed)} "]`)) {
      first = pressed;
      waiting = setTimeout(() => { first = ""; }, 1500);
    }
    return pressed;
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const pressed = name(event);
    const single = !pressed.startsWith("Ctrl") && !pressed.startsWith("Alt");
    if (single && (document.body.dataset.keys === "off" || typing(event.target))) return;
    const found = keyed(single ? sequence(pressed) : pressed);
    if (!found || found.disabled) return;
    event.preventDefault();
    if (found.matches("input, select, textarea") && !found.matches("[type=checkbox], [type=radio]")) found.focus();
    else {
      found.click();
      if (found.matches("[type=checkbox]")) found.focus(); // it may be out of sight, and its new state is to be heard
    }
  });

  // The help for keys tells those of the page when it opens: what each control is called, in the page's own words.
  document.addEventListener("toggle", (event) => {
    const place = event.target.querySelector?.("[data-page-keys]");
    if (!place || event.newState !== "open") return;
    const here = [...document.querySelectorAll("main [data-key], aside [data-key]")];
    const told = new Map(here.map((element) => [element.dataset.key, element.textContent.trim() || element.labels?.[0]?.textContent.trim()]));
    const rows = [...told].filter(([, words]) => words).map(([keys, words]) => {
      const row = document.createElement("div");
      row.append(document.createElement("dt"), document.createElement("dd"));
      row.firstChild.append(Object.assign(document.createElement("kbd"), { textContent: keys }));
      row.lastChild.textContent = words.replace(/\s+/g, " ");
      return row;
    });
    place.querySelector("dl").replaceChildren(...rows);
    place.hidden = rows.length === 0;
  }, true);

  // Stops: a link with data-step="1" or "-1" goes to the next or previous element with data-stop; beyond the last, where it leads.
  let stopped = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-step]");
    if (!link) return;
    const stops = [...document.querySelectorAll("[data-stop]")];
    const here = stops.indexOf(stopped || document.querySelector("[data-stop]:target"));
    const there = here < 0 && link.dataset.step === "-1" ? null : stops[here + Number(link.dataset.step)];
    if (!there) return;
    event.preventDefault();
    stopped = there;
    there.focus();
  });

  // Autosave: <form data-autosave="URL"> sends itself a second after the last change, and at once when the page is left.
  // The server answers with JSON {version, saved} or an error; <output data-saved> says what happened, in the page's words.
  const say = (form, state, detail = "") => {
    const place = form.querySelector("[data-saved]");
    if (!place) return;
    place.dataset.state = state;
    place.textContent = [place.dataset[state] || place.dataset.failed || "", detail].join(" ").trim();
  };
  const send = async (form) => {
    form.dataset.dirty = "";
    say(form, "saving");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" },
        keepalive: document.visibilityState === "hidden", // browsers keep no more than 64 KiB alive
      });
      if (!answer.ok) {
        form.dataset.dirty = "refused"; // these words are nowhere but here
        return say(form, { 403: "ended", 409: "conflict" }[answer.status] || "failed");
      }
      const { version, saved, statuses = {} } = await answer.json();
      if (form.elements.version) form.elements.version.value = version;
      // What saving has made of a choice that nobody touched: a translation whose original was changed is outdated.
      for (const [control, status] of Object.entries(statuses)) {
        const choice = form.elements[control];
        const was = form.elements[control.replace(/:status$/, ":was")];
        if (choice && was && choice.value === was.value) choice.value = was.value = status;
      }
      say(form, "done", saved);
    } catch {
      form.dataset.dirty = "yes";
      say(form, "failed");
    }
  };
  // One saving after the other: each carries the version that the one before it has made.
  const timers = new WeakMap();
  const saving = new WeakMap();
  const save = (form) => {
    clearTimeout(timers.get(form));
    const next = (saving.get(form) || Promise.resolve()).then(() => send(form));
    saving.set(form, next);
    next.then(() => { if (saving.get(form) === next) saving.delete(form); });
  };
  // A control may stand outside of its form and name it (form="…").
  const formOf = (control, kind) => (control.form?.matches(kind) ? control.form : null);
  document.addEventListener("input", (event) => {
    const form = formOf(event.target, "form[data-autosave]");
    if (!form) return;
    form.dataset.dirty = "yes";
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), 1000));
  });
  // A double click, or a second one while the next page is being made, would send a form again and meet what the first has
  // changed. A page that stays, because a file came, may send it again in a moment.
  const sent = new WeakSet();
  const once = (event) => {
    const by = event.submitter ?? event.target;
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (sent.has(by)) return event.preventDefault();
    sent.add(by);
    setTimeout(() => sent.delete(by), 3000);
  };
  // Whoever sends the form by hand, or a part of it by htmx, waits for the saving that is on its way.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    form.dataset.dirty = "";
    clearTimeout(timers.get(form));
    if (!saving.has(form)) return once(event);
    event.preventDefault();
    saving.get(form).then(() => form.requestSubmit(event.submitter));
  });
  document.addEventListener("htmx:confirm", (event) => {
    // A part that only reads (data-reads) saves nothing, so that the saving that is due stays due.
    const form = event.target.matches("[data-reads]") ? null : event.target.closest("form[data-autosave]");
    if (!form) return;
    clearTimeout(timers.get(form));
    if (!saving.has(form)) return;
    event.preventDefault();
    saving.get(form).then(() => event.detail.issueRequest(true));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    for (const form of document.querySelectorAll('form[data-autosave][data-dirty="yes"]')) save(form);
  });
  addEventListener("beforeunload", (event) => {
    if (document.querySelector('form[data-warn][data-dirty="yes"], form[data-autosave][data-dirty="refused"]')) event.preventDefault();
  });
  document.addEventListener("input", (event) => {
    const form = formOf(event.target, "form[data-warn]");
    if (form) form.dataset.dirty = "yes";
  });

  // Language tabs of a text field (role=tablist): arrows move, a click shows its panel.
  const choose = (tab) => {
    for (const other of tab.closest("[role=tablist]").querySelectorAll("[role=tab]")) {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
    }
  };
  // A text block goes where the cursor stands in its field.
  const insert = (field, words) => {
    const before = field.value.slice(0, field.selectionStart);
    field.setRangeText((before && !/\s$/.test(before) ? " " : "") + words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
    const all = event.target.closest("input[data-check-all]");
    if (all) for (const box of document.querySelectorAll(`input[name="${CSS.escape(all.dataset.checkAll)}"]`)) box.checked = all.checked;
    if (event.target.closest("[data-print]")) print();
    const block = event.target.closest("[data-insert]");
    if (block) insert(document.getElementById(block.dataset.insert), block.dataset.words);
  });
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest("[role=tab]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !step) return;
    const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });

  // The subjects may be taller than the window: the current one is brought into view, and the page itself stays where it is.
  const current = document.querySelector(".subjects [aria-current]");
  const subjects = current?.closest(".subjects");
  if (subjects && current.offsetTop + current.offsetHeight > subjects.clientHeight) {
    subjects.scrollTop = current.offsetTop - subjects.clientHeight / 2;
  }

  // A select that filters sends its form at once where the page asks for it; the button stays for everyone else.
  document.addEventListener("change", (event) => {
    if (event.target.closest("form[data-send-on-change]")) event.target.form.requestSubmit();
  });
})();
