// The slides, as the front and the back row see them: run as `node slides.mjs ROOT` after `mvn -Pslides`.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, expect, open, start, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const folder = join(root, 'target/slides');
const shots = join(root, 'target/ci/slides');
const SMALLEST_TEXT = 16;
const [WIDTH, HEIGHT] = [1280, 720];

/** What of the slide that is shown goes beyond its edge, and which text is too small; SVG text as it is drawn. */
function faults([smallest, width, height]) {
  const slide = Reveal.getCurrentSlide();
  const found = [];
  const seen = [...slide.querySelectorAll('.frame *')].filter(each => each.checkVisibility({ visibilityProperty: true }));
  for (const each of seen) {
    const own = [...each.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    if (own.length === 0 || each.closest('svg title, svg desc, style')) continue;
    const words = each.textContent.trim().slice(0, 40);
    const matrix = each instanceof SVGElement ? each.getScreenCTM() : null;
    const size = parseFloat(getComputedStyle(each).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
    if (size < smallest - 0.1) found.push(`"${words}" is ${size.toFixed(1)} pixels high`);
    const range = document.createRange();
    own.forEach(node => {
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width && (box.left < -1 || box.top < -1 || box.right > width + 1 || box.bottom > height + 1)) {
          found.push(`"${words}" goes beyond the edge: ${['left', 'top', 'right', 'bottom'].map(side => Math.round(box[side]))}`);
        }
      }
    });
    if (!matrix && each.closest('.thing, .talk, .ask')) {
      const place = each.closest('.thing, .talk, .ask').getBoundingClientRect();
      const box = each.getBoundingClientRect();
      if (box.bottom > place.bottom + 2 || box.right > place.right + 2) found.push(`"${words}" goes beyond its place`);
    }
  }
  // What lies over something else is read by nobody.
  const parts = [...slide.querySelectorAll('.frame > *')].filter(each => each.checkVisibility({ visibilityProperty: true }));
  for (const [index, one] of parts.entries()) {
    for (const other of parts.slice(index + 1)) {
      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2) {
        found.push(`${one.className || one.tagName} lies over ${other.className || other.tagName}`);
      }
    }
  }
  return [...new Set(found)];
}

/** Goes through a deck with the keyboard alone, and returns what is wrong with each slide once all its steps are shown. */
async function walk(page, url, name) {
  await page.goto(url);
  await until(() => page.evaluate(() => document.body.dataset.fitted === 'yes'), () => `${name} is not laid out`);
  const count = await page.evaluate(() => Reveal.getTotalSlides());
  const wrong = [];
  for (let slide = 1; slide <= count; slide++) {
    while (await page.evaluate(() => Reveal.availableFragments().next)) await page.keyboard.press('Space');
    expect(await page.evaluate(() => Reveal.getIndices().h) === slide - 1, `the keyboard has not led to slide ${slide}`);
    const found = await page.evaluate(faults, [SMALLEST_TEXT, WIDTH, HEIGHT]);
    if (found.length) wrong.push(`slide ${slide}: ${found.slice(0, 4).join('; ')}`);
    await page.screenshot({ path: join(shots, `${name}-${String(slide).padStart(2, '0')}.png`) });
    if (slide < count) await page.keyboard.press('ArrowRight');
  }
  return { count, wrong };
}

/** The question to the room comes before what the run has printed or drawn, and the points after it. */
async function steps(page, url) {
  await page.goto(url);
  await until(() => page.evaluate(() => document.body.dataset.fitted === 'yes'), () => 'the deck is not laid out');
  const at = await page.evaluate(() => [...document.querySelectorAll('.slides > section')]
    .findIndex(each => each.querySelector('.ask') && each.querySelector('.thing .cell-output')));
  expect(at > 0, 'no slide has a question and a run');
  await page.evaluate(slide => Reveal.slide(slide), at);
  const shown = () => page.evaluate(() => ['.ask', '.thing .cell-output', '.talk']
    .map(part => Reveal.getCurrentSlide().querySelector(part)).map(part => !part || part.classList.contains('visible')).join());
  const seen = [];
  seen.push(await shown());
  for (let step = 0; step < 2; step++) {
    await page.keyboard.press('Space');
    seen.push(await shown());
  }
  expect(seen[0].startsWith('false,false') && seen[1].startsWith('true,false') && seen[2].startsWith('true,true'), seen.join(' then '));
}

/** Printed, each slide is a page, and nothing on it is cut off. */
async function prints(page, url) {
  await page.goto(`${url}?print-pdf`);
  await until(() => page.evaluate(() => document.body.dataset.fitted === 'yes' && document.querySelector('.pdf-page')),
    () => 'the deck is not laid out for paper');
  const found = await page.evaluate(() => ({
    slides: Reveal.getTotalSlides(),
    cut: [...document.querySelectorAll('.frame, pre, pre code, .scroll')]
      .filter(each => each.scrollWidth > each.clientWidth + 1 || (each.matches('.frame') && each.scrollHeight > each.clientHeight + 1))
      .map(each => each.textContent.trim().slice(0, 60)),
  }));
  expect(found.cut.length === 0, `cut off: ${found.cut.join('; ')}`);
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
  expect(pages === found.slides, `${found.slides} slides are printed on ${pages} pages`);
}

/** The speaker's window shows this slide and the next, the notes, and how much of the time is left. */
async function speaks(page, url) {
  await page.goto(url);
  await until(() => page.evaluate(() => document.body.dataset.fitted === 'yes'), () => 'the deck is not laid out');
  await page.evaluate(() => Reveal.slide(1));
  const opened = page.context().waitForEvent('page');
  await page.keyboard.press('s');
  const speaker = await opened;
  const text = part => speaker.evaluate(selector => document.querySelector(selector)?.innerText || '', part);
  await until(async () => /^[\d.]+ min, from 0 to /.test(await text('.speaker-controls-notes .value')), () => 'there are no notes');
  await until(async () => /PACING[^]*\d\d:\d\d/.test(await text('.speaker-controls-time')), () => 'there is no timing');
  await until(() => Promise.all(speaker.frames().slice(1).map(frame => frame.evaluate(() => document.querySelectorAll('.frame').length)))
    .then(frames => frames.length === 2 && frames.every(slides => slides > 0)), () => 'the slides are not in the speaker\'s window');
  await speaker.close();
}

/** On the live server a key runs the cell of the slide, and before it those above; what comes of it is seen. */
async function runs(page, url) {
  await page.goto(url);
  await until(() => page.evaluate(() => document.documentElement.dataset.live === 'on' && document.body.dataset.fitted === 'yes'),
    () => 'the deck is not live');
  const at = await page.evaluate(() => [...document.querySelectorAll('.slides > section')]
    .findIndex(each => each.querySelector('.thing .cell:not([data-raises]) pre code')));
  expect(at > 0, 'no slide has a cell');
  await page.evaluate(slide => Reveal.slide(slide), at);
  await page.keyboard.press('r');
  const cell = () => page.evaluate(() => {
    const shown = Reveal.getCurrentSlide().querySelector('.thing .cell');
    const output = shown.querySelector('.cell-output');
    return { state: shown.dataset.state, text: output.innerText,
      live: Boolean(output.querySelector('.live-text, .live-display')), seen: output.classList.contains('visible') };
  });
  let seen;
  await until(async () => {
    seen = await cell();
    return ['done', 'failed'].includes(seen.state);
  }, () => `the cell has not ended: ${JSON.stringify(seen)}`);
  const last = await cell();
  expect(last.state === 'done' && last.live && last.seen, JSON.stringify(last));
  await page.screenshot({ path: join(shots, 'live.png') });
}

mkdirSync(shots, { recursive: true });
const decks = readdirSync(folder).filter(file => /^\w.*\.html$/.test(file) && file !== 'index.html').sort();
const browser = await open('');
browser.page.setDefaultTimeout(60_000);
try {
  await browser.page.setViewportSize({ width: WIDTH, height: HEIGHT });
  const address = file => pathToFileURL(join(folder, file)).href;
  await check('the list of decks links each of them', async () => {
    await browser.page.goto(address('index.html'));
    const links = await browser.page.evaluate(() => [...document.querySelectorAll('td:nth-child(2) a')].map(link => link.getAttribute('href')));
    expect(links.join() === decks.join(), `it links ${links}, and there are ${decks}`);
  });
  for (const deck of decks) {
    await check(`${deck}: no slide runs over, and no text is smaller than ${SMALLEST_TEXT} pixels`, async () => {
      const { wrong } = await walk(browser.page, address(deck), deck.replace('.html', ''));
      expect(wrong.length === 0, wrong.join('\n  '));
    });
  }
  if (decks.length > 0) {
    await check('the question comes before the run', () => steps(browser.page, address(decks[0])));
    for (const deck of decks) {
      await check(`${deck}: a slide is a page of paper`, () => prints(browser.page, address(deck)));
    }
    await check('the speaker has notes and timing, from a folder', () => speaks(browser.page, address(decks[0])));
  }
  await check('from a folder, no slide asks anything of another host', () => {
    const foreign = browser.foreign.filter(url => !url.startsWith('file:'));
    expect(foreign.length === 0, foreign.join(' '));
  });
  await check('no slide has an error in its script', () => expect(browser.errors.length === 0, browser.errors.join('\n')));
} finally {
  await browser.end();
}

if (decks.length > 0) {
  const server = await start('mvn', ['-B', '-ntp', '-Dport=0'], /http:\/\/127\.0\.0\.1:\d+\/live\.html#token=\S+/);
  const live = new URL(server.found);
  const served = await open(live.host);
  try {
    await served.page.setViewportSize({ width: WIDTH, height: HEIGHT });
    await served.page.goto(live.href);
    await served.page.waitForURL(live.origin + '/');
    await until(() => /built in \d+ ms|cannot be built/.test(server.said()), () => `the book is not built: ${server.said()}`);
    await check('a key runs the cell of a slide that is served', () => runs(served.page, `${live.origin}/slides/${decks[0]}`));
    await check('the speaker has notes and timing, served', () => speaks(served.page, `${live.origin}/slides/${decks[0]}`));
    await check('served, no slide asks anything of another host',
      () => expect(served.foreign.length === 0, served.foreign.join(' ')));
  } finally {
    await served.end();
    await server.end();
  }
}
