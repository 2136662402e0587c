import { fileNameOf } from '../ui/format.ts';
import type { WrittenKind } from './export.tsx';
import './dialogs.css';

interface ExportedFileProps {
  readonly kind: WrittenKind;
  readonly path: string;
  /** What has to be put right in the file by hand, a sentence each. */
  readonly doubts: readonly string[];
}

/** What became of an export, and what to do with the file. */
export function ExportedFile({ kind, path, doubts }: ExportedFileProps) {
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
      {kind === 'excel' && (
        <p className="hint">
          可以发给科室填写。填好后打开这份填报表，选「从 Excel
          读回」：会先列出改了哪些，确认后才写入。合计和占比由程序计算，不用在 Excel 里改。
        </p>
      )}
      {kind === 'entry' && <Doubts doubts={doubts} />}
    </>
  );
}

/** How many are said one by one: the sheet itself marks all of them. */
const DOUBTS_SHOWN = 8;

function Doubts({ doubts }: { readonly doubts: readonly string[] }) {
  if (doubts.length === 0) {
    return <p className="fine">没有拆不开的指标值；定性指标的「计算符号」为空。</p>;
  }
  return (
    <>
      <p className="attention">
        有 {doubts.length} 处需要您在录入时处理，表中已标黄，并在「说明」一列写明：
      </p>
      <ul className="doubts">
        {doubts.slice(0, DOUBTS_SHOWN).map((doubt, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may read the same; the list never changes
          <li key={i}>{doubt}</li>
        ))}
        {doubts.length > DOUBTS_SHOWN && <li>另有 {doubts.length - DOUBTS_SHOWN} 处见表中。</li>}
      </ul>
    </>
  );
}
