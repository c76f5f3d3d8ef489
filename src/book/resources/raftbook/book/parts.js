// What the scripts of a page build with: elements, buttons, words for those who listen, and the clipboard.
'use strict';

window.Parts ||= (() => {
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  function button(label, style, action) {
    const made = element('button', { type: 'button', class: style }, label);
    made.addEventListener('click', action);
    return made;
  }

  const said = element('p', { class: 'unseen', role: 'status' });
  document.body.append(said);

  /** Has the words read out; the same words twice, too. */
  function say(words) {
    said.textContent = said.textContent === words ? `${words}\u00a0` : words;
  }

  /** The old way, which pages know to which a browser refuses the clipboard, such as one that is opened from a folder. */
  function copyBySelection(text) {
    const before = document.activeElement;
    const area = element('textarea', { class: 'unseen', 'aria-hidden': 'true', tabindex: '-1' });
    area.value = text;
    (document.querySelector('dialog[open]') || document.body).append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus({ preventScroll: true });
    return done;
  }

  /** Whether the text is on the clipboard now. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      return copyBySelection(text);
    }
  }

  return { element, button, say, copy };
})();
