// A cell's figure opens as large as the window. It is the figure itself that goes there and comes back: one that moves keeps moving.
'use strict';

(() => {
  const { element, button } = window.Parts;
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

  /** Shown once the cell has a figure, as cells get theirs when they run; it is there from the beginning, and moves nothing. */
  function addTo(output) {
    const opener = button('Enlarge', 'copy enlarge', () => open(output, opener));
    opener.setAttribute('aria-label', 'Show the figure large');
    opener.title = 'Show the figure large';
    const place = element('div', { class: 'enlarge-place' }, opener);
    const look = () => { place.hidden = !output.querySelector('svg'); };
    output.before(place);
    new MutationObserver(look).observe(output, { childList: true, subtree: true });
    look();
  }

  for (const output of document.querySelectorAll('main .cell > .cell-output')) {
    addTo(output);
  }
  addEventListener('beforeprint', () => dialog.open && dialog.close());
})();
