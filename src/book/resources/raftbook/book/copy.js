// A button on every listing and cell that copies its code, as it stands now and without the numbers of callouts.
'use strict';

(() => {
  const SAID_MILLISECONDS = 2000;
  const { button, say, copy } = window.Parts;

  /** Lines of a source page are blocks, and have no line breaks of their own. */
  function codeOf(pre) {
    const code = pre.cloneNode(true);
    code.querySelectorAll('.callout, .conum, .conum + b').forEach(each => each.remove());
    const lines = [...code.querySelectorAll('.line')];
    const text = lines.length > 0 ? lines.map(each => each.textContent).join('\n') : code.textContent;
    return text.split('\n').map(line => line.trimEnd()).join('\n').trimEnd() + '\n';
  }

  async function press(made, pre) {
    const done = await copy(codeOf(pre));
    const words = done ? 'Copied' : 'Refused';
    made.textContent = words;
    say(done ? 'Copied.' : 'This browser lets the page copy nothing: select the code and copy it yourself.');
    clearTimeout(made.timer);
    made.timer = setTimeout(() => { made.textContent = 'Copy'; }, SAID_MILLISECONDS);
  }

  /** A cell that runs has its row of buttons, one stop of the Tab key; all other code has the button in its corner. */
  function addTo(pre) {
    const bar = pre.closest('.cell')?.querySelector(':scope > .live-cell-bar');
    const made = button('Copy', bar ? 'live-button' : 'copy', () => press(made, pre));
    made.setAttribute('aria-label', 'Copy the code');
    made.title = 'Copy the code';
    if (bar) {
      made.tabIndex = -1;
      bar.querySelector('.live-state').before(made);
    } else {
      const corner = pre.parentElement;
      corner.classList.add('copied-from');
      pre.after(made);
    }
  }

  document.querySelectorAll('main .listingblock pre').forEach(addTo);
})();
