import type { DraftSummary } from '../../shared/api.ts';
import { DraftError } from '../../shared/draft/draft-error.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { draftName } from '../ui/format.ts';
import { message, modal } from '../ui/tell.ts';

/** How long 撤销 stays on offer after a draft was put into the recycle bin, in seconds. */
const UNDO_TIME = 8;

export interface DraftActions {
  open(id: string): Promise<void>;
  openExample(): Promise<void>;
  duplicate(draft: DraftSummary): Promise<void>;
  /** 复制上年表: makes the form of the year after, and opens it. */
  makeNextYear(draft: DraftSummary): Promise<void>;
  remove(draft: DraftSummary): Promise<void>;
  restore(draft: DraftSummary): Promise<void>;
  purge(draft: DraftSummary): void;
}

/**
 * What can be done with a draft of the list.
 * @param reload is called after each change, to show the list as it is now
 */
export function draftActions(reload: () => Promise<void>): DraftActions {
  const { show } = useShell.getState();

  async function restore(draft: DraftSummary): Promise<void> {
    if ((await call('drafts.restore', { id: draft.id })) === undefined) return;
    message.success(`已恢复「${draftName(draft)}」。`);
    await reload();
  }

  return {
    restore,

    async open(id) {
      const open = await call('drafts.open', { id });
      if (open) show({ name: 'editor', open });
      // The list now tells which drafts cannot be read, and offers the way on.
      else await reload();
    },

    async openExample() {
      const open = await call('drafts.example');
      if (open) show({ name: 'editor', open });
    },

    async duplicate(draft) {
      const copy = await call('drafts.duplicate', { id: draft.id });
      if (!copy) return;
      message.success(`已复制「${draftName(draft)}」，复制的一份排在最前面。`);
      await reload();
    },

    async makeNextYear(draft) {
      const last = await call('drafts.open', { id: draft.id });
      if (!last) return;
      // Loaded when it is needed: the list is what the program starts with.
      const [{ formOf }, { nextYearDraft }] = await Promise.all([
        import('../../shared/form/forms.ts'),
        import('../../shared/draft/next-year.ts'),
      ]);
      const definition = formOf(last.draft.form);
      if (!definition) return;
      try {
        const next = nextYearDraft(definition, last.draft);
        const open = await call('drafts.create', { draft: { ...next } });
        if (open) show({ name: 'editor', open });
      } catch (error) {
        if (!(error instanceof DraftError)) throw error;
        message.error(error.message);
      }
    },

    async remove(draft) {
      if ((await call('drafts.remove', { id: draft.id })) === undefined) return;
      await reload();
      const key = `removed-${draft.id}`;
      const undo = () => {
        message.destroy(key);
        void restore(draft);
      };
      message.open({
        key,
        type: 'info',
        duration: UNDO_TIME,
        content: (
          <>
            已把「{draftName(draft)}」放入回收站。
            <Button type="link" size="small" onClick={undo}>
              撤销
            </Button>
          </>
        ),
      });
    },

    purge(draft) {
      modal.confirm({
        title: `彻底删除「${draftName(draft)}」？`,
        content: '彻底删除后不能恢复，历史版本也一起删除。',
        okText: '彻底删除',
        okButtonProps: { danger: true },
        autoFocusButton: 'cancel',
        async onOk() {
          await call('drafts.purge', { id: draft.id });
          await reload();
        },
      });
    },
  };
}
