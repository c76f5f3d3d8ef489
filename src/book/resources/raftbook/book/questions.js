// Makes the questions of a chapter's page answerable, and remembers the answers in this browser. Without it a question stands
// there with its choices, and what is said to each answer in a fold. What is right, the build has had a run say.
'use strict';

(() => {
  const KEY = 'raftbook-answers';
  const LONGEST = 500;
  const chapter = document.body.dataset.chapter || '';
  const { progress } = window;

  const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const plain = text => text.trim().toLowerCase();
  const isRecord = value => value && typeof value === 'object' && !Array.isArray(value);

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  // ---- The answers of all chapters: for each question the last, whether one was right, and whether the first was.

  class Answers {
    constructor() {
      this.kept = new Kept({ key: KEY, version: 1, what: 'answers', save: 'Save all answers' });
      this.chapters = new Map();
      this.recall();
    }

    /** Takes up what another tab has kept meanwhile. */
    recall() {
      this.chapters = this.kept.recall(text => this.read(text)) || this.chapters;
    }

    of(name) {
      return this.chapters.get(name) || new Map();
    }

    get all() {
      return [...this.chapters.values()].flatMap(each => [...each.values()]);
    }

    add(question, answer, right) {
      this.recall();
      const before = this.of(chapter).get(question);
      this.put(chapter, question, {
        answer: answer.slice(0, LONGEST),
        right: right || Boolean(before?.right),
        first: before ? before.first : right,
      });
      this.keep();
    }

    put(name, question, answer) {
      this.chapters.set(name, this.of(name).set(question, answer));
    }

    /** Forgets those of a chapter, or all. */
    clear(name) {
      this.recall();
      if (name) {
        this.chapters.delete(name);
      } else {
        this.chapters.clear();
      }
      this.keep();
    }

    keep() {
      this.kept.keep(this.content());
    }

    content() {
      return { answers: Object.fromEntries([...this.chapters].map(([name, of]) => [name, Object.fromEntries(of)])) };
    }

    /** The answers of a text. Throws an error that names the rule which the text breaks. */
    read(text) {
      const { answers } = this.kept.content(text);
      if (!isRecord(answers)) {
        throw new Error('its part "answers" must hold the answers of each chapter.');
      }
      return new Map(Object.entries(answers).map(([name, of]) => {
        if (!isRecord(of)) {
          throw new Error(`what it says of “${name.slice(0, 40)}” must hold an answer for each question.`);
        }
        return [name, new Map(Object.entries(of).map(([question, each]) => [question, this.checked(question, each)]))];
      }));
    }

    checked(question, each) {
      const isAnswer = isRecord(each) && typeof each.answer === 'string' && each.answer.length <= LONGEST
        && typeof each.right === 'boolean' && typeof each.first === 'boolean';
      if (!isAnswer) {
        throw new Error(`what it says of “${question.slice(0, 40)}” must be an answer of at most ${LONGEST} letters,`
            + ' whether one was right, and whether the first was.');
      }
      return { answer: each.answer, right: each.right, first: each.first };
    }

    /** What is saved: the answers, and with them what is read and solved. */
    saved() {
      return { ...this.content(), progress: progress.chapters };
    }

    /** Takes all of a file, or nothing; what has been answered here stays. Returns how many answers are new. */
    take(text) {
      const taken = this.read(text);
      progress.take(progress.read(this.kept.content(text).progress));
      this.recall();
      const before = this.all.length;
      for (const [name, of] of taken) {
        for (const [question, answer] of of) {
          if (!this.of(name).has(question)) {
            this.put(name, question, answer);
          }
        }
      }
      this.keep();
      return this.all.length - before;
    }
  }

  // ---- A question.

  class Question {
    constructor(section, answers, changed) {
      Object.assign(this, { section, answers, changed });
      this.right = JSON.parse(section.dataset.right).map(plain);
      this.replies = [...section.querySelectorAll('.reply')];
      this.code = section.querySelector('.asked-code');
      this.build();
      this.show();
    }

    build() {
      const { section } = this;
      const asked = section.querySelector('.asked');
      const list = section.querySelector('ol.choices');
      const legend = element('legend', { class: 'asked' }, ...(asked ? asked.childNodes : []));
      asked?.remove();
      this.fields = element('fieldset', {}, legend, ...section.querySelector('.content').childNodes);
      this.verdict = element('p', { class: 'question-verdict', role: 'status' });
      this.form = element('form', { class: 'question-form' }, this.fields);
      if (list) {
        this.choices = [...list.children].map((each, at) => this.choice(each, at));
        list.replaceWith(...this.choices.map(each => each.label));
      } else {
        this.text = element('input', {
          type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: 200,
        });
        this.fields.append(element('label', { class: 'question-text' }, 'Your answer', this.text));
      }
      this.fields.append(element('button', { class: 'question-button' }, 'Answer'));
      this.form.addEventListener('submit', event => {
        event.preventDefault();
        this.answer();
      });
      section.querySelector('.content').replaceChildren(this.form, this.verdict, ...this.replies);
      section.querySelector('.answers').remove();
      section.dataset.asked = '';
    }

    choice(item, at) {
      const letter = String.fromCharCode(65 + at);
      const radio = element('input', { type: 'radio', name: `answer-${this.section.id}`, value: letter });
      const words = element('span', {}, ...item.childNodes);
      const label = element('label', { class: 'question-choice' }, radio, element('b', {}, letter), words);
      return { letter, radio, label, words: words.textContent.trim() };
    }

    /** What the reader has entered: what is kept of it, and the word by which replies know it. */
    get given() {
      const chosen = this.choices?.find(each => each.radio.checked);
      return this.choices
        ? { kept: chosen?.words || '', word: chosen?.letter || '' }
        : { kept: this.text.value.trim(), word: this.text.value.trim() };
    }

    answer() {
      const { kept, word } = this.given;
      if (!word) {
        this.verdict.textContent = this.choices ? 'Choose one first.' : 'Write an answer first.';
        return;
      }
      this.answers.add(this.section.id, kept, this.isRight(word));
      if (this.isRight(word)) {
        progress.solve(this.section.id);
      }
      this.reveal(word);
      this.changed();
    }

    isRight(word) {
      return this.right.includes(plain(word));
    }

    /** What was answered before, if the chapter still offers it. */
    show() {
      const before = this.answers.of(chapter).get(this.section.id);
      this.choices?.forEach(each => { each.radio.checked = each.words === before?.answer; });
      if (this.text) {
        this.text.value = before?.answer || '';
      }
      this.reveal(this.given.word);
    }

    reveal(word) {
      const right = word && this.isRight(word);
      const reply = word && this.reply(word);
      this.replies.forEach(each => { each.hidden = each !== reply; });
      this.section.dataset.state = word ? (right ? 'right' : 'wrong') : '';
      if (this.code) {
        this.code.hidden = Boolean(right && reply.querySelector('.cell'));
      }
      const name = this.choices ? word : `“${word}”`;
      this.verdict.textContent = word && `${name} is ${right ? 'right.' : 'not it.'}`;
      this.section.dispatchEvent(new Event('toggle')); // what is seen now may scroll, which book.js looks into
    }

    reply(word) {
      const when = each => JSON.parse(each.dataset.when).map(plain);
      return this.replies.find(each => when(each).includes(plain(word)))
        || this.replies.find(each => when(each).length === 0);
    }
  }

  // ---- What is kept: how much it is, and what a reader can do with it. At a chapter's end for its own, below the contents for all.

  class Tools {
    constructor(answers, count, forgotten) {
      Object.assign(this, { answers, count, forgotten });
      const button = (label, action) => {
        const made = element('button', { type: 'button', class: 'question-button' }, label);
        made.addEventListener('click', action);
        return made;
      };
      this.said = element('span', { class: 'question-count' });
      this.news = element('p', { class: 'question-news', role: 'status' });
      this.file = element('input', {
        type: 'file', accept: '.json,application/json', 'aria-label': 'Answers, as saved before', hidden: '',
      });
      this.save = button('Save all answers', () => this.export());
      this.clear = button(chapter ? 'Clear this chapter’s answers' : 'Clear all answers', () => this.ask());
      this.root = element('section', { class: 'question-tools', 'aria-label': 'Your answers' },
        element('div', {}, this.said, this.save, button('Read them in again', () => this.import()), this.clear, this.file),
        this.news, this.dialog());
      this.file.addEventListener('change', () => this.take(this.file.files[0]));
      this.update();
      this.tell('');
    }

    dialog() {
      this.words = element('p', { id: 'question-ask' });
      const choose = (value, label) => element('button', { class: 'question-button', value }, label);
      this.asking = element('dialog', { class: 'question-ask', 'aria-labelledby': 'question-ask' }, this.words,
        element('form', { method: 'dialog' }, choose('keep', 'Keep them'), choose('clear', 'Clear them')));
      this.asking.addEventListener('close', () => this.asking.returnValue === 'clear' && this.forget());
      return this.asking;
    }

    tell(words) {
      this.news.textContent = `${words} ${this.answers.kept.problem}`.trim();
    }

    get mine() {
      return chapter ? [...this.answers.of(chapter).values()] : this.answers.all;
    }

    update() {
      const first = this.mine.filter(each => each.first).length;
      this.said.textContent = `${this.mine.length}${this.count ? ` of ${this.count}` : ''} answered, `
        + `${first} right at the first try`;
      this.save.disabled = this.answers.all.length === 0 && !progress.has();
      this.clear.disabled = this.mine.length === 0 && !progress.has(chapter);
    }

    export() {
      const name = this.answers.kept.download(this.answers.saved());
      this.tell(`Saved as ${name}: ${plural(this.answers.all.length, 'answer')}.`);
    }

    import() {
      this.file.value = '';
      this.file.click();
    }

    async take(file) {
      if (!file) {
        return;
      }
      this.news.textContent = await this.answers.kept.take(file, text =>
        `${plural(this.answers.take(text), 'answer')} more.`, 'What was answered before stays.');
      this.update();
      this.forgotten();
    }

    ask() {
      this.words.textContent = `Clear ${plural(this.mine.length, 'answer')}${chapter ? ' of this chapter' : ' of all chapters'}? `
        + 'What is marked as read, solved or opened goes with them. This cannot be undone. Saved files stay as they are.';
      this.asking.returnValue = 'keep';
      this.asking.showModal();
    }

    forget() {
      this.answers.clear(chapter);
      progress.clear(chapter);
      this.update();
      this.forgotten();
      this.tell('Cleared.');
    }
  }

  const sections = [...document.querySelectorAll('section.question')];
  const contents = document.querySelector('main > .chapters');
  if (sections.length > 0 || contents) {
    const answers = new Answers();
    const questions = [];
    const tools = new Tools(answers, sections.length, () => questions.forEach(each => each.show()));
    const update = () => {
      tools.update();
      tools.tell('');
    };
    sections.forEach(each => questions.push(new Question(each, answers, update)));
    if (chapter) {
      document.querySelector('.turn').before(tools.root);
    } else {
      contents.after(tools.root);
    }
    addEventListener('progress', () => tools.update());
    addEventListener('storage', event => {
      if (event.key === KEY) {
        answers.recall();
        update();
        questions.forEach(each => each.show());
      }
    });
  }
})();
