// Checks the first page as a reader meets it: a cluster that runs in it, that one may stop, and that stands still where it should.
//
// Usage: front.mjs <folder of the book's root>, in which mvn -Psite has built the pages; screenshots go to target/screenshots.
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audited, isAccessible } from './access.mjs';
import { check, expect, open, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const site = join(root, 'target/site');
const shots = join(root, 'target/screenshots');
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
const START_MILLISECONDS = 1000;
/** Long enough for some redraws. */
const LOOK_MILLISECONDS = 700;

/** Any web host. */
const host = createServer((request, response) => {
  const file = join(site, new URL(request.url, 'http://here').pathname);
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] || 'application/octet-stream' });
  return createReadStream(file).pipe(response);
});
await new Promise(started => host.listen(0, '127.0.0.1', started));
const served = `http://127.0.0.1:${host.address().port}/index.html`;
const asFile = pathToFileURL(join(site, 'index.html')).href;

const browser = await open(new URL(served).host, '');
const page = browser.page;
const words = () => page.locator('.front-words').textContent();
const ring = () => page.locator('.front-ring svg').getAttribute('aria-label');
const later = milliseconds => new Promise(done => setTimeout(done, milliseconds));
const says = form => until(async () => form.test(await words()), async () => `it does not say ${form}, but ${await words()}`);

async function moves() {
  const before = await ring();
  await later(LOOK_MILLISECONDS);
  return await ring() !== before;
}

/** A leader's name is the name of the server that the button stops. */
async function leader() {
  await says(/^n\d leads, in term \d+\.$/);
  return /^(n\d) leads, in term (\d+)/.exec(await words()).slice(1);
}

async function runs(url) {
  await page.goto(url);
  await page.waitForSelector('.front[data-live]', { timeout: START_MILLISECONDS });
  expect(await moves(), 'the ring stands still');
  await leader();
}

/** The page is away, or back. */
const hide = hidden => page.evaluate(away => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => away });
  document.dispatchEvent(new Event('visibilitychange'));
}, hidden);

async function stopsByKeyboard() {
  const [first, term] = await leader();
  const button = page.locator(`.front-servers button[data-server="${first}"]`);
  // The way of a reader without a mouse: Tab, until the button is reached.
  await page.locator('#content').focus();
  for (let i = 0; i < 10 && !await button.evaluate(each => each === document.activeElement); i++) await page.keyboard.press('Tab');
  expect(await button.evaluate(each => each === document.activeElement), 'ten times Tab does not lead to it');
  expect(await page.locator('.front-words').getAttribute('aria-live') === 'polite', 'what happens is not said aloud');
  await page.keyboard.press('Enter');
  expect(await words() === `You have stopped ${first}, the leader.`, `it says: ${await words()}`);
  expect((await ring()).includes(`${first}: stopped`), `the ring shows: ${await ring()}`);
  expect(await button.evaluate(each => each === document.activeElement), 'the focus is lost');
  await says(/hears of no leader, and asks for votes/);
  const [second, next] = await leader();
  expect(second !== first && Number(next) > Number(term), `${second} leads in term ${next}, after ${first} in term ${term}`);
  expect((await page.locator('.front-logs').textContent()).includes('stopped'), 'the logs do not show it');
  const [third] = ['n1', 'n2', 'n3'].filter(each => each !== first && each !== second);
  await page.locator(`.front-servers button[data-server="${second}"]`).press('Space');
  expect(await words() === `You have stopped ${second}, the leader. ${third} alone is no majority: it can commit nothing more.`,
    `it says: ${await words()}`);
  await page.keyboard.press('Enter');
  expect(await words() === `${second} is stopped already.`, `it says: ${await words()}`);
}

/** Tapped in the picture itself. */
async function stopsByTap() {
  await page.getByRole('button', { name: 'Again with another seed' }).click();
  const [first] = await leader();
  const box = await page.evaluate(id => [...document.querySelectorAll('.front-ring svg > g > title')]
    .find(title => title.textContent.startsWith(`${id}: `)).parentNode.querySelector('circle').getBoundingClientRect().toJSON(), first);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // As long as a hand takes: the picture is redrawn meanwhile.
  await page.mouse.down();
  await later(250);
  await page.mouse.up();
  expect(await words() === `You have stopped ${first}, the leader.`, `it says: ${await words()}`);
}

async function pauses() {
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(!await moves(), 'it moves in spite of Pause');
  const link = await page.locator('.front-link a').getAttribute('href');
  const opened = await page.evaluate(fragment => {
    const run = raftbook.open(fragment);
    const end = run.moments() - 1;
    return { problem: run.problem(), text: run.text(end), servers: JSON.parse(run.at(end)).servers, ring: run.ring(end) };
  }, link.split('#')[1]);
  expect(link.startsWith('explorer.html#') && opened.problem === '', `${link}: ${opened.problem}`);
  expect(/is LEADER/.test(opened.text) && /STOPPED/.test(opened.text), `the link's run is another one: ${opened.text}`);
  const shown = (await ring()).replace(/^\d+ ms: /, '');
  expect(opened.ring.includes(shown), `the page shows ${shown}, and the link ${opened.servers.map(each => JSON.stringify(each))}`);
  await page.getByRole('button', { name: 'Play' }).click();
  expect(await moves(), 'it does not move after Play');
}

async function opensInTheExplorer() {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(asFile);
  const servers = (await ring()).replace(/^\d+ ms: /, '');
  await page.locator('.front-link a').click();
  const shown = () => page.locator('main svg').evaluateAll(all => all.map(each => each.getAttribute('aria-label')).join('\n'));
  await until(async () => page.url().includes('explorer.html#raft=') && (await shown()).includes(servers), () => 'it shows another run');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
}

async function rests() {
  await hide(true);
  expect(!await moves(), 'it moves in a hidden tab');
  await hide(false);
  expect(await moves(), 'it does not go on when the tab is back');
  await page.locator('main a[href="book.html"]').scrollIntoViewIfNeeded();
  await later(LOOK_MILLISECONDS);
  expect(!await moves(), 'it moves where nobody sees it');
  await page.evaluate(() => scrollTo(0, 0));
  await later(LOOK_MILLISECONDS);
  expect(await moves(), 'it does not go on when it is back in view');
}

async function isCheap() {
  const redraws = await page.evaluate(() => new Promise(done => {
    let count = 0;
    const watch = new MutationObserver(() => { count++; });
    watch.observe(document.querySelector('.front-ring'), { childList: true });
    setTimeout(() => done(count), 3000);
  }));
  expect(redraws > 3 && redraws <= 33, `${redraws} redraws in 3 seconds`);
}

async function standsStill() {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(asFile);
  expect(!await moves(), 'it moves by itself');
  expect(!await page.evaluate(() => 'raftbook' in window), 'the library is fetched before it is needed');
  expect(/n2: stopped; n3: leader, term 2/.test(await ring()), `it shows ${await ring()}`);
  const before = await ring();
  await page.getByRole('button', { name: 'Play' }).click();
  await until(async () => await ring() !== before, () => 'Play does nothing');
  expect(/n2: stopped; n3: leader, term 2/.test(await ring()), `it goes on with ${await ring()}`);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
}

async function withoutScript() {
  const still = await page.context().newPage();
  await (await page.context().newCDPSession(still)).send('Emulation.setScriptExecutionDisabled', { value: true });
  await still.goto(asFile);
  expect(await still.locator('.front svg').count() === 2, 'no pictures');
  expect(await still.locator('.front-tools').isHidden(), 'there are buttons, which do nothing');
  expect(/With JavaScript it moves/.test(await still.locator('.front figcaption').innerText()), 'nothing says what would be here');
  await still.screenshot({ path: join(shots, 'front-without-script.png') });
  await still.close();
}

async function photograph() {
  for (const [name, width, height, colorScheme] of
    [['light', 1280, 800, 'light'], ['dark', 1280, 800, 'dark'], ['phone', 390, 844, 'light']]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await later(LOOK_MILLISECONDS);
    await page.screenshot({ path: join(shots, `front-${name}.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide <= 0, `${name}: the page is ${wide} pixels too wide`);
    await isAccessible(page, [colorScheme]);
  }
  await page.emulateMedia({ colorScheme: 'light', media: 'print' });
  expect(!await page.locator('.front-tools').isVisible() && await page.locator('.front svg').count() === 2, 'paper has buttons, or no picture');
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

try {
  mkdirSync(shots, { recursive: true });
  await audited(page);
  for (const [how, url] of [['from a web host', served], ['as a file', asFile]]) {
    await check(`Opened ${how}, the first page has a cluster that runs, and elects a leader`, () => runs(url));
  }
  await check('It is redrawn ten times a second at most', isCheap);
  await check('A leader that is stopped by key is replaced, and each is said in words', stopsByKeyboard);
  await check('A server is stopped by a click on it', stopsByTap);
  await check('It pauses and goes on, and its link is the same run', pauses);
  await check('It rests in a hidden tab, and out of view', rests);
  await check('It fits a phone and paper, and axe finds nothing wrong', photograph);
  await check('Its link opens the same run in the explorer', opensInTheExplorer);
  await check('With reduced motion it stands still until Play', standsStill);
  await check('Without a script there is a picture of a run', withoutScript);
  await check('It asks nobody else for anything', () =>
    expect(browser.foreign.every(url => url.startsWith('file:')), browser.foreign.join(' ')));
  await check('No script of it fails', () => expect(browser.errors.length === 0, browser.errors.join('\n')));
} finally {
  await browser.end();
  host.close();
}
