// Checks that the library in a page is the library: that it makes the same of worlds, of broken rules, and of runs with decisions
// as the JVM does, to the byte.
//
// Usage: world.mjs <folder of the book's root>, in which mvn -Psite has built the pages and mvn test-compile the classes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { check, expect, open } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const at = path => join(root, 'target', path);

const MOST_GZIPPED = 170_000;
const script = at('site/world.js');

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

const fingerprints = at('ci/fingerprints.json');
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
execFileSync(java, ['-classpath', `${at('classes')}:${at('test-classes')}`, 'raftbook.book.world.Fingerprints', fingerprints]);
const expected = JSON.parse(readFileSync(fingerprints));

// Opened as a file, as a reader may: a script must not need a server.
writeFileSync(at('ci/world.html'), '<!DOCTYPE html><title>World</title><script src="../site/world.js"></script>');
const browser = await open();
await browser.page.goto(pathToFileURL(at('ci/world.html')).href);
const world = ({ seed, broken }) => browser.page.evaluate(([s, b]) => raftbook.world(s, b), [seed, broken]).then(hash);

await check(`The page runs ${expected.worlds.length} worlds as the JVM does`, async () => {
  for (const each of expected.worlds) {
    expect(await world(each) === each.hash, `world ${each.seed} is another one`);
  }
});
await check(`The page finds what ${expected.rules.length} broken rules break, where the JVM does`, async () => {
  for (const { broken, from, verdict, world: failed } of expected.rules) {
    const found = await browser.page.evaluate(([f, b]) => raftbook.judge(f, 101, b), [from, broken]);
    expect(found === verdict, `under ${broken} the verdict on the worlds from ${from} on is ${found}, and not ${verdict}`);
    expect(await world(failed) === failed.hash, `world ${failed.seed} under ${broken} is another one`);
  }
});
await check(`The page makes of ${expected.runs.length} links with decisions what the JVM does`, async () => {
  for (const { link, hash: whole } of expected.runs) {
    const found = await browser.page.evaluate(l => raftbook.open(l).everything(), link);
    expect(hash(found) === whole, `${link} is another run`);
  }
});
await check(`The script has at most ${MOST_GZIPPED} bytes, gzipped`, async () => {
  const size = gzipSync(readFileSync(script)).length;
  expect(size <= MOST_GZIPPED, `it has ${size}: see what has come in from the class library`);
});
await check('The page asks nobody for anything, and nothing fails in it', async () => {
  expect(browser.foreign.every(url => url.startsWith('file:')), `it asks for ${browser.foreign}`);
  expect(browser.errors.length === 0, `it fails: ${browser.errors}`);
});
await browser.end();
