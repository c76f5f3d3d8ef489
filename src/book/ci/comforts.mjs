// Checks what makes pages comfortable to read, from a folder and from a server that stands in for the book's own: code is copied,
// what is read and solved is remembered and shown, figures open large, arrow keys turn pages, the words of a search are marked,
// edited code is coloured, and a report is made.
//
// Usage: comforts.mjs <folder of the book's root>, in which target/site has been built; screenshots go to target/screenshots.
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { audited, isAccessible } from './access.mjs';
import { check, expect, open, openStill, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const site = join(root, 'target/site');
const shots = join(root, 'target/screenshots');
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };
/** As the book's own server has it (Replies). */
const POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
  + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Says to live pages that all is well, and what their exercises' checks have said. */
const events = [];
let isLive = true;
const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://127.0.0.1').pathname;
  if (path === '/api/events' && !isLive) {
    response.writeHead(200).end();
    return;
  }
  if (path === '/api/events') {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    response.write([{ type: 'anew' }, { type: 'ready', number: 1, made: '' }, ...events].map(each => JSON.stringify(each)).join('\n') + '\n');
    return;
  }
  if (path === '/api/complete') {
    let body = '';
    request.on('data', part => { body += part; });
    request.on('end', () => {
      const { code, cursor } = JSON.parse(body);
      const start = code.slice(0, cursor).search(/\w*$/);
      const candidates = ['quorumOfFive', 'quorumOfThree'].filter(each => each.startsWith(code.slice(start, cursor)));
      response.end(JSON.stringify({ start, candidates }));
    });
    return;
  }
  try {
    const text = readFileSync(join(site, path));
    response.writeHead(200, { 'Content-Type': TYPES[path.split('.').pop()], 'Content-Security-Policy': POLICY });
    response.end(text);
  } catch (missing) {
    response.writeHead(404).end();
  }
});
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const host = `127.0.0.1:${server.address().port}`;
const browser = await open(host);
const page = browser.page;
await audited(page);
await page.setViewportSize({ width: 1280, height: 800 });
await page.emulateMedia({ reducedMotion: 'reduce' });
const file = name => `file://${site}/${name}`;
const live = name => `http://${host}/${name}#token=stand-in`;
const status = () => page.evaluate(() => document.querySelector('body > p[role=status]').textContent);
const pressed = key => page.keyboard.press(key);
const toTheEnd = () => page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
const highlighted = name => page.evaluate(each =>
  [...(CSS.highlights.get(each) || [])].map(range => range.startContainer.data.slice(range.startOffset, range.endOffset)), name);
mkdirSync(shots, { recursive: true });

/** Puts what is copied where the check sees it; a browser without a screen has no clipboard to ask. */
const catchCopies = refuses => page.evaluate(no => {
  window.copied = '';
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {
    writeText: text => no ? Promise.reject(new Error('refused')) : Promise.resolve(window.copied = text),
  } });
  document.addEventListener('copy', () => { window.copied = document.activeElement.value; });
}, refuses);

for (const [how, refuses] of [['with the clipboard', false], ['where the clipboard is refused', true]]) {
  await check(`the code of a listing is copied by key ${how}`, async () => {
    await page.goto(file('04-elections.html'));
    await catchCopies(refuses);
    const code = await page.locator('.cell:not(details *) pre').first().innerText();
    const button = page.locator('.cell:not(details *) .copied-from .copy').first();
    await button.focus();
    expect(await button.evaluate(each => getComputedStyle(each).opacity) === '1', 'the button is not seen when it is reached');
    await pressed('Enter');
    await until(async () => (await page.evaluate(() => window.copied)) !== '', () => 'nothing is copied');
    const copied = await page.evaluate(() => window.copied);
    expect(copied === code.replace(/ *\/\/ [①-⑳ ]+/g, '').trimEnd() + '\n', `copied: ${copied}`);
    await until(async () => (await status()).startsWith('Copied.'), () => 'it is not said');
    expect(await button.evaluate(each => each === document.activeElement), 'the focus has gone');
  });
}

await check('the listings of a source page are copied line by line', async () => {
  await page.goto(file('source/raft-Quorum.html'));
  await catchCopies(false);
  await page.locator('.copy').first().focus();
  await pressed('Enter');
  await until(async () => (await page.evaluate(() => window.copied)).startsWith('package raftbook.raft;\n\nimport'),
    () => 'what is copied has no lines');
});

await check('arrow keys turn pages, but not in fields, not with another key, and not where code scrolls', async () => {
  await page.goto(file('04-elections.html'));
  for (const at of ['#search', 'main [tabindex="0"]', '.copy']) {
    await page.locator(at).first().focus();
    await pressed('ArrowRight');
  }
  await page.evaluate(() => document.activeElement.blur());
  await pressed('Alt+ArrowRight');
  await pressed('Shift+ArrowRight');
  await page.waitForTimeout(200);
  expect(page.url().endsWith('/04-elections.html'), `the page has turned to ${page.url()}`);
  await pressed('ArrowRight');
  await page.waitForURL(/05-[^/]*\.html$/);
  await pressed('ArrowLeft');
  await page.waitForURL(/04-elections\.html$/);
});

await check('a chapter is read when its end is seen, which the contents show and a reload leaves', async () => {
  await page.goto(file('04-elections.html'));
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const mark = page.locator('.side [aria-current] .progress');
  expect(await mark.count() === 0, 'it is read from the beginning');
  const before = await page.evaluate(() => document.querySelector('.side').scrollHeight);
  await toTheEnd();
  await until(async () => await mark.count() === 1, () => 'it is not marked');
  expect((await mark.textContent()).includes('(read)'), 'no word says it');
  expect(before === await page.evaluate(() => document.querySelector('.side').scrollHeight), 'the contents have moved');
  await page.goto(file('index.html'));
  expect(await page.locator('main > .chapters .progress').count() === 1, 'the contents page does not show it');
  await page.screenshot({ path: join(shots, 'comforts-contents.png'), fullPage: true });
});

await check('an answer that is right counts as solved, and all of it is saved, cleared and read in again', async () => {
  await page.goto(file('04-elections.html'));
  await page.evaluate(() => {
    const question = [...document.querySelectorAll('section.question')].find(each => each.querySelector('[type=radio]'));
    question.querySelectorAll('[type=radio]')[JSON.parse(question.dataset.right)[0].charCodeAt(0) - 65].click();
    question.querySelector('form button').click();
  });
  const solved = page.locator('.side [aria-current] .solved');
  await until(async () => await solved.count() === 1 && await solved.textContent() === '1', () => 'it does not count');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Save all answers')]);
  const saved = await download.path();
  await page.click('text=Clear this chapter’s answers');
  await page.click('.question-ask [value=clear]');
  await until(async () => await page.locator('.progress').count() === 0, () => 'the marks stay');
  await page.setInputFiles('.question-tools input[type=file]', saved);
  await until(async () => await solved.count() === 1, () => 'the file does not bring it back');
  expect((await page.locator('.side [aria-current] .progress').textContent()).includes('(read, 1 solved)'), 'it is not read');
  const text = JSON.parse(readFileSync(saved, 'utf8'));
  text.progress['04-elections'].solved = 'all';
  await page.setInputFiles('.question-tools input[type=file]',
    { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(text)) });
  await until(async () => (await page.locator('.question-news').textContent()).includes('bad.json is refused'), () => 'it is not refused');
});

await check('a hint that is opened is open after a reload, and closed when it was closed', async () => {
  await page.goto(file('04-elections.html'));
  const hint = page.locator('.hint').first();
  await hint.locator('summary').click();
  await page.reload();
  expect(await hint.getAttribute('open') !== null, 'it is closed');
  await hint.locator('summary').click();
  await page.reload();
  expect(await hint.getAttribute('open') === null, 'it is open');
});

await check('a figure opens large by key, Escape closes it, and nothing has moved', async () => {
  await page.goto(file('04-elections.html'));
  const opener = page.locator('.enlarge:not([hidden])').first();
  const height = () => page.evaluate(() => document.body.scrollHeight);
  const before = await height();
  await opener.focus();
  await pressed('Enter');
  const figure = page.locator('dialog.large svg').first();
  await until(() => figure.isVisible(), () => 'no figure is seen');
  const box = await figure.boundingBox();
  expect(box.width > 1100 && box.height <= 800, `the figure has ${box.width} to ${box.height}`);
  expect(await height() === before, 'the page has moved behind it');
  await page.screenshot({ path: join(shots, 'comforts-large.png') });
  await isAccessible(page);
  await pressed('Escape');
  await until(async () => await page.locator('dialog[open]').count() === 0, () => 'it stays');
  expect(await opener.evaluate(each => each === document.activeElement), 'the focus has gone');
  expect(await height() === before && await page.locator('.cell > .cell-output svg').count() > 0, 'the figure has not come back');
});

await check('the words of a search are marked on the page to which it leads, and Escape takes the marks away', async () => {
  await page.goto(file('index.html'));
  await page.fill('#search', 'split vote');
  await until(async () => await page.locator('#found a').count() > 0, () => 'nothing is found');
  await pressed('Enter');
  await page.waitForURL(/q=split/);
  await until(async () => (await highlighted('arrived')).length > 0, () => 'nothing is marked');
  const marked = new Set((await highlighted('arrived')).map(each => each.toLowerCase()));
  expect(marked.has('split') && marked.has('vote') && marked.size === 2, `marked: ${[...marked]}`);
  const tops = await page.evaluate(() => [...CSS.highlights.get('arrived')].map(range => range.startContainer.parentElement.getBoundingClientRect().top));
  expect(tops.some(top => top > 40 && top < 800), 'none of them is in sight');
  await page.screenshot({ path: join(shots, 'comforts-arrived.png') });
  await isAccessible(page);
  await pressed('Escape');
  expect((await highlighted('arrived')).length === 0 && await page.locator('.arrived').count() === 0, 'the marks stay');
});

await check('a report has the selected words, their chapter, heading and edition, and is sent to nobody', async () => {
  await page.goto(file('04-elections.html'));
  const words = await page.evaluate(() => {
    const text = document.querySelector('#content h2[id] ~ .sectionbody .paragraph p, .sect1 p');
    text.scrollIntoView();
    getSelection().selectAllChildren(text);
    return text.textContent.replace(/\s+/g, ' ').trim().slice(0, 30);
  });
  await until(() => page.locator('.report-here').isVisible(), () => 'no button is there');
  await page.mouse.move(600, 400);
  await page.setViewportSize({ width: 600, height: 800 });
  await until(async () => await page.evaluate(() => document.documentElement.scrollWidth) <= 600, () => 'it stands beside a smaller window');
  await page.setViewportSize({ width: 1280, height: 800 });
  await until(async () => {
    await page.evaluate(() => document.dispatchEvent(new Event('selectionchange')));
    return page.locator('.report-here').isVisible();
  }, () => 'no button is there once the window is as large as before');
  await page.locator('.report-here').click();
  const report = await page.locator('dialog.report textarea').inputValue();
  const made = await page.evaluate(() => document.body.dataset.made);
  const line = Number(/Source: docs\/chapters\/04-elections\.adoc, line (\d+)/.exec(report)?.[1]);
  const source = readFileSync(join(root, 'docs/chapters/04-elections.adoc'), 'utf8').split('\n')[line - 1] || '';
  expect(source.startsWith(words.slice(0, 20)), `it says line ${line}, which is: ${source}`);
  for (const part of ['Elections', '04-elections.html#', 'Under: ', made, words]) {
    expect(report.replace(/\s+/g, ' ').includes(part), `it lacks ${part}: ${report}`);
  }
  expect((await page.locator('dialog.report a').getAttribute('href')).startsWith('mailto:?subject='), 'an address is built in');
  await page.screenshot({ path: join(shots, 'comforts-report.png') });
  await isAccessible(page);
  await pressed('Escape');
  await page.locator('.report-end button').focus();
  await pressed('Enter');
  expect(await page.locator('dialog.report').isVisible(), 'it does not open by key');
  await pressed('Escape');
});

await check('a cell keeps what is written in it and colours it, and undo works', async () => {
  await page.goto(live('04-elections.html'));
  const code = page.locator('.cell:not(details *) code[contenteditable]').first();
  const before = await code.evaluate(each => each.textContent);
  await code.focus();
  await pressed('Control+End');
  await page.keyboard.type('\nfinal String quorum = "three"; // 3 of 5');
  const after = await code.evaluate(each => each.textContent);
  await until(async () => (await highlighted('code-keyword')).includes('final'), () => 'no keyword is coloured');
  expect((await highlighted('code-type')).includes('String'), 'no type is coloured');
  expect((await highlighted('code-string')).includes('"three"'), 'no string is coloured');
  expect((await highlighted('code-comment')).includes('// 3 of 5'), 'no comment is coloured');
  expect(after.includes('quorum = "three"') && after.startsWith(before.trimEnd()), `it is changed: ${after}`);
  await page.screenshot({ path: join(shots, 'comforts-edited.png') });
  await page.reload();
  expect(await code.evaluate(each => each.textContent) === after, 'it is not kept');
  expect((await highlighted('code-keyword')).includes('final'), 'it is not coloured when it is loaded again');
  await code.focus();
  await pressed('Control+End');
  await page.keyboard.type('x');
  await pressed('Control+z');
  expect(await code.evaluate(each => each.textContent) === after, 'it is not undone');
});

await check('what may be written is listed, chosen by key, written as if it were typed, and read out', async () => {
  const code = page.locator('.cell:not(details *) code[contenteditable]').first();
  const text = () => code.evaluate(each => each.textContent);
  const list = page.getByRole('listbox', { name: 'What may be written' });
  const before = await text();
  await code.focus();
  await pressed('Control+End');
  await page.keyboard.type(' + quor');
  await pressed('Control+Space');
  await until(() => list.isVisible(), () => 'nothing is listed');
  await pressed('ArrowDown');
  expect(await code.getAttribute('aria-activedescendant') === 'complete-1', 'the choice is not read out');
  await page.screenshot({ path: join(shots, 'comforts-complete.png') });
  await isAccessible(page);
  await pressed('Enter');
  expect(await text() === `${before.trimEnd()} + quorumOfThree`, `written: ${await text()}`);
  expect(!await list.isVisible(), 'the list stays');
  await pressed('Control+z');
  expect((await text()).endsWith('+ quor'), `undone: ${await text()}`);
  await pressed('Control+Space');
  await until(() => list.isVisible(), () => 'nothing is listed again');
  await pressed('Escape');
  expect(!await list.isVisible() && (await text()).endsWith('+ quor'), 'Escape does not close it');
  await pressed('Tab');
  expect(!await code.evaluate(each => each === document.activeElement), 'Tab leads nowhere');
});

await check('a cell that was changed in an older edition offers that and this, and forgets what is not wanted', async () => {
  const key = 'raftbook-edits:04-elections';
  const code = page.locator('.cell:not(details *) code[contenteditable]').first();
  const id = await page.locator('.cell:not(details *)[data-cell]').first().getAttribute('data-cell');
  const written = await code.evaluate(each => each.textContent);
  for (const [label, shown] of [['Show my version', 'int mine;'], ['Keep this one', '']]) {
    await page.evaluate(([name, cell]) =>
      localStorage.setItem(name, JSON.stringify({ [cell]: { original: 'long ago', code: 'int mine;' } })), [key, id]);
    await page.reload();
    expect((await code.evaluate(each => each.textContent)) !== 'int mine;', 'the old text is put in unasked');
    await page.getByRole('button', { name: label }).click();
    const now = await code.evaluate(each => each.textContent);
    expect(shown ? now === shown : now !== 'int mine;', `${label} shows ${now}`);
    const kept = await page.evaluate(name => localStorage.getItem(name), key);
    expect(kept.includes('int mine;') === Boolean(shown), `${label} keeps ${kept}`);
  }
  await code.fill(written);
});

await check('the row of buttons of a cell that runs has one to copy what is there now, and no stop more', async () => {
  await catchCopies(false);
  const bar = page.locator('.cell:not(details *) > .live-cell-bar').first();
  expect(await bar.locator('button').evaluateAll(all => all.filter(each => each.tabIndex === 0).length) === 1, 'it has more stops');
  expect(await page.getByRole('button', { name: 'Enlarge the figure' }).count() > 0, 'no figure can be enlarged');
  await bar.getByRole('button', { name: 'Copy the code' }).click();
  await until(async () => (await page.evaluate(() => window.copied)).includes('quorum = "three"'), () => 'it is not copied');
});

await check('an exercise that passes counts as solved', async () => {
  await page.evaluate(() => localStorage.removeItem('raftbook-progress'));
  const asked = await page.evaluate(() => {
    const check = document.querySelector('.exercise:has([data-starter]) [data-check]');
    return { cell: check.dataset.cell, exercise: check.closest('.exercise').id };
  });
  events.push({ type: 'started', cell: asked.cell, number: 2, code: '' },
    { type: 'value', cell: asked.cell, number: 3, text: 'Passed: in all worlds' }, { type: 'ended', cell: asked.cell, number: 4, milliseconds: 5 });
  await page.reload();
  await until(async () => await page.evaluate(id =>
    JSON.parse(localStorage.getItem('raftbook-progress'))?.chapters['04-elections']?.solved.includes(id), asked.exercise),
  () => 'it does not count');
});

await check('a phone shows it, and the audit finds nothing', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [name, url] of [['file', file('04-elections.html?q=majority')], ['live', live('04-elections.html')]]) {
    await page.goto(url);
    expect(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, `${name}: the page is wider than the window`);
    await page.locator('.cell').first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(shots, `comforts-phone-${name}.png`) });
  }
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: join(shots, 'comforts-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });

});

await check('a page that is not live after all has its buttons in the corners', async () => {
  isLive = false;
  await page.goto('about:blank'); // another fragment alone would load nothing
  await page.goto(live('04-elections.html'));
  await until(async () => await page.locator('.live-cell-bar').count() === 0, () => 'the rows stay');
  expect(await page.locator('.cell .copied-from > .copy').count() > 0, 'cells cannot be copied');
  expect(await page.locator('.enlarge-place > .enlarge:not([hidden])').count() > 0, 'figures cannot be enlarged');
  isLive = true;
});

await check('an aside stands in the margin of a wide window, beside the text', async () => {
  await page.goto(file('03-roles-and-terms.html'));
  const aside = page.locator('.admonitionblock').first();
  const beside = async () => {
    const [box, text] = [await aside.boundingBox(), await page.locator('.sectionbody > .paragraph').first().boundingBox()];
    return box.x >= text.x + text.width;
  };
  expect(!await beside(), 'it stands there in a narrow window, too');
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await beside(), 'it does not');
  await aside.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(shots, 'comforts-margin.png') });
  await page.setViewportSize({ width: 1280, height: 800 });
});

await check('paper has none of it, and without scripts nothing is there', async () => {
  await page.goto(file('04-elections.html?q=majority'));
  await until(async () => await page.locator('.arrived').count() === 1, () => 'nothing is marked');
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.copy', '.enlarge', '.arrived', '.progress', '.report-end', '.report-here']) {
    expect(await page.locator(part).evaluateAll(all => all.every(each => !each.checkVisibility())), `${part} is printed`);
  }
  await page.emulateMedia({ media: 'screen' });
  const still = await openStill();
  await still.page.goto(file('04-elections.html'));
  expect(await still.page.locator('.copy, .enlarge, .report-end').count() === 0, 'buttons without use are there');
  await still.end();
});

await check('nothing breaks, and nobody else is asked', async () => {
  expect(browser.errors.length === 0, `errors: ${browser.errors}`);
  expect(browser.foreign.every(each => each.startsWith('file:')), `asked: ${browser.foreign}`);
});

await browser.end();
server.closeAllConnections();
server.close();
