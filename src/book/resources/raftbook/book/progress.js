// What this browser remembers of a reader's way through the book: which chapters have been read to their end, what has been
// solved in them, and which hints have been opened. The contents show it. It is saved and cleared with the answers (questions.js).
'use strict';

(() => {
  const { element } = window.Parts;
  const LISTS = ['solved', 'hints'];
  const MOST = 500;
  const isRecord = value => value && typeof value === 'object' && !Array.isArray(value);
  const isList = value => Array.isArray(value) && value.length <= MOST && value.every(each => typeof each === 'string');

  class Progress {
    constructor(chapter) {
      this.chapter = chapter;
      this.kept = new Kept({ key: 'raftbook-progress', version: 1, what: 'what you have read', save: 'Save all answers' });
      this.recall();
    }

    recall() {
      this.chapters = this.kept.recall(text => this.read(this.kept.content(text).chapters)) || {};
    }

    of(name) {
      return Object.hasOwn(this.chapters, name) ? this.chapters[name] : { read: false, solved: [], hints: [] };
    }

    /** Whether anything is remembered of the chapter, or of any if it has no name. */
    has(name) {
      return name ? Object.hasOwn(this.chapters, name) : Object.keys(this.chapters).length > 0;
    }

    finish() {
      this.change({ ...this.of(this.chapter), read: true });
    }

    solve(id) {
      this.add('solved', id);
    }

    add(list, id) {
      this.change({ ...this.of(this.chapter), [list]: [...new Set([...this.of(this.chapter)[list], id])] });
    }

    forgetHint(id) {
      const here = this.of(this.chapter);
      this.change({ ...here, hints: here.hints.filter(each => each !== id) });
    }

    /** Another tab may have kept something meanwhile; what is as it was is not written. */
    change(here) {
      if (!this.chapter || JSON.stringify(here) === JSON.stringify(this.of(this.chapter))) {
        return;
      }
      const known = JSON.stringify(this.of(this.chapter));
      this.recall();
      const now = this.of(this.chapter);
      this.chapters[this.chapter] = JSON.stringify(now) === known ? here : this.joined(now, here);
      this.keep();
    }

    joined(one, other) {
      const lists = LISTS.map(list => [list, [...new Set([...one[list], ...other[list]])]]);
      return { read: one.read || other.read, ...Object.fromEntries(lists) };
    }

    /** Forgets it of a chapter, or of all. */
    clear(name) {
      this.recall();
      if (name) {
        delete this.chapters[name];
      } else {
        this.chapters = {};
      }
      this.keep();
    }

    /** Adds what was saved elsewhere, as `read` gives it. */
    take(chapters) {
      this.recall();
      Object.entries(chapters).forEach(([name, each]) => { this.chapters[name] = this.joined(this.of(name), each); });
      this.keep();
    }

    keep() {
      this.kept.keep({ chapters: this.chapters });
      draw();
      dispatchEvent(new Event('progress'));
    }

    /** What a file says of it, which may be nothing. Throws an error that names the rule which it breaks. */
    read(chapters = {}) {
      const isRight = each => isRecord(each) && typeof each.read === 'boolean' && LISTS.every(list => isList(each[list]));
      if (!isRecord(chapters) || !Object.values(chapters).every(isRight)) {
        throw new Error('its part on what is read must hold, for each chapter, whether it is, and lists of what is solved'
            + ' and of the hints that were opened.');
      }
      return Object.fromEntries(Object.entries(chapters)
        .map(([name, { read, solved, hints }]) => [name, { read, solved, hints }]));
    }
  }

  /** A mark has its place already, so that nothing moves; its words are for those who listen, and for who points at it. */
  function mark(link) {
    link.querySelector('.progress')?.remove();
    const { read, solved } = progress.of(/([^/]+)\.html$/.exec(link.getAttribute('href'))?.[1]);
    const words = [...(read ? ['read'] : []), ...(solved.length > 0 ? [`${solved.length} solved`] : [])].join(', ');
    if (words) {
      const made = element('span', { class: 'progress', title: words }, element('span', { class: 'unseen' }, ` (${words})`));
      made.append(...(solved.length > 0 ? [element('span', { class: 'solved', 'aria-hidden': 'true' }, solved.length)] : []));
      made.append(...(read ? [element('span', { 'aria-hidden': 'true' }, '✓')] : []));
      link.append(made);
    }
  }

  function draw() {
    document.querySelectorAll(".side a[href$='.html'], main > .chapters a[href$='.html']").forEach(mark);
  }

  /** Read is what has been scrolled to its end, and was there to be read. */
  function watchTheEnd() {
    const end = document.querySelector('main > .turn');
    if (!end || document.querySelector('.coming')) {
      return;
    }
    const observer = new IntersectionObserver(seen => {
      if (seen.some(each => each.isIntersecting) && scrollY > 0) {
        observer.disconnect();
        progress.finish();
      }
    });
    observer.observe(end);
  }

  /** Hints that were opened are open again; who closes one wants it forgotten. */
  function keepHints() {
    for (const exercise of document.querySelectorAll('.exercise[id]')) {
      exercise.querySelectorAll('.hint').forEach((hint, index) => {
        const id = `${exercise.id}-${index + 1}`;
        hint.open ||= progress.of(progress.chapter).hints.includes(id);
        // On paper all that is folded may be opened for a moment, which is nobody's wish.
        hint.querySelector('summary').addEventListener('click', () => {
          if (hint.open) {
            progress.forgetHint(id);
          } else {
            progress.add('hints', id);
          }
        });
      });
    }
  }

  const progress = new Progress(document.body.dataset.chapter || '');
  window.progress = progress;
  draw();
  watchTheEnd();
  keepHints();
  addEventListener('storage', event => {
    if (event.key === progress.kept.key) {
      progress.recall();
      draw();
    }
  });
})();
