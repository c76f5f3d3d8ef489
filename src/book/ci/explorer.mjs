// Checks the explorer as a reader uses it, opened as a file: a run is steered, put into two futures, broken, and found again by its
// link. It prints how long a frame of scrubbing takes.
//
// Usage: explorer.mjs <folder of the book's root>, in which mvn -Psite has built the pages.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audited, isAccessible } from './access.mjs';
import { check, expect, open, until } from './browser.mjs';

const root = resolve(process.argv[2] || '.');
const address = pathToFileURL(join(root, 'target/site/explorer.html')).href;
const EVENTS = 2000;
const FRAMES = 200;
const WARM_UP = 40;
const MOST_MILLISECONDS = 16;
const MOST_STEPS = 400;

const browser = await open();
const page = browser.page;
await audited(page);
await page.setViewportSize({ width: 1280, height: 800 });

/** Opens the page anew: another fragment alone would leave it as it is. */
async function visit(fragment = '') {
  await page.goto('about:blank');
  await page.goto(address + (fragment && `#${fragment}`));
  await page.locator('.ex-diagram svg').first().waitFor();
}

const now = () => page.evaluate(() => JSON.parse(explorer.run.at(explorer.moment)));
const role = async server => (await now()).servers.find(each => each.id === server).role;
const text = where => where.evaluate(() => explorer.run.text(explorer.moment));
const press = name => page.getByRole('button', { name, exact: true }).click();
const futures = () => page.locator('.ex-future').count();
const hears = words => until(async () => (await page.locator('.explorer > [role=status]').textContent()).includes(words),
  () => `the live region does not say '${words}'`);
const link = () => page.evaluate(() => location.hash.slice(1));

/** Steps until the condition holds; each press of the button is an event. */
async function stepUntil(condition, what) {
  for (let i = 0; i < MOST_STEPS && !await condition(); i++) {
    await press('Step ▶');
  }
  expect(await condition(), `${what} does not happen in ${MOST_STEPS} steps`);
}

await check('The explorer, opened as a file, is alive within a second, and runs to a leader', async () => {
  await page.goto('about:blank');
  const begin = Date.now();
  await visit();
  const took = Date.now() - begin;
  console.log(`the explorer is alive after ${took} ms`);
  expect(await role('n2') === 'LEADER', `n2 is ${await role('n2')}`);
  await visit('raft=1&size=3&seed=974');
  expect(await page.evaluate(() => explorer.moment) === 0, 'a link without moves does not begin at the beginning');
  await stepUntil(async () => await role('n2') === 'LEADER', 'an election');
  await hears('is LEADER in term 1');
});

await check('A client writes, the leader is stopped, and another is elected', async () => {
  await page.locator('.ex-asks select').selectOption('n2');
  await page.locator('.ex-asks').getByLabel('value').fill('a,b;&<i>');
  await press('put');
  await stepUntil(async () => (await page.locator('.ex-clients li').textContent()).includes('done, as entry'), 'an answer');
  expect((await now()).servers.some(each => each.store.includes('a,b;&<i>')), 'the value is not stored');
  await page.locator('[data-do="stop,n2"]').click();
  await stepUntil(async () => (await now()).servers.some(each => each.running && each.role === 'LEADER'), 'another election');
});

await check('Whoever goes back and decides otherwise has two futures, and where they part is marked', async () => {
  await press('To the beginning');
  await stepUntil(async () => await role('n2') === 'LEADER', 'an election');
  await page.locator('[data-do="pause,n2"]').click();
  expect(await futures() === 2, `there are ${await futures()} futures`);
  const titles = await page.locator('.ex-diagram title').allTextContents();
  expect(titles.filter(each => each.endsWith('the futures part')).length === 2, 'it is not marked in both');
  expect(await page.locator('.ex-marks .ex-parted').count() === 1, 'it is not marked on the time line');
  await hears('A second future begins.');
  await page.getByRole('button', { name: 'Close the first future' }).click();
  expect(await futures() === 1, 'the first future stays');
});

await check('Messages in the diagram and servers in the ring can be clicked', async () => {
  await visit('raft=1&size=3&seed=974&moves=4');
  await page.locator('.ex-ring .ex-target:has(circle)').first().locator('text').first().click();
  await page.locator('.ex-menu').getByRole('button', { name: 'stop' }).click();
  expect((await link()).endsWith('stop,n1') || await until(async () => (await link()).endsWith('stop,n1'), link) === undefined,
    'the server has not been stopped');
  const arrow = page.locator('.ex-diagram .ex-target > path').first();
  const point = await arrow.evaluate(path => {
    const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
    return { x: at.x, y: at.y };
  });
  await page.mouse.click(point.x, point.y);
  await page.locator('.ex-menu').getByRole('button', { name: 'lose' }).click();
  await until(async () => (await link()).includes(';lose,'), async () => 'the message has not been lost');
});

await check('A broken rule breaks an invariant, which is named; both outcomes are shown', async () => {
  await visit('raft=1&size=3&seed=974&moves=fire,n1;fire,n3;6');
  await page.getByText('Rules that can be broken').click();
  await page.locator('.ex-rules input[value=WINS_ALONE]').check();
  expect(await futures() === 2, `there are ${await futures()} futures`);
  const words = await page.locator('.ex-broken').textContent();
  expect(words.includes('Election Safety is broken: a term has at most one leader (§5.2)'), `it says ${words}`);
  const marked = await page.locator('.ex-diagram title').allTextContents();
  expect(marked.some(each => each.endsWith('Election Safety is broken')), 'the event is not marked');
  await hears('Election Safety is broken');
  expect(!await page.evaluate(() => explorer.step()), 'the run goes on');
  expect(await page.locator('.ex-broken').count() === 1, 'it breaks with the rule kept as well');
});

await check('A link is the run, to the event, for whoever opens it', async () => {
  const fragment = await link();
  expect(fragment.includes('break=WINS_ALONE'), `the link is ${fragment}`);
  const other = await browser.page.context().newPage();
  await other.goto(`${address}#${fragment}`);
  await other.locator('.ex-diagram svg').first().waitFor();
  expect(await text(other) === await text(page), 'the second reader sees another run');
  expect(await other.locator('.ex-broken').count() === 1, 'the invariant is not named to the second reader');
  await other.close();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const [name, what] of [['Copy link', () => location.href], ['Copy Java', () => explorer.run.java(explorer.moment)]]) {
    await press(name);
    await until(async () => await page.evaluate(() => navigator.clipboard.readText()) === await page.evaluate(what),
      () => `${name} does not copy it`);
  }
});

await check('A world of a campaign is looked at, and not steered', async () => {
  await visit('raft=1&world=12&break=VOTES_TWICE');
  expect((await page.locator('.ex-broken').textContent()).includes('One Vote is broken'), 'its invariant is not named');
  expect((await page.locator('.ex-note').textContent()).includes('looked at, and not steered'), 'it does not say so');
  expect(await page.locator('.ex-next button:visible').count() === 0, 'something is offered');
  await press('◀ Back');
  await until(async () => (await link()).endsWith('&until=3'), async () => 'the link does not follow');
});

await check('A world that a chapter draws opens in place, at the event that is clicked', async () => {
  await page.goto(pathToFileURL(join(root, 'target/site/16-every-rule-broken.html')).href);
  await page.getByRole('button', { name: 'Open it here' }).first().click();
  await page.locator('.ex-diagram svg').waitFor();
  const place = () => page.evaluate(() => {
    const { explorer } = document.querySelector('.explorer');
    return { at: JSON.parse(explorer.run.at(explorer.moment)).at, link: explorer.run.link(explorer.run.moments() - 1) };
  });
  expect((await place()).link === (await page.locator('.in-page a[href^="explorer.html#"]').first().getAttribute('href')).split('#')[1],
    'it is another world than the link\'s');
  // As a site has it whose cells have run; this one may have been built without.
  const time = await page.evaluate(() => {
    const { explorer } = document.querySelector('.explorer');
    const cell = document.querySelector('.cell:has(+ .in-page a[href^="explorer.html#"])');
    const picture = document.createElement('div');
    picture.innerHTML = explorer.run.diagram(explorer.run.moments() - 1, 0, 1000, 760);
    cell.append(picture);
    const arrow = [...picture.querySelectorAll('g')].find(each => / sends /.test(each.querySelector(':scope > title')?.textContent));
    arrow.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return Number(arrow.querySelector('title').textContent.split(' ms')[0]);
  });
  await until(async () => Math.abs((await place()).at - time) < 0.001, () => `it does not show ${time} ms`);
  await isAccessible(page, ['light']);
});

await check('The run that a picture brings opens in place, at the event that is clicked, by key, and by its link', async () => {
  await page.goto(pathToFileURL(join(root, 'target/site/04-elections.html')).href);
  const offered = page.getByRole('button', { name: 'Look at the run, moment by moment' });
  if (await offered.count() === 0) {
    // As a site has it whose cells have run; this one has been built without.
    await page.evaluate(() => {
      document.querySelector('main .cell .cell-output').innerHTML = '<div class="display" data-recorded="Became 1000000 n1 CANDIDATE 1\n'
        + 'Sent 1000000 1 n1 n2 RequestVote 1 n1 0 0\nReceived 3000000 1 n1 n2 =\nBecame 3000000 n2 FOLLOWER 1\nVoted 3000000 n2 n1 1\n">'
        + '<svg viewBox="0 0 9 9"><g><title>1.000 ms  n1 → n2  sends RequestVote</title><rect width="9" height="9"/></g></svg></div>';
      offerRuns(document.querySelector('main .cell'));
    });
  }
  await offered.first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.ex-diagram svg').waitFor();
  const place = () => page.evaluate(() => {
    const { explorer } = document.querySelector('.explorer');
    return { at: explorer.run.time(explorer.moment), last: explorer.run.moments() - 1, link: explorer.link, moment: explorer.moment };
  });
  expect((await place()).moment === (await place()).last, 'it does not open at its end');
  expect((await page.locator('.ex-note').textContent()).includes('looked at, and not steered'), 'it does not say what it is');
  expect(await page.locator('.ex-next button:visible').count() === 0, 'something is offered');
  const time = await page.evaluate(() => {
    const arrow = [...document.querySelector('[data-recorded]').querySelectorAll('g')]
      .find(each => / sends /.test(each.querySelector(':scope > title')?.textContent));
    arrow.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return Number(arrow.querySelector('title').textContent.split(' ms')[0]);
  });
  await until(async () => Math.abs((await place()).at - time) < 0.001, () => `it does not show ${time} ms`);
  await page.keyboard.press('ArrowRight');
  const { moment, link: fragment } = await place();
  expect(fragment.endsWith(`,${moment}`), `its link is ${fragment}`);
  expect(await page.evaluate(() => new URL(document.querySelector('.ex-link').href).pathname.endsWith('04-elections.html')),
    'its link leads to another page');
  await page.evaluate(() => document.querySelector('.explorer').explorer.goTo(0));
  await page.evaluate(hash => { location.hash = hash; }, fragment);
  await until(async () => (await place()).moment === moment, async () => 'its link does not lead there');
  await isAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'on a phone the page scrolls sideways');
  await page.setViewportSize({ width: 1280, height: 800 });
});

await check('A picture of logs opens in place, at the moment that it shows, though the page has the run to its end', async () => {
  await page.goto(pathToFileURL(join(root, 'target/site/08-repairing-logs.html')).href);
  if (await page.locator('#logs-differ [data-recorded]').count() === 0) {
    // As a site has it whose cells have run; this one has been built without.
    await page.evaluate(() => {
      const logs = 'Appended 1000000 n1 1 1 1\nAppended 2000000 n1 2 2 1\n';
      const cells = '<g><title>n1, index 1: ? @1, appended</title><rect width="9" height="9"/></g><g><title>n1, index 2: ? @1, appended</title></g>';
      document.querySelector('#logs-differ .cell-output').innerHTML = `<div class="display" data-recorded="=1,${logs.length}"><svg>${cells}</svg></div>`;
      document.querySelector('#torn-and-healed .cell-output').innerHTML = `<div class="display" data-recorded="${logs}Truncated 3000000 n1 2\n"></div>`;
      offerRuns(document.querySelector('#logs-differ'));
    });
  }
  const titles = where => where.locator('svg g > title').evaluateAll(all => all.map(each => each.textContent).filter(each => each.includes(', index ')));
  const shown = await titles(page.locator('#logs-differ'));
  await page.evaluate(() => [...document.querySelectorAll('#logs-differ svg g')].find(each => each.querySelector(':scope > title'))
    .dispatchEvent(new MouseEvent('click', { bubbles: true })));
  await page.locator('.ex-logs svg').waitFor();
  expect(shown.length > 0 && (await titles(page.locator('.ex-logs'))).join() === shown.join(), 'it does not show the logs of the picture');
  const { moment, last } = await page.evaluate(() => {
    const { explorer } = document.querySelector('.explorer');
    return { moment: explorer.moment, last: explorer.run.moments() - 1 };
  });
  expect(moment === last && last > 0, `it shows moment ${moment} of ${last}`);
});

await check('A search finds a shortest story, which is opened as a run; it can be stopped, and says what is wrong with it', async () => {
  await visit();
  const said = page.locator('.ex-search [role=status]');
  const says = words => until(async () => (await said.textContent()).includes(words), async () => `it says '${await said.textContent()}'`);
  await page.getByText('The shortest story, in a small scope').click();
  await page.getByLabel('broken rule').selectOption('VOTES_TWICE');
  await page.locator('.ex-search').getByRole('button', { name: 'Search' }).click();
  await says('One Vote breaks after 3 steps');
  expect(await page.locator('.ex-story li').count() === 3, 'its steps are not told');
  expect((await page.locator('.ex-broken').textContent()).includes('One Vote is broken'), 'the story is not shown');
  expect((await page.locator('.ex-note').textContent()).includes('a shortest story'), 'it does not say what it is');
  await until(async () => (await link()).startsWith('search&break=VOTES_TWICE'), async () => `the link is ${await link()}`);
  await isAccessible(page);
  const fragment = await link();
  await visit(fragment);
  await says('One Vote breaks after 3 steps');
  await page.getByLabel('puts', { exact: true }).fill('40');
  await page.locator('.ex-search form').evaluate(form => { form.noValidate = true; });
  await page.locator('.ex-search').getByRole('button', { name: 'Search' }).click();
  await says('a scope with puts 40: must be 0 to 31');
  await visit('search&servers=5&timers=5&elections=5&puts=5&heartbeats=3');
  await says('states');
  await page.locator('.ex-search').getByRole('button', { name: 'Stop' }).click();
  await says('Stopped.');
  await visit('search&break=VOTES_TWICE&clocks=3');
  await says("Not searched: 'clocks=3' says nothing new of a search");
});

await check('A link with a mistake says which, and shows the run up to it', async () => {
  const wrong = [
    ['raft=1&size=3&seed=974&moves=10;stop,n1;stop,n1;99', 'Move 3 of 4, stop,n1: n1 is stopped', 11],
    ['raft=1&size=3&seed=974&moves=5;put', 'Move 2 of 2', 5],
    ['raft=2&size=3&seed=974', 'This link is no run: version \'2\' made it', 0],
    ['raft=1&size=99', 'This link is no run: size 99', 0],
    ['nothing', 'This link is no run', 0],
    ['raft=1&moves=%3Cimg%20src=x%20onerror=alert(1)%3E', 'Move 1 of 1', 0]];
  for (const [fragment, words, moment] of wrong) {
    await visit(fragment);
    const said = await page.locator('.ex-problem').textContent();
    expect(said.includes(words), `${fragment}: says ${said}`);
    expect(await page.evaluate(() => explorer.moment) === moment, `${fragment}: shows another moment than ${moment}`);
    expect(await page.locator('.explorer img').count() === 0, `${fragment}: becomes markup`);
  }
  await page.evaluate(() => { location.hash = 'raft=1&size=5&seed=7&moves=3'; });
  await until(async () => await page.evaluate(() => explorer.run.link(0)) === 'raft=1&size=5&seed=7', async () => 'a new fragment is not followed');
});

await check('A bad seed or size is refused beside its field, and the run stays', async () => {
  await visit();
  const before = await text(page);
  const box = name => page.getByRole('textbox', { name: new RegExp(`^${name}`) });
  for (const [field, value, words] of [['seed', 'x', "seed 'x': must be a whole number"], ['servers', '99', 'size 99: a page runs 1 to 9']]) {
    await box(field).fill(value);
    await press('New run');
    const refusal = await box(field).getAttribute('aria-describedby');
    const said = await page.locator(`#${refusal}`).textContent();
    expect(said.includes(words), `${field} ${value}: says '${said}'`);
    expect(await box(field).getAttribute('aria-invalid') === 'true', `${field} is not marked`);
    expect(await text(page) === before, 'the run is gone');
    await box(field).fill('4');
  }
  await press('New run');
  expect((await page.evaluate(() => explorer.run.link(0))) === 'raft=1&size=4&seed=4', 'no new run has begun');
});

await check('Everything can be done by keys alone', async () => {
  await visit('raft=1&size=3&seed=974&moves=4');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => explorer.moment) === 5, 'the arrow keys do not step');
  await page.keyboard.press('Home');
  expect(await page.evaluate(() => explorer.moment) === 0, 'Home does not lead to the beginning');
  await page.keyboard.press('End');
  await page.locator('[data-do="stop,n1"]').focus();
  await page.keyboard.press('Enter');
  await until(async () => (await link()).endsWith('stop,n1'), async () => 'Enter does not stop the server');
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => document.activeElement.matches('.ex-do button, summary')), 'the place in the list is lost');
  await page.keyboard.press('p');
  await until(() => page.evaluate(() => explorer.moment > 8), async () => 'P does not play');
  await page.keyboard.press('p');
  expect(await page.evaluate(() => explorer.playing) === 0, 'P does not pause');
});

await check('The explorer is accessible, wide and on a phone, with one future and with two', async () => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await visit('raft=1&size=3&seed=974&moves=12');
    await isAccessible(page);
    await page.evaluate(() => explorer.goTo(6));
    await page.evaluate(() => explorer.decide('stop,n2'));
    await page.locator('.ex-future .ex-diagram svg').nth(1).waitFor();
    // Whether a picture scrolls is known once it has been drawn.
    await page.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await isAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}: the page scrolls sideways`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
});

await check(`Scrubbing through ${EVENTS} events takes less than ${MOST_MILLISECONDS} ms a frame`, async () => {
  await visit('raft=1&size=3&seed=974');
  const took = await page.evaluate(async ([events, frames]) => {
    const run = explorer.run;
    while (run.text(run.moments() - 1).split('\n').length <= events) {
      run.runFor(1000);
    }
    const next = () => new Promise(requestAnimationFrame);
    const all = [];
    explorer.goTo(run.moments() - 1);
    for (let i = 0; i < frames; i++) {
      await next();
      explorer.slider.value = Math.round((run.moments() - 1) * (1 - 0.4 * Math.abs(Math.sin(i / 9))));
      explorer.slider.dispatchEvent(new Event('input'));
      cancelAnimationFrame(explorer.frame);
      const begin = performance.now();
      explorer.draw();
      document.body.offsetHeight;
      all.push(performance.now() - begin);
    }
    return all;
  }, [EVENTS, FRAMES]);
  // The first frames are those of a script that is not warm yet.
  const warm = took.slice(WARM_UP).sort((a, b) => a - b);
  const part = share => warm[Math.floor(warm.length * share)].toFixed(1);
  console.log(`a frame of scrubbing takes ${part(0.5)} ms (median), ${part(0.1)} to ${part(0.9)} ms (8 of 10)`);
  expect(part(0.5) < MOST_MILLISECONDS, `it takes ${part(0.5)} ms`);
});

await check('The explorer asks nobody for anything, and nothing fails in it', async () => {
  expect(browser.foreign.every(url => url.startsWith('file:') || url.startsWith('about:')), `it asks for ${browser.foreign}`);
  expect(browser.errors.length === 0, `it fails: ${browser.errors}`);
});
await browser.end();
