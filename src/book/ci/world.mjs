// Checks that the library in a page is the library: that it makes the same of worlds, of broken rules, and of runs with decisions
// as the JVM does, to the byte; as JavaScript in a page that was opened as a file, and as WebAssembly in one from a web host.
//
// Usage: world.mjs <folder of the book's root>, in which mvn -Psite has built the pages and mvn test-compile the classes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { check, expect, open } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const at = path => join(root, 'target', path);
const MOST_GZIPPED = { 'world.js': 170_000, 'worlds.wasm': 200_000 };
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** As Fingerprints.hash has it. */
function hash(text) {
  let hash = 0x811c9dc5 | 0;
  let java = 0;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    java = Math.imul(31, java) + text.charCodeAt(i) | 0;
  }
  return `${(hash >>> 0).toString(16)} ${(java >>> 0).toString(16)}`;
}

/** Whether the library that the page has as `library` passes the same judgements: with each goes how many events there were. */
async function judges(name, page) {
  await check(`${name} finds what ${expected.rules.length} broken rules break, where the JVM does`, async () => {
    for (const { broken, from, verdict } of expected.rules) {
      const found = await page.evaluate(([f, b]) => library.judge(f, 101, b), [from, broken]);
      expect(found === verdict, `under ${broken} the verdict on the worlds from ${from} on is ${found}, and not ${verdict}`);
    }
  });
}

/** Whether it makes the same of everything. */
async function agrees(name, page) {
  const world = ({ seed, broken }) => page.evaluate(([s, b]) => library.world(s, b), [seed, broken]).then(hash);
  await check(`${name} runs ${expected.worlds.length} worlds as the JVM does`, async () => {
    for (const each of [...expected.worlds, ...expected.rules.map(rule => rule.world)]) {
      expect(await world(each) === each.hash, `world ${each.seed} ${each.broken} is another one`);
    }
  });
  await check(`${name} makes of ${expected.runs.length} links with decisions what the JVM does`, async () => {
    for (const { link, hash: whole } of expected.runs) {
      const found = await page.evaluate(l => library.open(l).everything(), link);
      expect(hash(found) === whole, `${link} is another run`);
    }
  });
}

const fingerprints = at('ci/fingerprints.json');
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
execFileSync(java, ['-classpath', `${at('classes')}:${at('test-classes')}`, 'raftbook.book.world.Fingerprints', fingerprints]);
const expected = JSON.parse(readFileSync(fingerprints));

for (const [name, most] of Object.entries(MOST_GZIPPED)) {
  await check(`${name} has at most ${most} bytes, gzipped`, async () => {
    const size = gzipSync(readFileSync(at(`site/${name}`))).length;
    expect(size <= most, `it has ${size}: see what has come in from the class library`);
  });
}

async function asFile() {
  writeFileSync(at('ci/world.html'),
    '<!DOCTYPE html><title>World</title><script src="../site/world.js"></script><script>var library = raftbook</script>');
  const browser = await open();
  await browser.page.goto(pathToFileURL(at('ci/world.html')).href);
  await agrees('JavaScript', browser.page);
  await judges('JavaScript', browser.page);
  await check('JavaScript asks nobody for anything, and nothing fails', async () => {
    expect(browser.foreign.every(url => url.startsWith('file:')), `it asks for ${browser.foreign}`);
    expect(browser.errors.length === 0, `it fails: ${browser.errors}`);
  });
  await browser.end();
}

async function fromHost() {
  const server = createServer((request, reply) => {
    const name = request.url === '/' ? 'index.html' : request.url.slice(1);
    reply.setHeader('Content-Type', TYPES[extname(name)] || 'text/plain');
    reply.end(name !== 'index.html' ? readFileSync(at(`site/${name}`))
      : '<!DOCTYPE html><title>World</title><link rel="icon" href="data:,"><script src="worlds-wasm.js"></script>');
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  const host = `127.0.0.1:${server.address().port}`;
  const browser = await open(host);
  await browser.page.goto(`http://${host}/`);
  await browser.page.evaluate(async () => { window.library = (await TeaVM.wasmGC.load('worlds.wasm')).exports; });
  await judges('WebAssembly', browser.page);
  await check('WebAssembly asks nobody else for anything, and nothing fails', async () => {
    expect(browser.foreign.length === 0, `it asks for ${browser.foreign}`);
    expect(browser.errors.length === 0, `it fails: ${browser.errors}`);
  });
  await browser.end();
  server.close();
}

// Nothing here is timed: they may share the machine.
await Promise.all([asFile(), fromHost()]);
