import { useEffect, useMemo } from 'react';
import type { CheckSurroundings, OpenDraft } from '../../shared/api.ts';
import type { CheckContext } from '../../shared/checks/check.ts';
import { factsOf } from '../../shared/checks/facts.ts';
import { createRunner, type Runner } from '../../shared/checks/run.ts';
import type { Address, FormDefinition } from '../../shared/form/definition.ts';
import { DEFAULT_FORM, formOf } from '../../shared/form/forms.ts';
import { type Check, createEditor, type Editor } from '../state/editor.ts';
import { keepSaved } from '../state/editor-saving.ts';
import { historyOf, keepHistory } from '../state/histories.ts';
import type { Saver } from '../state/saver.ts';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { call } from '../ui/call.ts';
import { dictionaryOf, isNewEntry, type OwnEntries } from './grid/suggestions.ts';
import { useWindowTitle } from './use-window-title.ts';

export interface Opened {
  readonly editor: Editor;
  /** Takes in what is being typed and saves it. @returns whether all is saved */
  readonly settle: () => Promise<boolean>;
}

/** Makes a draft editable, keeps it checked and saved, and lets the shell's commands at it. */
export function useOpenEditor(open: OpenDraft): Opened {
  const opened = useMemo(() => {
    const definition = formOf(open.draft.form) ?? DEFAULT_FORM;
    const { check, know } = checker(definition);
    const history = historyOf(open.summary.id, open.summary.revision);
    const editor = createEditor(definition, open, { check, history });
    const saver: { current: Saver | null } = { current: null };
    return {
      editor,
      know,
      saver,
      async settle() {
        editor.commit();
        return (await saver.current?.flush()) ?? true;
      },
    };
  }, [open]);
  useEffect(() => {
    const { editor, saver, settle } = opened;
    const watching = keepSaved(editor, window.api, open.summary.revision, (draft, findings) =>
      factsOf(editor.definition, draft, findings),
    );
    saver.current = watching;
    useShell.getState().setEditor({
      apply: (edit) => editor.apply(edit),
      async settle() {
        const saved = await settle();
        const findings = editor.check();
        const { draft } = editor.store.getState();
        return { id: editor.id, draft, saved, facts: factsOf(editor.definition, draft, findings) };
      },
    });
    return () => {
      useShell.getState().setEditor(null);
      void watching.flush().then((saved) => {
        if (saved) keepHistory(editor.id, watching.revision(), editor.store.getState());
        watching.stop();
      });
    };
  }, [opened, open]);
  useOwnEntries(opened.editor);
  useSurroundings(opened);
  useWindowTitle(opened.editor);
  return opened;
}

/** Checks a draft, anew from the start only where the dictionaries or the surroundings have changed. */
function checker(definition: FormDefinition): {
  check: Check;
  know(around: CheckSurroundings): void;
} {
  let entries: OwnEntries = {};
  let around: CheckContext = {};
  let runner: Runner | undefined;
  return {
    check(draft, own) {
      if (own !== entries) runner = undefined;
      entries = own;
      runner ??= createRunner(definition, { ...around, extraEntries: own });
      return runner.run(draft);
    },
    know({ priorForm, otherDepartments }) {
      around = { otherDepartments, ...(priorForm && { priorForm }) };
      runner = undefined;
    },
  };
}

/** Last year's form of the department, and the other departments: what the checks may know beside. */
function useSurroundings({ editor, know }: { editor: Editor; know: Know }): void {
  useEffect(() => {
    let left = false;
    void ask('drafts.surroundings', { id: editor.id }).then((answer) => {
      if (left || !answer.ok) return;
      know(answer.value);
      editor.recheck();
    });
    return () => {
      left = true;
    };
  }, [editor, know]);
}

type Know = ReturnType<typeof checker>['know'];

/** A free text in a cell with an open dictionary is kept among this person's own entries. */
function useOwnEntries(editor: Editor): void {
  const entries = useShell((shell) => shell.settings?.entries);
  useEffect(() => {
    if (entries) editor.setOwnEntries(entries);
  }, [editor, entries]);
  useEffect(
    () =>
      editor.onCommit((address: Address, text: string) => {
        const own = editor.store.getState().ownEntries;
        const key = dictionaryOf(editor.definition, address);
        if (key === undefined || !isNewEntry(editor.definition, address, text, own)) return;
        const grown = { ...own, [key]: [...(own[key] ?? []), text.trim()] };
        editor.setOwnEntries(grown);
        const mutable = Object.fromEntries(
          Object.entries(grown).map(([name, values]) => [name, [...values]]),
        );
        void call('settings.set', { entries: mutable }).then((settings) => {
          if (settings) useShell.getState().setSettings(settings);
        });
      }),
    [editor],
  );
}
