// What every page owes to those who do not see it, or have no mouse.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Has axe, an auditor of pages, with each page that opens from now on. */
export function audited(page) {
  return page.addInitScript({ content: AXE });
}

/** Whether axe finds nothing wrong with the open page, in light and in the dark. */
export async function isAccessible(page, schemes = ['light', 'dark']) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(async () => {
      const result = await axe.run(document, { resultTypes: ['violations'] });
      return result.violations.map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => node.html).join(' ')}`);
    });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(found.length === 0, `${colorScheme}: ${found.join('\n')}`);
  }
}

/**
 * How often one has to press Tab to get through the open page, besides the links of its text and its words that have cards. The
 * choices of a question are one stop.
 */
export function tabStops(page) {
  return page.evaluate(() => {
    const another = each => each.type === 'radio' && each.closest('label').previousElementSibling?.matches('label');
    return [...document.querySelectorAll('a[href], button, input, summary, textarea, [contenteditable], [tabindex]')]
      .filter(each => !each.matches('main a, main .word') && !another(each) && each.tabIndex >= 0 && !each.disabled
        && each.checkVisibility({ visibilityProperty: true })).length;
  });
}
