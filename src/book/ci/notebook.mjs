// Drives one notebook in a real browser through Debian's classic Jupyter, on the kernel of this checkout.
//
// Usage: notebook.mjs <folder of the book's root>; the screenshot goes to target/screenshots. Starts `mvn -Pjupyter`.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { check, expect, follows, open, start, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
// A learner's copy, made by Maven as for a learner.
const copies = join(root, 'target/notebooks-opened');
const originals = join(root, 'notebooks');
const name = existsSync(originals) && readdirSync(originals).filter(each => each.endsWith('.ipynb')).sort()[0];

function state() {
  const cells = Jupyter.notebook.get_cells().filter(cell => cell.cell_type === 'code');
  return {
    kernel: Boolean(Jupyter.notebook.kernel && Jupyter.notebook.kernel.info_reply.protocol_version),
    running: cells.some(cell => cell.element.hasClass('running')),
    cells: cells.map(cell => ({
      run: cell.input_prompt_number,
      raises: (cell.metadata.tags || []).includes('raises-exception'),
      outputs: cell.output_area.outputs.map(output => output.output_type),
      pictures: cell.output_area.element.find('svg, img').filter((at, each) => each.tagName !== 'IMG' || each.naturalWidth > 0).length,
    })),
  };
}

async function runAll(page, committed) {
  await page.evaluate(() => {
    Jupyter.notebook.clear_all_output();
    // As the Cell menu does, but past the cells that are there to fail.
    Jupyter.notebook.get_cells().forEach(cell => cell.execute && cell.execute(false));
  });
  await until(async () => {
    const now = await page.evaluate(state);
    return !now.running && now.cells.every(cell => Number.isInteger(cell.run));
  }, () => 'the cells have not ended');
  const { cells } = await page.evaluate(state);
  committed.forEach((cell, index) => {
    const seen = cells[index];
    const failed = seen.outputs.includes('error');
    expect(failed === seen.raises, `code cell ${index + 1} ${failed ? 'fails' : 'does not fail'}`);
    expect(cell.outputs.length === 0 || seen.outputs.length > 0, `code cell ${index + 1} shows nothing`);
    const pictures = cell.outputs.filter(output => output.data && output.data['image/svg+xml']).length;
    expect(pictures === 0 || seen.pictures > 0, `code cell ${index + 1} shows no picture`);
  });
}

/** A picture in one cell moves while others are run: stays in its place, and shows what they do to the cluster. */
async function moves(page) {
  const run = async code => {
    const index = await page.evaluate(text => {
      const cell = Jupyter.notebook.insert_cell_at_bottom('code');
      cell.set_text(text);
      cell.execute(false);
      return Jupyter.notebook.get_cells().indexOf(cell);
    }, code);
    const prompt = () => page.evaluate(each => Jupyter.notebook.get_cell(each).input_prompt_number, index);
    await until(async () => Number.isInteger(await prompt()), () => `${code} has not ended`);
    return index;
  };
  const index = await run('var moved = raftbook.cluster.LiveCluster.of(3);\nmoved.awaitLeader();\nmoved.watch()');
  const picture = () => page.evaluate(each => {
    // A picture is an image that carries its SVG as data.
    const found = Jupyter.notebook.get_cell(each).output_area.element.find('img').toArray();
    const text = image => new TextDecoder().decode(Uint8Array.from(atob(image.src.split(',')[1]), c => c.charCodeAt(0)));
    return { count: found.length, text: found.map(image => new DOMParser().parseFromString(text(image), 'image/svg+xml').documentElement.textContent).join() };
  }, index);
  await until(async () => (await picture()).count === 1, () => 'the cell shows no picture');
  await follows(run, picture);
}

/** How long the open notebook's kernel takes to show so many printed lines, in milliseconds; all of them must arrive. */
async function prints(page, lines, code) {
  await until(async () => (await page.evaluate(state)).kernel, () => 'the kernel does not answer');
  await page.evaluate(text => {
    const cell = Jupyter.notebook.insert_cell_at_bottom('code');
    cell.set_text(text);
    window.printing = { begin: performance.now(), output: cell.output_area.outputs };
    Jupyter.notebook.events.on('finished_execute.CodeCell', () => { printing.end = printing.end || performance.now(); });
    cell.execute(false);
    printing.cell = cell;
  }, code);
  await until(() => page.evaluate(() => Boolean(printing.end && Number.isInteger(printing.cell.input_prompt_number))),
    () => 'the printing cell has not ended');
  const shown = await page.evaluate(() => ({
    lines: printing.cell.output_area.outputs.map(output => output.text || '').join('').split('\n').length - 1,
    milliseconds: Math.round(printing.end - printing.begin),
  }));
  expect(shown.lines === lines, `${shown.lines} lines of ${lines} are shown`);
  return shown.milliseconds;
}

/** Many printed lines arrive in the classic notebook; ipykernel does the same beside it, for the time alone. */
async function printsAsPythonDoes(server, browser) {
  const lines = 20_000;
  const times = [];
  const address = new URL(server.found);
  times.push(await prints(browser.page, lines, `for (int i = 1; i <= ${lines}; i++) { System.out.println("line " + i); }`));
  const python = 'side-by-side.ipynb';
  writeFileSync(join(copies, python), JSON.stringify({
    cells: [], nbformat: 4, nbformat_minor: 4,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
  }));
  await browser.page.goto(`${address.origin}/notebooks/${python}${address.search}`);
  await until(() => browser.page.evaluate(() => Boolean(window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded)),
    () => 'the notebook does not open');
  times.push(await prints(browser.page, lines, `for i in range(1, ${lines} + 1): print("line", i)`));
  console.log(`${lines} lines are shown after ${times[0]} ms, with ipykernel after ${times[1]} ms,`
    + ` ratio ${(times[0] / times[1]).toFixed(2)}`);
}

async function drive(server, browser) {
  const address = new URL(server.found);
  const { page } = browser;
  await page.setViewportSize({ width: 1280, height: 1600 });
  await page.goto(`${address.origin}/notebooks/${name}${address.search}`);
  await until(() => page.evaluate(() => Boolean(window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded)),
    () => 'the notebook does not open');
  await until(async () => (await page.evaluate(state)).kernel, () => `the kernel does not answer: ${server.said()}`);
  const cells = JSON.parse(readFileSync(join(originals, name), 'utf8')).cells.filter(cell => cell.cell_type === 'code');
  const committed = cells.map(cell => cell.outputs.filter(output => output.data && output.data['image/svg+xml']).length);
  await check(`${name} shows its figures to who does not trust it`, async () => {
    expect(await page.evaluate(() => !Jupyter.notebook.trusted), 'the notebook is trusted');
    const shown = () => page.evaluate(state).then(now => now.cells.map(cell => cell.pictures));
    await until(async () => String(await shown()) === String(committed), () => `not all figures show`);
  });
  try {
    await runAll(page, cells);
  } finally {
    mkdirSync(join(root, 'target/screenshots'), { recursive: true });
    await page.screenshot({ path: join(root, 'target/screenshots/notebook.png') });
  }
}

/** What nbconvert, which trusts nobody either, makes of the notebook. It asks other hosts for its scripts: they are not needed. */
async function converted(form) {
  const folder = join(root, 'target/nbconvert');
  execFileSync('jupyter', ['nbconvert', '--to', form, '--output-dir', folder, join(originals, name)], { stdio: 'pipe' });
  const wanted = JSON.parse(readFileSync(join(originals, name), 'utf8')).cells.flatMap(cell => cell.outputs || [])
    .filter(output => output.data && output.data['image/svg+xml']).length;
  const browser = await open('');
  try {
    await browser.page.route(/^https?:/, request => request.abort());
    await browser.page.goto(`file://${folder}/${name.replace('.ipynb', form === 'html' ? '.html' : '.slides.html')}`);
    const shown = await browser.page.evaluate(() => [...document.images].filter(image => image.naturalWidth > 0 && image.alt).length);
    expect(shown === wanted, `it shows ${shown} of ${wanted} figures`);
    await browser.page.screenshot({ path: join(root, `target/screenshots/nbconvert-${form}.png`), fullPage: form === 'html' });
  } finally {
    await browser.end();
  }
}

/** Jupyter takes port 0 for any, and then prints 0. */
function freePort() {
  return new Promise(found => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

rmSync(copies, { recursive: true, force: true });
const jupyter = `--no-browser --allow-root --port=${await freePort()}`;
let server;
await check('mvn -Pjupyter starts a notebook server', async () => {
  server = await start('mvn', ['-B', '-ntp', '-Pjupyter', `-Djupyter.arguments=${jupyter}`, '-Djupyter.folder=target/notebooks-opened'],
    /http:\/\/127\.0\.0\.1:\d+\/\?token=\w+/, { JUPYTER_CONFIG_DIR: join(root, 'target/jupyter-config') });
  const page = await fetch(server.found);
  expect(page.ok, `its page is answered with ${page.status}`);
});
if (name) {
  await check(`${name} keeps its figures as a page`, () => converted('html'));
  await check(`${name} keeps its figures as slides`, () => converted('slides'));
}
if (server && name) {
  const browser = await open(new URL(server.found).host);
  await check(`${name} runs in a browser`, () => drive(server, browser));
  await check('a picture moves while other cells are run', () => moves(browser.page));
  await check('20,000 printed lines arrive', () => printsAsPythonDoes(server, browser));
  await check('the notebook asks nothing of another host', () => expect(browser.foreign.length === 0, browser.foreign.join(' ')));
  await browser.end();
}
await server?.end();
