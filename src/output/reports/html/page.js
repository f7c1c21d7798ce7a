// The card of a passage, the filter by speaker, dark and light. Listeners stand on the document, none on a passage:
// a long draft has thousands.
"use strict";
{
  const { people, cards, whys, sureness } = JSON.parse(document.getElementById("data").textContent);
  const card = document.getElementById("card");
  const filter = document.getElementById("filter");
  const main = document.getElementById("drafts");
  const narrow = matchMedia("(max-width: 52rem)");

  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  };

  // ---- the card

  let shown = null; // the element whose card is open

  const fill = (number) => {
    const [rank, why, percent, others] = cards[number];
    const parts = [];
    if (rank === null) {
      parts.push(make("p", "name", "Speaker not given"));
      const reason = why === null ? "The draft names nobody for these words." : "It is not clear who is meant.";
      parts.push(make("p", "", reason));
    } else {
      const [letter, name, about] = people[rank];
      parts.push(make("p", "name", make("span", "t", letter), " ", name), make("p", "about", about));
    }
    if (rank !== null) {
      const { words, example } = whys[why];
      const reason = make("p", "", words);
      if (example.length) {
        reason.append(" ", make("q", "", ...example.map(([text, role]) => make("span", role, text))));
      }
      const [, sure] = sureness.find(([from]) => percent >= from);
      parts.push(reason, make("p", "", make("b", "", sure), `: right about ${percent} times in 100 in annotated news.`));
    }
    if (others.length) {
      // How sure each is compares them with the speaker; it is no share of a hundred.
      const near = ([name, other]) => `${name}, ${other >= 0.85 * percent ? "nearly as likely" : "less likely"}`;
      const names = others.map(rank === null ? ([name]) => name : near);
      const may = rank === null ? "It may be " : "It may also be ";
      parts.push(make("p", "", make("b", "", may), names.join("; "), "."));
    }
    card.replaceChildren(...parts);
  };

  const light = (number, on) => {
    const [, , , , source, cue] = cards[number];
    const marked = `.text :is([data-a="${number}"], .s[data-a="${source}"], .u[data-a="${cue}"])`;
    for (const element of main.querySelectorAll(marked)) element.classList.toggle("on", on);
  };

  const hide = () => {
    if (!shown) return;
    light(shown.dataset.a, false);
    shown.querySelector(":scope > .t")?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  };

  const show = (element) => {
    if (element === shown) return;
    hide();
    shown = element;
    fill(element.dataset.a);
    const [rank] = cards[element.dataset.a];
    card.className = rank === null ? "none" : `c${rank % 10}`;
    card.hidden = false;
    light(element.dataset.a, true);
    element.querySelector(":scope > .t")?.setAttribute("aria-describedby", "card");
    if (narrow.matches) {
      card.removeAttribute("style");
      return;
    }
    // Below the first line of the words, above it where there is no room.
    const box = element.getClientRects()[0];
    const last = element.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 12));
    const below = last.bottom + 6 + card.offsetHeight < innerHeight || last.top < card.offsetHeight + 12;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${scrollY + (below ? last.bottom + 6 : last.top - card.offsetHeight - 6)}px`;
  };

  let timer = 0;
  const passage = (target) => (target instanceof Element ? target.closest("[data-a]") : null);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    clearTimeout(timer);
    const element = passage(event.target);
    if (element) timer = setTimeout(show, 80, element);
    // A moment to get from the words to the card.
    else if (!card.contains(event.target)) timer = setTimeout(hide, 250);
  });
  document.addEventListener("focusin", (event) => {
    clearTimeout(timer);
    const element = passage(event.target);
    if (element) show(element);
    else hide();
  });
  document.addEventListener("click", (event) => {
    const element = passage(event.target);
    if (!element) {
      if (!card.contains(event.target)) hide();
      return;
    }
    if (element.localName === "rect") {
      // A tick leads to its words.
      main.querySelector(`.text [data-a="${element.dataset.a}"] > .t`)?.focus();
    } else {
      show(element);
    }
  });

  // ---- by keyboard

  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (shown) hide();
      else only(null);
    }
    const here = event.target;
    if (!(event.key in steps) || !here.matches(".text .t")) return;
    event.preventDefault();
    const [rank] = cards[here.parentElement.dataset.a];
    const theirs = rank === null ? ".none" : `.p${rank}`;
    const all = [...main.querySelectorAll(`.text ${theirs} > .t`)];
    all[all.indexOf(here) + steps[event.key]]?.focus();
  });

  // A phone shows the draft first, the lists when they are asked for.
  if (narrow.matches) for (const list of document.querySelectorAll(".panel details")) list.open = false;

  // Paper has no lists to open.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const list of folded) list.open = true;
  });
  addEventListener("afterprint", () => {
    for (const list of folded) list.open = false;
  });

  // ---- one speaker alone

  // One rule does it, however long the draft is.
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  let chosen = null;

  const only = (rank) => {
    if (rank === chosen) rank = null;
    for (const button of document.querySelectorAll("[aria-pressed='true']")) button.setAttribute("aria-pressed", false);
    hide();
    chosen = rank;
    main.classList.toggle("only", rank !== null);
    if (rank === null) {
      sheet.replaceSync("");
      filter.replaceChildren();
      return;
    }
    document.querySelector(`[data-only="${rank}"]`).setAttribute("aria-pressed", true);
    sheet.replaceSync(`
      .only :is(article:not(:has([data-p~="${rank}"])), .row:not([data-p~="${rank}"]), .notes) { display: none }
      .only .lanes li:not(.p${rank}) svg { opacity: 0.35 }
      .only :is(.q, .r, .s, .u):not(.p${rank}) { background: none; border-color: transparent; text-decoration-color: transparent }
      .only :is(.q, .r):not(.p${rank}) > .t { display: none }
      .only :is(.q, .r).p${rank} { color: var(--text) }`);
    const rows = main.querySelectorAll(`.row[data-p~="${rank}"]`).length;
    const all = make("button", "", "Show everything");
    all.type = "button";
    const words = `${rows} ${rows === 1 ? "paragraph" : "paragraphs"} with words of ${people[rank][1]}.`;
    filter.replaceChildren(make("span", "", words), all);
    if (main.getBoundingClientRect().top < 0 || narrow.matches) main.scrollIntoView();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-only]");
    if (button) only(Number(button.dataset.only));
    else if (event.target.parentElement === filter && event.target.localName === "button") {
      const last = document.querySelector(`[data-only="${chosen}"]`);
      only(null);
      last.focus();
    } else if (chosen !== null && event.target.closest?.("a[href^='#']")) only(null);
  });

  // ---- dark and light

  const theme = document.querySelector(".theme");
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const name = () => (theme.textContent = isDark() ? "Light" : "Dark");
  // A page from a file may be allowed no storage.
  const stored = (use) => {
    try {
      return use(localStorage);
    } catch {
      return null;
    }
  };
  const kept = stored((storage) => storage.getItem("whosaid-theme"));
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  theme.hidden = false;
  name();
  dark.addEventListener("change", name);
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored((storage) => storage.setItem("whosaid-theme", root.dataset.theme));
    name();
  });
}
