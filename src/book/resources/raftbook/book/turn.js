// The arrow keys lead from chapter to chapter, where nothing on the page has a use for them.
'use strict';

(() => {
  /** Fields, rows of buttons, pictures that are steered, and code that scrolls have one. */
  const WITHOUT_USE = 'body, #content, a, summary';
  const WITH_USE = '[role="toolbar"], [role="listbox"], .explorer, dialog, svg';

  function isFree(event) {
    const at = document.activeElement || document.body;
    return !event.defaultPrevented && !event.repeat && !event.isComposing
      && !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey)
      && at.matches(WITHOUT_USE) && !at.closest(WITH_USE) && !document.querySelector('dialog[open]');
  }

  document.addEventListener('keydown', event => {
    const way = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
    const link = way && isFree(event) && document.querySelector(`main > .turn a[rel="${way}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    }
  });
  for (const [rel, key] of [['prev', 'ArrowLeft'], ['next', 'ArrowRight']]) {
    document.querySelector(`main > .turn a[rel="${rel}"]`)?.setAttribute('aria-keyshortcuts', key);
  }
})();
