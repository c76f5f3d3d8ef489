// Theme, search and contents of the book's pages. Everything works from a plain folder, without a server.
"use strict";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

document.getElementById("theme").addEventListener("click", () => {
  const now = root.dataset.theme || (dark.matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch (e) {
    // A page opened from a folder may have no storage: the choice then lasts as long as the page.
  }
});

const side = document.querySelector(".side details");
if (matchMedia("(max-width: 68rem)").matches) {
  side.open = false;
}

const input = document.getElementById("search");
const found = document.getElementById("found");
let chosen = -1;

const noHit = document.getElementById("no-hit");

/** All words must occur, a single letter or digit as a word of its own; titles count more, and the words as they stand most. */
function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word);
  if (words.length === 0) {
    return [];
  }
  return (window.searchIndex || [])
    .map((entry) => ({ entry, score: score(entry, words) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 12)
    .map((hit) => hit.entry);
}

function score(entry, words) {
  const title = entry.title.toLowerCase();
  const text = entry.text.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const points = (count(title, word) ? 10 : 0) + Math.min(5, count(text, word));
    if (points === 0) {
      return 0;
    }
    sum += points;
  }
  const phrase = words.join(" ");
  return sum + (words.length > 1 ? 20 * Math.min(1, count(title, phrase)) + 10 * Math.min(1, count(text, phrase)) : 0);
}

function count(text, word) {
  if (word.length > 1 && !/ .$/.test(word)) {
    return text.split(word).length - 1;
  }
  const isPart = (letter) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  let times = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) {
      times++;
    }
  }
  return times;
}

function show(entries) {
  found.replaceChildren(...entries.map((entry, i) => {
    const link = document.createElement("a");
    link.id = "found-" + i;
    link.setAttribute("role", "option");
    link.href = input.dataset.root + entry.url.replace(/(#|$)/, `?q=${encodeURIComponent(input.value.trim())}$1`);
    link.tabIndex = -1;
    link.textContent = entry.title;
    const where = document.createElement("span");
    where.textContent = entry.chapter;
    link.append(where);
    return link;
  }));
  found.hidden = entries.length === 0;
  input.setAttribute("aria-expanded", String(!found.hidden));
  noHit.textContent = "";
  choose(-1);
}

function choose(index) {
  chosen = index;
  [...found.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
  if (index >= 0) {
    input.setAttribute("aria-activedescendant", "found-" + index);
    found.children[index].scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

input.addEventListener("input", () => {
  const entries = search(input.value);
  show(entries);
  if (entries.length === 0 && input.value.trim()) {
    noHit.textContent = `no hit for “${input.value.trim()}”`;
  }
});
// A hit may be on this very page, which then need not be loaded again.
found.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link?.pathname === location.pathname && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    location.hash = link.hash;
    window.markArrived?.(new URLSearchParams(link.search).get("q"), link.hash);
  }
  if (link) {
    show([]);
  }
});
input.addEventListener("keydown", (event) => {
  const count = found.children.length;
  if (event.key === "ArrowDown" && count) {
    choose((chosen + 1) % count);
  } else if (event.key === "ArrowUp" && count) {
    choose((chosen - 1 + count) % count);
  } else if (event.key === "Enter") {
    const item = found.children[Math.max(chosen, 0)];
    if (item) {
      item.click();
    }
  } else if (event.key === "Escape") {
    show([]);
  } else {
    return;
  }
  event.preventDefault();
});
input.form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("click", (event) => {
  if (!input.form.contains(event.target)) {
    show([]);
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, [contenteditable]");
  if (event.key === "/" && !typing) {
    input.focus();
    event.preventDefault();
  }
});

// Marks the section being read.
const links = new Map([...document.querySelectorAll(".side a[href^='#']")].map((a) => [a.hash.slice(1), a]));
const headings = [...document.querySelectorAll("main h2[id], main h3[id]")].filter((h) => links.has(h.id));
if (headings.length) {
  const mark = () => {
    const passed = headings.filter((h) => h.getBoundingClientRect().top < innerHeight / 3);
    const current = passed[passed.length - 1];
    links.forEach((a, id) => a.toggleAttribute("data-here", Boolean(current) && id === current.id));
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}

// What scrolls can be reached by key; what does not is no stop on the way.
function reach(boxes) {
  for (const box of boxes) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (scrolls && !box.querySelector("a[href], button, [contenteditable]")) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
}
const BOXES = "pre, .scroll, .display, .live-display";
const reachAll = () => reach(document.querySelectorAll(`:is(main, .whole) :is(${BOXES})`));
addEventListener("load", reachAll);
addEventListener("resize", reachAll);
document.addEventListener("toggle", (event) => reach(event.target.querySelectorAll(BOXES)), true);
// Cells write below themselves. What they write to is looked at once a frame, however often they do.
const grown = new Set();
const watch = new MutationObserver((changes) => {
  if (grown.size === 0) {
    requestAnimationFrame(() => {
      reach(grown);
      grown.clear();
    });
  }
  for (const change of changes) {
    [change.target.closest(BOXES), ...[...change.addedNodes].filter((each) => each.matches?.(BOXES))]
      .forEach((each) => each && grown.add(each));
  }
});
document.querySelectorAll(".cell-output").forEach((output) => watch.observe(output, { childList: true, subtree: true }));

// On paper nothing can be unfolded any more.
addEventListener("beforeprint", () => {
  document.querySelectorAll("main details:not([open], .solution, .hint, .fold, .answers)").forEach((d) => {
    d.open = true;
    d.dataset.printed = "";
  });
});
addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-printed]").forEach((d) => {
    d.open = false;
    delete d.dataset.printed;
  });
});

// A run that a cell draws opens in place, below its picture: with a button, or at the event in the picture that one clicks. A world
// is run again; of other runs the picture brings what has happened.
const WORLD = ".in-page a[href^='explorer']";
const RUN = "[data-recorded]";
let explorerIsHere;

function load(tag, properties) {
  return new Promise((done, failed) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.addEventListener("load", done);
    node.addEventListener("error", failed);
    document.head.append(node);
  });
}

/** The library and the explorer come when they are first needed. */
function needExplorer() {
  explorerIsHere ||= Promise.all([
    load("link", { rel: "stylesheet", href: "explorer.css" }),
    load("script", { src: "world.js" }).then(() => load("script", { src: "explorer.js" })),
  ]);
  return explorerIsHere;
}

/**
 * Opens what a paragraph leads to below it, and shows a moment.
 *
 * @param go shows it, of an explorer
 */
async function openInPlace(paragraph, go) {
  await needExplorer();
  let place = paragraph.nextElementSibling;
  if (!place?.explorer) {
    place = document.createElement("div");
    paragraph.after(place);
    place.explorer = new window.Explorer(place, { start: false, ...paragraph.explores });
  }
  go(place.explorer);
  place.scrollIntoView({ block: "start" });
  place.explorer.slider.focus({ preventScroll: true });
}

const atEnd = (explorer) => explorer.goToTime(Infinity);

function offer(paragraph, explores, words, go) {
  paragraph.explores = explores;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "in-place";
  button.textContent = words;
  button.addEventListener("click", () => openInPlace(paragraph, go));
  paragraph.append(" ", button);
}

for (const link of document.querySelectorAll(`main ${WORLD}`)) {
  offer(link.closest(".in-page"), { link: link.hash.slice(1) }, "Open it here", atEnd);
}

/** How a picture of one moment names it; those of a stretch of time name none. */
function shownMoment(picture) {
  const time = /^([\d.,]+) ms:/.exec(picture.querySelector("svg > title")?.textContent ?? "");
  return time ? (explorer) => explorer.goToState(Number(time[1].replaceAll(",", "")) + 1) : atEnd;
}

/** A run that several pictures show comes with one of them; the others have its place, and how much of it they show. */
function runOf({ dataset: { recorded } }) {
  const [, place, length] = /^=(\d+),(\d+)$/.exec(recorded) ?? [];
  return place ? document.querySelectorAll(RUN)[place].dataset.recorded.slice(0, length) : recorded;
}

// A picture whose cell is run anew is another one, and brings no run.
function offerRuns(cell) {
  const pictures = [...cell.querySelectorAll(RUN)];
  let last = cell;
  pictures.forEach((picture, index) => {
    const paragraph = document.createElement("p");
    paragraph.className = "in-page";
    const look = {
      run: runOf(picture),
      steered: picture.dataset.steered,
      place: `${cell.id || cell.dataset.cell}.${index}`,
    };
    const which = pictures.length === 1 ? "" : ` of picture ${index + 1}`;
    offer(paragraph, { look, rules: false }, `Look at the run${which}, moment by moment`, shownMoment(picture));
    paragraph.dataset.place = look.place;
    picture.opens = paragraph;
    last.after(paragraph);
    last = paragraph;
  });
}
document.querySelectorAll(".cell").forEach(offerRuns);

/** What opens the world that a cell draws, if there is one. */
function worldOf(cell) {
  let next = cell?.nextElementSibling;
  while (next?.matches(".in-page") && !next.querySelector("a[href^='explorer']")) {
    next = next.nextElementSibling;
  }
  return next?.matches(".in-page") ? next : null;
}

document.addEventListener("click", (event) => {
  const title = event.target.closest(".cell svg g")?.querySelector(":scope > title")?.textContent;
  const picture = event.target.closest(RUN);
  const paragraph = title && (picture?.opens ?? worldOf(event.target.closest(".cell")));
  const time = title && /^([\d.,]+) ms/.exec(title);
  if (paragraph && (time || picture)) {
    openInPlace(paragraph, time ? (explorer) => explorer.goToTime(Number(time[1].replaceAll(",", ""))) : shownMoment(picture));
  }
});

/** A link to a moment of such a run: #run=first-election.0,12 */
function openLinked() {
  const [, place, moment] = /^#run=([\w.-]+),(\d+)$/.exec(location.hash) ?? [];
  const paragraph = place && document.querySelector(`.in-page[data-place="${place}"]`);
  if (paragraph) {
    openInPlace(paragraph, (explorer) => explorer.goTo(Number(moment)));
  }
}
openLinked();
addEventListener("hashchange", openLinked);
