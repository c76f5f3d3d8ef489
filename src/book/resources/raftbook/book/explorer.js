// The explorer: a run of the library that its reader steers, shown by the library's own pictures (see raftbook.book.world).
//
//   new Explorer(element, { link, address, start, rules })
//     link     what to open at first: a run as raftbook.open takes it
//     look     instead of it: { run, place, steered }, a run that came with a picture, for raftbook.recorded; its name in the page; the
//              link of a run that is the same and can be steered, if there is one
//     address  true: the page's fragment names the run, and follows it
//     start    false: without the fields for a new run
//     rules    false: without the switches for rules
//   open(link) shows another run, look(run) one that is over; run and moment are what is shown: a PageRun, and the number of one of its moments.
//   After every change the element gets an event 'run', with detail { run, moment }.
'use strict';

(() => {
  const SEED = '974';
  const SIZE = '3';
  /** So many steps lead to a first leader nearly always. */
  const MOST_STEPS_TO_LEADER = 300;
  const WINDOWS = [50, 100, 200, 400, 1000, 3000];
  /** Milliseconds of the run in a second of the reader's. */
  const SPEEDS = [[2, '1/500'], [10, '1/100'], [50, '1/20'], [200, '1/5'], [1000, '1']];
  const LONGEST_STALL_MILLISECONDS = 100;
  const REST_MILLISECONDS = 250;
  const CALM_MILLISECONDS = 600;
  const NARROWEST_DIAGRAM = 320;
  /** A future that is looked at beside another is let go on so far in one go. */
  const MOST_STEPS_BESIDE = 3000;
  /** So high is the label above a line in the diagram. */
  const LABEL = 15;
  /** Pictures round their times so far. */
  const HALF_A_MICROSECOND = 0.0006;
  const SVG = 'http://www.w3.org/2000/svg';
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let made = 0;

  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false && value !== undefined) {
        node.setAttribute(name, value === true ? '' : value);
      }
    }
    node.append(...children);
    return node;
  }

  function button(words, action, attributes = {}) {
    const node = element('button', { type: 'button', ...attributes }, words);
    node.addEventListener('click', action);
    return node;
  }

  function labelled(words, field) {
    return element('label', {}, element('span', {}, words), field);
  }

  function select(choices, chosen, action) {
    const node = element('select', {});
    for (const [value, words] of choices) {
      node.append(element('option', { value, selected: value === chosen }, words));
    }
    node.addEventListener('change', action);
    return node;
  }

  /** A part of a decision: commas and semicolons stand between those. */
  function word(text) {
    return encodeURIComponent(text.toWellFormed ? text.toWellFormed() : text);
  }

  function inWords(rule) {
    return rule.toLowerCase().replaceAll('_', ' ');
  }

  function milliseconds(time) {
    return `${time.toFixed(3)} ms`;
  }

  /** The library's own pictures, and nothing else, come in as markup; one that is there already is left alone. */
  function put(svg, box) {
    if (box.shown !== svg) {
      box.shown = svg;
      box.innerHTML = svg;
    }
  }

  function isInSight(box) {
    const { top, bottom } = box.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  }

  // ---- One run on the page: its pictures at one of its moments.

  class Future {
    constructor(run, name) {
      this.run = run;
      this.name = name;
      this.moment = run.moments() - 1;
      this.title = element('h2', {});
      this.outcome = element('div', { class: 'ex-outcome' });
      this.diagram = element('div', { class: 'ex-picture display ex-diagram' });
      this.ring = element('div', { class: 'ex-picture display ex-ring' });
      this.logs = element('div', { class: 'ex-picture display ex-logs' });
      this.tools = element('span', { class: 'ex-future-tools' });
      /** The moments that a decision has led to, as far as they have been looked for. */
      this.decided = [];
      this.looked = 0;
      const head = element('div', { class: 'ex-future-head' }, this.title, this.tools);
      this.element = element('section', { class: 'ex-future' }, head, this.outcome, this.diagram,
        element('div', { class: 'ex-pair' }, this.ring, this.logs));
      for (const picture of [this.diagram, this.ring]) {
        picture.addEventListener('click', event => this.point(event));
      }
      /** Called with what can be done to what the reader points at: see Explorer. */
      this.pointed = () => {};
    }

    /** What the reader points at is told by the titles in the library's pictures. */
    point(event) {
      const title = event.target.closest('g')?.querySelector(':scope > title')?.textContent;
      if (title && this.targets.has(title)) {
        this.pointed(this, this.targets.get(title), event);
      }
    }

    /** What in the pictures can be clicked, by its title there, and what can be done to it. */
    markTargets(choices) {
      this.targets = new Map();
      const add = (title, choice) => this.targets.set(title, [...(this.targets.get(title) || []), choice]);
      for (const group of this.element.querySelectorAll('.ex-picture svg g')) {
        const title = group.querySelector(':scope > title')?.textContent;
        if (!title || this.targets.has(title)) {
          continue;
        }
        const server = group.closest('.ex-ring') && /^(\S+): /.exec(title);
        choices.filter(each => each.shown === title || (server && each.server === server[1])
          || (each.kind === 'heal' && title === `the way from ${each.from} to ${each.to} is cut`)).forEach(each => add(title, each));
      }
      // A picture that scrolls can be reached by key.
      for (const picture of this.element.querySelectorAll('.ex-picture')) {
        picture.tabIndex = picture.scrollWidth > picture.clientWidth + 1 ? 0 : -1;
      }
      for (const group of this.element.querySelectorAll('.ex-picture svg g')) {
        group.classList.toggle('ex-target', this.targets.has(group.querySelector(':scope > title')?.textContent));
      }
    }

    get decisions() {
      for (const last = this.last; this.looked < last;) {
        const { decision } = JSON.parse(this.run.at(++this.looked));
        if (decision) {
          this.decided.push(this.looked);
        }
      }
      return this.decided;
    }

    /** Lets it go on until a time. */
    reach(at) {
      for (let i = 0; i < MOST_STEPS_BESIDE && !this.run.problem(); i++) {
        const { next } = JSON.parse(this.run.at(this.last));
        if (next < 0 || next > at || !this.run.step()) {
          return;
        }
      }
    }

    get last() {
      return this.run.moments() - 1;
    }

    get now() {
      return JSON.parse(this.run.at(this.moment));
    }

    get broken() {
      const broken = this.run.broken();
      return broken ? JSON.parse(broken) : null;
    }

    get rules() {
      const part = this.run.link(0).split('&').find(each => each.startsWith('break='));
      return part ? part.slice('break='.length).split('+').filter(each => each) : [];
    }

    /** Whether the invariant that ends the run is broken at what is shown. */
    get isBroken() {
      return this.moment === this.last && this.run.broken() !== '';
    }

    /** @param hurries whether the next frame is about to show another moment: what is out of sight can wait */
    draw(window, at, hurries) {
      this.targets = new Map();
      this.drawOutcome();
      const from = Math.max(0, at - window * 0.75);
      const width = Math.max(NARROWEST_DIAGRAM, Math.round(this.diagram.clientWidth) || 900);
      const pictures = [
        [this.diagram, () => this.run.diagram(this.moment, from, from + window, width)],
        [this.ring, () => this.run.ring(this.moment)],
        [this.logs, () => this.run.logs(this.moment)]];
      const shown = pictures.filter(([box]) => !hurries || isInSight(box)).map(([box, picture]) => [picture(), box]);
      shown.forEach(each => put(...each));
      this.veil();
    }

    /** What lies beyond the moment that is shown has not happened. */
    veil() {
      const title = [...this.diagram.querySelectorAll('title')].find(each => / ms: (now|.* is broken)$/.test(each.textContent));
      const line = title && !this.diagram.querySelector('.ex-veil') && /^M([\d.]+) ([\d.]+)L[\d.]+ ([\d.]+)/.exec(title.parentNode.querySelector('path').getAttribute('d'));
      if (!line) {
        return;
      }
      const svg = this.diagram.firstElementChild;
      const veil = document.createElementNS(SVG, 'rect');
      const [x, top, bottom] = line.slice(1).map(Number);
      const y = top + LABEL;
      for (const [name, value] of Object.entries({ x, y, width: svg.viewBox.baseVal.width - x - 2, height: bottom - y })) {
        veil.setAttribute(name, value);
      }
      veil.setAttribute('class', 'ex-veil');
      svg.append(veil);
    }

    head() {
      const rules = this.rules;
      this.title.textContent = this.name
        + (rules.length ? `, in which a rule is broken: ${rules.map(inWords).join(', ')}` : '');
    }

    drawOutcome() {
      const parts = [];
      const problem = this.run.problem();
      if (problem) {
        parts.push(element('p', { class: 'ex-problem' }, problem));
      }
      const broken = this.broken;
      if (broken) {
        const where = this.isBroken ? '' : ' at the end of this run';
        parts.push(element('div', { class: 'ex-broken' },
          element('p', {}, element('strong', {}, `${broken.title} is broken${where}`), `: ${broken.meaning}.`),
          element('p', {}, broken.words)));
      } else if (this.moment === this.last && this.run.whyOver()) {
        parts.push(element('p', { class: 'ex-over' }, `No event can follow: ${this.run.whyOver()}.`));
      }
      this.outcome.replaceChildren(...parts);
    }
  }

  // ---- What can happen next, as a list. The library says what that is; a reader's words only go into decisions.

  class Next {
    constructor(explorer) {
      this.explorer = explorer;
      this.delay = element('input', { type: 'number', min: 1, max: JSON.parse(raftbook.bounds()).delay, value: 100 });
      this.key = element('input', { value: '/k', maxlength: 100, size: 8 });
      this.value = element('input', { value: 'v1', maxlength: 100, size: 8 });
      this.server = element('select', {});
      this.refusal = element('p', { class: 'ex-refusal', role: 'alert' });
      this.title = element('h2', {});
      this.note = element('p', { class: 'ex-note' });
      this.groups = {};
      this.element = element('section', { class: 'ex-next' }, this.title, this.note, this.refusal);
      this.group('messages', 'Messages on their way', true, labelled('delay by, in ms', this.delay));
      this.group('timers', 'Timers', true);
      this.group('servers', 'Servers', true);
      this.group('clients', 'Clients', true, this.asks());
      this.group('ways', 'Ways between servers', false);
    }

    group(name, words, open, ...fields) {
      const count = element('span', { class: 'ex-count' });
      const list = element('ul', {});
      const group = element('details', { open, class: `ex-group ex-${name}` },
        element('summary', {}, words, ' ', count), ...fields, list);
      this.groups[name] = { list, count };
      this.element.append(group);
    }

    asks() {
      const ask = kind => button(kind, () => this.decide(this.decision({ kind, server: this.server.value })));
      return element('div', { class: 'ex-asks' }, labelled('ask', this.server), labelled('key', this.key),
        labelled('value', this.value), ask('put'), ask('get'), ask('delete'));
    }

    decide(decision) {
      this.refusal.textContent = this.explorer.decide(decision);
    }

    /** The same choice with what the reader has written into the fields: a delay, a key, a value. */
    decision(choice) {
      const fields = { delay: [this.delay], put: [this.key, this.value], get: [this.key], delete: [this.key] }[choice.kind];
      return fields ? [choice.kind, choice.copy || choice.server, ...fields.map(field => word(field.value))].join(',') : choice.do;
    }

    /** What is to be done, on a button in a picture. */
    label({ kind }) {
      const words = { delay: `delay by ${this.delay.value} ms`, put: `put ${this.key.value} = ${this.value.value}`,
        get: `get ${this.key.value}`, delete: `delete ${this.key.value}` };
      return words[kind] || kind;
    }

    draw(choices, requests, note) {
      const place = this.place();
      this.refusal.textContent = '';
      this.note.textContent = note;
      this.title.textContent = this.explorer.run.watched() ? 'What this is' : 'What can happen next';
      this.element.classList.toggle('ex-none', choices.length === 0);
      this.element.classList.toggle('ex-unasked', requests.length === 0);
      const flights = new Map();
      for (const choice of choices.filter(each => each.copy)) {
        flights.set(choice.copy, [...(flights.get(choice.copy) || []), choice]);
      }
      this.fill('messages', [...flights.values()].map(each =>
        this.item(`${each[0].words.replace(/^[^:]*: /, '')}, due at ${milliseconds(each[0].arrives)}`, each, each[0])));
      this.fill('timers', this.rows(choices, ['fire'], each => each.words.replace('let the timer', 'the timer').replace(' fire', '')));
      const servers = new Map();
      for (const choice of choices.filter(each => ['pause', 'resume', 'stop'].includes(each.kind))) {
        servers.set(choice.server, [...(servers.get(choice.server) || []), choice]);
      }
      this.fill('servers', [...servers].map(([server, each]) => this.item(server, each, each[0])));
      this.fill('ways', this.rows(choices, ['cut', 'heal'], each => each.words));
      this.fill('clients', requests.map(each => element('li', {}, answer(each))));
      const put = choices.filter(each => each.kind === 'put');
      const chosen = this.server.value;
      this.server.replaceChildren(...put.map(each => element('option', { selected: each.server === chosen }, each.server)));
      this.comeBack(place);
    }

    /** Whoever works by keys stands on a button, and goes on from there, though all of them are new. */
    place() {
      const focused = document.activeElement;
      const list = focused && this.element.contains(focused) && focused.closest('ul');
      return list ? { list, kind: focused.textContent, index: [...list.querySelectorAll('button')].indexOf(focused) } : null;
    }

    comeBack(place) {
      if (!place) {
        return;
      }
      const buttons = [...place.list.querySelectorAll('button')];
      const same = buttons.slice(Math.max(0, place.index - 3)).find(each => each.textContent === place.kind);
      const summary = place.list.parentNode.querySelector('summary');
      const left = same || buttons[Math.min(place.index, buttons.length - 1)] || summary;
      (left.checkVisibility() ? left : this.explorer.slider).focus();
    }

    rows(choices, kinds, words) {
      return choices.filter(each => kinds.includes(each.kind)).map(each => this.item(words(each), [each], each));
    }

    item(words, choices) {
      const buttons = choices.map(choice => button(choice.kind, () => this.decide(this.decision(choice)),
        { 'aria-label': `${choice.kind}: ${words}`, 'data-do': choice.do }));
      return element('li', {}, element('span', {}, words), element('span', { class: 'ex-do' }, ...buttons));
    }

    fill(name, items) {
      this.groups[name].count.textContent = name === 'clients' ? '' : `(${items.length})`;
      this.groups[name].list.replaceChildren(...items);
    }
  }

  function answer(request) {
    const ended = { OPEN: 'no answer yet', DONE: request.answer, REFUSED: `refused: ${request.answer}`,
      UNKNOWN: `outcome unknown: ${request.answer}` };
    return `${request.what} on ${request.server}, asked at ${milliseconds(request.from)}: ${ended[request.end]}`;
  }

  // ---- The whole.

  class Explorer {
    constructor(root, options = {}) {
      this.root = root;
      this.options = { start: true, rules: true, address: false, ...options };
      this.id = `ex${++made}`;
      this.window = 400;
      this.speed = 50;
      this.futures = [];
      this.active = null;
      this.playing = 0;
      this.build();
      if (this.options.address) {
        addEventListener('hashchange', () => this.follow());
      }
      if (this.options.look) {
        this.look(raftbook.recorded(this.options.look.run, 'the run of the picture, as it was when the book was built'), this.options.look);
      } else {
        const fragment = this.fragment();
        this.open((!this.searches(fragment) && fragment) || this.options.link || this.firstLeader());
      }
    }

    /** The run that is shown. */
    get run() {
      return this.active.run;
    }

    /** The number of its moment that is shown. */
    get moment() {
      return this.active.moment;
    }

    /** Shows the run of a link, at its end. */
    open(link) {
      this.look(raftbook.open(link));
    }

    /** Shows a run at its end; of one that no link of its own leads to, with its origin: { place, steered } or { link, java }. */
    look(run, origin = null) {
      this.pause();
      this.origin = origin;
      if (origin) {
        // A short run is seen whole.
        const end = run.time(run.moments() - 1);
        this.shows.value = this.window = WINDOWS.find(each => 0.7 * each > end) ?? WINDOWS[3];
      }
      this.show([new Future(run, 'The run')], 0);
    }

    /** Does something at the moment that is shown. If that is past, a second future begins. Returns why it cannot happen. */
    decide(decision) {
      this.pause();
      const old = this.active;
      const isPast = old.moment < old.last;
      const run = isPast ? old.run.fork(old.moment) : old.run;
      const refusal = run.decide(decision);
      if (refusal) {
        return refusal;
      }
      this.told = isPast ? 'A second future begins.' : '';
      if (isPast) {
        this.show([old, new Future(run, 'Second future')], 1);
      } else {
        old.moment = old.last;
        this.changed();
      }
      return '';
    }

    /** Goes to the next moment, and makes one if this is the last. Returns whether there was one. */
    step() {
      const future = this.active;
      if (future.moment === future.last && !future.run.step()) {
        this.changed();
        return false;
      }
      future.moment++;
      this.changed();
      return true;
    }

    /** Shows another moment of the run. */
    goTo(moment, hurries = false) {
      this.active.moment = Math.max(0, Math.min(moment, this.active.last));
      this.changed(hurries);
    }

    /** Shows the moment of a time, in milliseconds as a picture says it; the last one if none is so late. */
    goToTime(time) {
      this.pause();
      this.goTo(Number.isFinite(time) ? this.run.momentAt(time - HALF_A_MICROSECOND) : this.active.last);
    }

    /** Shows how it stood at a time, in milliseconds. */
    goToState(time) {
      this.pause();
      const next = this.run.momentAt(time);
      this.goTo(this.run.time(next) > time ? next - 1 : next);
    }

    firstLeader() {
      const run = raftbook.create(SIZE, SEED, '');
      for (let i = 0; i < MOST_STEPS_TO_LEADER; i++) {
        run.step();
        if (JSON.parse(run.at(run.moments() - 1)).servers.some(each => each.role === 'LEADER')) {
          break;
        }
      }
      return run.link(run.moments() - 1);
    }

    // ---- The page's address

    /** The run that the page's address names; empty if it names none, or a place in the page. */
    fragment() {
      const fragment = this.options.address ? location.hash.slice(1) : '';
      return document.getElementById(fragment) ? '' : fragment;
    }

    /** Whether it names a search; then that begins. */
    searches(fragment) {
      const isSearch = this.search && fragment.startsWith('search&');
      if (isSearch) {
        this.search.open(fragment.slice('search&'.length));
      }
      return isSearch;
    }

    follow() {
      const fragment = this.fragment();
      if (fragment && fragment !== this.link && !this.searches(fragment)) {
        this.open(fragment);
      }
    }

    get link() {
      const { place, link } = this.origin || {};
      return place ? `run=${place},${this.moment}` : link || this.run.link(this.moment);
    }

    get javaLine() {
      return this.origin ? this.origin.java || '' : this.run.java(this.moment);
    }

    get url() {
      const own = this.options.address || this.options.look;
      const page = own ? location.href : new URL('explorer.html', location.href).href;
      return `${page.split('#')[0]}#${this.link}`;
    }

    // ---- Futures

    show(futures, active) {
      this.futures = futures;
      this.active = futures[active];
      futures.forEach((future, index) => {
        future.name = futures.length === 1 ? 'The run' : ['First future', 'Second future'][index];
        future.run.mark(0, '');
        future.head();
        future.pointed = (...pointed) => this.pointed(...pointed);
        future.tools.replaceChildren(...(futures.length === 1 ? [] : [
          button('Steer this one', () => this.steer(future), { class: 'ex-steer' }),
          button('Close', () => this.close(future), { 'aria-label': `Close the ${future.name.toLowerCase()}` })]));
      });
      this.part();
      this.stage.replaceChildren(...futures.map(future => future.element));
      this.stage.dataset.futures = futures.length;
      this.changed();
    }

    steer(future) {
      this.pause();
      this.active = future;
      this.changed();
    }

    close(future) {
      const left = this.futures.filter(each => each !== future);
      this.pause();
      this.show(left, 0);
      this.slider.focus();
    }

    /** Marks where two futures part: after the last moment that they have in common. */
    part() {
      const [one, other] = this.futures;
      this.parted = -1;
      if (!other) {
        return;
      }
      const most = Math.min(one.last, other.last);
      while (this.parted < most && one.run.at(this.parted + 1) === other.run.at(this.parted + 1)) {
        this.parted++;
      }
      const at = this.parted < 0 ? 0 : JSON.parse(one.run.at(this.parted)).at;
      for (const future of this.futures) {
        future.run.mark(at, 'the futures part');
      }
    }

    /** The other future shows the same time. */
    align() {
      const { at } = this.active.now;
      for (const future of this.futures.filter(each => each !== this.active)) {
        future.reach(at);
        const same = Math.min(this.active.moment, this.parted);
        const reached = future.run.momentAt(at);
        const later = JSON.parse(future.run.at(reached)).at > at ? reached - 1 : reached;
        future.moment = this.active.moment <= this.parted ? same : Math.max(later, Math.min(this.parted + 1, future.last));
      }
    }

    /** @param hurries whether more changes are to come at once: then what can happen next is told after the last of them */
    changed(hurries = false) {
      this.align();
      this.isStale = hurries;
      this.next.element.inert = hurries;
      this.root.dispatchEvent(new CustomEvent('run', { bubbles: true, detail: { run: this.run, moment: this.moment } }));
      if (!this.frame) {
        this.frame = requestAnimationFrame(() => this.draw());
      }
    }

    // ---- Drawing: at most once a frame

    build() {
      this.root.classList.add('explorer');
      this.stage = element('div', { class: 'ex-stage' });
      this.next = new Next(this);
      this.news = element('ul', { class: 'ex-news' });
      this.said = element('p', { class: 'unseen', role: 'status' });
      this.menu = element('div', { class: 'ex-menu', popover: 'auto' });
      this.body = element('div', { class: 'ex-body' }, this.stage, element('div', { class: 'ex-columns' },
        this.next.element,
        element('section', { class: 'ex-happened' }, element('h2', {}, 'What has just happened'), this.news)));
      this.search = this.options.address && window.StorySearch ? new window.StorySearch(this) : null;
      const timeline = this.timeline();
      const head = element('div', { class: 'ex-head' }, ...(this.options.start ? [this.starts()] : []), this.view,
        element('p', { class: 'ex-keys' }, 'Keys: → steps, ← goes back, with Shift ten at once; Home and End; P plays.'));
      this.root.replaceChildren(this.said, head, timeline, this.body,
        ...(this.options.rules ? [this.switches()] : []), ...(this.search ? [this.search.element] : []), this.share(), this.menu);
      // On a page of its own, keys need not be aimed at it.
      const keys = this.options.address ? document : this.root;
      keys.addEventListener('keydown', event => this.key(event));
      new ResizeObserver(() => this.frame ||= requestAnimationFrame(() => this.draw())).observe(this.root);
    }

    starts() {
      const bounds = JSON.parse(raftbook.bounds());
      const field = (name, words, attributes) => {
        const refusal = element('span', { class: 'ex-refusal', id: `${this.id}-${name}`, role: 'alert' });
        const input = element('input', { 'aria-describedby': refusal.id, ...attributes });
        this[name] = { input, refusal };
        return element('div', { class: 'ex-field' }, labelled(words, input), refusal);
      };
      const form = element('form', { class: 'ex-start' },
        field('size', `servers, 1 to ${bounds.servers}`, { inputmode: 'numeric', size: 3, value: SIZE }),
        field('seed', 'seed, a whole number', { inputmode: 'numeric', size: 12, value: SEED }),
        element('button', {}, 'New run'));
      form.addEventListener('submit', event => {
        event.preventDefault();
        this.begin();
      });
      return form;
    }

    begin() {
      const fields = [this.size, this.seed];
      for (const { input, refusal } of fields) {
        refusal.textContent = '';
        input.removeAttribute('aria-invalid');
      }
      try {
        const run = raftbook.create(this.size.input.value, this.seed.input.value, this.active.rules.join('+'));
        this.look(run);
      } catch (refused) {
        const { input, refusal } = refused.message.includes('seed ') ? this.seed : this.size;
        refusal.textContent = refused.message;
        input.setAttribute('aria-invalid', 'true');
        input.focus();
      }
    }

    timeline() {
      this.slider = element('input', { type: 'range', min: 0, 'aria-label': 'Moment of the run', class: 'ex-slider' });
      this.slider.addEventListener('input', () => {
        this.pause();
        this.goTo(Number(this.slider.value), true);
      });
      this.marks = element('div', { class: 'ex-marks', 'aria-hidden': 'true' });
      this.where = element('output', { class: 'ex-where' });
      this.player = button('Play', () => this.toggle(), { class: 'ex-play', title: 'Play (P)' });
      const bar = element('div', { class: 'ex-buttons' },
        button('|◀', () => this.rest(0), { 'aria-label': 'To the beginning', title: 'To the beginning (Home)' }),
        button('◀ Back', () => this.rest(this.moment - 1), { title: 'A moment back (←)', class: 'ex-back' }),
        button('Step ▶', () => { this.pause(); this.step(); }, { title: 'To the next event (→)', class: 'ex-step' }),
        button('▶|', () => this.rest(this.active.last), { 'aria-label': 'To the last moment', title: 'To the last moment (End)' }),
        this.player);
      this.shows = select(WINDOWS.map(each => [each, `${each} ms`]), this.window, event => {
        this.window = Number(event.target.value);
        this.changed();
      });
      this.view = element('div', { class: 'ex-view' },
        labelled('speed', select(SPEEDS, this.speed, event => { this.speed = Number(event.target.value); })),
        labelled('shows', this.shows));
      const scrub = element('div', { class: 'ex-scrub' }, element('div', { class: 'ex-rail' }, this.slider, this.marks), this.where);
      return element('div', { class: 'ex-timeline' }, bar, scrub);
    }

    rest(moment) {
      this.pause();
      this.goTo(moment);
    }

    switches() {
      const rules = JSON.parse(raftbook.rules());
      this.rules = new Map();
      const sets = new Map();
      for (const { name, method } of rules) {
        const [type, rule] = method.split('.');
        const box = element('input', { type: 'checkbox', value: name });
        box.addEventListener('change', () => this.switch(box));
        this.rules.set(name, { box, type });
        const set = sets.get(type) || element('fieldset', {}, element('legend', {}, element('code', {}, type)));
        sets.set(type, set);
        set.append(element('label', {}, box, element('span', {}, inWords(name), ' ', element('code', {}, rule))));
      }
      return element('details', { class: 'ex-rules' }, element('summary', {}, 'Rules that can be broken'),
        element('p', {}, 'The same seed and decisions with the rule and without it: both outcomes are shown. '
          + 'At most one rule of each class can be broken.'), element('div', { class: 'ex-sets' }, ...sets.values()));
    }

    switch(box) {
      const { type } = this.rules.get(box.value);
      const others = this.active.rules.filter(name => name !== box.value && !(box.checked && this.rules.get(name).type === type));
      this.pause();
      const rules = box.checked ? [...others, box.value] : others;
      const old = this.active;
      this.show([old, new Future(old.run.withBroken(rules.join('+')), '')], 1);
    }

    share() {
      this.address = element('a', { class: 'ex-link' });
      this.java = element('code', {});
      this.copied = element('p', { class: 'ex-copied' });
      const copy = (words, text) => button(words, () => this.copy(text()));
      return element('section', { class: 'ex-share' }, element('h2', {}, 'This run'),
        element('p', {}, copy('Copy link', () => this.url), ' ', this.address),
        ...(this.options.look ? this.steered() : [
          element('p', {}, copy('Copy Java', () => this.javaLine), ' the line that replays it in a notebook:'),
          element('pre', {}, this.java)]), this.copied);
    }

    /** Where a run that is only looked at can be had to be steered. */
    steered() {
      const { steered } = this.options.look;
      return steered ? [element('p', {}, element('a', { class: 'ex-steered', href: `explorer.html#${steered}` }, 'Steer this run in the explorer'),
        ', from its end, or from where the chapter begins to interfere with it.')] : [];
    }

    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        this.copied.textContent = 'Copied.';
      } catch (refused) {
        this.copied.textContent = 'The browser does not let this page copy: mark the text, and copy it yourself.';
      }
      this.say(this.copied.textContent);
    }

    draw() {
      this.frame = 0;
      const now = this.active.now;
      for (const future of this.futures) {
        future.draw(this.window, now.at, this.isStale);
        future.element.classList.toggle('ex-active', future === this.active && this.futures.length > 1);
        future.tools.firstElementChild?.setAttribute('aria-pressed', future === this.active);
      }
      this.slider.max = this.active.last;
      this.slider.value = this.moment;
      this.slider.setAttribute('aria-valuetext', `${milliseconds(now.at)}, moment ${this.moment} of ${this.active.last}`);
      this.where.textContent = `${milliseconds(now.at)}, moment ${this.moment} of ${this.active.last}`;
      this.news.replaceChildren(...(now.news.length ? now.news : ['nothing yet']).map(each => element('li', {}, each)));
      if (!this.isStale) {
        this.drawChoices();
      }
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.rested(), REST_MILLISECONDS);
    }

    drawChoices() {
      const { run, moment } = this;
      const choices = JSON.parse(run.choices(moment));
      this.next.element.inert = false;
      this.next.draw(choices, JSON.parse(run.requests()), this.note(choices));
      for (const future of this.futures) {
        future.markTargets(future === this.active ? choices : []);
      }
      this.drawMarks();
      for (const [name, { box }] of this.rules || []) {
        box.checked = this.active.rules.includes(name);
        box.disabled = this.origin !== null;
      }
      this.copied.textContent = '';
      this.address.href = this.url;
      this.address.textContent = this.link;
      this.java.textContent = this.javaLine;
      if (this.options.start) {
        this.fill();
      }
    }

    note(choices) {
      if (this.run.watched()) {
        return `This is ${this.run.watched()}: it can be looked at, and not steered.`;
      }
      if (choices.length === 0) {
        return 'Nothing.';
      }
      return this.moment < this.active.last ? 'The run has gone on from here: a decision begins a second future.'
        : 'Decide, or let the next event happen by itself: Step.';
    }

    /** The fields for a new run say what this one began with, unless somebody is writing into them. */
    fill() {
      const parts = new Map(this.run.link(0).split('&').map(each => each.split('=')));
      for (const name of ['size', 'seed']) {
        const { input, refusal } = this[name];
        if (parts.has(name) && document.activeElement !== input && !refusal.textContent) {
          input.value = parts.get(name);
        }
      }
    }

    drawMarks() {
      const mark = (moment, kind) => {
        const node = element('span', { class: kind });
        node.style.left = `${100 * moment / Math.max(1, this.active.last)}%`;
        return node;
      };
      this.marks.replaceChildren(...this.active.decisions.map(each => mark(each, 'ex-decided')),
        ...(this.futures.length > 1 && this.parted > 0 ? [mark(this.parted, 'ex-parted')] : []));
    }

    /** What need not be done in every frame: a browser refuses to change the address too often, and nobody listens so fast. */
    rested() {
      if (this.isStale && !this.playing) {
        this.isStale = false;
        this.draw();
      }
      if (this.options.address && location.hash !== `#${this.link}`) {
        history.replaceState(null, '', `#${this.link}`);
      }
      const now = this.active.now;
      const broken = this.active.isBroken ? this.active.broken : null;
      this.say([this.told, this.run.problem(), `${milliseconds(now.at)}: ${now.news.join('; ') || 'nothing yet'}.`,
        broken ? `${broken.title} is broken: ${broken.meaning}. ${broken.words}` : ''].filter(each => each).join(' '));
      this.told = '';
    }

    // ---- What can be done to what the reader points at in a picture

    pointed(future, choices, event) {
      this.pause();
      const first = choices[0];
      const items = choices.map(choice => button(this.next.label(choice), () => {
        this.menu.hidePopover();
        this.next.decide(this.next.decision(choice));
      }, { 'data-do': choice.do }));
      const heading = first.shown ? first.words.replace(/^[^:]*: /, '') : first.server || `${first.from} → ${first.to}`;
      this.menu.replaceChildren(element('p', {}, heading), element('div', {}, ...items));
      this.menu.showPopover();
      const { width, height } = this.menu.getBoundingClientRect();
      this.menu.style.left = `${Math.max(8, Math.min(event.clientX, innerWidth - width - 8))}px`;
      this.menu.style.top = `${Math.max(8, Math.min(event.clientY + 8, innerHeight - height - 8))}px`;
      items[0].focus();
    }

    say(words) {
      this.said.textContent = words;
    }

    // ---- Playing

    toggle() {
      if (this.playing) {
        this.pause();
        return;
      }
      this.player.textContent = 'Pause';
      let before = performance.now();
      let shown = before;
      let clock = this.active.now.at;
      const beat = time => {
        clock += Math.min(time - before, LONGEST_STALL_MILLISECONDS) / 1000 * this.speed;
        before = time;
        this.playing = requestAnimationFrame(beat);
        if (calm.matches && time - shown < CALM_MILLISECONDS) {
          return;
        }
        shown = time;
        if (!this.advance(clock)) {
          this.pause();
        }
      };
      this.playing = requestAnimationFrame(beat);
    }

    /** Shows the last moment until then. Returns whether the run goes on. */
    advance(clock) {
      const future = this.active;
      const before = future.moment;
      let goesOn = true;
      while (goesOn) {
        const next = future.moment < future.last ? JSON.parse(future.run.at(future.moment + 1)).at : future.now.next;
        if (next < 0 || next > clock) {
          goesOn = next >= 0;
          break;
        }
        goesOn = future.moment < future.last || future.run.step();
        future.moment += goesOn ? 1 : 0;
      }
      if (future.moment !== before) {
        this.changed(goesOn);
      }
      return goesOn;
    }

    pause() {
      if (!this.playing) {
        return;
      }
      cancelAnimationFrame(this.playing);
      this.playing = 0;
      this.player.textContent = 'Play';
      this.changed();
    }

    // ---- Keys

    key(event) {
      const elsewhere = event.target.closest('input:not([type=range], [type=checkbox]), select, textarea, .ex-menu, header, nav')
        || (event.target.closest('[tabindex="0"]') && event.key.startsWith('Arrow'));
      if (elsewhere || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const many = event.shiftKey ? 10 : 1;
      const action = {
        ArrowRight: () => { for (let i = 0; i < many && this.step(); i++); },
        ArrowLeft: () => this.goTo(this.moment - many),
        Home: () => this.goTo(0),
        End: () => this.goTo(this.active.last),
        p: () => this.toggle(),
        P: () => this.toggle(),
      }[event.key];
      if (!action) {
        return;
      }
      event.preventDefault();
      if (event.key.toLowerCase() !== 'p') {
        this.pause();
      }
      action();
    }
  }

  window.Explorer = Explorer;
  const own = document.getElementById('explorer');
  if (own && window.raftbook) {
    document.querySelector('.side details')?.removeAttribute('open');
    window.explorer = new Explorer(own, { address: true });
  } else if (own) {
    own.textContent = 'The library is missing: world.js must lie beside this page, as the book is built.';
  }
})();
