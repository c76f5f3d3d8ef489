// The search for a shortest story, in the explorer: every order of events in a small scope, looked at by a worker, and what it finds
// opened as a run. The same script is the page's and, where a page may say where its scripts are, the worker's.
//
//   new StorySearch(explorer): element is what it is operated with; open(link) fills in a search, and starts it.
'use strict';

(() => {
  const OWN = 'search.js';
  const LIBRARY = 'worlds.js';

  // ---- In the worker: one question, and how far it has come meanwhile.

  /** @param library a promise of it, since the question may come before it is there */
  function answer(library) {
    self.onmessage = async ({ data: link }) => {
      try {
        const found = (await library).search(link, words => self.postMessage({ progress: words }));
        self.postMessage({ found: JSON.parse(found) });
      } catch (problem) {
        self.postMessage({ problem: problem.message || String(problem) });
      }
    };
  }

  if (typeof document === 'undefined') {
    importScripts('workers.js');
    answer(LibraryWorkers.bring(LIBRARY, 'raftbookWorlds'));
    return;
  }

  const { element, button } = window.Parts;

  function load(script) {
    return new Promise((done, failed) => {
      const node = element('script', { src: script });
      node.addEventListener('load', done);
      node.addEventListener('error', () => failed(new Error(`${script} is not to be had`)));
      document.head.append(node);
    });
  }

  async function startWorker() {
    if (location.protocol === 'file:' && !window.raftbookWorlds) {
      await load(LIBRARY);
    }
    return LibraryWorkers.start(OWN, answer, window.raftbookWorlds?.factory);
  }

  /** What may happen so often: its name in a link, in words, what it is at first, and at most. */
  const COUNTS = [['servers', 'servers', 3, 5], ['timers', 'of them with an election timer', 2, 5], ['elections', 'elections', 2, 31],
    ['puts', 'puts', 1, 31], ['gets', 'gets', 0, 31], ['heartbeats', 'heartbeats', 0, 31], ['losses', 'losses', 0, 31],
    ['doublings', 'doublings', 0, 31]];

  class StorySearch {
    constructor(explorer) {
      this.explorer = explorer;
      this.fields = new Map();
      this.rule = element('select', {}, element('option', { value: '' }, 'none'));
      for (const { name } of JSON.parse(raftbook.rules())) {
        this.rule.append(element('option', { value: name }, name.toLowerCase().replaceAll('_', ' ')));
      }
      this.order = element('input', { type: 'checkbox' });
      this.said = element('p', { role: 'status' });
      this.story = element('div', { class: 'ex-story' });
      this.stopper = button('Stop', '', () => this.end('Stopped.'));
      this.starter = element('button', {}, 'Search');
      const form = element('form', { class: 'ex-scope' }, labelled('broken rule', this.rule), ...COUNTS.map(each => this.field(...each)),
        labelled('messages on a link stay in order', this.order), this.starter, this.stopper);
      form.addEventListener('submit', event => {
        event.preventDefault();
        this.start();
      });
      this.stopper.disabled = true;
      this.element = element('details', { class: 'ex-rules ex-search' }, element('summary', {}, 'The shortest story, in a small scope'),
        element('p', {}, 'Every order in which so much can happen, shortest first, on the same servers: what breaks first breaks '
          + 'in a shortest story, and what never breaks does not in any. It is found in this page, and opened as a run to look at.'),
        form, this.said, this.story);
    }

    field(name, words, value, most) {
      const input = element('input', { type: 'number', min: name === 'servers' || name === 'timers' || name === 'elections' ? 1 : 0, max: most, value });
      this.fields.set(name, input);
      return labelled(words, input);
    }

    /** The search as it is filled in. */
    get link() {
      const counts = [...this.fields].map(([name, input]) => `${name}=${encodeURIComponent(input.value.trim())}`);
      return [`break=${this.rule.value}`, ...counts, `order=${this.order.checked ? 'yes' : 'no'}`].join('&');
    }

    /** Fills in what a link says, and starts; what is wrong with it is said by the library. */
    open(link) {
      const parts = new Map(link.split('&').map(each => each.split('=')));
      for (const [name, input] of this.fields) {
        input.value = parts.get(name) ?? input.value;
      }
      this.rule.value = parts.get('break') ?? '';
      this.order.checked = parts.get('order') === 'yes';
      this.element.open = true;
      this.start(link);
    }

    async start(link = this.link) {
      this.stop();
      this.story.replaceChildren();
      this.starter.disabled = true;
      this.stopper.disabled = false;
      this.said.textContent = 'Searching …';
      const asked = this.asked = {};
      try {
        const worker = await startWorker();
        if (this.asked !== asked) {
          worker.terminate();
          return;
        }
        this.worker = worker;
        worker.onmessage = ({ data }) => this.hear(data, link);
        worker.onerror = event => this.end(`The search itself failed: ${event.message || 'this browser starts no worker'}`);
        worker.postMessage(link);
      } catch (problem) {
        this.end(`The search itself failed: ${problem.message}`);
      }
    }

    hear({ progress, found, problem }, link) {
      if (progress) {
        this.said.textContent = `${progress.trim()} …`;
      } else if (problem) {
        this.end(`Not searched: ${problem}.`);
      } else {
        this.end(`${found.words}.`);
        this.tell(found, link);
      }
    }

    tell({ story, java }, link) {
      const code = element('pre', {}, element('code', {}, java));
      if (!story) {
        this.story.replaceChildren(element('p', {}, 'The same in a notebook:'), code);
        return;
      }
      const steps = element('ol', {}, ...story.steps.map(each => element('li', {}, each)));
      const look = () => this.explorer.look(raftbook.story(story.run, story.invariant, story.words), { link: `search&${link}`, java });
      this.story.replaceChildren(element('p', {}, `${story.words}: ${story.steps.length} steps, and there are no fewer.`), steps,
        button('Look at it again', '', look), element('p', {}, 'The same in a notebook:'), code);
      look();
    }

    /** What goes on is broken off; nothing of it is left. */
    stop() {
      this.asked = null;
      this.worker?.terminate();
      this.worker = null;
    }

    end(words) {
      const stopping = document.activeElement === this.stopper;
      this.stop();
      this.starter.disabled = false;
      this.stopper.disabled = true;
      this.said.textContent = words;
      if (stopping) {
        this.starter.focus();
      }
    }
  }

  function labelled(words, field) {
    return element('label', {}, element('span', {}, words), field);
  }

  window.StorySearch = StorySearch;
})();
