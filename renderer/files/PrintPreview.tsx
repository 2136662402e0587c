import { Checkbox, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useShell } from '../state/shell.ts';
import { logError } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import { openPdf, type PdfPages } from './pdf-pages.ts';
import './preview.css';

/** 打印: the real pages of the open draft, and the way to the printer. */
export function PrintPreview() {
  const [first, afterOpenChange] = useFirstFocus();
  const closeDialog = useShell((shell) => shell.closeDialog);
  const [publicVersion, setPublicVersion] = useState(false);
  const pages = usePages(publicVersion);

  async function print() {
    const settled = await useShell.getState().editor?.settle();
    if (settled) await call('export.print', { draft: { ...settled.draft }, publicVersion });
  }

  return (
    <Modal
      open
      title="打印预览"
      width={960}
      style={{ top: 24 }}
      onCancel={closeDialog}
      afterOpenChange={afterOpenChange}
      footer={
        <>
          <Button onClick={closeDialog}>关闭</Button>
          <Button type="primary" ref={first} onClick={() => void print()}>
            打印…
          </Button>
        </>
      }
    >
      <div className="preview-bar">
        <Checkbox
          checked={publicVersion}
          onChange={(event) => setPublicVersion(event.target.checked)}
        >
          公开版（不含填报人和联系电话）
        </Checkbox>
        {pages && <span className="hint">共 {pages.count} 页，A4 纵向</span>}
      </div>
      <div className="preview-pages">
        {pages ? <Pages pages={pages} /> : <p className="hint">正在排版…</p>}
      </div>
    </Modal>
  );
}

/** The pages of the open draft; null while they are made. */
function usePages(publicVersion: boolean): PdfPages | null {
  const [pages, setPages] = useState<PdfPages | null>(null);
  useEffect(() => {
    let gone = false;
    let opened: PdfPages | undefined;
    async function load() {
      const settled = await useShell.getState().editor?.settle();
      if (!settled) return;
      const answer = await call('export.preview', { draft: { ...settled.draft }, publicVersion });
      if (!answer || gone) return;
      opened = await openPdf(answer.pdf);
      if (gone) opened.close();
      else setPages(opened);
    }
    setPages(null);
    load().catch(logError);
    return () => {
      gone = true;
      opened?.close();
    };
  }, [publicVersion]);
  return pages;
}

function Pages({ pages }: { readonly pages: PdfPages }) {
  return Array.from({ length: pages.count }, (_, i) => i + 1).map((number) => (
    <PageCanvas key={number} pages={pages} number={number} />
  ));
}

/** One page, drawn when it first comes into view: a long form has dozens. */
function PageCanvas({ pages, number }: { readonly pages: PdfPages; readonly number: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      pages.draw(number, element).catch(logError);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [pages, number]);
  return (
    <canvas ref={canvas} width={1190} height={1684} role="img" aria-label={`第 ${number} 页`} />
  );
}
