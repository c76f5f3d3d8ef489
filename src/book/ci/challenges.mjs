// Checks the page of challenges, opened as a file and from a server with the live book's rules for its pages: that a reader solves
// one by mouse and by keyboard, that it stays solved, that what is solved can be saved and read in again, and that the page judges
// as the JVM does.
//
// Usage: challenges.mjs <folder of the book's root>, in which mvn -Psite has built the pages.
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audited, isAccessible } from './access.mjs';
import { check, expect, open, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const site = join(root, 'target/site');
const folder = join(root, 'target/ci/challenges');
mkdirSync(folder, { recursive: true });
const solutions = JSON.parse(readFileSync(join(root, 'src/test/resources/challenges/solutions.json')));
const names = Object.keys(solutions);

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

/** The policy of the live book's server, as its source has it. */
function policy() {
  const source = readFileSync(join(root, 'src/book/java/raftbook/book/serve/Replies.java'), 'utf8');
  const [, text] = /"Content-Security-Policy",([^;]*(?:;[^;]*)*?)\);/.exec(source);
  return [...text.matchAll(/"([^"]*)"/g)].map(each => each[1]).join('');
}

async function serve() {
  const csp = policy();
  const server = createServer((request, response) => {
    const file = join(site, new URL(request.url, 'http://localhost').pathname);
    if (!file.startsWith(site) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] || 'application/octet-stream', 'Content-Security-Policy': csp });
    createReadStream(file).pipe(response);
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  return server;
}

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const server = await serve();
const host = `127.0.0.1:${server.address().port}`;

for (const [where, base] of [['as a file', pathToFileURL(site).href], ['from a server', `http://${host}`]]) {
  const browser = await open(host);
  const { page } = browser;
  await audited(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const url = `${base}/challenges.html`;
  const text = selector => page.locator(selector).textContent();
  const says = (selector, words) => until(async () => (await text(selector)).includes(words),
    () => `${selector} does not say “${words}”`);
  const solved = count => says('.challenge-count', `${count} of 10 solved`);
  const visit = async hash => {
    await page.goto('about:blank');
    await page.goto(url + (hash ? `#${hash}` : ''));
    await page.waitForSelector('.challenge-tools:not([hidden])');
  };
  const hand = async path => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('[data-do=import]')]);
    await chooser.setFiles(path);
  };

  await check(`Opened ${where}, a challenge is solved by mouse, and stays so`, async () => {
    await visit('');
    await solved(0);
    expect(await page.locator('section.challenge:visible').count() === 0, 'a challenge is open that nobody has chosen');
    await page.click('.challenge-list a >> text=Elect n3');
    await says('.challenge-verdict', 'Not yet. n3 does not lead: it is a follower in term 0.');
    expect(await page.locator('.challenge-told').isHidden(), 'what is seen is told before it is');
    await page.click('[data-do="fire,n3"]');
    await says('.challenge-verdict', 'it is a candidate in term 1');
    for (let step = 0; step < 6; step++) {
      await page.click('.ex-step');
    }
    await says('.challenge-verdict', 'Solved, with 1 decision and 6 steps.');
    await says('.challenge-told', 'Nobody else decides who leads.');
    await solved(1);
    await page.click('.ex-back');
    await says('.challenge-verdict', 'Not yet. n3 leads term 1, but not all know it: n1 must still hear from it.');
    await says('.challenge-best', 'Your solution has 1 decision and 6 steps.');
    await page.reload();
    await solved(1);
    await says('.challenge-verdict', 'Solved');
    await page.click('[data-do=again]');
    await says('.challenge-verdict', 'Not yet.');
    await page.click('[data-do=solution]');
    await says('.challenge-verdict', 'Solved, with 1 decision and 6 steps.');
  });

  await check(`Opened ${where}, the shortest way to two leaders is found by keyboard alone, and a longer one is not kept`, async () => {
    await visit('');
    await page.focus('.challenge-list a >> text=Two leaders');
    await page.keyboard.press('Enter');
    await says('.challenge-verdict', 'Not yet. Nobody leads yet.');
    expect(await page.evaluate(() => document.activeElement.id) === 'two-leaders-title', 'the reader is not taken there');
    const tabTo = async decision => {
      for (let i = 0; i < 150 && await page.evaluate(() => document.activeElement.dataset.do) !== decision; i++) {
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      await until(() => page.evaluate(done => explorerLink().endsWith(done), decision), () => `${decision} cannot be decided`);
    };
    await page.evaluate(() => {
      window.explorerLink = () => decodeURIComponent(document.querySelector('.ex-link').textContent);
    });
    for (const decision of solutions['two-leaders'].split(';')) {
      await page.evaluate(() => document.getElementById('two-leaders-title').focus());
      await tabTo(decision);
    }
    await says('.challenge-verdict', 'Solved, with 6 decisions and 0 steps.');
    await says('.challenge-best', '6 moves together. The fewest moves that are known: 6.');
    await solved(2);
    await page.evaluate(() => document.querySelector('[data-do=again]').focus());
    await page.keyboard.press('Enter');
    await says('.challenge-verdict', 'Not yet.');
    await says('.challenge-best', '6 moves together.');
  });

  await check(`Opened ${where}, the page calls all ten solutions solved, as the JVM does, and nothing done by waiting`, async () => {
    await visit('');
    const verdicts = await page.evaluate(all => JSON.parse(raftbook.challenges()).map(({ name, link }) => {
      const judge = moves => {
        const run = raftbook.open(link + moves);
        return JSON.parse(run.judge(name, run.moments() - 1)).done;
      };
      return { name, done: judge(`&moves=${all[name]}`), waited: judge('') || judge('&moves=200') };
    }), solutions);
    expect(verdicts.length === names.length, `there are ${verdicts.length} challenges and ${names.length} solutions`);
    for (const { name, done, waited } of verdicts) {
      expect(done, `${name} is not solved by its solution`);
      expect(!waited, `${name} is solved by waiting`);
    }
  });

  const links = async which => Object.fromEntries(await page.evaluate(() => JSON.parse(raftbook.challenges()).map(each => [each.name, each.link]))
    .then(all => all.filter(([name]) => which.includes(name)).map(([name, link]) => [name, `${link}&moves=${solutions[name]}`])));
  const saved = solvedRuns => ({ format: 'raftbook-challenges', version: 1, solved: solvedRuns });

  await check(`Opened ${where}, what is solved can be saved, forgotten, and read in again`, async () => {
    await visit('elect-n3');
    await solved(2);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-do=export]')]);
    const path = join(folder, 'saved.json');
    await download.saveAs(path);
    await says('.challenge-news', 'Saved as raftbook-challenges.json: 2 challenges.');
    await page.click('[data-do=clear]');
    await page.click('.challenge-ask [value=keep]');
    await solved(2);
    await page.click('[data-do=clear]');
    await page.keyboard.press('Escape');
    await solved(2);
    await page.click('[data-do=clear]');
    await says('#challenge-ask', 'Forget that 2 challenges are solved?');
    await page.click('.challenge-ask [value=forget]');
    await solved(0);
    await page.reload();
    await hand(path);
    await solved(2);
    await hand(file('all.json', saved(await links(names))));
    await says('.challenge-news', 'all.json has been read: 8 more are solved.');
    await solved(10);
    await page.reload();
    await solved(10);
  });

  await check(`Opened ${where}, a bad file is refused with the rule that it breaks, and nothing is lost`, async () => {
    await visit('elect-n3');
    const good = (await links(['elect-n3']))['elect-n3'];
    for (const [content, words] of [
      ['no JSON', 'must be a JSON file'],
      [{ solved: {} }, 'must say "format": "raftbook-challenges"'],
      ['null', 'must say "format"'],
      [{ ...saved({}), version: 2 }, 'must say "version": 1'],
      [{ ...saved({}), solved: [good] }, 'must hold a link for each challenge'],
      [saved({ win: good }), 'there is no challenge “win”; there are elect-n3, '],
      [saved({ 'elect-n3': 3 }), 'must be the link of a run'],
      [saved({ 'elect-n3': `${good};stop,n9` }), 'must be one that can happen. Move 3 of 3, stop,n9: no node n9'],
      [saved({ 'elect-n3': good, 'split-vote': good }), 'for “split-vote” must solve it. This run has another beginning'],
      [saved({ 'elect-n3': good.replace(';10', ';3') }), 'for “elect-n3” must solve it. n3 leads term 1, but'],
      [saved({ '<img src=x onerror=alert(1)>': good }), 'there is no challenge “<img src=x'],
      [' '.repeat(1_000_001), 'it has 1000001 bytes, and may have 1000000'],
    ]) {
      await hand(file('bad.json', content));
      await says('.challenge-news', words);
      await says('.challenge-news', 'bad.json is refused: ');
      await says('.challenge-news', 'What was solved before still is.');
      await solved(10);
    }
    expect(await page.locator('.challenge-news *').count() === 0, 'a file has become markup');
    await page.evaluate(() => localStorage.setItem('raftbook-challenges', '{"format":"other"}'));
    await visit('');
    await says('.challenge-news', 'cannot be read: it must say "format"');
    await solved(0);
    expect(await page.evaluate(() => localStorage.getItem('raftbook-challenges-unread')) === '{"format":"other"}', 'it is lost');
    await hand(file('all.json', saved(await links(names))));
    await solved(10);
  });

  await check(`Opened ${where}, the page says which challenge there is not, and hints come one by one`, async () => {
    await visit('win<b>');
    await says('.challenge-news', 'There is no challenge “win');
    expect(await page.locator('.challenge-news *').count() === 0, 'an address has become markup');
    await visit('figure-8');
    expect(await page.locator('#figure-8 .hint:visible').count() === 1, 'more than one hint is offered at first');
    await page.click('#figure-8 .hint summary >> nth=0');
    expect(await page.locator('#figure-8 .hint:visible').count() === 2, 'the second hint does not come');
    await page.click('.challenge-list a >> text=Longer is not newer');
    await says('#longer-log .challenge-verdict', 'Not yet.');
    expect(await page.locator('section.challenge:visible').count() === 1, 'two challenges are open');
    await page.goBack();
    await says('#figure-8 .challenge-verdict', 'Not yet.');
  });

  await check(`Opened ${where}, the page is accessible, and as wide as a phone`, async () => {
    for (const hash of ['', 'elect-n3', 'figure-8']) {
      await visit(hash);
      await page.waitForTimeout(300);
      await isAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await visit(hash);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      await page.setViewportSize({ width: 1280, height: 800 });
      expect(wide <= 390, `#${hash} is ${wide} wide`);
    }
    await page.click('[data-do=clear]');
    await isAccessible(page);
    await page.click('.challenge-ask [value=keep]');
  });

  await check(`Opened ${where}, the page asks nobody for anything, and nothing fails in it`, async () => {
    const foreign = browser.foreign.filter(each => !each.startsWith('file:') && !each.startsWith('about:'));
    expect(foreign.length === 0, `it asks for ${foreign}`);
    expect(browser.errors.length === 0, `it fails: ${browser.errors}`);
  });
  await browser.end();
}
server.close();
