// Checks the page of campaigns as a reader meets it, opened as a file and from a web host: what it counts and finds is what the JVM
// counts and finds, a click stops it, and bad input is refused in words.
//
// Usage: campaign.mjs <folder of the book's root>, in which mvn -Psite has built the pages and mvn test-compile the classes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audited, isAccessible } from './access.mjs';
import { check, expect, open, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const at = path => join(root, 'target', path);
const shots = at('screenshots');
mkdirSync(shots, { recursive: true });

const WORLDS = 300;
const STOPS_WITHIN_MILLISECONDS = 500;
const WATCHED_SECONDS = 3;

const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
const expected = JSON.parse(execFileSync(java, ['-classpath', `${at('classes')}:${at('test-classes')}`,
  'raftbook.book.world.Findings', String(WORLDS), 'VOTES_TWICE']));

// The policy of the live server: a page that works under it works there.
const policy = /"Content-Security-Policy",\s*((?:\s*\+?\s*"[^"]*")+)/
  .exec(readFileSync(join(root, 'src/book/java/raftbook/book/serve/Replies.java'), 'utf8'))[1]
  .match(/"[^"]*"/g).map(part => part.slice(1, -1)).join('');
const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', wasm: 'application/wasm' };
const asked = [];

/** The pages on a host, which may have a policy. */
async function serve(policy) {
  const host = createServer((request, response) => {
    const name = new URL(request.url, 'http://host').pathname.slice(1);
    asked.push(name);
    if (!/^[\w-]+\.(html|css|js|wasm)$/.test(name)) {
      response.writeHead(404).end();
      return;
    }
    if (policy) {
      response.setHeader('Content-Security-Policy', policy);
    }
    response.setHeader('Content-Type', types[name.split('.')[1]]);
    response.end(readFileSync(at(`site/${name}`)));
  }).listen(0, '127.0.0.1');
  await new Promise(ready => host.on('listening', ready));
  return { host, address: `http://127.0.0.1:${host.address().port}/campaign.html` };
}

const plain = await serve('');
const strict = await serve(policy);
const file = pathToFileURL(at('site/campaign.html')).href;

const browser = await open(new URL(plain.address).host, new URL(strict.address).host);
const { page } = browser;
await audited(page);
const text = id => page.locator(`#${id}`).textContent();
const number = async id => Number((await text(id)).replace(/ of.*|,/g, ''));

/** Opens a campaign anew; another fragment alone would not load the page again. */
async function fill(address, link) {
  await page.goto('about:blank');
  await page.goto(`${address}#${link}`);
}

async function ends() {
  await until(() => page.locator('#start').isEnabled(), () => 'the campaign does not end');
}

async function start(address, link) {
  await fill(address, link);
  await page.click('#start');
}

for (const [how, address] of [['as a file', file], ['from a host', plain.address], ['under the live server\'s policy', strict.address]]) {
  await check(`A campaign opened ${how} counts what the JVM counts`, async () => {
    await start(address, `from=1&worlds=${WORLDS}`);
    await ends();
    expect(await number('done') === WORLDS, `it has done ${await text('done')}`);
    expect(await number('events') === expected.steps, `it has checked ${await text('events')} events, not ${expected.steps}`);
    expect((await text('status')).endsWith('every invariant held.'), `it says ${await text('status')}`);
  });
  await check(`A broken rule, opened ${how}, fails where it does on the JVM, and shrinks to the same scenario`, async () => {
    await start(address, 'break=VOTES_TWICE&from=1&worlds=1000');
    await ends();
    const { verdict, small, scenario } = expected;
    expect((await text('failure-title')).startsWith(`World ${verdict.failed}: `), `it says ${await text('failure-title')}`);
    expect((await text('status')).endsWith(`It is shrunk to ${scenario}.`), `it says ${await text('status')}`);
    expect(await number('done') === verdict.worlds && await number('events') === verdict.steps,
      `it has done ${await text('done')} worlds and ${await text('events')} events`);
    expect(await text('small-script') === small.script.trimEnd(), `the script is ${await text('small-script')}`);
    expect(await text('small-java') === small.java, `the line of Java is ${await text('small-java')}`);
    expect(await page.locator('#small-link').getAttribute('href') === `explorer.html#${small.link}`, 'the explorer gets another link');
    const picture = await page.locator('#small-picture svg').textContent();
    expect(picture.includes('One Vote is broken'), `the picture shows ${picture}`);
  });
}

/** Workers of which the one with the lowest seeds answers last. */
function reverseWorkers(lowest) {
  Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 });
  window.Worker = class {
    postMessage({ name, args }) {
      const value = JSON.parse(raftbook[name](...args));
      const late = name === 'judge' && Number(args[0]) <= lowest;
      setTimeout(() => this.onmessage({ data: { value } }), late ? 1500 - 100 * Number(args[0]) : 0);
    }
    terminate() {}
  };
}

await check('Whichever worker answers first, the lowest seed that fails is found, and no world behind it is counted', async () => {
  const { verdict } = expected;
  const other = await page.context().newPage();
  await other.addInitScript(reverseWorkers, Number(verdict.failed));
  await other.goto(`${file}#break=VOTES_TWICE&from=1&worlds=1000`);
  await other.click('#start');
  await other.locator('#small').waitFor();
  const [title, status] = [await other.textContent('#failure-title'), await other.textContent('#status')];
  await other.close();
  expect(title.startsWith(`World ${verdict.failed}: `), `it says ${title}`);
  expect(status.startsWith(`${verdict.worlds} worlds, ${verdict.steps} events`), `it says ${status}`);
});

await check('Progress is shown four times a second, and a click stops the campaign at once', async () => {
  await start(file, 'from=1&worlds=100000');
  await until(async () => await number('done') > 20, () => 'nothing is done');
  const shown = await page.evaluate(milliseconds => new Promise(done => {
    let shown = 0;
    const observer = new MutationObserver(() => { shown++; });
    observer.observe(document.getElementById('progress'), { childList: true, subtree: true });
    setTimeout(() => {
      observer.disconnect();
      done(shown);
    }, milliseconds);
  }), WATCHED_SECONDS * 1000);
  expect(shown >= 4 * WATCHED_SECONDS, `in ${WATCHED_SECONDS} s it shows progress ${shown} times`);
  const took = await page.evaluate(async () => {
    const begin = performance.now();
    document.getElementById('stop').click();
    await new Promise(requestAnimationFrame);
    return performance.now() - begin;
  });
  expect(took <= STOPS_WITHIN_MILLISECONDS, `it takes ${Math.round(took)} ms to stop`);
  expect(/^Stopped after [\d,]+ worlds/.test(await text('status')), `it says ${await text('status')}`);
  const done = await text('done');
  await new Promise(later => setTimeout(later, 600));
  expect(await text('done') === done, 'it goes on');
});

await check('Shrinking can be stopped, and what was found stays', async () => {
  await fill(file, 'break=BELIEVES_REFUSALS&from=21&worlds=5');
  // In the page, since shrinking takes about as long as a click from here.
  await page.evaluate(() => {
    const failure = document.getElementById('failure');
    new MutationObserver(() => failure.hidden || document.getElementById('stop').click()).observe(failure, { attributes: true });
  });
  await page.click('#start');
  await page.locator('#failure').waitFor();
  expect((await text('status')).startsWith('Stopped. World 21 is broken'), `it says ${await text('status')}`);
  expect(await page.locator('#small').isHidden(), 'something is shown as shrunk');
});

await check('Bad input is refused beside its field, with the bound', async () => {
  await fill(file, 'break=NONE&from=x%3Cimg%3E&worlds=1000000&color=red');
  expect(/worlds '1000000': a page runs 1 to 100000/.test(await text('problem-worlds')), `it says ${await text('problem-worlds')}`);
  expect(/seed 'x<img>': must be a whole number/.test(await text('problem-from')), `it says ${await text('problem-from')}`);
  expect(/there is no such rule/.test(await text('problem-break')), `it says ${await text('problem-break')}`);
  expect((await text('problem-link')).includes('color=red'), `it says ${await text('problem-link')}`);
  await page.click('#start');
  expect((await text('status')).startsWith('Not started: '), `it says ${await text('status')}`);
  expect(await page.evaluate(() => document.activeElement.id) === 'from', 'the wrong field is not focused');
  expect(await page.locator('#from').getAttribute('aria-invalid') === 'true', 'the wrong field is not marked');
  await isAccessible(page);
  await page.screenshot({ path: join(shots, 'campaign-refused.png'), fullPage: true });
});

await check('Two rules of one class are refused before anything is started', async () => {
  await fill(file, '');
  await page.check('input[value=WINS_ALONE]');
  await page.check('input[value=VOTES_TWICE]');
  expect(/two of them break ElectionRules/.test(await text('problem-break')), `it says ${await text('problem-break')}`);
  await page.uncheck('input[value=WINS_ALONE]');
  expect(await text('problem-break') === '', `it says ${await text('problem-break')}`);
});

await check('A campaign can be filled in, started and stopped by keyboard alone', async () => {
  await fill(file, '');
  await page.focus('#rules input');
  await page.keyboard.press('Space');
  await page.focus('#from');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('900');
  await page.keyboard.press('Enter');
  await ends();
  expect(await page.evaluate(() => location.hash) === '#break=VOTES_TWICE&from=1&worlds=900', 'its link is another');
  expect(await page.evaluate(() => document.activeElement.id) === 'start', 'the focus is lost when it ends');
});

await check('What a campaign finds can be seen by everybody', async () => {
  for (const [name, width] of [['wide', 1280], ['narrow', 390]]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(shots, `campaign-${name}-${colorScheme}.png`), fullPage: true });
    }
    await isAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `at ${width} pixels it scrolls sideways`);
  }
});

await check('The page of campaigns asks nobody for anything, and nothing fails in it', async () => {
  const foreign = browser.foreign.filter(url => !/^(file|about):/.test(url));
  expect(foreign.length === 0, `it asks for ${foreign}`);
  expect(browser.errors.length === 0, `it fails: ${browser.errors}`);
});
await check('Worlds run as WebAssembly where that may be, and as JavaScript elsewhere', async () => {
  const scripts = async address => {
    asked.length = 0;
    await start(address, 'from=1&worlds=1');
    await ends();
    return asked.filter(name => name.startsWith('world')).join(' ');
  };
  const free = await scripts(plain.address);
  expect(free === 'world.js worlds-wasm.js worlds.wasm', `a plain host is asked for ${free}`);
  const bound = await scripts(strict.address);
  expect(bound.endsWith('world.js'), `the live server would be asked for ${bound}`);
});
await browser.end();
plain.host.close();
strict.host.close();
