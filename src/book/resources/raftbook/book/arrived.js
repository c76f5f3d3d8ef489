// Marks the words by which a reader has found a page (book.js writes them into the link, as ?q=), and shows the first. Nothing
// in the page is changed for it: the browser colours ranges of the text. Escape takes the marks away.
'use strict';

(() => {
  const { element, button } = window.Parts;
  const MOST_RANGES = 2000;
  const PASSED_OVER = 'script, style, svg, nav, .unseen, .card, .arrived';
  let shown = null;

  const isPart = letter => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

  /** As the search finds them: a single letter or digit as a word of its own. */
  function* places(text, word) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      if (word.length > 1 || (!isPart(text[at - 1]) && !isPart(text[at + 1]))) {
        yield at;
      }
    }
  }

  function rangesOf(words) {
    const found = [];
    const nodes = document.createTreeWalker(document.getElementById('content'), NodeFilter.SHOW_TEXT);
    while (nodes.nextNode() && found.length < MOST_RANGES) {
      const node = nodes.currentNode;
      const text = node.data.toLowerCase();
      const isRead = words.some(word => text.includes(word)) && !node.parentElement.closest(PASSED_OVER);
      for (const word of isRead && text.length === node.data.length ? words : []) {
        for (const at of places(text, word)) {
          found.push(new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + word.length }));
        }
      }
    }
    return found;
  }

  /** The first from the place on to which the link leads, that is not folded away. */
  function first(ranges, from) {
    const seen = ranges.filter(each => each.startContainer.parentElement.checkVisibility());
    const isBehind = each => from && from.compareDocumentPosition(each.startContainer)
      & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY);
    return seen.find(isBehind) || seen[0];
  }

  function scrollTo(range) {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    const box = live.getBoundingClientRect();
    if (box.top < innerHeight * 0.15 || box.bottom > innerHeight * 0.85) {
      scrollBy({ top: box.top - innerHeight / 3, behavior: 'instant' });
    }
  }

  function clear() {
    globalThis.CSS?.highlights?.delete('arrived');
    shown?.remove();
    shown = null;
    try {
      history.replaceState(null, '', location.pathname + location.hash);
    } catch (refused) {
      // A page that is opened from a folder may have to keep its address.
    }
  }

  function mark(query, hash) {
    clear();
    const words = [...new Set(query.slice(0, 200).toLowerCase().split(/\s+/).filter(word => word))];
    const ranges = words.length > 0 ? rangesOf(words) : [];
    if (ranges.length === 0 || !globalThis.CSS?.highlights) {
      return;
    }
    CSS.highlights.set('arrived', new Highlight(...ranges));
    scrollTo(first(ranges, document.getElementById(decodeURIComponent(hash.slice(1)))) || ranges[0]);
    const count = `${ranges.length === 1 ? '1 place is' : `${ranges.length} places are`} marked.`;
    shown = element('div', { class: 'arrived' }, element('span', { role: 'status' }, `“${words.join(' ')}”: ${count}`),
      button('Clear (Esc)', 'arrived-clear', clear));
    document.body.append(shown);
  }

  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && shown && !event.defaultPrevented && !document.querySelector('dialog[open]')) {
      clear();
    }
  });
  window.markArrived = mark;
  const query = new URLSearchParams(location.search).get('q');
  if (query) {
    // When all has its place; the browser has gone to the section by then.
    addEventListener('load', () => requestAnimationFrame(() => mark(query, location.hash)));
  }
})();
