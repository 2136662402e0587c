import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * What axe finds serious or worse on a page: its rules, and the elements that break them.
 * @param within a selector of what is looked at; the whole page without it
 */
export async function seriousViolations(
  page: Page,
  within?: string,
): Promise<readonly (readonly [string, readonly string[]])[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (within ? builder.include(within) : builder).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]);
}
