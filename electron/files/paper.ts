/** Pages out of a draft: Chromium lays them out in a hidden window that runs no script. */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, session, type WebContents } from 'electron';
import { lockDown } from '../page.ts';
import { SCHEME } from '../policy.ts';
import { ProblemError } from '../problem.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const pages = new Map<string, string>();
let printSession: Session | undefined;

/** The pages as a PDF in A4. */
export async function toPdf(html: string): Promise<Uint8Array> {
  return await withPage(html, async (contents) => {
    const pdf = await contents.printToPDF({ preferCSSPageSize: true, pageSize: 'A4' });
    return new Uint8Array(pdf);
  });
}

/**
 * Opens the system's print dialog for the pages.
 * @returns whether they went to a printer; false where the person cancelled
 * @throws ProblemError where they could not be printed
 */
export async function print(html: string): Promise<boolean> {
  return await withPage(
    html,
    (contents) =>
      new Promise((resolve, reject) => {
        contents.print({ pageSize: 'A4' }, (success, reason) => {
          if (success || /cancel/i.test(reason)) resolve(success);
          else reject(cannotPrint(reason));
        });
      }),
  );
}

function cannotPrint(reason: string): ProblemError {
  return new ProblemError(
    'unexpected',
    '没有打印：找不到可用的打印机，或打印机没有回应。草稿没有变化；请检查打印机，或先导出 PDF 再打印。',
    { cause: new Error(reason) },
  );
}

async function withPage<T>(html: string, use: (contents: WebContents) => Promise<T>): Promise<T> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: sessionForPrint(),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      javascript: false,
      spellcheck: false,
    },
  });
  const url = `${SCHEME}://print/${randomUUID()}`;
  pages.set(url, html);
  try {
    await window.loadURL(url);
    return await use(window.webContents);
  } finally {
    pages.delete(url);
    window.destroy();
  }
}

/** A session in memory that knows no address but the pages being printed. */
function sessionForPrint(): Session {
  if (printSession) return printSession;
  printSession = session.fromPartition('print');
  printSession.protocol.handle(SCHEME, (request) => {
    const html = pages.get(request.url);
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
    };
    return html === undefined
      ? new Response(null, { status: 404 })
      : new Response(html, { headers });
  });
  lockDown(printSession);
  return printSession;
}
