// A filter that is ticked is in force at once: the page asked for is fetched, and its results and
// counts take the place of those shown. Without this script the button “Show” does the same.
"use strict";

(() => {
  const PARTS = [".results", "#filters"];
  let asked = 0;

  const addressOf = (form) => {
    const query = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...query]) if (!value) query.delete(name, value);
    const text = query.toString();
    return form.action.split("?")[0] + (text ? `?${text}` : "");
  };

  const open = (form) => [...form.querySelectorAll("details[open] > summary")].map((s) => s.firstChild.textContent);

  function put(fresh) {
    const before = document.activeElement;
    const held = before && before.name ? [before.name, before.value] : null;
    const wereOpen = open(document.querySelector("#filters"));
    for (const part of PARTS) {
      const now = document.querySelector(part);
      const next = fresh.querySelector(part);
      if (now && next) now.replaceWith(next);
    }
    const form = document.querySelector("#filters");
    for (const group of form.querySelectorAll("details")) {
      if (wereOpen.includes(group.querySelector("summary").firstChild.textContent)) group.open = true;
    }
    if (held) {
      const same = [...form.elements].find((one) => one.name === held[0] && one.value === held[1]);
      if (same) same.focus({ preventScroll: true });
    }
    document.title = fresh.title;
  }

  async function show(address, isNew) {
    const mine = ++asked;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const text = await answer.text();
      if (mine !== asked) return;
      if (!answer.ok) throw new Error(answer.status);
      put(new DOMParser().parseFromString(text, "text/html"));
      if (isNew) history.pushState({ filters: true }, "", address);
    } catch {
      // Whatever went wrong, the page itself says it best.
      if (mine === asked) location.assign(address);
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.id === "filters" && event.target.matches("input[type=checkbox], select")) {
      show(addressOf(form), true);
    }
  });
  window.addEventListener("popstate", () => show(location.href, false));
})();
