/** How long deleted drafts can be had back. */

/** Days that a draft stays in the recycle bin. */
export const BIN_DAYS = 90;

const DAY = 86_400_000;

/**
 * Whole days until a deleted draft may be cleared away; 0 where its time is up.
 * @param deletedAt ISO 8601; a time ahead of the clock counts as now
 */
export function daysLeft(deletedAt: string, now: Date = new Date()): number {
  const age = Math.max(0, now.getTime() - Date.parse(deletedAt)) || 0;
  return Math.max(0, Math.ceil(BIN_DAYS - age / DAY));
}
