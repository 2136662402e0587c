/** What this PC knows beside a draft: last year's form of its department, the other departments. */
import type { CheckSurroundings } from '../../shared/api.ts';
import type { CheckContext } from '../../shared/checks/check.ts';
import { log } from '../log.ts';
import type { Drafts } from '../storage/drafts.ts';
import type { SettingsStore } from '../storage/settings.ts';

/** More departments than any one PC keeps drafts of. */
const MAX_DRAFTS = 500;

/** What the checks of a draft may know beside it. */
export function surroundingsOf(drafts: Drafts, id: string): CheckSurroundings {
  const { summary } = drafts.open(id);
  const { items } = drafts.list({ offset: 0, limit: MAX_DRAFTS });
  const prior = items.find(
    (one) =>
      one.form === summary.form &&
      one.department === summary.department &&
      one.department !== '' &&
      one.year === summary.year - 1,
  );
  const names = items.map((one) => one.department).filter((name) => name !== summary.department);
  return {
    priorForm: prior ? priorForm(drafts, prior.id) : null,
    otherDepartments: [...new Set(names)].filter((name) => name !== ''),
  };
}

/** A draft of last year that cannot be read only makes the checks know less. */
function priorForm(drafts: Drafts, id: string): CheckSurroundings['priorForm'] {
  try {
    return drafts.open(id).draft;
  } catch (error) {
    log.warn("last year's draft is unreadable", error);
    return null;
  }
}

/** The same, with the person's own entries, as the checks take it. */
export function checkContextOf(drafts: Drafts, settings: SettingsStore, id: string): CheckContext {
  const { priorForm: prior, otherDepartments } = surroundingsOf(drafts, id);
  const extraEntries = settings.get().entries;
  return { otherDepartments, extraEntries, ...(prior && { priorForm: prior }) };
}
