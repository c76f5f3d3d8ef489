// Makes the cells of a page editable and runnable when the page comes from the book's own server (see PageServer).
// Opened as a file, or from any other server, it does nothing and the page stays as it was built.
'use strict';

(() => {
  const TOKEN_KEY = 'raftbook-token';
  const TAB_KEY = 'raftbook-tab';
  const PLACE_KEY = 'raftbook-place';
  const MADE_KEY = 'raftbook-loaded-for';
  const RETRY_MILLISECONDS = 2000;
  const SVG = 'http://www.w3.org/2000/svg';

  // ---- The token: handed over once in the fragment of the printed address, then kept for this origin.

  function takeToken() {
    const found = /[#&]token=([\w-]+)/.exec(location.hash);
    if (found) {
      localStorage.setItem(TOKEN_KEY, found[1]);
      history.replaceState(null, '', location.pathname + location.search);
    }
    return localStorage.getItem(TOKEN_KEY);
  }

  // A tab keeps its name when it is loaded again: what it has asked for before is still its own.
  function takeTab() {
    const name = sessionStorage.getItem(TAB_KEY) || Math.random().toString(36).slice(2);
    sessionStorage.setItem(TAB_KEY, name);
    return name;
  }

  // ---- What the reader has written: kept for each chapter in this browser, with the text that was there before.

  class Edits {
    constructor(chapter) {
      this.key = `raftbook-edits:${chapter}`;
      try {
        this.kept = JSON.parse(localStorage.getItem(this.key)) || {};
      } catch (problem) {
        this.kept = {};
      }
    }

    /** By the text that a cell had, as cells are counted anew when a chapter changes; else by its name. */
    of(id, original) {
      const same = Object.values(this.kept).find(each => each.original === original);
      return same || this.kept[id];
    }

    keep(id, original, code) {
      for (const [name, each] of Object.entries(this.kept)) {
        if (name === id || each.original === original) {
          delete this.kept[name];
        }
      }
      if (code !== original) {
        this.kept[id] = { original, code };
      }
      localStorage.setItem(this.key, JSON.stringify(this.kept));
    }
  }

  // ---- The place: a page that loads itself again shows what it showed before, whatever has grown above.

  function keepPlace() {
    const below = [...document.querySelectorAll('main [id]')].find(each => each.getBoundingClientRect().bottom > 0);
    if (below) {
      sessionStorage.setItem(PLACE_KEY, JSON.stringify({ id: below.id, top: below.getBoundingClientRect().top }));
    }
  }

  function comeBack() {
    const place = JSON.parse(sessionStorage.getItem(PLACE_KEY) || 'null');
    sessionStorage.removeItem(PLACE_KEY);
    const below = place && document.getElementById(place.id);
    if (below) {
      scrollBy({ top: below.getBoundingClientRect().top - place.top, behavior: 'instant' });
    }
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  function button(label, title, action) {
    const made = element('button', { type: 'button', class: 'live-button', title }, label);
    made.addEventListener('click', action);
    return made;
  }

  /** Makes a row of buttons one stop of the Tab key, its first: the arrow keys lead from button to button. */
  function oneStop(bar) {
    bar.setAttribute('role', 'toolbar');
    bar.querySelectorAll('button').forEach((each, index) => { each.tabIndex = index === 0 ? 0 : -1; });
    bar.addEventListener('keydown', event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const shown = [...bar.querySelectorAll('button:not([hidden])')];
      const at = shown.indexOf(document.activeElement);
      if (step && at >= 0) {
        event.preventDefault();
        shown[(at + step + shown.length) % shown.length].focus();
      }
    });
  }

  // ---- Markup from cells: parsed without running anything, and copied by list.

  const SVG_ELEMENTS = new Set(
    ('svg g defs title desc path line rect circle ellipse polygon polyline text tspan textPath marker pattern mask ' +
      'clipPath linearGradient radialGradient stop symbol use style animate animateTransform animateMotion').split(' '));
  const HTML_ELEMENTS = new Set(
    ('div span p br hr b i em strong code pre kbd sub sup small mark ul ol li dl dt dd table caption thead tbody tfoot ' +
      'tr th td h1 h2 h3 h4 h5 h6 blockquote figure figcaption a details summary').split(' '));

  function isHarmless(attribute, tag) {
    const name = attribute.name.toLowerCase();
    const value = attribute.value.replace(/[\s\u0000-\u001f]/g, '').toLowerCase();
    if (name.startsWith('on') || name === 'srcdoc' || name === 'src' || name === 'action') {
      return false;
    }
    if (name === 'href' || name === 'xlink:href') {
      return value.startsWith('#') || (tag === 'a' && /^https?:/.test(value));
    }
    if (name === 'attributename') {
      return !value.includes('href') && !value.startsWith('on');
    }
    return !/javascript:|expression\(|url\((?!["']?#)/.test(value);
  }

  function clean(node, allowed) {
    for (const child of [...node.childNodes]) {
      if (child.nodeType === Node.ELEMENT_NODE && allowed.has(child.localName)) {
        clean(child, allowed);
      } else if (child.nodeType !== Node.TEXT_NODE) {
        child.remove();
      }
    }
    for (const attribute of [...node.attributes]) {
      if (!isHarmless(attribute, node.localName)) {
        node.removeAttributeNode(attribute);
      }
    }
    if (node.localName === 'style' && /@import|url\(|expression\(/i.test(node.textContent)) {
      node.remove();
    }
    return node;
  }

  function picture(source) {
    const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
    const isSvg = root.localName === 'svg' && root.namespaceURI === SVG && !root.querySelector('parsererror');
    return isSvg ? document.importNode(clean(root, SVG_ELEMENTS), true) : null;
  }

  function markup(source) {
    const body = new DOMParser().parseFromString(source, 'text/html').body;
    return element('div', { class: 'live-html' }, ...[...document.importNode(clean(body, HTML_ELEMENTS), true).childNodes]);
  }

  function shown(bundle) {
    if (bundle['image/svg+xml']) {
      const svg = picture(bundle['image/svg+xml']);
      if (svg) {
        return svg;
      }
    } else if (bundle['text/html']) {
      return markup(bundle['text/html']);
    } else if (bundle['image/png']) {
      return element('img', { src: `data:image/png;base64,${bundle['image/png']}`, alt: bundle['text/plain'] || '' });
    }
    return element('pre', { class: 'live-text' }, bundle['text/plain'] || '');
  }

  // ---- A cell.

  class Cell {
    constructor(root, number, live) {
      this.root = root;
      this.id = root.dataset.cell;
      this.number = number;
      this.live = live;
      this.from = '';
      this.code = root.querySelector('pre code') || root.querySelector('pre');
      this.output = root.querySelector('.cell-output') || root.appendChild(element('div', { class: 'cell-output' }));
      this.builtCode = [...this.code.cloneNode(true).childNodes];
      this.builtOutput = [...this.output.childNodes];
      this.original = this.source();
      this.makeEditable();
      this.addButtons();
      this.takeUp(live.edits.of(this.id, this.original));
      this.output.setAttribute('aria-live', 'polite');
      this.output.setAttribute('aria-label', `Output of cell ${number}`);
      this.output.setAttribute('role', 'log');
    }

    makeEditable() {
      this.code.setAttribute('contenteditable', 'plaintext-only');
      if (this.code.contentEditable !== 'plaintext-only') {
        this.code.setAttribute('contenteditable', 'true');
        this.code.addEventListener('paste', event => {
          event.preventDefault();
          document.execCommand('insertText', false, event.clipboardData.getData('text/plain'));
        });
      }
      for (const [name, value] of Object.entries({
        role: 'textbox', 'aria-multiline': 'true', 'aria-label': `Code of cell ${this.number}`,
        spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off', tabindex: '0',
      })) {
        this.code.setAttribute(name, value);
      }
      this.code.addEventListener('keydown', event => this.key(event));
      this.code.addEventListener('input', () => this.live.edits.keep(this.id, this.original, this.source()));
    }

    // What the reader wrote here before; if it was written for another text, it is offered and not put in.
    takeUp(edit) {
      if (!edit) {
        return;
      }
      if (edit.original === this.original) {
        this.write(edit.code);
        return;
      }
      const offer = element('span', { class: 'live-offer' }, 'You have changed an older version of this cell. ');
      offer.append(button('Show my version', 'Put in what you wrote', () => {
        offer.remove();
        this.write(edit.code);
        this.live.edits.keep(this.id, this.original, edit.code);
      }), ' ', button('Keep this one', 'Forget what you wrote', () => {
        offer.remove();
        this.live.edits.keep(this.id, this.original, this.original);
      }));
      this.bar.append(offer);
    }

    write(code) {
      this.code.textContent = code;
    }

    key(event) {
      if (event.key !== 'Enter') {
        return;
      }
      if (event.shiftKey || event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.live.runHere(this);
        if (event.shiftKey) {
          this.live.focusAfter(this);
        }
      } else if (this.code.contentEditable === 'true') {
        event.preventDefault();
        document.execCommand('insertText', false, '\n');
      }
    }

    addButtons() {
      this.runButton = button('Run', 'Run this cell (Shift+Enter)', () => this.live.runHere(this));
      this.aboveButton = button('Run above', 'Run all cells above, in order, and then this one', () => this.live.runUpTo(this));
      this.stopButton = button('Stop', 'Stop what is running', () => this.live.stop());
      this.resetButton = button('Reset', 'Bring back code and output as they were printed', () => this.restore());
      for (const each of [this.runButton, this.aboveButton, this.stopButton, this.resetButton]) {
        each.setAttribute('aria-label', `${each.textContent} cell ${this.number}`);
      }
      this.aboveButton.hidden = this.number === 1;
      this.state = element('span', { class: 'live-state' });
      this.bar = element('div', { class: 'live-cell-bar' }, this.runButton, this.aboveButton, this.stopButton, this.resetButton);
      this.checkButton = this.check && button('Check', 'Run this cell and the check of the exercise',
        () => this.live.run([this, this.live.cells.get(this.check)]));
      if (this.checkButton) {
        this.runButton.after(this.checkButton);
        this.verdict = element('p', { class: 'live-verdict', role: 'status' });
      }
      this.bar.append(this.state);
      this.bar.setAttribute('aria-label', `Cell ${this.number}`);
      oneStop(this.bar);
      this.output.before(this.bar);
      if (this.verdict) {
        this.bar.after(this.verdict);
      }
      this.set('');
    }

    set(state, words = state) {
      this.root.dataset.state = state;
      this.state.textContent = words;
      this.stopButton.hidden = state !== 'running' && state !== 'waiting';
    }

    // The name of the exercise's check, in the cell in which the exercise is solved.
    get check() {
      const within = 'starter' in this.root.dataset && this.root.closest('.exercise');
      return within ? within.querySelector('[data-check]')?.dataset.cell : undefined;
    }

    get busy() {
      return this.root.dataset.state === 'running' || this.root.dataset.state === 'waiting';
    }

    // The program alone: callout numbers are part of the page, not of the code.
    source() {
      const copy = this.code.cloneNode(true);
      copy.querySelectorAll('.conum + b').forEach(each => each.remove());
      copy.querySelectorAll('.conum, .linenos, br').forEach(each => each.replaceWith(each.tagName === 'BR' ? '\n' : ''));
      return copy.textContent;
    }

    restore() {
      this.code.replaceChildren(...this.builtCode.map(each => each.cloneNode(true)));
      this.live.edits.keep(this.id, this.original, this.original);
      this.restoreOutput();
    }

    restoreOutput() {
      this.output.replaceChildren(...this.builtOutput);
      if (!this.busy) {
        this.set('');
      }
    }

    text(stream, text) {
      const last = this.output.lastElementChild;
      const kind = `live-text live-${stream}`;
      if (last && last.className === kind) {
        last.append(text);
      } else {
        this.output.append(element('pre', { class: kind }, text));
      }
    }

    display(event) {
      if (!event.update) {
        this.output.append(element('div', { class: 'live-display', 'data-display': event.id }, shown(event.bundle)));
        return;
      }
      document.querySelectorAll(`[data-display="${CSS.escape(event.id)}"]`).forEach(each => {
        // A picture that moves would be read out ten times a second.
        each.setAttribute('aria-live', 'off');
        each.replaceChildren(shown(event.bundle));
      });
    }

    on(event) {
      switch (event.type) {
        case 'waiting':
          this.set('waiting', `waiting${this.asker(event)}`);
          break;
        case 'forgotten':
          this.set('');
          break;
        case 'started':
          this.output.replaceChildren();
          this.failed = false;
          this.from = this.asker(event);
          this.set('running', `running${this.from} …`);
          break;
        case 'text':
          this.text(event.stream, event.text);
          break;
        case 'value':
          this.output.append(element('pre', { class: 'live-text live-value' }, event.text));
          break;
        case 'display':
          this.display(event);
          break;
        case 'failed':
          this.failed = true;
          this.output.append(element('pre', { class: 'live-text live-failure' }, event.text));
          this.hint(event.text);
          break;
        case 'ended':
          this.set(this.failed ? 'failed' : 'done',
            `${this.failed ? 'failed after' : 'done in'} ${(event.milliseconds / 1000).toFixed(2)} s${this.from}`);
          this.live.judged(this);
          break;
      }
    }

    // All tabs of a chapter share its cells' session and see its output; what another has asked for says so.
    asker(event) {
      const other = event.by === this.live.tab ? '' : ', from another tab';
      return event.code === this.source() ? other : `${other}, with other code than is shown here`;
    }

    // A name that is unknown only because a cell above has not run.
    hint(failure) {
      const name = /cannot find symbol[\s\S]*?symbol:\s+\w+\s+(\w+)/.exec(failure)?.[1];
      const above = name && this.live.above(this)
        .find(cell => cell.root.dataset.state !== 'done' && declares(cell.source(), name));
      if (above) {
        this.output.append(element('p', { class: 'live-hint' },
          `${name} stands in cell ${above.number} above, which has not run. `,
          button('Run above', 'Run all cells above, in order, and then this one', () => this.live.runUpTo(this))));
      }
    }
  }

  /** Whether the code seems to declare the name: behind a type and before what may follow, or as a type. */
  function declares(code, name) {
    return new RegExp(`[\\w>\\]]\\s+${name}\\s*[=;(]|(class|record|interface|enum)\\s+${name}\\b`).test(code);
  }

  // ---- The page.

  class Live {
    constructor(token) {
      this.token = token;
      this.chapter = document.body.dataset.chapter || '';
      this.tab = takeTab();
      this.edits = new Edits(this.chapter);
      this.cells = new Map();
      this.after = null;
    }

    async start() {
      // At once, and not when the server has answered: what comes later would move the page under the reader's eyes.
      if (document.querySelector('.cell[data-cell]')) {
        this.build();
        this.enable(false);
      }
      comeBack();
      document.addEventListener('visibilitychange', () => this.rest());
      while (!this.refused) {
        try {
          await this.listen();
        } catch (problem) {
          if (document.hidden) {
            await new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true }));
          } else {
            this.offline('The book\'s server does not answer: start it again, and open the address that it prints.');
            await new Promise(resolve => setTimeout(resolve, RETRY_MILLISECONDS));
          }
        }
      }
    }

    // A browser opens few connections to one server: a page that nobody sees gives its own back, and catches up later.
    rest() {
      if (document.hidden && ![...this.cells.values()].some(cell => cell.busy)) {
        this.stream?.abort();
      }
    }

    request(path, options = {}) {
      return fetch(path, { ...options, headers: { 'Raftbook-Token': this.token, ...options.headers } });
    }

    async listen() {
      const query = new URLSearchParams({ chapter: this.chapter, cells: this.cells.size });
      if (this.after !== null) {
        query.set('after', this.after);
      }
      this.stream = new AbortController();
      const response = await this.request(`/api/events?${query}`, { signal: this.stream.signal });
      if (response.status === 403) {
        this.refused = true;
        localStorage.removeItem(TOKEN_KEY);
        this.dismantle();
        this.offline('This page belongs to an earlier run of the server: open the address that it printed last.');
        return;
      }
      if (!response.ok || !(response.headers.get('Content-Type') || '').includes('ndjson')) {
        this.refused = true;
        this.dismantle();
        return;
      }
      this.online();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          throw new Error('the server has closed the stream');
        }
        const lines = (rest + value).split('\n');
        rest = lines.pop();
        lines.filter(line => line).forEach(line => this.on(JSON.parse(line)));
      }
    }

    on(event) {
      this.after = event.number ?? this.after;
      switch (event.type) {
        case 'anew':
          this.cells.forEach(cell => { cell.set(''); cell.restoreOutput(); });
          break;
        case 'ready':
          this.compare(event.made);
          break;
        case 'book':
          this.tellBook(event);
          break;
        case 'reload':
          this.reload();
          break;
        case 'stopped':
          this.cells.forEach(cell => cell.root.dataset.state === 'waiting' && cell.set(''));
          break;
        case 'reset':
          this.cells.forEach(cell => { cell.set(''); cell.restoreOutput(); });
          this.say('All outputs are as printed; nothing is declared any more.');
          break;
        default:
          this.cells.get(event.cell)?.on(event);
          if (event.type === 'ended') {
            this.rest();
          }
      }
    }

    reload() {
      keepPlace();
      location.reload();
    }

    // The page may have been built between being served and listening here.
    compare(made) {
      if (made && document.body.dataset.made && made !== document.body.dataset.made
          && sessionStorage.getItem(MADE_KEY) !== made) {
        sessionStorage.setItem(MADE_KEY, made);
        this.reload();
      }
    }

    // How far the book is, where a page waits for its chapter; and what is wrong with it.
    tellBook(book) {
      const coming = document.querySelector('.coming');
      if (coming) {
        coming.querySelector('p').textContent = book.building
          ? `${coming.dataset.what} ${book.says}`
          : 'This chapter could not be built: see below.';
        Object.assign(coming.querySelector('progress'), book.of ? { max: book.of, value: book.done } : {});
      }
      this.problems?.remove();
      const wrong = [...(book.failure ? [`The book cannot be built: ${book.failure}`] : []), ...book.problems];
      if (wrong.length > 0) {
        this.problems = element('details', { class: 'live-problems' },
          element('summary', {}, `${wrong.length} ${wrong.length === 1 ? 'thing is' : 'things are'} not true in the book`),
          ...wrong.map(each => element('pre', { tabindex: '0' }, each)));
        document.querySelector('main')?.prepend(this.problems);
      }
    }

    online() {
      document.documentElement.dataset.live = 'on';
      this.enable(true);
      this.say('');
    }

    offline(words) {
      this.cells.forEach(cell => cell.busy && cell.set('', ''));
      this.enable(false);
      this.say(words);
    }

    build() {
      this.notice = element('span', { class: 'live-notice', role: 'status' });
      this.bar = element('div', { class: 'live-bar', role: 'toolbar', 'aria-label': 'Cells of this chapter' },
        button('Run all', 'Run all cells of this chapter in order', () => this.run([...this.cells.values()])),
        button('Stop', 'Stop the running cell, and forget those that wait', () => this.stop()),
        button('Reset all', 'Stop, forget what cells have declared, and bring back the printed page', () => this.resetAll()),
        this.notice);
      oneStop(this.bar);
      let number = 0;
      document.querySelectorAll('.cell[data-cell]').forEach(root => {
        this.cells.set(root.dataset.cell, new Cell(root, ++number, this));
      });
      (document.querySelector('main') || document.body).prepend(this.bar);
    }

    enable(on) {
      document.querySelectorAll('.live-button:not([data-still])').forEach(each => { each.disabled = !on; });
    }

    say(words) {
      if (this.notice) {
        this.notice.textContent = words;
      }
    }

    focusAfter(cell) {
      const all = [...this.cells.values()];
      const next = all[all.indexOf(cell) + 1];
      if (next) {
        next.code.focus();
      }
    }

    above(cell) {
      const all = [...this.cells.values()];
      return all.slice(0, all.indexOf(cell)).filter(each => !('check' in each.root.dataset));
    }

    runUpTo(cell) {
      return this.run([...this.above(cell), cell]);
    }

    // On a slide, what stands above is not to be seen, and has not been left out on purpose.
    runHere(cell) {
      const missing = document.body.classList.contains('deck')
        ? this.above(cell).filter(each => !['done', 'failed'].includes(each.root.dataset.state)) : [];
      return this.run([...missing, cell]);
    }

    // One after the other; the first failure ends it, unless the cell is there to fail. The server sees to that, so that
    // it goes on when this page is loaded again.
    async run(cells) {
      const mine = cells.filter(cell => !cell.busy);
      mine.forEach(cell => cell.set('waiting'));
      const asked = mine.map(cell => ({ cell: cell.id, code: cell.source(), raises: 'raises' in cell.root.dataset }));
      if (asked.length > 0 && !await this.post('run', { tab: this.tab, cells: asked })) {
        mine.forEach(cell => cell.root.dataset.state === 'waiting' && cell.set(''));
      }
    }

    // The verdict of an exercise's check is shown where the exercise is solved.
    judged(check) {
      const solved = [...this.cells.values()].find(cell => cell.check === check.id);
      if (solved) {
        const words = check.output.querySelector('.live-value, .live-failure')?.textContent.split('\n')[0] || '';
        solved.verdict.textContent = words;
        const passed = words.replace(/^"/, '').startsWith('Passed');
        solved.verdict.dataset.passed = passed;
        if (passed) {
          window.progress?.solve(solved.root.closest('.exercise').id);
        }
      }
    }

    stop() {
      return this.post('stop');
    }

    resetAll() {
      const changed = [...this.cells.values()].filter(cell => cell.source() !== cell.original);
      const words = `You have changed ${changed.length} of the cells. Reset all puts back what was printed, for good.`;
      if (changed.length > 0 && !confirm(words)) {
        return undefined;
      }
      this.cells.forEach(cell => cell.restore());
      return this.post('reset');
    }

    // A page that is not live after all looks as it was printed.
    dismantle() {
      document.querySelectorAll('.live-bar, .live-cell-bar, .live-verdict').forEach(each => each.remove());
      this.cells.forEach(cell => cell.code.removeAttribute('contenteditable'));
      dispatchEvent(new Event('dismantled'));
    }

    async post(action, details = {}) {
      try {
        const response = await this.request(`/api/${action}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ chapter: this.chapter, ...details }),
        });
        if (!response.ok) {
          this.say(await response.text());
        }
        return response.ok;
      } catch (problem) {
        this.offline('The book\'s server does not answer: start it again, and open the address that it prints.');
        return false;
      }
    }
  }

  if (location.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(location.hostname)) {
    const token = takeToken();
    if ('opens' in document.body.dataset) {
      location.replace(document.body.dataset.opens);
    } else if (token) {
      window.live = new Live(token); // complete.js asks through it
      window.live.start();
    }
  }
})();
