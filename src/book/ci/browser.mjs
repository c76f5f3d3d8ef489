// What the browser checks share: a process of ours to talk to, a Chromium of its own, and a line for each check.
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const PATIENCE_MILLISECONDS = 120_000;
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Runs a check, and prints what came of it; .ci/run counts the lines. */
export async function check(name, action) {
  try {
    await action();
    console.log(`PASS ${name}`);
  } catch (problem) {
    console.log(`FAIL ${name}: ${problem.message}`);
  }
}

export function expect(truth, message) {
  if (!truth) {
    throw new Error(message);
  }
}

/** Waits for the condition; a function of playwright's does so with eval, which our pages forbid. */
export async function until(condition, message) {
  const end = Date.now() + PATIENCE_MILLISECONDS;
  while (!await condition()) {
    expect(Date.now() < end, message());
    await new Promise(later => setTimeout(later, 50));
  }
}

/**
 * Whether the picture of the live cluster `moved` moves, stays in its place, and shows what cells do to the cluster.
 *
 * @param run runs code in a cell, and waits for its end
 * @param picture the text of the pictures that the first cell shows, and how many they are
 */
export async function follows(run, picture) {
  const shows = (words, times) => until(async () => (await picture()).text.split(words).length - 1 === times,
    () => `the picture does not show ${words} ${times} times`);
  const before = (await picture()).text;
  await until(async () => (await picture()).text !== before, () => 'the picture does not move');
  await run('moved.stop(moved.awaitLeader());');
  await shows('stopped', 2);
  await run('moved.isolate(moved.awaitLeader());');
  await shows(' is cut', 4);
  await run('moved.heal();');
  await shows(' is cut', 0);
  await run('moved.close();');
  await shows('stopped', 6);
  expect((await picture()).count === 1, `in the end the cell shows ${(await picture()).count} pictures`);
}

/** Starts a command, and waits for the first thing that it prints of the given form; ends it and its children on end(). */
export async function start(command, args, form, environment = {}) {
  const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let said = '';
  const found = await new Promise((resolve, reject) => {
    const hear = data => {
      said += data;
      const match = form.exec(said);
      if (match) {
        resolve(match[0]);
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', status => reject(new Error(`${command} ended with status ${status}: ${said}`)));
  });
  const exited = new Promise(resolve => child.on('exit', resolve));
  return {
    found,
    said: () => said,
    end: async () => {
      process.kill(-child.pid, 'SIGTERM');
      await exited;
    },
  };
}

/** A page of a browser that runs no scripts. */
export async function openStill() {
  const plain = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  return { page: await plain.newPage({ javaScriptEnabled: false }), end: () => plain.close() };
}

/** A browser that has never been anywhere, and a list of what it has asked of others than the given origins. */
export async function open(...origins) {
  const profile = mkdtempSync(join(tmpdir(), 'raftbook-browser-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: FLAGS });
  const foreign = [];
  const errors = [];
  context.on('request', request => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && !origins.includes(url.host)) {
      foreign.push(request.url());
    }
  });
  context.on('weberror', error => errors.push(error.error().message));
  return {
    page: await context.newPage(),
    foreign,
    errors,
    end: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
