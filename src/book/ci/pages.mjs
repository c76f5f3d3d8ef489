// Checks the live pages as a reader meets them: `mvn` serves the book, and a browser runs its cells.
//
// Usage: pages.mjs <folder of the book's root>; screenshots go to target/screenshots.
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { audited, isAccessible, tabStops } from './access.mjs';
import { check, expect, follows, open, start, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const REPLAY_MILLISECONDS = 30_000;
/**
 * Of Tab in a chapter: two for each cell, its code and its buttons; two for each listing, its file and to copy it; one to open each picture of a
 * run; and so many for contents, folds and hints.
 */
const OTHER_STOPS = 100;
const shots = join(root, 'target/screenshots');

/** What a reader sees of the cells: their output's text, pictures included, without the ways in which it is marked up. */
function outputs() {
  const text = node => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll('style').forEach(each => each.remove());
    // A live failure also says where it comes from.
    const told = node.matches('.live-failure') ? copy.textContent.replace(/\n {4}at [\s\S]*/, '') : copy.textContent;
    return told.trimEnd();
  };
  return [...document.querySelectorAll('.cell[data-cell]')].map(cell => ({
    id: cell.dataset.cell,
    varies: 'varies' in cell.dataset || 'recorded' in cell.dataset, // processes have other numbers each time
    raises: 'raises' in cell.dataset,
    state: cell.dataset.state,
    pictures: cell.querySelectorAll('.cell-output svg').length,
    text: [...cell.querySelector('.cell-output').children].map(text).filter(each => each).join('\n'),
  }));
}

function busy() {
  return [...document.querySelectorAll('.cell')].some(cell => ['running', 'waiting'].includes(cell.dataset.state));
}

function difference(built, live) {
  if (live.state !== (built.raises ? 'failed' : 'done')) {
    return `cell ${built.id} ended as "${live.state}": ${live.text}`;
  }
  if (built.varies || (built.text === live.text && built.pictures === live.pictures)) {
    return '';
  }
  return `cell ${built.id} says\n${live.text}\nwith ${live.pictures} pictures, and said in the build\n${built.text}\n`
    + `with ${built.pictures} pictures`;
}

async function runAll(page, url) {
  await page.goto(url);
  const built = await page.evaluate(outputs);
  if (built.length === 0) {
    return;
  }
  await page.getByRole('button', { name: 'Run all' }).click();
  // The click itself has made all of them wait.
  await until(async () => !await page.evaluate(busy), () => 'the cells have not ended');
  const differences = async () => {
    const live = await page.evaluate(outputs);
    return built.map((each, index) => difference(each, live[index])).filter(each => each);
  };
  // A replay goes on after its cell, and ends as the picture in the build.
  const end = Date.now() + REPLAY_MILLISECONDS;
  while ((await differences()).length > 0 && Date.now() < end) {
    await new Promise(later => setTimeout(later, 200));
  }
  const last = await differences();
  expect(last.length === 0, last.join('\n'));
}

/** A picture in one cell moves while others are run: stays in its place, and shows what they do to the cluster. */
async function moves(page, url) {
  await page.goto(url);
  const cells = page.locator('.cell[data-cell]');
  const run = async (index, code) => {
    const cell = cells.nth(index);
    await cell.locator('[contenteditable]').evaluate((node, text) => { node.textContent = text; }, code);
    await cell.getByRole('button', { name: /^Run cell/ }).click();
    const state = () => cell.getAttribute('data-state');
    await until(async () => ['done', 'failed'].includes(await state()), () => 'the cell has not ended');
    expect(await state() === 'done', `${code} failed: ${await cell.locator('.cell-output').textContent()}`);
  };
  await run(0, 'raftbook.cluster.LiveCluster moved = raftbook.cluster.LiveCluster.of(3);\nmoved.awaitLeader();\nmoved.watch()');
  const shown = cells.nth(0).locator('.cell-output svg');
  const picture = async () => ({ count: await shown.count(), text: await shown.textContent() });
  expect(await shown.count() === 1, `the cell shows ${await shown.count()} pictures`);
  let runs = 0;
  await follows(code => run(1 + runs++ % 2, code), picture);
}

async function photograph(page, name) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.screenshot({ path: join(shots, `${name}-light.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: join(shots, `${name}-dark.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: join(shots, `${name}-phone.png`), fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(wide <= 0, `on a phone the page is ${wide} pixels too wide`);
}

function call(address, headers, chapter, marker) {
  const code = `java.nio.file.Files.writeString(java.nio.file.Path.of(${JSON.stringify(marker)}), "ran")`;
  return new Promise((done, failed) => {
    const post = request({
      host: address.hostname, port: address.port, path: '/api/run', method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
    }, response => response.resume().on('end', () => done(response.statusCode)));
    post.on('error', failed);
    post.end(JSON.stringify({ chapter, cells: [{ cell: 'c1', code }] }));
  });
}

async function strangers(address, chapter) {
  const token = { 'Raftbook-Token': new URLSearchParams(address.hash.slice(1)).get('token') };
  const refused = {
    'no token': {},
    'a wrong token': { 'Raftbook-Token': 'x'.repeat(32) },
    'another Host': { ...token, Host: 'rebound.example' },
    'a foreign Origin': { ...token, Origin: 'http://evil.example' },
    'the Origin null': { ...token, Origin: 'null' },
  };
  mkdirSync(join(root, 'target/ci'), { recursive: true });
  const marks = mkdtempSync(join(root, 'target/ci/marks-'));
  for (const [what, headers] of Object.entries(refused)) {
    await check(`a call with ${what} gets 403`, async () => {
      const status = await call(address, headers, chapter, join(marks, what.replaceAll(' ', '-')));
      expect(status === 403, `it got ${status}`);
    });
  }
  if (chapter) {
    await check('nothing that was refused has run', async () => {
      // Cells of a chapter run one after the other: when this one has run, the others have or never will.
      expect(await call(address, token, chapter, join(marks, 'allowed')) === 202, 'the rightful call was refused');
      await until(() => existsSync(join(marks, 'allowed')), () => 'the rightful call has not run');
      expect(readdirSync(marks).length === 1, `these have run: ${readdirSync(marks)}`);
    });
  }
}

/** One letter is a word, a file is found, no hit is said, and the list goes when it has served. */
async function searches(page, url) {
  await page.goto(url);
  await page.setViewportSize({ width: 390, height: 844 });
  const [input, list] = [page.locator('#search'), page.locator('#found')];
  await input.fill('figure 8');
  expect(/figure 8/i.test(await page.evaluate(() => search('figure 8')[0].text)), 'the first hit does not speak of figure 8');
  const box = await list.boundingBox();
  expect(box.x >= 0 && box.x + box.width <= 390, `on a phone the list goes from ${box.x} to ${box.x + box.width}`);
  await isAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await input.press('Escape');
  expect(await list.isHidden(), 'Escape leaves the list open');
  await input.fill('RaftNode.java');
  expect(await list.locator('a[href*="source/"]').count() > 0, 'no file is found');
  await page.locator('main h1').click();
  expect(await list.isHidden(), 'a click outside leaves the list open');
  await input.fill('xyzzyx');
  expect(await page.locator('#no-hit').textContent() === 'no hit for “xyzzyx”', 'no hit is not said');
  await isAccessible(page);
  await input.fill(await page.locator('main h2').first().evaluate(heading => heading.textContent.trim()));
  await input.press('ArrowDown');
  await input.press('Enter');
  await until(() => list.isHidden(), () => 'following a hit leaves the list open');
}

/** Paper is white, whatever was chosen on the screen. */
async function printsLight(page, url) {
  await page.goto(url);
  const palette = () => page.evaluate(() => ['--paper', '--ink', '--mark', '--code-string', '--code-type', 'color-scheme']
    .map(name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()).join(' '));
  const looks = [];
  for (const theme of ['light', 'dark', '']) {
    await page.evaluate(chosen => { document.documentElement.dataset.theme = chosen; }, theme);
    if (!theme) await page.evaluate(() => document.documentElement.removeAttribute('data-theme'));
    await page.emulateMedia({ media: 'print', colorScheme: theme || 'dark' });
    looks.push(await palette());
  }
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  expect(looks.every(each => each === looks[0]), looks.join('\n'));
}

/** Comments in the library's listings go on in the next line, below their words: none is cut off, in either look. */
async function comments(page, url) {
  await page.goto(url);
  let broken = 0;
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const media of ['screen', 'print']) {
      await page.emulateMedia({ media, colorScheme: 'dark' });
      const found = await page.evaluate(() => [...document.querySelectorAll('.remark')].filter(each => each.offsetParent)
        .map(remark => {
          const text = document.createRange();
          text.selectNodeContents(remark);
          const lines = [...text.getClientRects()].filter(line => line.width > 0);
          const edge = remark.closest('pre').getBoundingClientRect().right;
          const rows = lines.filter(line => line.top > lines[0].bottom - 2);
          return { words: remark.textContent, rows: rows.length,
            cut: lines.some(line => line.right > edge + 1), astray: rows.some(line => line.left < lines[0].left + 8) };
        }));
      const wrong = found.filter(each => each.cut || each.astray);
      expect(wrong.length === 0, `${width} pixels, ${media}: ${wrong.slice(0, 3).map(each => each.words).join('')}`);
      broken += found.filter(each => each.rows > 0).length;
    }
  }
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  return broken;
}

/** The pages of the library's files. */
function sources() {
  return readdirSync(join(root, 'target/site/source')).filter(file => file.endsWith('.html')).map(file => `source/${file}`);
}

/** Served at once, the pages change until the build is done. */
async function built(server) {
  await until(() => /built in \d+ ms|cannot be built/.test(server.said()), () => `the book is not built: ${server.said()}`);
  expect(/built in \d+ ms$/m.test(server.said()), `the book is not true: ${server.said()}`);
}

const server = await start('mvn', ['-B', '-ntp', '-Dport=0'], /http:\/\/127\.0\.0\.1:\d+\/live\.html#token=\S+/);
const address = new URL(server.found);
const browser = await open(address.host);
try {
  mkdirSync(shots, { recursive: true });
  await audited(browser.page);
  const chapters = readdirSync(join(root, 'docs'), { recursive: true })
    .filter(file => /^chapters\/[^/]+\.adoc$/.test(file)).map(file => file.slice('chapters/'.length, -'.adoc'.length)).sort();
  await check('mvn builds and serves the book', () => built(server));
  await check('the printed address opens the contents', async () => {
    await browser.page.goto(address.href);
    await browser.page.waitForURL(address.origin + '/');
    await photograph(browser.page, 'contents');
  });
  for (const chapter of chapters) {
    const url = `${address.origin}/${chapter}.html`;
    await check(`${chapter}: all cells say on the page what they said in the build`, () => runAll(browser.page, url));
    await check(`${chapter}: fits a phone`, () => photograph(browser.page, chapter));
    await check(`${chapter}: axe finds nothing wrong, and Tab has few stops`, async () => {
      await isAccessible(browser.page);
      const stops = await tabStops(browser.page);
      const cells = await browser.page.locator('.cell[data-cell]:visible').count();
      const copies = await browser.page.locator('main .copied-from > .copy:visible').count();
      const runs = await browser.page.locator('main .in-page :is(a, button):visible').count();
      expect(stops <= 2 * cells + 2 * copies + runs + OTHER_STOPS, `${stops} stops, ${cells} cells, ${copies} listings, ${runs} runs`);
    });
  }
  if (chapters.length > 0) {
    await check('what is searched is found, and the list goes', () => searches(browser.page, `${address.origin}/${chapters[0]}.html`));
    await check('what is printed is light', () => printsLight(browser.page, `${address.origin}/${chapters[0]}.html`));
    await check('a picture moves while other cells are run', () => moves(browser.page, `${address.origin}/${chapters[0]}.html`));
  }
  await check('comments of the library flow anew, on a phone too', async () => {
    let broken = 0;
    for (const name of [...chapters.map(chapter => `${chapter}.html`), ...sources().slice(0, 10)]) {
      broken += await comments(browser.page, `${address.origin}/${name}`);
    }
    expect(broken > 0, 'no comment was long enough to be seen to flow');
  });
  for (const other of ['', 'book.html']) {
    await check(`/${other}: axe finds nothing wrong`, async () => {
      await browser.page.goto(`${address.origin}/${other}`);
      await isAccessible(browser.page);
    });
  }
  await check('axe finds nothing wrong with the library\'s files, every other in the dark', async () => {
    for (const [index, source] of sources().entries()) {
      await browser.page.goto(`${address.origin}/${source}`);
      await isAccessible(browser.page, [index % 2 ? 'dark' : 'light']);
    }
  });
  await strangers(address, chapters[0] || '');
  await check('no page asks anything of another host', () => expect(browser.foreign.length === 0, browser.foreign.join(' ')));
  await check('no page has an error in its script', () => expect(browser.errors.length === 0, browser.errors.join('\n')));
} finally {
  await browser.end();
  await server.end();
}
