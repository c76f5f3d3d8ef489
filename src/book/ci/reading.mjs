// Checks what happens to a reader on the way through the live pages: who comes before the book is built, follows links,
// loads a page again, writes into cells, and solves exercises.
//
// Usage: reading.mjs <folder of the book's root>. Starts `mvn` without a site, so that the first page is still to come.
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { check, expect, open, start, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const NEAR_PIXELS = 6;
const chapters = readdirSync(join(root, 'docs/chapters')).filter(file => /^\d+-(?!workshop).*\.adoc$/.test(file))
  .map(file => file.slice(0, -'.adoc'.length)).sort();
const [chapter, other] = [chapters[1], chapters[2]];

rmSync(join(root, 'target/site'), { recursive: true, force: true });
const server = await start('mvn', ['-B', '-ntp', '-Dport=0'], /http:\/\/127\.0\.0\.1:\d+\/live\.html#token=\S+/);
const address = new URL(server.found);
const browser = await open(address.host);
const page = browser.page;
const url = name => `${address.origin}/${name}.html`;

/** How far the element stands below the bars at the top of the window. */
function below(selector) {
  const bars = [...document.querySelectorAll('header.bar, .live-bar')].filter(bar => getComputedStyle(bar).position === 'sticky')
    .map(bar => bar.getBoundingClientRect()).filter(bar => bar.top < 200).map(bar => bar.bottom);
  return document.querySelector(selector).getBoundingClientRect().top - Math.max(0, ...bars);
}

async function isInSight(selector) {
  let distance;
  await until(async () => {
    distance = await page.evaluate(below, selector);
    return distance >= -1 && distance < 100;
  }, () => `${selector} stands ${Math.round(distance)} pixels below the bars`);
}

const top = selector => page.evaluate(each => document.querySelector(each).getBoundingClientRect().top, selector);

async function keepsItsPlace(selector, action) {
  const before = await top(selector);
  await action();
  await page.waitForLoadState('load');
  let after;
  await until(async () => {
    after = await top(selector);
    return Math.abs(after - before) < NEAR_PIXELS;
  }, () => `${selector} stood at ${Math.round(before)}, and stands at ${Math.round(after)}`);
}

const cell = index => page.locator('.cell[data-cell]').nth(index);
const state = index => cell(index).getAttribute('data-state');
const isState = (index, wanted) => until(async () => await state(index) === wanted,
  () => `cell ${index + 1} is not ${wanted}`);

async function write(index, code) {
  await cell(index).locator('[contenteditable]').evaluate((node, text) => {
    node.textContent = text;
    node.dispatchEvent(new Event('input', { bubbles: true }));
  }, code);
}

const code = index => cell(index).locator('[contenteditable]').textContent();
const press = (index, name) => cell(index).getByRole('button', { name }).click();
const isReady = () => until(async () => await page.locator('.live-button:not([disabled])').count() > 0,
  () => 'the page does not come to life');

try {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(address.href);
  await page.waitForURL(address.origin + '/');
  await check('a chapter that is clicked before it is built comes by itself', async () => {
    const asked = page.waitForRequest(request => request.url().includes(`/api/events?chapter=${chapters.at(-1)}`),
      { timeout: 10_000 });
    await page.goto(url(chapters.at(-1)));
    expect(/is being built/.test(await page.textContent('main')), 'it was there already, so that this shows nothing');
    await asked; // its own news, and not the book's, which come when all is built
    await until(async () => await page.locator('.cell[data-cell]').count() > 0, () => 'it does not come');
  });
  await until(() => /built in \d+ ms/.test(server.said()), () => `the book is not built: ${server.said()}`);
  await page.goto(url(chapter));
  await isReady();
  const [first, last] = await page.evaluate(() => {
    const headings = [...document.querySelectorAll('main h2[id]')].map(each => `#${each.id}`);
    return [headings[1], headings[headings.length - 2]];
  });
  await check('a link to a section of another page leads to it', async () => {
    await page.goto(url(other));
    await page.goto(url(chapter) + last);
    await isReady();
    await isInSight(last);
  });
  await check('a click in the contents shows the heading', async () => {
    await page.click(`nav.side a[href$="${first}"]`);
    await isInSight(first);
  });
  await check('loading a page again keeps its place', async () => {
    await page.evaluate(selector => document.querySelector(selector).scrollIntoView(), last);
    await keepsItsPlace(last, async () => {
      await page.reload();
      await isReady();
    });
  });
  await check('Back keeps the place', async () => {
    await page.evaluate(() => scrollBy(0, 300));
    await keepsItsPlace(last, async () => {
      await page.goto(url(other));
      await page.goBack();
      await isReady();
    });
  });
  await check('what is written into a cell is there after loading the page again', async () => {
    await write(0, '40 + 2');
    await page.reload();
    await isReady();
    expect(await code(0) === '40 + 2', `the cell holds ${await code(0)}`);
  });
  await check('Reset all asks before it throws away what was written', async () => {
    let asked = '';
    page.once('dialog', dialog => { asked = dialog.message(); dialog.dismiss(); });
    await page.getByRole('button', { name: 'Reset all' }).click();
    expect(/changed 1 of the cells/.test(asked), `it asks "${asked}"`);
    expect(await code(0) === '40 + 2', 'and throws it away');
    page.once('dialog', dialog => dialog.accept());
    await page.getByRole('button', { name: 'Reset all' }).click();
    await until(async () => await code(0) !== '40 + 2', () => 'Reset all resets nothing');
  });
  await check('a cell that runs goes on when the page is loaded again, and can be stopped', async () => {
    await write(0, 'System.out.println("before"); while (true) { Thread.sleep(10); }');
    await press(0, /^Run cell/);
    await until(async () => /before/.test(await cell(0).locator('.cell-output').textContent()), () => 'it prints nothing');
    await page.reload();
    await isState(0, 'running');
    expect(/^before\s*$/.test(await cell(0).locator('.cell-output').textContent()), 'its output is gone');
    await press(0, /^Stop cell/);
    await isState(0, 'failed');
    await press(0, /^Reset cell/);
  });
  await check('a name that a cell above declares is pointed out, and Run above runs it', async () => {
    page.once('dialog', dialog => dialog.accept());
    await page.getByRole('button', { name: 'Reset all' }).click();
    await write(0, 'int fortyTwo = 42;');
    await write(1, 'fortyTwo');
    await press(1, /^Run cell/);
    await isState(1, 'failed');
    await cell(1).locator('.live-hint button').click();
    await isState(1, 'done');
    expect(await state(0) === 'done', 'the cell above has not run');
  });
  await check('an exercise says its verdict where it is solved', async () => {
    const starter = page.locator('.cell[data-starter]').first();
    await starter.getByRole('button', { name: /^Check/ }).click();
    await until(async () => (await starter.locator('.live-verdict').textContent()).length > 0, () => 'it says nothing');
  });
  await check('no page has an error in its script', () => expect(browser.errors.length === 0, browser.errors.join('\n')));
} finally {
  await browser.end();
  await server.end();
}
