import { bare } from '../../text.ts';
import { DEPARTMENT_PERFORMANCE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { DraftView } from '../view.ts';

const meta: RuleMeta = {
  id: 'stale-year',
  title: '目标里是往年或别的部门',
  severities: ['hint'],
  why: '照抄上年或别的部门的表时，年份和部门名称常常忘了改。',
  source: '财政部门审核绩效目标的通行要求',
  forms: DEPARTMENT_PERFORMANCE,
};

const TEXTS = ['tasks', 'longTermGoal', 'annualGoal'];
/** Titles of documents, and remarks such as （2021年修订）. */
const QUOTED = /《[^》]*》|（[^）]*）|\([^)]*\)|〔\d{4}〕/g;
/** A year gone by that is a starting point or a fact, not the year of the goal. */
const AS_FACT =
  /(?:较|比|自|从|于|与|同|截至|截止|在|继|对照|根据|按照|落实|巩固)\d{4}年|\d{4}年(?:以来|起|底|末|修订|印发|制定|出台|发布|颁布|基础|同期|相比|的?水平|的?基础|实际|决算|成果|结转|遗留|期间?)/g;

function yearsIn(text: string): readonly number[] {
  const years = text.matchAll(/(?<!\d)(20\d\d)(?=年|[-—–~至到]+20\d\d)/g);
  return [...years].map(([, year]) => Number(year));
}

/** Only where no year from the budget year on is named: then the text was written for another year. */
function yearGoneBy(text: string, year: number): number | undefined {
  if (yearsIn(text).some((one) => one >= year)) return undefined;
  const ownWords = text.replace(QUOTED, '').replace(AS_FACT, '');
  return yearsIn(ownWords).find((one) => one < year);
}

/** Another department at the head of a sentence acts; elsewhere it may be one to work with. */
function strangerIn(text: string, own: string, others: readonly string[]): string | undefined {
  const sentences = text.split(/[。；！\n]/).map(bare);
  return others.map(bare).find((other) => {
    if (other.length < 4 || own.includes(other) || other.includes(own)) return false;
    return sentences.some(
      (one) => one.startsWith(other) && !/^[、和与]/.test(one.slice(other.length)),
    );
  });
}

function fields(view: DraftView) {
  const own = bare(view.textOf(view.definition.department));
  const others = own === '' ? [] : (view.context.otherDepartments ?? []);
  return TEXTS.flatMap((address) => {
    const text = view.textOf(address);
    const name = view.definition.fields.get(address)?.name ?? '';
    const year = yearGoneBy(text, view.year);
    const stranger = strangerIn(text, own, others);
    return [
      ...(year === undefined
        ? []
        : [
            finding(
              meta,
              'hint',
              [address],
              `${name}里写的是 ${year} 年，预算年度是 ${view.year} 年`,
            ),
          ]),
      ...(stranger === undefined
        ? []
        : [
            finding(meta, 'hint', [address], `${name}里写的是另一个部门「${stranger}」`, {
              key: `${address}:department`,
            }),
          ]),
    ];
  });
}

export const staleYear: Rule = { meta, fields };
