import { App, Button } from 'antd';
import { useMemo } from 'react';
import type { DraftFacts } from '../../shared/api.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { fileNameOf } from '../ui/format.ts';
import { useCall } from '../ui/use-call.ts';

export type ExportKind = 'word' | 'public' | 'pdf';

/** What was written: a form for paper and portals, or a draft for another PC. */
type Written = ExportKind | 'jxb';

interface Exported {
  readonly id: string;
  readonly draft: Draft;
}

export interface Exports {
  /** Writes the draft that is open in the editor to a file that the person names. */
  exportOpen(kind: ExportKind): Promise<void>;
  /** Writes a draft of the list as a Word file. */
  exportStored(id: string): Promise<void>;
  /** Writes a draft with its versions for another PC; without an id the one that is open. */
  exportJxb(id?: string): Promise<void>;
}

/** Drafts on their way out: asked where to, written, and told what became of it. */
export function useExport(): Exports {
  const { message, modal } = App.useApp();
  const call = useCall();

  return useMemo(() => {
    async function write(kind: ExportKind, { id, draft }: Exported): Promise<void> {
      const args = { id, draft: { ...draft }, publicVersion: kind === 'public' };
      const answer = await ask(kind === 'pdf' ? 'export.pdf' : 'export.word', args);
      if (answer.ok) {
        if (answer.value) tellDone(kind, answer.value.path);
      } else if (answer.problem.code !== 'cancelled') {
        modal.error({ title: '没有导出', content: answer.problem.message });
      }
    }

    function tellDone(kind: Written, path: string): void {
      const dialog = modal.success({
        title: kind === 'public' ? '已导出公开版' : '已导出',
        width: 520,
        content: <Done kind={kind} path={path} />,
        footer: (
          <div className="dialog-buttons">
            <Button
              onClick={() => {
                void call('export.showInFolder', { path });
              }}
            >
              打开所在文件夹
            </Button>
            {kind !== 'jxb' && (
              <Button
                onClick={() => {
                  void call('export.openFile', { path });
                }}
              >
                打开文件
              </Button>
            )}
            <Button type="primary" autoFocus onClick={() => dialog.destroy()}>
              完成
            </Button>
          </div>
        ),
      });
    }

    /** Nothing stops an export; but what is open is said once before. */
    async function agrees({ errors, warnings, hints }: DraftFacts): Promise<boolean> {
      if (errors + warnings + hints === 0) return true;
      return await modal.confirm({
        title: '还有审核问题没有处理',
        content: `${errors} 处错误，${warnings} 处警告，${hints} 处提示。可以照样导出；错误可能会被财政部门退回。`,
        okText: '继续导出',
        cancelText: '先去看看',
      });
    }

    return {
      async exportOpen(kind) {
        const { editor } = useShell.getState();
        if (!editor) return;
        const settled = await editor.settle();
        if (await agrees(settled.facts)) await write(kind, settled);
      },

      async exportStored(id) {
        const open = await call('drafts.open', { id });
        if (!open) return;
        if (open.pending) {
          message.info('这份表上次有一处没有填完，已为您打开，请核对后再导出。');
          useShell.getState().show({ name: 'editor', open });
          return;
        }
        await write('word', { id, draft: open.draft });
      },

      async exportJxb(id) {
        const settled = id ?? (await useShell.getState().editor?.settle())?.id;
        const saved = settled && (await call('jxb.export', { id: settled }));
        if (saved) tellDone('jxb', saved.path);
      },
    };
  }, [call, message, modal]);
}

function Done({ kind, path }: { readonly kind: Written; readonly path: string }) {
  return (
    <>
      <p className="exported-name">{fileNameOf(path)}</p>
      {kind === 'public' && <p>公开版不含填报人和联系电话。</p>}
      {kind === 'jxb' && (
        <p className="hint">
          发给同事或拷到别的电脑，双击即可打开。里面是这份表的全部内容和历史版本，包括填报人和联系电话。
        </p>
      )}
      {(kind === 'word' || kind === 'public') && (
        <p className="hint">
          如果报送平台只收 .doc 格式：请用 Word 或 WPS 打开这个文件，选「另存为」，类型选「Word
          97-2003 文档（*.doc）」。
        </p>
      )}
    </>
  );
}
