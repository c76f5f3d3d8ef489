// The page of campaigns: worlds are judged by workers, each of which has the library for itself. The same script is the page's and,
// where a page may say where its scripts are, the workers'.
'use strict';

(() => {
  const OWN = 'campaign.js';
  const MOST_WORKERS = 8;
  /** A worker is given so many worlds at once as it judges in about this time. */
  const CHUNK_MILLISECONDS = 150;
  const SHOWN_EVERY_MILLISECONDS = 100;
  const SAID_EVERY_MILLISECONDS = 10_000;

  // ---- In a worker: one question at a time.

  /** @param library a promise of it, since questions may come before it is there */
  function answer(library) {
    self.onmessage = async ({ data: { name, args } }) => {
      try {
        self.postMessage({ value: JSON.parse((await library)[name](...args)) });
      } catch (problem) {
        self.postMessage({ problem: problem.message || String(problem) });
      }
    };
  }

  if (typeof document === 'undefined') {
    importScripts('workers.js');
    answer(LibraryWorkers.bring('world.js', 'raftbook'));
    return;
  }

  /** Asks workers, and forgets them. */
  class Workers {
    constructor() {
      this.all = [];
    }

    add() {
      const worker = LibraryWorkers.start(OWN, answer, raftbook.factory);
      this.all.push(worker);
      return worker;
    }

    /** Resolves to the answer; never, if the workers are stopped before. */
    ask(worker, name, ...args) {
      return new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data.problem ? reject(new Error(data.problem)) : resolve(data.value));
        worker.onerror = event => reject(new Error(event.message || 'this browser starts no worker'));
        worker.postMessage({ name, args });
      });
    }

    stop() {
      this.all.forEach(each => each.terminate());
      this.all = [];
    }
  }

  /**
   * Shares the seeds among workers, in chunks. What it finds is what one worker would find: the lowest seed that fails. Chunks
   * behind that seed are not counted.
   */
  class Hunt {
    constructor({ from, worlds, rules }) {
      this.next = BigInt(from);
      this.end = this.next + BigInt(worlds);
      this.rules = rules;
      this.failed = null;
      this.chunks = [];
      this.chunk = 1;
    }

    async run(workers, count) {
      const all = Array.from({ length: count }, () => this.work(workers, workers.add()));
      await Promise.all(all);
      return this.counts();
    }

    async work(workers, worker) {
      while (this.next < this.end && !this.failed) {
        const from = this.next;
        const left = this.end - from;
        const size = left < BigInt(this.chunk) ? Number(left) : this.chunk;
        this.next += BigInt(size);
        const begin = performance.now();
        const verdict = await workers.ask(worker, 'judge', String(from), size, this.rules);
        this.note({ from, ...verdict }, performance.now() - begin);
      }
    }

    note(chunk, milliseconds) {
      this.chunks.push(chunk);
      if (chunk.failed && !(this.failed && this.failed.from < chunk.from)) {
        this.failed = chunk;
      }
      // A worker that begins is slow: a chunk grows with care.
      const fitting = Math.round(chunk.worlds * CHUNK_MILLISECONDS / Math.max(milliseconds, 1));
      this.chunk = Math.max(1, Math.min(fitting, 2 * this.chunk, 500));
    }

    counts() {
      const sums = { worlds: 0, steps: 0, undecided: 0, failed: this.failed };
      for (const chunk of this.chunks) {
        if (this.failed && chunk.from > this.failed.from) {
          continue;
        }
        sums.worlds += chunk.worlds;
        sums.steps += chunk.steps;
        sums.undecided += chunk.undecided;
      }
      return sums;
    }
  }

  const at = id => document.getElementById(id);
  const grouped = number => number.toLocaleString('en');
  const plural = (number, word) => `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;

  class Page {
    constructor() {
      this.workers = new Workers();
      this.invariants = JSON.parse(raftbook.invariants());
      this.addRules();
      at('campaign').hidden = false;
      at('campaign').addEventListener('submit', event => {
        event.preventDefault();
        this.start();
      });
      at('campaign').addEventListener('input', () => this.check());
      at('stop').addEventListener('click', () => this.stop());
      addEventListener('hashchange', () => this.open(location.hash.slice(1)));
      this.open(location.hash.slice(1));
    }

    /** A switch for each rule, below the name of its class. */
    addRules() {
      const groups = new Map();
      for (const { name, method } of JSON.parse(raftbook.rules())) {
        const type = method.slice(0, method.indexOf('.'));
        if (!groups.has(type)) {
          const group = document.createElement('div');
          group.setAttribute('role', 'group');
          group.setAttribute('aria-label', type);
          const heading = document.createElement('h3');
          heading.textContent = type;
          heading.setAttribute('aria-hidden', 'true');
          group.append(heading);
          groups.set(type, group);
          at('rules').append(group);
        }
        const label = document.createElement('label');
        const box = document.createElement('input');
        box.type = 'checkbox';
        box.value = name;
        const words = document.createElement('span');
        const code = document.createElement('code');
        code.textContent = name;
        const where = document.createElement('small');
        where.textContent = ` ${method.slice(type.length + 1)}`;
        words.append(code, where);
        label.append(box, words);
        groups.get(type).append(label);
      }
      this.boxes = [...at('rules').querySelectorAll('input')];
    }

    /** Fills in what a link says, as far as it says something. */
    open(link) {
      this.stop('');
      const found = JSON.parse(raftbook.campaign(link));
      const broken = found.break.split('+');
      this.boxes.forEach(box => { box.checked = broken.includes(box.value); });
      at('from').value = found.from;
      at('worlds').value = found.worlds;
      at('progress').hidden = true;
      this.forget();
      this.show(found);
    }

    /** The campaign as it is filled in. */
    asked() {
      const broken = this.boxes.filter(box => box.checked).map(box => box.value).join('+');
      const parts = { break: broken, from: at('from').value.trim(), worlds: at('worlds').value.trim() };
      return Object.entries(parts).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    }

    check() {
      const found = JSON.parse(raftbook.campaign(this.asked()));
      this.show(found);
      return found;
    }

    show({ problems, link, java }) {
      for (const field of ['break', 'from', 'worlds', 'link']) {
        const words = problems.filter(each => each.field === field).map(each => each.words).join('; ');
        const place = at(`problem-${field}`);
        // What has not changed is not said again.
        if (place.textContent !== words) {
          place.textContent = words;
        }
        if (at(field)) {
          at(field).setAttribute('aria-invalid', String(words !== ''));
        }
      }
      const fine = problems.every(each => each.field === 'link');
      at('campaign-link').parentElement.hidden = !fine;
      at('campaign-link').href = `campaign.html#${link}`;
      at('campaign-java').textContent = java;
    }

    forget() {
      at('failure').hidden = true;
      at('small').hidden = true;
      at('small-picture').replaceChildren();
    }

    say(words) {
      at('status').textContent = words;
    }

    busy(isBusy) {
      at('start').disabled = isBusy;
      at('stop').disabled = !isBusy;
    }

    async start() {
      const found = this.check();
      const wrong = found.problems.filter(each => each.field !== 'link');
      if (wrong.length > 0) {
        const field = wrong[0].field;
        (at(field) || this.boxes.find(box => box.checked)).focus();
        this.say(`Not started: ${wrong.map(each => each.words).join('; ')}`);
        return;
      }
      this.show({ ...found, problems: [] });
      history.replaceState(null, '', `#${found.link}`);
      this.forget();
      this.busy(true);
      at('stop').focus();
      const asked = { from: found.from, worlds: Number(found.worlds), rules: found.break };
      this.hunt = new Hunt(asked);
      this.begin = performance.now();
      at('progress').hidden = false;
      this.say(`${plural(asked.worlds, 'world')}, from seed ${asked.from} on, under ${asked.rules || 'the rules of the paper'} …`);
      this.watch(asked);
      const count = Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS, asked.worlds);
      try {
        const counts = await this.hunt.run(this.workers, count);
        this.rest();
        this.progress(asked);
        if (counts.failed) {
          await this.tell(counts, asked);
        } else {
          const open = counts.undecided ? `; the answers of ${grouped(counts.undecided)} are undecided` : '';
          this.end(`${plural(counts.worlds, 'world')}, ${plural(counts.steps, 'event')}: every invariant held${open}.`);
        }
      } catch (problem) {
        this.end(`The campaign itself failed: ${problem.message}`);
      }
    }

    watch(asked) {
      let said = performance.now();
      this.clock = setInterval(() => {
        this.progress(asked);
        if (performance.now() - said > SAID_EVERY_MILLISECONDS) {
          said = performance.now();
          const { worlds, steps } = this.hunt.counts();
          this.say(`${grouped(worlds)} of ${plural(asked.worlds, 'world')}, ${plural(steps, 'event')} checked …`);
        }
      }, SHOWN_EVERY_MILLISECONDS);
    }

    progress(asked) {
      const { worlds, steps } = this.hunt.counts();
      at('bar').max = asked.worlds;
      at('bar').value = worlds;
      at('done').textContent = `${grouped(worlds)} of ${grouped(asked.worlds)}`;
      at('events').textContent = grouped(steps);
      at('rate').textContent = grouped(Math.round(worlds * 1000 / (performance.now() - this.begin)));
    }

    rest() {
      clearInterval(this.clock);
      this.workers.stop();
    }

    end(words) {
      this.rest();
      this.say(words);
      const stopping = document.activeElement === at('stop');
      this.busy(false);
      if (stopping) {
        at('start').focus();
      }
    }

    /** @param words what to say; else what has been done so far */
    stop(words) {
      if (at('stop').disabled) {
        return;
      }
      const { worlds, steps, failed } = this.hunt.counts();
      this.end(words ?? (failed
        ? `Stopped. World ${failed.failed} is broken, and has not been made smaller.`
        : `Stopped after ${plural(worlds, 'world')} and ${plural(steps, 'event')}: every invariant held so far.`));
    }

    /** Says what is broken, and then looks for less of a world in which it still is. */
    async tell({ worlds, steps, failed }, asked) {
      const invariant = this.invariants.find(each => each.name === failed.invariant);
      at('failure-title').textContent = `World ${failed.failed}: ${invariant.title} is broken`;
      at('failure-meaning').textContent = `It promises: ${invariant.meaning}.`;
      // The first line says again what the heading says.
      at('failure-words').textContent = failed.words.split('\n').slice(1).map(line => line.trim()).join('\n');
      at('failure').hidden = false;
      const found = `${plural(worlds, 'world')}, ${plural(steps, 'event')}: ${invariant.title} is broken in world ${failed.failed}.`;
      this.say(`${found} Now less and less is left in that world, while the same invariant breaks, in up to a thousand runs …`);
      const begin = performance.now();
      this.clock = setInterval(() => {
        const seconds = Math.floor((performance.now() - begin) / 1000);
        if (seconds > 0 && seconds % 10 === 0) {
          this.say(`${found} It is still being made smaller, for ${seconds} seconds now …`);
        }
      }, 1000);
      const link = await this.workers.ask(this.workers.add(), 'smallest', failed.failed, asked.rules);
      const small = JSON.parse(raftbook.shrunk(link));
      this.showSmall(small);
      this.end(`${found} It is shrunk to ${small.scenario}.`);
    }

    showSmall(small) {
      at('small-words').textContent = `${small.title} is broken: ${small.words}.`;
      at('small-script').textContent = small.script.trimEnd();
      at('small-picture').replaceChildren(svg(small.picture));
      const part = small.from > 0 ? `, from ${Math.round(small.from)} ms on` : '';
      at('small-caption').textContent = `The shrunk world up to the violation${part}; heartbeats are left out.`;
      at('small-java').textContent = small.java;
      at('small-link').href = `explorer.html#${small.link}`;
      at('small').hidden = false;
    }
  }

  /** The library's own picture, as it draws it. */
  function svg(text) {
    return document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
  }

  new Page();
})();
