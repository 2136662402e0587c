/** Calls about the versions of drafts. */
import type { OpenDraft } from '../../shared/api.ts';
import { factsOf } from '../../shared/checks/facts.ts';
import { runChecks } from '../../shared/checks/run.ts';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import { formOf } from '../../shared/form/forms.ts';
import type { Handlers } from '../ipc.ts';
import type { Drafts } from '../storage/drafts.ts';
import { settled, type Versions } from '../storage/versions.ts';

type VersionCalls = Pick<Handlers, Extract<keyof Handlers, `versions.${string}`>>;

/** @param onOpen is told of the draft that the window shows next */
export function versionCalls(
  drafts: Drafts,
  versions: Versions,
  onOpen: (id: string) => void,
): VersionCalls {
  return {
    'versions.list': ({ of }) => ({
      summary: drafts.summary(of),
      versions: versions.list(of),
    }),
    'versions.open': ({ id }) => ({ draft: versions.open(id).draft }),
    'versions.present': ({ of }) => ({ draft: settled(drafts.open(of)) }),
    'versions.before'({ of, kind, draft }) {
      versions.keep(of, { kind, draft: parseDraft(draft) });
      return null;
    },
    'versions.save': ({ of, name }) => versions.keepStored(of, 'named', name) ?? null,
    'versions.name': ({ id, name }) => versions.name(id, name),
    'versions.restore'({ id }) {
      const restored = versions.restore(id, factsWithoutSurroundings);
      onOpen(restored.summary.id);
      return restored;
    },
  };
}

/** The editor finds the rest as soon as it shows the draft. */
export function factsWithoutSurroundings(draft: Draft): OpenDraft['summary']['facts'] {
  const definition = formOf(draft.form);
  return definition ? factsOf(definition, draft, runChecks(definition, draft)) : null;
}
