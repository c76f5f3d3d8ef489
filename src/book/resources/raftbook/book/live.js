// Makes the cells of a page editable and runnable when the page comes from the book's own server (see PageServer).
// Opened as a file, or from any other server, it does nothing and the page stays as it was built.
'use strict';

(() => {
  const TOKEN_KEY = 'raftbook-token';
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
      this.code = root.querySelector('pre code') || root.querySelector('pre');
      this.output = root.querySelector('.cell-output') || root.appendChild(element('div', { class: 'cell-output' }));
      this.builtCode = [...this.code.cloneNode(true).childNodes];
      this.builtOutput = [...this.output.childNodes];
      this.makeEditable();
      this.addButtons();
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
    }

    key(event) {
      if (event.key !== 'Enter') {
        return;
      }
      if (event.shiftKey || event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.live.run([this]);
        if (event.shiftKey) {
          this.live.focusAfter(this);
        }
      } else if (this.code.contentEditable === 'true') {
        event.preventDefault();
        document.execCommand('insertText', false, '\n');
      }
    }

    addButtons() {
      this.runButton = button('Run', 'Run this cell (Shift+Enter)', () => this.live.run([this]));
      this.stopButton = button('Stop', 'Stop what is running', () => this.live.stop());
      this.resetButton = button('Reset', 'Bring back code and output as they were printed', () => this.restore());
      for (const each of [this.runButton, this.stopButton, this.resetButton]) {
        each.setAttribute('aria-label', `${each.textContent} cell ${this.number}`);
      }
      this.state = element('span', { class: 'live-state' });
      const bar = element('div', { class: 'live-cell-bar' }, this.runButton, this.stopButton, this.resetButton, this.state);
      bar.setAttribute('aria-label', `Cell ${this.number}`);
      oneStop(bar);
      this.output.before(bar);
      this.set('');
    }

    set(state, words = state) {
      this.root.dataset.state = state;
      this.state.textContent = words;
      this.stopButton.hidden = state !== 'running' && state !== 'waiting';
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
        case 'started':
          this.output.replaceChildren();
          this.failed = false;
          this.set('running', 'running …');
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
          break;
        case 'ended':
          this.set(this.failed ? 'failed' : 'done',
            `${this.failed ? 'failed after' : 'done in'} ${(event.milliseconds / 1000).toFixed(2)} s`);
          break;
      }
    }
  }

  // ---- The page.

  class Live {
    constructor(token) {
      this.token = token;
      this.chapter = document.body.dataset.chapter || '';
      this.cells = new Map();
      this.after = null;
      this.pending = new Map();
    }

    async start() {
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
      const query = new URLSearchParams();
      if (document.querySelector('.cell[data-cell]')) {
        query.set('chapter', this.chapter);
      }
      if (this.after !== null) {
        query.set('after', this.after);
      }
      this.stream = new AbortController();
      const response = await this.request(`/api/events?${query}`, { signal: this.stream.signal });
      if (response.status === 403) {
        this.refused = true;
        localStorage.removeItem(TOKEN_KEY);
        this.offline('This page belongs to an earlier run of the server: open the address that it printed last.');
        return;
      }
      if (!response.ok || !(response.headers.get('Content-Type') || '').includes('ndjson')) {
        this.refused = true;
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
      this.after = event.number;
      if (event.type === 'reload') {
        location.reload();
      } else if (event.type === 'stopped' || event.type === 'reset') {
        this.cells.forEach(cell => cell.root.dataset.state === 'waiting' && this.settle(cell, false));
        if (event.type === 'reset') {
          this.cells.forEach(cell => cell.restore());
          this.say('All cells are as printed; nothing is declared any more.');
        }
      } else if (event.cell) {
        const cell = this.cells.get(event.cell);
        cell?.on(event);
        if (cell && event.type === 'ended') {
          this.settle(cell, !cell.failed || 'raises' in cell.root.dataset);
          this.rest();
        }
      }
    }

    online() {
      document.documentElement.dataset.live = 'on';
      if (!this.bar && document.querySelector('.cell[data-cell]')) {
        this.build();
      }
      this.enable(true);
      this.say('');
    }

    offline(words) {
      this.cells.forEach(cell => cell.busy && this.settle(cell, false));
      this.enable(false);
      this.say(words);
    }

    build() {
      this.notice = element('span', { class: 'live-notice', role: 'status' });
      this.bar = element('div', { class: 'live-bar', role: 'toolbar', 'aria-label': 'Cells of this chapter' },
        button('Run all', 'Run all cells of this chapter in order', () => this.run([...this.cells.values()])),
        button('Stop', 'Stop the running cell, and forget those that wait', () => this.stop()),
        button('Reset all', 'Stop, forget what cells have declared, and bring back the printed page', () => this.reset()),
        this.notice);
      oneStop(this.bar);
      let number = 0;
      document.querySelectorAll('.cell[data-cell]').forEach(root => {
        this.cells.set(root.dataset.cell, new Cell(root, ++number, this));
      });
      const first = document.querySelector('.cell[data-cell]');
      (document.querySelector('main') || first.parentElement).prepend(this.bar);
    }

    enable(on) {
      document.querySelectorAll('.live-button').forEach(each => { each.disabled = !on; });
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

    // One after the other; the first failure ends it, unless the cell is there to fail.
    async run(cells) {
      const mine = cells.filter(cell => !cell.busy);
      mine.forEach(cell => cell.set('waiting', 'waiting'));
      for (const cell of mine) {
        const well = cell.root.dataset.state === 'waiting' && await this.runOne(cell);
        if (!well) {
          mine.forEach(each => each.root.dataset.state === 'waiting' && each.set('', ''));
          return;
        }
      }
    }

    async runOne(cell) {
      const ended = new Promise(resolve => this.pending.set(cell, resolve));
      if (!await this.post('run', { cell: cell.id, code: cell.source() })) {
        this.settle(cell, false);
      }
      return ended;
    }

    // The end of a run, as far as the page is concerned.
    settle(cell, well) {
      this.pending.get(cell)?.(well);
      this.pending.delete(cell);
      if (cell.busy) {
        cell.set('', '');
      }
    }

    stop() {
      return this.post('stop');
    }

    reset() {
      return this.post('reset');
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
      new Live(token).start();
    }
  }
})();
