// Checks the cards of a page's words, from a folder and without a server: by pointer, by key, by tap, and on paper.
//
// Usage: card.mjs <folder of the book's root>, in which target/site has been built.
import { resolve } from 'node:path';
import { check, expect, open, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const PAUSE_MILLISECONDS = 600;
const browser = await open();
const page = browser.page;
const url = `file://${root}/target/site/04-elections.html`;
const words = page.locator('main [data-card]');
const card = page.locator('#card');
const shown = () => until(() => card.isVisible(), () => 'no card is shown');
const gone = () => until(async () => !await card.isVisible(), () => 'the card stays');
const place = () => page.evaluate(() => [document.body.scrollHeight, document.querySelector('main').getBoundingClientRect().height]);

await page.goto(url);

await check('a word that is pointed at shows its meaning, and moves nothing', async () => {
  const before = await place();
  await words.nth(1).hover();
  await shown();
  expect((await card.textContent()).includes('chapter 2'), `the card says ${await card.textContent()}`);
  expect(await words.nth(1).getAttribute('aria-describedby') === 'card', 'the word is not described by the card');
  expect(JSON.stringify(await place()) === JSON.stringify(before), 'the text has moved');
  await card.hover();
  await page.waitForTimeout(PAUSE_MILLISECONDS);
  expect(await card.isVisible(), 'the card goes when it is pointed at');
  await page.mouse.move(5, 500);
  await gone();
  expect(await words.nth(1).getAttribute('aria-describedby') === null, 'the word is still described');
});

await check('a word that is reached by key shows its meaning, and Escape takes it away', async () => {
  await words.nth(1).evaluate(node => node.focus());
  await page.keyboard.press('Tab');
  await shown();
  const first = await card.textContent();
  await page.keyboard.press('Escape');
  await gone();
  await page.keyboard.press('Shift+Tab');
  await shown();
  expect(await card.textContent() !== first, 'both words show the same card');
  await page.keyboard.press('Enter');
  await page.waitForURL(/B-words\.html#word-/);
  expect(await page.locator('dt:target').count() === 1, 'the word does not lead to its entry');
  await page.goBack();
});

await check('a card stays within the window, at its edges too', async () => {
  await page.setViewportSize({ width: 320, height: 480 });
  for (const index of [0, 3, 5, 8]) {
    await words.nth(index).scrollIntoViewIfNeeded();
    await words.nth(index).focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await shown();
    const box = await card.boundingBox();
    expect(box.x >= 0 && box.x + box.width <= 320, `card ${index} stands from ${box.x} to ${box.x + box.width}`);
    await page.keyboard.press('Escape');
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

await check('no card is there to print, and a word looks like a word', async () => {
  await words.nth(1).scrollIntoViewIfNeeded();
  await words.nth(1).hover();
  await shown();
  await page.emulateMedia({ media: 'print' });
  expect(!await card.isVisible(), 'the card is printed');
  expect(await words.nth(1).evaluate(node => getComputedStyle(node).textDecorationLine) === 'none', 'the line is printed');
  await page.emulateMedia({ media: 'screen' });
});

await check('a first tap shows the card, and a second follows the link', async () => {
  const phone = await page.context().browser()?.newContext?.({ hasTouch: true }).catch(() => null);
  const touch = await (phone || page.context()).newPage();
  await touch.goto(url);
  const tap = () => touch.locator('main [data-card]').nth(2).evaluate(node => {
    node.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' }));
    node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
  });
  await tap();
  expect(await touch.locator('#card').isVisible(), 'a tap shows no card');
  expect(touch.url() === url, 'a tap follows the link');
  await touch.locator('h1').evaluate(node => node.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'touch' })));
  expect(!await touch.locator('#card').isVisible(), 'a tap elsewhere leaves the card');
  await tap();
  await Promise.all([touch.waitForURL(/B-words\.html/), tap()]);
  await touch.close();
});

await check('cards break nothing and ask nobody', async () => {
  expect(browser.errors.length === 0, `errors: ${browser.errors}`);
  expect(browser.foreign.every(each => each.startsWith('file:')), `asked: ${browser.foreign}`);
});

await browser.end();
