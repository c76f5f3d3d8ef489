// Checks the questions of a chapter's page, opened as a file: that a reader answers them by mouse and by keyboard, sees what is said
// to a wrong answer and to the right one, finds the answers again, saves, reads in and clears them; and that without a script
// the question is there, and its answers in a fold.
//
// Usage: questions.mjs <folder of the book's root>, in which mvn -Psite has built the pages.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audited, isAccessible } from './access.mjs';
import { check, expect, open, openStill, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const site = join(root, 'target/site');
const folder = join(root, 'target/ci/questions');
mkdirSync(folder, { recursive: true });

// A chapter that asks in all three ways, and another that asks.
const asking = readdirSync(site).filter(name => /^\d+-.*\.html$/.test(name))
  .map(name => ({ name, html: readFileSync(join(site, name), 'utf8') }))
  .filter(({ html }) => html.includes('data-asks='));
const first = asking.find(({ html }) => ['choice', 'short', 'prints'].every(kind => html.includes(`data-asks="${kind}"`)));
const other = asking.find(each => each !== first);
expect(first && other, 'two chapters must ask questions, and one of them in all three ways');
const address = name => pathToFileURL(join(site, name)).href;

const browser = await open();
const { page } = browser;
await audited(page);
await page.setViewportSize({ width: 1280, height: 800 });
const visit = async name => {
  await page.goto('about:blank');
  await page.goto(address(name));
};
const of = async kind => {
  const id = await page.locator(`.question[data-asks=${kind}]`).first().getAttribute('id');
  const question = page.locator(`#${id}`);
  return {
    id,
    question,
    right: JSON.parse(await question.getAttribute('data-right'))[0],
    says: words => until(async () => (await question.locator('.question-verdict').textContent()).includes(words),
      () => `#${id} does not say “${words}”`),
    choose: letter => question.locator(`input[value=${letter}]`).check(),
    answer: () => question.locator('.question-form .question-button').click(),
    reply: question.locator('.reply:visible'),
  };
};
const counted = words => until(async () => (await page.textContent('.question-count')).includes(words),
  () => `it does not say “${words}”`);
const news = words => until(async () => (await page.textContent('.question-news')).includes(words),
  () => `the news is not “${words}”`);
const hand = async path => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'), page.click('.question-button >> text=Read them in again')]);
  await chooser.setFiles(path);
};

await check('A wrong choice is told why, with the run that refutes it, and the right one with the key\'s run', async () => {
  await visit(first.name);
  const choice = await of('choice');
  expect(await page.locator('.question .reply:visible').count() === 0, 'a reply is seen before an answer');
  await choice.answer();
  await choice.says('Choose one first.');
  const ids = await choice.question.locator('input[type=radio]').evaluateAll(all => all.map(each => each.value));
  for (const letter of ids.filter(each => each !== choice.right)) {
    await choice.choose(letter);
    await choice.answer();
    await choice.says(`${letter} is not it.`);
    expect(await choice.reply.count() === 1, `${letter} has ${await choice.reply.count()} replies`);
    expect((await choice.reply.textContent()).trim().length > 20, `${letter} is not told why`);
  }
  expect(await choice.question.locator('.reply .cell-output').count() > 1, 'no reply shows a run');
  await choice.choose(choice.right);
  await choice.answer();
  await choice.says(`${choice.right} is right.`);
  expect(await choice.reply.locator('.cell[data-key] .cell-output:visible').count() === 1, 'the key\'s run is not shown');
  await counted(`1 of ${await page.locator('.question').count()} answered, 0 right at the first try`);
});

await check('By keyboard alone a choice is made, and a word is typed', async () => {
  await page.evaluate(() => localStorage.clear());
  await visit(first.name);
  const choice = await of('choice');
  await choice.question.locator('input[type=radio]').first().focus();
  for (let at = 'A'.charCodeAt(0); at < choice.right.charCodeAt(0); at++) {
    await page.keyboard.press('ArrowDown');
  }
  if (choice.right === 'A') {
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await choice.says(`${choice.right} is right.`);
  for (const kind of ['short', 'prints']) {
    const typed = await of(kind);
    const field = typed.question.locator('input[type=text]');
    await field.focus();
    await page.keyboard.type('no such thing');
    await page.keyboard.press('Enter');
    await typed.says('“no such thing” is not it.');
    await field.fill('');
    await page.keyboard.type(` ${typed.right.toUpperCase()}  `);
    await page.keyboard.press('Enter');
    await typed.says('is right.');
    expect(await typed.question.locator('.asked-code:visible').count() === 0, 'the code is shown twice');
  }
  await counted('3 of ');
  await counted(', 1 right at the first try');
});

await check('Answers are there when the page is loaded again, in this chapter and not in another', async () => {
  await page.reload();
  await counted('3 of ');
  const choice = await of('choice');
  await choice.says(`${choice.right} is right.`);
  expect(await choice.question.locator(`input[value=${choice.right}]`).isChecked(), 'what was chosen is not');
  await visit(other.name);
  await counted('0 of ');
  expect(await page.locator('.question .reply:visible').count() === 0, 'another chapter\'s answer is shown');
  const there = await of('choice');
  await there.choose(there.right);
  await there.answer();
  await counted(', 1 right at the first try');
  await visit('index.html');
  await counted('4 answered, 2 right at the first try');
});

await check('Answers are saved to a file, cleared, and read in again; a file that is none is refused', async () => {
  await visit(first.name);
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.click('.question-button >> text=Save all answers')]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  await news('Saved as raftbook-answers.json: 4 answers.');
  const clear = page.locator('.question-button >> text=Clear this chapter’s answers');
  await clear.click();
  await page.click('.question-ask [value=keep]');
  await counted('3 of ');
  await clear.click();
  await page.click('.question-ask [value=clear]');
  await counted('0 of ');
  expect(await page.locator('.question .reply:visible').count() === 0, 'a reply stays');
  expect(await page.locator('.question input:checked').count() === 0, 'a choice stays');
  await visit(other.name);
  await counted('1 of ');
  await visit(first.name);
  await hand(path);
  await news('raftbook-answers.json has been read: 3 answers more.');
  await counted('3 of ');
  const choice = await of('choice');
  await choice.says(`${choice.right} is right.`);
  const saved = JSON.parse(readFileSync(path));
  const bad = join(folder, 'bad.json');
  for (const [content, words] of [
    ['{', 'must be a JSON file, as “Save all answers” writes it'],
    [JSON.stringify({ ...saved, format: 'other' }), 'must say "format": "raftbook-answers"'],
    [JSON.stringify({ ...saved, version: 2 }), 'must say "version": 1'],
    [JSON.stringify({ ...saved, answers: [] }), 'must hold the answers of each chapter'],
    [JSON.stringify({ ...saved, answers: { '<b>': { why: 3 } } }), 'what it says of “why” must be an answer'],
    [' '.repeat(1_000_001), 'it has 1000001 bytes, and may have 1000000'],
  ]) {
    writeFileSync(bad, content);
    await hand(bad);
    await news(words);
    await news('What was answered before stays.');
    await counted('3 of ');
  }
  await visit('index.html');
  await page.click('.question-button >> text=Clear all answers');
  await page.click('.question-ask [value=clear]');
  await counted('0 answered');
});

await check('Questions are accessible, before and after they are answered, and no wider than a phone', async () => {
  await visit(first.name);
  await isAccessible(page);
  const narrow = async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide <= 390, `the page is ${wide} wide`);
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await narrow();
  for (const [at, kind] of ['choice', 'short', 'prints'].entries()) {
    const question = await of(kind);
    if (kind === 'choice') {
      await question.choose(question.right === 'A' ? 'B' : 'A');
    } else {
      await question.question.locator('input[type=text]').fill(at === 1 ? question.right : 'no');
    }
    await question.answer();
  }
  await isAccessible(page);
  await narrow();
  await page.click('.question-button >> text=Clear this chapter’s answers');
  await isAccessible(page, ['dark']);
  await page.click('.question-ask [value=clear]');
});

await check('Without a script, a question stands there with its choices, and its answers in a fold', async () => {
  const { page: still, end } = await openStill();
  await still.goto(address(first.name));
  const question = still.locator('.question[data-asks=choice]').first();
  expect(await question.locator('ol.choices > li:visible').count() > 2, 'its choices are not there');
  expect(await question.locator('.reply:visible').count() === 0, 'its answers are not folded');
  await question.locator('.answers summary').click();
  expect(await question.locator('.reply:visible').count() > 2, 'its answers do not unfold');
  await end();
});

await check('The page of questions asks nobody for anything, and nothing fails in it', async () => {
  const foreign = browser.foreign.filter(each => !each.startsWith('file:') && !each.startsWith('about:'));
  expect(foreign.length === 0, `it asks for ${foreign}`);
  expect(browser.errors.length === 0, `it fails: ${browser.errors}`);
});
await browser.end();
