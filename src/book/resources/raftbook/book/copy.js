// A button on every listing and cell that copies its code, as it stands now and without the numbers of callouts.
'use strict';

(() => {
  const SAID_MILLISECONDS = 2000;
  const { button, addToRow, say, copy } = window.Parts;

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

  /** In the row of a cell that runs; all other code has the button in its corner. */
  function addTo(pre) {
    const made = button('Copy', 'copy', () => press(made, pre));
    made.setAttribute('aria-label', 'Copy the code');
    made.title = 'Copy the code';
    if (!addToRow(pre.closest('.cell'), made)) {
      pre.parentElement.classList.add('copied-from');
      pre.after(made);
    }
  }

  document.querySelectorAll('main .listingblock pre').forEach(addTo);
  // Cells that do not run after all have lost their rows.
  addEventListener('dismantled', () => document.querySelectorAll('main .cell .listingblock pre').forEach(addTo));
})();
