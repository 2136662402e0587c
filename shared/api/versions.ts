/** The part of the contract about the versions of drafts. */
import { z } from 'zod';
import type { DraftSummary, OpenDraft } from '../api.ts';
import type { Draft } from '../draft/draft.ts';
import { MAX_VERSION_NAME, type Version } from '../draft/versions.ts';
import { call, draft, id } from './parts.ts';

export interface VersionsAnswer {
  readonly summary: DraftSummary;
  /** The newest first. */
  readonly versions: readonly Version[];
}

const name = z.string().trim().min(1).max(MAX_VERSION_NAME);

export const VERSION_CALLS = {
  'versions.list': call<VersionsAnswer>()(z.strictObject({ of: id })),
  'versions.open': call<{ draft: Draft }>()(z.strictObject({ id })),
  /** The draft as it stands stored, with text that is still being typed put into its cells. */
  'versions.present': call<{ draft: Draft }>()(z.strictObject({ of: id })),
  /** Keeps the state before something that changes much at once. */
  'versions.before': call<null>()(
    z.strictObject({ of: id, kind: z.enum(['import', 'fix', 'paste']), draft }),
  ),
  /** Keeps what is stored under a name. */
  'versions.save': call<Version | null>()(z.strictObject({ of: id, name })),
  /** Names a version, or takes its name away. */
  'versions.name': call<Version>()(z.strictObject({ id, name: name.nullable() })),
  /** Makes a version the present state; what was there is kept as a version. */
  'versions.restore': call<OpenDraft>()(z.strictObject({ id })),
} as const;
