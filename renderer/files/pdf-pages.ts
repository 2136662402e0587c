/** Draws the pages of a PDF, by pdf.js: the page's policy leaves no room for Chromium's own viewer. */
import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Twice the width of A4 on screen, so that small type stays sharp at 200%. */
const SCALE = 2;

export interface PdfPages {
  readonly count: number;
  /** Draws one page, counted from 1, and gives the canvas its size. */
  draw(page: number, canvas: HTMLCanvasElement): Promise<void>;
  close(): void;
}

/** Opens a PDF. The bytes are handed over and empty afterwards. */
export async function openPdf(data: Uint8Array): Promise<PdfPages> {
  const task = getDocument({ data, useWasm: false, useWorkerFetch: false });
  const document = await task.promise;
  return {
    count: document.numPages,
    async draw(number, canvas) {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: SCALE });
      canvas.width = viewport.width;
      canvas.height = viewport.height;
      await page.render({ canvas, viewport }).promise;
    },
    close: () => void task.destroy(),
  };
}
