/** Calls about drafts. Storage is quick and synchronous; what it refuses is a sentence already. */
import type { OpenDraft } from '../../shared/api.ts';
import { blankDraft, type Draft, parseDraft } from '../../shared/draft/draft.ts';
import example from '../../shared/form/example.json' with { type: 'json' };
import { formOf } from '../../shared/form/forms.ts';
import type { Handlers } from '../ipc.ts';
import { ProblemError } from '../problem.ts';
import type { Drafts } from '../storage/drafts.ts';
import type { Versions } from '../storage/versions.ts';
import { surroundingsOf } from './surroundings.ts';
import { factsWithoutSurroundings } from './versions.ts';

type DraftCalls = Pick<Handlers, Extract<keyof Handlers, `drafts.${string}`>>;

export interface DraftContext {
  readonly drafts: Drafts;
  readonly versions: Versions;
  /** Told of the draft that the window shows, to show it again after a crash. */
  readonly onOpen: (id: string) => void;
  /** Does what is no reason to disturb the person when it fails. */
  readonly quietly: (what: string, step: () => void) => void;
}

export function draftCalls({ drafts, versions, onOpen, quietly }: DraftContext): DraftCalls {
  const shown = <T extends { readonly summary: { readonly id: string } }>(opened: T): T => {
    onOpen(opened.summary.id);
    return opened;
  };
  const done = <A>(step: (args: A) => void) => {
    return (args: A) => {
      step(args);
      return null;
    };
  };
  return {
    'drafts.list': (query) => drafts.list(query),
    'drafts.create'(args) {
      if (!('draft' in args)) return shown(keep(drafts, blank(args.form, args.year)));
      const open = shown(keep(drafts, parseDraft(args.draft)));
      // What came in stays to compare with, whatever is done to it on its first day.
      quietly('version at the beginning', () => versions.keepDaily(open));
      return open;
    },
    'drafts.example': () => shown(openExample(drafts)),
    'drafts.open'({ id }) {
      const open = shown(drafts.open(id));
      quietly('version of today', () => versions.keepDaily(open));
      return open;
    },
    'drafts.surroundings': ({ id }) => surroundingsOf(drafts, id),
    'drafts.save': (request) => drafts.save(request),
    'drafts.duplicate': ({ id }) => drafts.duplicate(id),
    'drafts.remove': done(({ id }: { id: string }) => drafts.remove(id)),
    'drafts.restore': done(({ id }: { id: string }) => drafts.restore(id)),
    'drafts.purge': done(({ id }: { id: string }) => drafts.purge(id)),
  };
}

function blank(form: string, year: number) {
  const definition = formOf(form);
  if (!definition) {
    throw new ProblemError('invalid', '本程序不认识这种表，没有新建；请先升级本程序。');
  }
  return blankDraft(definition, year);
}

/** The bundled example; the one made before where nobody has changed it. */
function openExample(drafts: Drafts) {
  const draft = parseDraft(example);
  const content = JSON.stringify(draft);
  const { items } = drafts.list({ year: draft.year, offset: 0, limit: 100 });
  for (const { id } of items.filter((one) => one.revision === 1)) {
    const opened = drafts.open(id);
    if (JSON.stringify(opened.draft) === content) return opened;
  }
  return keep(drafts, draft);
}

/** Keeps a new draft with what the list shows of it. */
function keep(drafts: Drafts, draft: Draft): OpenDraft {
  return drafts.create(draft, factsWithoutSurroundings(draft));
}
