// Ctrl+Space in a cell lists what may be written at the cursor: the book's server knows it from the cells that have run. Arrow keys
// choose, Enter or Tab writes it as if it were typed, Escape closes the list.
'use strict';

(() => {
  const { element, say } = window.Parts;
  const MOST_SHOWN = 200;
  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  const list = element('div', { id: 'complete', class: 'complete', role: 'listbox', 'aria-label': 'What may be written', hidden: '' });
  document.getElementById('content')?.append(list);
  let open = null;
  let asked = 0;

  /** The cursor as an offset in the code. */
  function cursorIn(code) {
    const selection = getSelection();
    if (!code.contains(selection.focusNode)) {
      return -1;
    }
    const before = document.createRange();
    before.selectNodeContents(code);
    before.setEnd(selection.focusNode, selection.focusOffset);
    return before.toString().length;
  }

  async function ask(code) {
    getSelection().collapseToEnd(); // what undo has brought back is selected
    const cursor = cursorIn(code);
    const text = code.textContent;
    const number = ++asked;
    if (cursor < 0) {
      return;
    }
    const response = await window.live.request('/api/complete', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ chapter: window.live.chapter, code: text, cursor }),
    }).catch(() => null);
    const found = response?.ok ? await response.json() : { candidates: [] };
    // What has been typed meanwhile is not what was asked about.
    if (number === asked && code.textContent === text && cursorIn(code) === cursor) {
      show(code, cursor, found);
    }
  }

  function show(code, cursor, { start, candidates }) {
    if (candidates.length === 0) {
      say('Nothing is known that may be written here.');
      return;
    }
    list.replaceChildren(...candidates.slice(0, MOST_SHOWN).map((each, index) =>
      element('div', { id: `complete-${index}`, role: 'option', 'aria-selected': 'false' }, each)));
    open = { code, typed: cursor - start, chosen: 0 };
    code.setAttribute('aria-controls', list.id);
    list.hidden = false;
    place();
    choose(0);
  }

  function place() {
    const caret = getSelection().getRangeAt(0).getClientRects()[0] || open.code.getBoundingClientRect();
    const left = Math.min(caret.left, document.documentElement.clientWidth - list.offsetWidth - 8);
    list.style.left = `${Math.max(4, left) + scrollX}px`;
    const isRoom = caret.bottom + list.offsetHeight + 4 < innerHeight || caret.top < list.offsetHeight;
    list.style.top = `${(isRoom ? caret.bottom + 2 : caret.top - list.offsetHeight - 2) + scrollY}px`;
  }

  function choose(index) {
    list.children[open.chosen].setAttribute('aria-selected', 'false');
    open.chosen = (index + list.children.length) % list.children.length;
    const chosen = list.children[open.chosen];
    chosen.setAttribute('aria-selected', 'true');
    chosen.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    open.code.setAttribute('aria-activedescendant', chosen.id);
  }

  /** Through the browser's own typing, so that undo takes it back. */
  function take() {
    const words = list.children[open.chosen].textContent;
    const selection = getSelection();
    for (let i = 0; i < open.typed; i++) {
      selection.modify('extend', 'backward', 'character');
    }
    close();
    document.execCommand('insertText', false, words);
  }

  function close() {
    open?.code.removeAttribute('aria-activedescendant');
    open?.code.removeAttribute('aria-controls');
    open = null;
    list.hidden = true;
  }

  // Before the cell hears of it: Enter and Shift+Enter are its own while nothing is to be chosen.
  document.addEventListener('keydown', event => {
    const code = event.target.closest?.('.cell code[contenteditable]');
    if (open && STEPS[event.key]) {
      choose(open.chosen + STEPS[event.key]);
    } else if (open && event.key === 'Escape') {
      close();
    } else if (open && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey) {
      take();
    } else if (code && event.ctrlKey && event.code === 'Space') {
      ask(code);
    } else {
      if (event.key !== 'Shift' && event.key !== 'Control') {
        close();
      }
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }, true);
  list.addEventListener('pointerdown', event => {
    const option = event.target.closest('[role=option]');
    event.preventDefault(); // the cursor stays where it is
    if (option) {
      choose([...list.children].indexOf(option));
      take();
    }
  });
  document.addEventListener('focusout', event => open?.code === event.target && close());
  addEventListener('resize', close);
})();
