// A cell's figure opens as large as the window. It is the figure itself that goes there and comes back: one that moves keeps moving.
'use strict';

(() => {
  const { element, button, addToRow } = window.Parts;
  const dialog = element('dialog', { class: 'large', 'aria-label': 'The figure, large' });
  let back = () => {};

  dialog.addEventListener('close', () => back());
  // A click beside the figure closes it, too.
  dialog.addEventListener('click', event => event.target === dialog && dialog.close());
  document.body.append(dialog);

  /** Leaves a gap of the same height, so that nothing moves behind the dialog. */
  function open(output, opener) {
    const gap = element('div', {});
    gap.style.height = `${output.getBoundingClientRect().height}px`;
    output.before(gap);
    const close = button('Close', 'large-close', () => dialog.close());
    const stage = element('div', { class: 'large-stage', tabindex: '0', role: 'group', 'aria-label': 'Figure' }, output);
    dialog.replaceChildren(close, stage);
    back = () => {
      gap.replaceWith(output);
      dialog.replaceChildren();
      back = () => {};
      opener.focus({ preventScroll: true });
    };
    dialog.showModal();
    close.focus();
  }

  /** Shown once the cell has a figure, as cells get theirs when they run. In a corner it takes no room from the beginning. */
  function addTo(output) {
    const opener = button('Enlarge', 'copy enlarge', () => open(output, opener));
    opener.setAttribute('aria-label', 'Enlarge the figure');
    opener.title = 'Enlarge the figure';
    if (!addToRow(output.parentElement, opener)) {
      output.before(element('div', { class: 'enlarge-place' }, opener));
    }
    const look = () => { opener.hidden = !output.querySelector('svg'); };
    new MutationObserver(look).observe(output, { childList: true, subtree: true });
    look();
  }

  const addToAll = () => document.querySelectorAll('main .cell > .cell-output').forEach(addTo);
  addToAll();
  addEventListener('dismantled', addToAll);
  addEventListener('beforeprint', () => dialog.open && dialog.close());
})();
