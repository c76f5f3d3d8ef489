// Makes what slides show as large as there is room, and runs their cells with a key where the page is live (see live.js).
'use strict';

(() => {
  const FIGURE_TEXT = 16;
  const WORDS = [26, 24, 22, 20];
  const [SMALLEST_CODE, GOOD_CODE, LARGEST_CODE] = [16, 20, 32];
  // Asked for each time: for print, reveal.js puts each into a page of its own.
  const sections = () => document.querySelectorAll('.slides section');

  function range(from, to) {
    return Array.from({ length: from - to + 1 }, (_, index) => from - index);
  }

  function isWide(frame) {
    return [...frame.querySelectorAll('pre, pre code, .scroll')].some(each => each.scrollWidth > each.clientWidth + 1);
  }

  function overflows(frame) {
    const bottom = frame.getBoundingClientRect().bottom;
    return frame.scrollHeight > frame.clientHeight + 1
      || [...frame.querySelectorAll(':scope > *, pre, pre code, .scroll')].some(each => each.scrollHeight > each.clientHeight + 1
        || each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().bottom > bottom + 1);
  }

  // Pictures fill their place; their smallest words grow until they can be read.
  function pictures(section) {
    section.querySelectorAll('.thing svg').forEach(svg => {
      const box = svg.viewBox.baseVal;
      svg.setAttribute('preserveAspectRatio', 'xMinYMin meet');
      if (!box || !box.width || !svg.clientWidth) return;
      const scale = Math.min(svg.clientWidth / box.width, svg.clientHeight / box.height);
      svg.querySelectorAll('text, tspan[font-size]').forEach(text => {
        text.dataset.size ||= getComputedStyle(text).fontSize;
        text.style.fontSize = parseFloat(text.dataset.size) * scale < FIGURE_TEXT ? `${FIGURE_TEXT / scale}px` : '';
      });
    });
  }

  function fit(section) {
    const frame = section.querySelector('.frame');
    if (!frame || !frame.clientHeight) return;
    const set = (words, code) => {
      frame.style.setProperty('--words', `${words}px`);
      frame.style.setProperty('--code', `${code}px`);
    };
    const longest = range(LARGEST_CODE, SMALLEST_CODE).find(code => {
      set(WORDS[0], code);
      return !isWide(frame);
    }) || SMALLEST_CODE;
    // Words give way before code becomes small, unless it is small for its long lines.
    WORDS.flatMap((words, index) => range(longest, index < WORDS.length - 1 ? Math.min(longest, GOOD_CODE) : SMALLEST_CODE)
      .map(code => [words, code])).some(([words, code]) => {
      set(words, code);
      return !overflows(frame);
    });
    pictures(section);
  }

  function fitAll() {
    sections().forEach(fit);
  }

  // What a run prints or draws on a slide has to fit as well; and whoever runs a cell wants to see what comes of it.
  function follow() {
    sections().forEach(section => section.querySelectorAll('.thing .cell').forEach(cell => {
      new MutationObserver(() => fit(section)).observe(cell.querySelector('.cell-output'), { childList: true, subtree: true });
      new MutationObserver(() => {
        if (cell.dataset.state === 'running' && Reveal.getCurrentSlide() === section) show(cell.querySelector('.cell-output'));
      }).observe(cell, { attributeFilter: ['data-state'] });
    }));
  }

  function show(output) {
    for (let step = 0; step < 9 && output.classList.contains('fragment') && !output.classList.contains('visible'); step++) {
      Reveal.nextFragment();
    }
  }

  function run() {
    Reveal.getCurrentSlide()?.querySelector('.thing .live-cell-bar button:not([hidden])')?.click();
  }

  function begin() {
    fitAll();
    follow();
    Reveal.addKeyBinding({ keyCode: 82, key: 'R', description: 'Run the cell of this slide' }, run);
    document.body.dataset.fitted = 'yes';
  }

  Reveal.on('pdf-ready', fitAll);
  if (Reveal.isReady()) begin();
  else Reveal.on('ready', begin);
})();
