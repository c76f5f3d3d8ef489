// Makes a text of what a reader wants to report: where it stands, in which edition, and the words. It is sent by nobody but the
// reader: the book knows no address.
'use strict';

(() => {
  const { element, button, say, copy } = window.Parts;
  const LONGEST = 1000;
  const BLOCKS = 'p, li, pre, td, dt, dd, h1, h2, h3, h4, figure';
  const NO_TEXT = '.arrived, .turn, dialog, .question-tools, .live-bar, .live-cell-bar';
  const text = document.getElementById('content');
  let chosen = null;

  /** The words of a block as its reader sees them, in one line. */
  function wordsOf(node) {
    return node.textContent.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  }

  /** The last heading above the place, or around it. */
  function headingOf(node) {
    const above = [...text.querySelectorAll('h1, h2, h3, h4')].filter(each => each === node || each.contains(node)
      || each.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    return above[above.length - 1];
  }

  function titleOf(heading) {
    const copied = heading.cloneNode(true);
    // The word before a title is set in a line of its own.
    copied.querySelectorAll('.anchor').forEach(each => each.remove());
    copied.querySelectorAll('span').forEach(each => each.after(' '));
    return wordsOf(copied);
  }

  /** The nearest thing around or above with a name, to link to. */
  function anchorOf(node) {
    const named = [...text.querySelectorAll('[id]:not(svg *)')].filter(each => each.contains(node)
      || each.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    return named[named.length - 1]?.id || '';
  }

  /** Where the words come from: the line of the nearest paragraph that knows its own, around or above. */
  function sourceOf(node) {
    const placed = [...text.querySelectorAll('[data-line]')].filter(each => each.contains(node)
      || each.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
    const last = placed[placed.length - 1];
    if (!last || !document.body.dataset.chapter) {
      return [];
    }
    return [`Source: docs/chapters/${document.body.dataset.chapter}.adoc, ${last.contains(node) ? 'line' : 'below line'} ${last.dataset.line}`];
  }

  function selected() {
    const selection = getSelection();
    const words = selection.toString().trim();
    return words && text.contains(selection.anchorNode) ? { node: selection.getRangeAt(0).startContainer, words } : null;
  }

  function lines({ node, words }) {
    const page = location.pathname.split('/').pop() || 'index.html';
    const heading = headingOf(node);
    return [
      `Page: ${document.title} (${page}#${anchorOf(node)})`,
      ...(heading ? [`Under: ${titleOf(heading)}`] : []),
      ...sourceOf(node),
      `Edition of the page: ${document.body.dataset.made}`,
      '', 'The words:', words.slice(0, LONGEST), '', 'What is wrong with them:', '',
    ].join('\n');
  }

  // ---- The box.

  const area = element('textarea', { rows: '14', 'aria-label': 'The report' });
  const mail = element('a', { class: 'report-button' }, 'Open a mail');
  const dialog = element('dialog', { class: 'report', 'aria-labelledby': 'report-title' },
    element('h2', { id: 'report-title' }, 'Report these words'),
    element('p', {}, 'The book knows no address, and sends nothing: copy this text, or open a mail with it, for whoever gave you the book.'),
    area,
    element('div', { class: 'report-row' }, button('Copy', 'report-button', async () => {
      say(await copy(area.value) ? 'Copied.' : 'This browser lets the page copy nothing: select the text and copy it yourself.');
    }), mail, button('Close', 'report-button', () => dialog.close())));
  area.addEventListener('input', address);
  document.body.append(dialog);

  function address() {
    mail.href = `mailto:?subject=${encodeURIComponent(document.title)}&body=${encodeURIComponent(area.value)}`;
  }

  function open(what) {
    area.value = lines(what);
    address();
    float.hidden = true;
    dialog.showModal();
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }

  // ---- The ways to it: a button beside the paragraph that is pointed at or the words that are selected, and one at the page's end.

  const float = button('Report', 'report-here', () => open(chosen));
  float.hidden = true;
  float.tabIndex = -1;
  float.setAttribute('aria-label', 'Report these words');
  document.body.append(float);

  function place(what, box) {
    chosen = what;
    float.hidden = false;
    const right = document.documentElement.clientWidth - float.offsetWidth - 4;
    float.style.left = `${Math.min(box.right + 6, right) + scrollX}px`;
    float.style.top = `${box.top + scrollY}px`;
  }

  document.addEventListener('selectionchange', () => {
    const what = selected();
    if (what) {
      const box = getSelection().getRangeAt(0).getBoundingClientRect();
      place(what, { right: box.right, top: box.bottom + 4 });
    } else if (!float.matches(':hover')) {
      float.hidden = true;
    }
  });

  // Beside the text, where there is room for it; over the text only what is selected calls for it.
  document.addEventListener('pointerover', event => {
    const block = event.pointerType === 'mouse' && event.target instanceof Element
      && event.target.closest(`#content :is(${BLOCKS})`);
    if (!block || selected() || block.closest(NO_TEXT) || block.closest('[contenteditable]')) {
      return;
    }
    const box = block.getBoundingClientRect();
    if (box.right + 70 < document.documentElement.clientWidth) {
      place({ node: block, words: wordsOf(block) }, box);
    }
  });

  // Its place is one in the window that was.
  addEventListener('resize', () => { float.hidden = true; });

  const end = document.querySelector('main > .turn');
  if (end) {
    const last = button('Report what is selected, or this page', 'report-button', () => {
      open(selected() || kept || { node: end, words: '(the page as a whole)' });
    });
    // A press on a button may take the selection away.
    let kept = null;
    last.addEventListener('pointerdown', () => { kept = selected(); });
    last.addEventListener('focus', () => { kept ||= selected(); });
    end.before(element('p', { class: 'report-end' }, last));
  }
})();
