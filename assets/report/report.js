// The page is whole without this: it searches, filters and sorts what is there, and follows links into it.
"use strict";

(() => {
  /** @type {HTMLFormElement} */
  const filters = document.querySelector("#filters");
  const list = document.querySelector('[data-list="tables"]');
  const items = [...document.querySelectorAll("li[data-find]")];
  const tables = [...list.children];
  const nothing = document.querySelector(".nothing");
  const groups = [...document.querySelectorAll("main > section, [data-group]")].map((group) => ({
    group,
    inside: [...group.querySelectorAll("li[data-find]")],
  }));
  /** Rows and blocks of an environment, besides the items. */
  const parts = [...document.querySelectorAll("[data-environment]:not(li)")];
  const fields = ["q", "environment", "view", "sort"];

  const ORDERS = {
    name: (a, b) => a.dataset.name.localeCompare(b.dataset.name, "en"),
    cost: (a, b) => b.dataset.cost - a.dataset.cost,
  };

  /** Whether an item of any list is among what is looked for. */
  function matcher() {
    const words = filters.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const environment = filters.environment.value;
    const view = filters.view.value;
    return ({ dataset }) =>
      words.every((word) => dataset.find.includes(word)) &&
      (environment === "" || dataset.environment === environment) &&
      // Only tables have views.
      (view === "" || (dataset.views ?? "").split(" ").includes(view));
  }

  let order = "";

  /** The order in which the page has the tables is that of environments and namespaces. */
  function sort() {
    if (filters.sort.value === order) return;
    order = filters.sort.value;
    list.append(...(order === "" ? tables : [...tables].sort(ORDERS[order])));
  }

  function apply() {
    const matches = matcher();
    for (const item of items) item.hidden = !matches(item);
    sort();
    const shown = tables.filter((item) => !item.hidden).length;
    filters.found.value = `${shown} of ${tables.length} tables`;
    nothing.hidden = shown > 0;
    const environment = filters.environment.value;
    for (const part of parts)
      part.hidden = environment !== "" && part.dataset.environment !== environment;
    // What is searched for is read in the lists; an environment is read in all sections.
    const isSearched = filters.q.value !== "" || filters.view.value !== "";
    for (const { group, inside } of groups) {
      if (group.id === "tables") continue;
      const { environment: own = environment } = group.dataset;
      const isOther = environment !== "" && own !== environment;
      group.hidden = isSearched ? inside.every((item) => item.hidden) : isOther;
    }
  }

  function clear(names = fields) {
    for (const name of names) filters[name].value = "";
    apply();
  }

  /** What is looked for is in the address, so that it can be sent to somebody. */
  function remember() {
    const wanted = new URLSearchParams(
      fields.map((name) => [name, filters[name].value]).filter(([, value]) => value !== ""),
    ).toString();
    const hash = wanted === "" ? "#tables" : `#?${wanted}`;
    history.replaceState(null, "", hash);
  }

  /** What a link leads to is not behind the filters, which take more lines in a narrow window. */
  function makeRoom() {
    const isSticky = getComputedStyle(filters).position === "sticky";
    document.documentElement.style.scrollPaddingTop = isSticky
      ? `${filters.offsetHeight + 8}px`
      : "";
  }

  function find(id) {
    return document.getElementById(id) ?? document.getElementById(decodeURIComponent(id));
  }

  /** Follows the address: filters, or something on the page, which is opened. */
  function follow() {
    const hash = location.hash.slice(1);
    if (hash === "" || hash.startsWith("?")) {
      const wanted = new URLSearchParams(hash.slice(1));
      for (const name of fields) filters[name].value = wanted.get(name) ?? "";
      apply();
      if (hash !== "") document.querySelector("#tables").scrollIntoView();
      return;
    }
    let target = null;
    try {
      target = find(hash);
    } catch {
      // A percent sign that encodes nothing.
    }
    if (target === null) return;
    // A section is there for every environment; something on the page may be of another one.
    if (target.closest("[hidden]") !== null) clear(["q", "view"]);
    if (target.closest("[hidden]") !== null) clear();
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.querySelector("summary").focus({ preventScroll: true });
    }
    target.scrollIntoView();
  }

  filters.addEventListener("input", () => {
    apply();
    remember();
  });
  filters.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    remember();
  });
  filters.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  window.addEventListener("hashchange", follow);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.matches("input, select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    filters.q.focus();
  });

  /** On paper nothing can be opened. */
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")].filter(
      (one) => one.closest("[hidden]") === null,
    );
    for (const one of closed) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });

  const theme = document.querySelector("#theme");
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const now = getComputedStyle(root).colorScheme;
    const isDark =
      now === "dark" || (now !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.style.colorScheme = isDark ? "light" : "dark";
  });

  theme.hidden = false;
  filters.hidden = false;
  makeRoom();
  new ResizeObserver(makeRoom).observe(filters);
  apply();
  // A browser that follows a link into the page takes the focus away again.
  window.addEventListener("load", follow);
})();
