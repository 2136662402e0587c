/** Old Word files (.doc, .wps): word-extractor takes them apart, the form's definition cuts the rows. */
import WordExtractor from 'word-extractor';
import type { Leftover } from '../../shared/word/report.ts';
import { type FlatSource, ReadError } from '../../shared/word/source.ts';

/** How word-extractor writes the end of a row where a paragraph follows it. */
const ROW_END = /\t\n/g;

/**
 * The cells of an old Word file.
 * @throws ReadError with a sentence where it cannot be taken apart
 */
export async function readDoc(bytes: Uint8Array): Promise<FlatSource> {
  try {
    const file = await new WordExtractor().extract(Buffer.from(bytes));
    // Without the filter: it would rewrite quotes and dashes.
    const body = file.getBody({ filterUnicode: false });
    const aside: Leftover[] = [
      { where: '脚注', reason: '脚注', text: file.getFootnotes({ filterUnicode: false }) },
      { where: '尾注', reason: '尾注', text: file.getEndnotes({ filterUnicode: false }) },
      {
        where: '页眉页脚',
        reason: '页眉页脚里的文字',
        text: file.getHeaders({ filterUnicode: false }),
      },
      { where: '批注', reason: '批注', text: file.getAnnotations({ filterUnicode: false }) },
      {
        where: '文本框',
        reason: '文本框里的文字',
        text: file.getTextboxes({ filterUnicode: false }),
      },
    ];
    return {
      outside: [],
      cells: body.replace(ROW_END, '\t\t').split('\t'),
      leftovers: aside
        .map((one) => ({ ...one, text: one.text.trim() }))
        .filter((one) => one.text !== ''),
      notes: ['旧格式（.doc）文件里的隐藏文字和修订记录无法辨认，请核对一遍。'],
    };
  } catch (error) {
    throw new ReadError(
      'unreadable',
      '这份旧格式的文件读不出来。请用 Word 或 WPS 打开它，另存为 .docx 后再导入；原文件没有被改动。',
      { cause: error },
    );
  }
}
