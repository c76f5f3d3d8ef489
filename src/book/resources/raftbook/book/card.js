// Shows the card of whatever has one, an element with data-card: when it is pointed at, reached by key, or tapped. Escape takes the
// card away, and so does leaving both. What cards say stands in window.cards, by id: { title, html, note }.
"use strict";

{
  const PAUSE_MILLISECONDS = 180;
  const GAP_PIXELS = 6;
  const EDGE_PIXELS = 12;

  const card = document.createElement("div");
  card.id = "card";
  card.className = "card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  let owner = null;
  let tapped = null;
  let timer = 0;

  const ownerOf = (target) => target instanceof Element ? target.closest("[data-card]") : null;

  function paragraph(style, text) {
    const element = document.createElement("p");
    element.className = style;
    element.textContent = text;
    return element;
  }

  function show(element) {
    const said = (window.cards || {})[element.dataset.card];
    clearTimeout(timer);
    if (!said || owner === element) {
      return;
    }
    hide();
    const text = document.createElement("p");
    text.innerHTML = said.html;
    card.replaceChildren(paragraph("card-title", said.title), text);
    if (said.note) {
      card.append(paragraph("card-note", said.note));
    }
    owner = element;
    owner.setAttribute("aria-describedby", card.id);
    card.hidden = false;
    place();
  }

  /** Below its word, or above where there is no room; it lies over the text, and moves nothing. */
  function place() {
    const word = owner.getClientRects()[0] || owner.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(EDGE_PIXELS, Math.min(word.left, width - card.offsetWidth - EDGE_PIXELS));
    const below = word.bottom + GAP_PIXELS + card.offsetHeight < innerHeight || word.top < card.offsetHeight + GAP_PIXELS;
    const top = below ? word.bottom + GAP_PIXELS : word.top - GAP_PIXELS - card.offsetHeight;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  function hide() {
    clearTimeout(timer);
    if (owner) {
      owner.removeAttribute("aria-describedby");
    }
    owner = null;
    card.hidden = true;
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, PAUSE_MILLISECONDS);
  }

  document.addEventListener("pointerover", (event) => {
    const element = ownerOf(event.target);
    if (event.pointerType === "touch") {
      return;
    }
    if (element && element !== owner) {
      later(() => show(element));
    } else if (element || card.contains(event.target)) {
      clearTimeout(timer);
    } else if (owner && !owner.matches(":focus-visible")) {
      later(hide);
    } else if (!owner) {
      clearTimeout(timer);
    }
  });

  // A pointer that puts the focus somewhere says what it wants by other means.
  document.addEventListener("focusin", (event) => {
    const element = ownerOf(event.target);
    if (element && element.matches(":focus-visible")) {
      show(element);
    }
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === owner) {
      hide();
    }
  });

  // The first tap shows the card, the second follows the link.
  document.addEventListener("pointerdown", (event) => {
    const element = ownerOf(event.target);
    tapped = event.pointerType === "touch" && element !== owner ? element : null;
    if (!element && !card.contains(event.target)) {
      hide();
    }
  });
  document.addEventListener("click", (event) => {
    const element = ownerOf(event.target);
    if (element && element === tapped) {
      event.preventDefault();
      show(element);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && owner) {
      hide();
    }
  });
  addEventListener("resize", hide);
}
