// Colours the code of a cell while it is edited, as the build has coloured what was printed (JavaHighlighter). Nothing is changed
// in what is typed: the browser colours ranges of the text, and a browser that cannot shows it plain.
'use strict';

(() => {
  const SLOW_MILLISECONDS = 16;
  const SLOW_TIMES = 3;
  const KEYWORDS = new Set(('abstract assert boolean break byte case catch char class const continue default do double else enum '
    + 'extends final finally float for goto if implements import instanceof int interface long native new package private '
    + 'protected public return short static strictfp super switch synchronized this throw throws transient try void volatile '
    + 'while true false null var').split(' '));
  const TOKEN = new RegExp([
    /(?<comment>\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*)/,
    /(?<string>"""[^]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)/,
    /(?<annotation>@(?!interface\b)\w+)/,
    /(?<number>\b\d[\w.]*)/,
    /(?<word>[A-Za-z_$][\w$]*)/,
  ].map(each => each.source).join('|'), 'g');
  const CONTEXTUAL = /^(?:record|sealed|permits|yield|non)(?=\s+[A-Za-z]|-sealed)/;
  const KINDS = ['comment', 'string', 'number', 'keyword', 'type'];

  function kindOf({ groups, index, input }) {
    if (!groups.word) {
      return groups.comment ? 'comment' : groups.string ? 'string' : 'number';
    }
    const begins = input[index - 1] !== '.';
    if (KEYWORDS.has(groups.word) || (begins && CONTEXTUAL.test(input.slice(index)))) {
      return 'keyword';
    }
    return /^\p{Lu}/u.test(groups.word) && groups.word !== groups.word.toUpperCase() ? 'type' : '';
  }

  /** Where each letter of the code stands in the page. */
  class Letters {
    constructor(code) {
      this.pieces = [];
      this.text = '';
      const nodes = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
      while (nodes.nextNode()) {
        this.pieces.push({ node: nodes.currentNode, from: this.text.length });
        this.text += nodes.currentNode.data;
      }
      this.at = 0;
    }

    /** Is asked from left to right; a token begins in the piece of its first letter, and not at the end of the one before. */
    range(start, end) {
      const from = this.place(start + 1);
      const to = this.place(end);
      return new StaticRange({
        startContainer: from.node, startOffset: start - from.from, endContainer: to.node, endOffset: end - to.from,
      });
    }

    place(offset) {
      while (this.at + 1 < this.pieces.length && this.pieces[this.at + 1].from < offset) {
        this.at++;
      }
      return this.pieces[this.at];
    }
  }

  class Coloured {
    constructor(code, highlights) {
      Object.assign(this, { code, highlights, slow: 0, waits: false, ranges: [] });
      this.observer = new MutationObserver(() => this.later());
      this.observer.observe(code, { childList: true, characterData: true, subtree: true });
    }

    later() {
      if (!this.waits) {
        this.waits = true;
        requestAnimationFrame(() => {
          this.waits = false;
          this.colour();
        });
      }
    }

    colour() {
      const begun = performance.now();
      this.clear();
      // The build's own colours would stay where they were, under other words.
      this.code.dataset.coloured = '';
      const letters = new Letters(this.code);
      for (const token of letters.text.matchAll(TOKEN)) {
        const kind = kindOf(token);
        if (kind) {
          const range = letters.range(token.index, token.index + token[0].length);
          this.highlights[kind].add(range);
          this.ranges.push([kind, range]);
        }
      }
      this.slow = performance.now() - begun > SLOW_MILLISECONDS ? this.slow + 1 : 0;
      if (this.slow >= SLOW_TIMES) {
        this.observer.disconnect();
        this.clear();
      }
    }

    clear() {
      this.ranges.forEach(([kind, range]) => this.highlights[kind].delete(range));
      this.ranges = [];
    }
  }

  const cells = document.querySelectorAll('.cell code[contenteditable]');
  if (cells.length > 0 && globalThis.CSS?.highlights) {
    const highlights = Object.fromEntries(KINDS.map(kind => [kind, new Highlight()]));
    KINDS.forEach(kind => CSS.highlights.set(`code-${kind}`, highlights[kind]));
    // What the reader has written before is there already.
    cells.forEach(code => {
      const coloured = new Coloured(code, highlights);
      if (!code.querySelector('span')) {
        coloured.colour();
      }
    });
  }
})();
