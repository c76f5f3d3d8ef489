// Ten challenges: the list of them, one that is open, with the explorer below it, and what this reader has solved. Whether one is
// solved, the library says (PageRun.judge); this file never does.
'use strict';

(() => {
  const KEY = 'raftbook-challenges';
  // A moment that is not the last is run anew to be judged: too much for each that a reader scrubs through.
  const REST_MILLISECONDS = 200;
  const BEAT_MILLISECONDS = 80;

  const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const moves = solution => solution.decisions + solution.steps;
  const inMoves = solution => `${plural(solution.decisions, 'decision')} and ${plural(solution.steps, 'step')}`;

  // ---- What is solved: a run's link for each challenge. A link is only kept once the library has called it a solution.

  class Solved {
    constructor(challenges) {
      this.challenges = challenges;
      this.kept = new Kept({ key: KEY, version: 1, what: 'solved challenges', save: 'Save what is solved' });
      this.runs = this.kept.recall(text => this.read(text)) || new Map();
    }

    /** What a reader should know about what is remembered; empty if nothing. */
    get problem() {
      return this.kept.problem;
    }

    has(name) {
      return this.runs.has(name);
    }

    get(name) {
      return this.runs.get(name);
    }

    /** Remembers a solution; of two, the shorter where moves count, else the first. Returns whether this one is remembered. */
    add(name, solution) {
      const before = this.runs.get(name);
      const counts = this.challenges.get(name).par > 0;
      if (before && !(counts && moves(solution) < moves(before))) {
        return false;
      }
      this.runs.set(name, solution);
      this.keep();
      return true;
    }

    clear() {
      this.runs.clear();
      this.keep();
    }

    keep() {
      this.kept.keep(this.content());
    }

    content() {
      const solved = {};
      for (const [name, solution] of this.runs) {
        solved[name] = solution.link;
      }
      return { solved };
    }

    /** The solutions of a text, each judged anew. Throws an error that names the rule which the text breaks. */
    read(text) {
      const content = this.kept.content(text);
      if (!content.solved || typeof content.solved !== 'object' || Array.isArray(content.solved)) {
        throw new Error('its part "solved" must hold a link for each challenge.');
      }
      return new Map(Object.entries(content.solved).map(([name, link]) => [name, this.judged(name, link)]));
    }

    judged(name, link) {
      const shown = name.slice(0, 40);
      if (!this.challenges.has(name)) {
        throw new Error(`there is no challenge “${shown}”; there are ${[...this.challenges.keys()].join(', ')}.`);
      }
      if (typeof link !== 'string') {
        throw new Error(`what solves “${shown}” must be the link of a run.`);
      }
      const run = raftbook.open(link);
      if (run.problem()) {
        throw new Error(`the run for “${shown}” must be one that can happen. ${run.problem()}`);
      }
      const verdict = JSON.parse(run.judge(name, run.moments() - 1));
      if (!verdict.done) {
        throw new Error(`the run for “${shown}” must solve it. ${verdict.words}`);
      }
      return { link, decisions: verdict.decisions, steps: verdict.steps };
    }

    /** Takes all of a file, or nothing. Returns how many challenges are solved that were not before. */
    take(text) {
      const taken = this.read(text);
      const before = this.runs.size;
      for (const [name, solution] of taken) {
        this.add(name, solution);
      }
      return this.runs.size - before;
    }
  }

  // ---- A run that somebody is in the middle of, for the time that the tab is open.

  const attempts = {
    get(name) {
      try {
        return sessionStorage.getItem(`${KEY}:${name}`);
      } catch (refused) {
        return null;
      }
    },
    set(name, link) {
      try {
        sessionStorage.setItem(`${KEY}:${name}`, link);
      } catch (refused) {
        // Then it is gone when the page is loaded again.
      }
    },
  };

  // ---- The page.

  class Challenges {
    constructor(root, challenges) {
      this.root = root;
      this.challenges = challenges;
      this.solved = new Solved(challenges);
      this.open = null;
      this.explorer = null;
      this.judging = 0;
      this.find = name => root.querySelector(`.challenge-${name}`);
      this.place = this.find('place');
      this.verdict = this.find('verdict');
      this.news = this.find('news');
      this.file = root.querySelector('input[type=file]');
      for (const button of root.querySelectorAll('[data-do]')) {
        button.addEventListener('click', () => this[button.dataset.do]());
      }
      this.file.addEventListener('change', () => this.read(this.file.files[0]));
      this.find('ask').addEventListener('close', event => event.target.returnValue === 'forget' && this.forget());
      addEventListener('hashchange', () => this.follow(true));
      this.find('tools').hidden = false;
      for (const each of challenges.values()) {
        each.section.hidden = true;
      }
      this.list();
      this.tell(this.solved.problem);
      this.follow(false);
    }

    button(name) {
      return this.root.querySelector(`[data-do=${name}]`);
    }

    /** In words, where a screen reader hears it too. */
    tell(words) {
      this.news.textContent = words;
    }

    list() {
      for (const each of this.challenges.values()) {
        const item = each.link.parentElement;
        item.querySelector('.challenge-mark')?.remove();
        if (this.solved.has(each.name)) {
          const mark = document.createElement('span');
          mark.className = 'challenge-mark';
          mark.textContent = 'solved';
          item.append(mark);
        }
        each.link.toggleAttribute('aria-current', false);
      }
      this.open?.link.setAttribute('aria-current', 'true');
      const count = this.solved.runs.size;
      this.find('count').textContent = `${count} of ${this.challenges.size} solved`;
      this.button('export').disabled = count === 0;
      this.button('clear').disabled = count === 0;
    }

    /** Opens the challenge that the address names. Of another name it says so, unless that is a place in this page. */
    follow(byReader) {
      const name = location.hash.slice(1);
      const challenge = this.challenges.get(name);
      if (!challenge && name && !document.getElementById(name)) {
        this.tell(`There is no challenge “${name.slice(0, 40)}”. Choose one of the list.`);
      }
      if (!challenge || challenge === this.open) {
        return;
      }
      if (this.open) {
        this.open.section.hidden = true;
      }
      this.open = challenge;
      this.tell(this.solved.problem);
      this.list();
      this.show(challenge);
      challenge.section.scrollIntoView();
      if (byReader) {
        challenge.section.querySelector('h2').focus({ preventScroll: true });
      }
    }

    /** The judge and the explorer stand below the one that is open. */
    show(challenge) {
      const names = [...this.challenges.keys()];
      const next = this.challenges.get(names[names.indexOf(challenge.name) + 1]);
      const way = this.find('next').querySelector('a');
      this.find('next').hidden = !next;
      way.href = next ? next.link.href : '#';
      way.textContent = next ? `Next: ${next.link.textContent}` : '';
      challenge.section.append(this.place);
      challenge.section.hidden = false;
      this.place.hidden = false;
      this.verdict.textContent = '';
      this.start(attempts.get(challenge.name) || challenge.beginning);
    }

    start(link) {
      if (this.explorer) {
        this.explorer.open(link);
      } else {
        const root = this.find('explorer');
        root.addEventListener('run', event => this.changed(event.detail));
        this.explorer = new Explorer(root, { link, start: false, rules: false });
      }
      this.shown = { run: this.explorer.run, moment: this.explorer.moment };
      this.judge();
    }

    /** What is played is judged as it goes; what is scrubbed through, once that has ended. */
    changed({ run, moment }) {
      const isPast = moment < run.moments() - 1;
      this.shown = { run, moment };
      if (isPast) {
        clearTimeout(this.judging);
        this.judging = 0;
      }
      this.judging ||= setTimeout(() => this.judge(), isPast ? REST_MILLISECONDS : BEAT_MILLISECONDS);
    }

    judge() {
      clearTimeout(this.judging);
      this.judging = 0;
      const { run, moment } = this.shown;
      const { name } = this.open;
      const verdict = JSON.parse(run.judge(name, moment));
      attempts.set(name, run.link(run.moments() - 1));
      if (verdict.done) {
        this.praise({ link: run.link(moment), decisions: verdict.decisions, steps: verdict.steps });
      } else {
        this.say(`Not yet. ${verdict.words}`);
      }
      this.showBest(verdict.done);
    }

    praise(solution) {
      this.say(`Solved, with ${inMoves(solution)}.`);
      if (this.solved.add(this.open.name, solution)) {
        this.list();
        this.tell(this.solved.problem);
      }
    }

    /** Only what is new: words that stay are not read out again. */
    say(words) {
      if (this.verdict.textContent !== words) {
        this.verdict.textContent = words;
      }
    }

    /** What has been seen is told where it is seen; elsewhere, that there is a solution. */
    showBest(isSolution) {
      const best = this.solved.get(this.open.name);
      const { par, section } = this.open;
      const words = [];
      if (best && (par || !isSolution)) {
        words.push(`Your solution has ${inMoves(best)}${par ? `, ${plural(moves(best), 'move')} together` : ''}.`);
      }
      if (par) {
        words.push(`The fewest moves that are known: ${par}.`);
      }
      this.find('best').textContent = words.join(' ');
      this.find('told').textContent = isSolution ? section.querySelector('.challenge-seen').textContent : '';
      this.place.classList.toggle('challenge-done', isSolution);
      this.button('solution').hidden = !best || isSolution;
    }

    // ---- What the buttons do: each has the name of one of these.

    again() {
      this.start(this.open.beginning);
    }

    solution() {
      this.start(this.solved.get(this.open.name).link);
    }

    export() {
      const name = this.solved.kept.download(this.solved.content());
      this.tell(`Saved as ${name}: ${plural(this.solved.runs.size, 'challenge')}.`);
    }

    import() {
      this.file.value = '';
      this.file.click();
    }

    async read(file) {
      if (!file) {
        return;
      }
      this.tell(await this.solved.kept.take(file, text => {
        const added = this.solved.take(text);
        return `${added} more ${added === 1 ? 'is' : 'are'} solved.`;
      }, 'What was solved before still is.'));
      this.list();
      if (this.open) {
        this.showBest(this.place.classList.contains('challenge-done'));
      }
    }

    clear() {
      const count = this.solved.runs.size;
      document.getElementById('challenge-ask').textContent = `Forget that ${plural(count, 'challenge')} ${count === 1 ? 'is' : 'are'} solved? `
        + 'This cannot be undone. Saved files stay as they are.';
      const ask = this.find('ask');
      ask.returnValue = 'keep';
      ask.showModal();
    }

    forget() {
      this.solved.clear();
      this.list();
      this.tell(`Forgotten. ${this.solved.problem}`);
      if (this.open) {
        this.showBest(this.place.classList.contains('challenge-done'));
      }
    }
  }

  const root = document.getElementById('challenges');
  new Challenges(root, new Map(JSON.parse(raftbook.challenges()).map(({ name, link, par }) => [name, {
    name,
    par,
    beginning: link,
    section: document.getElementById(name),
    link: root.querySelector(`.challenge-list a[href="#${name}"]`),
  }])));
})();
