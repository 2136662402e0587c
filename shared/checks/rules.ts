/** Every rule, in the order in which a clerk would ask. A new one is a file and a line here. */
import type { Rule } from './check.ts';
import { amountFormat } from './rules/amount-format.ts';
import { basisFit } from './rules/basis-fit.ts';
import { carriedOver } from './rules/carried-over.ts';
import { coverage } from './rules/coverage.ts';
import { dictionary } from './rules/dictionary.ts';
import { fundingBalance } from './rules/funding-balance.ts';
import { fundingBlank } from './rules/funding-blank.ts';
import { fundingSum } from './rules/funding-sum.ts';
import { historySign } from './rules/history-sign.ts';
import { indicatorBlank } from './rules/indicator-blank.ts';
import { indicatorDuplicate } from './rules/indicator-duplicate.ts';
import { indicatorMismatch } from './rules/indicator-mismatch.ts';
import { indicatorPair } from './rules/indicator-pair.ts';
import { indicatorShifted } from './rules/indicator-shifted.ts';
import { levelGroup } from './rules/level-group.ts';
import { nameFit } from './rules/name-fit.ts';
import { nameSpace } from './rules/name-space.ts';
import { phone } from './rules/phone.ts';
import { priorForm } from './rules/prior-form.ts';
import { rateRange } from './rules/rate-range.ts';
import { required } from './rules/required.ts';
import { share } from './rules/share.ts';
import { signMissing } from './rules/sign-missing.ts';
import { staleYear } from './rules/stale-year.ts';
import { targetWeaker } from './rules/target-weaker.ts';
import { textCopied } from './rules/text-copied.ts';
import { textLength } from './rules/text-length.ts';
import { unitScale } from './rules/unit-scale.ts';
import { valueNumber } from './rules/value-number.ts';
import { valueSign } from './rules/value-sign.ts';
import { valueWords } from './rules/value-words.ts';
import { valuesCopied } from './rules/values-copied.ts';
import { year } from './rules/year.ts';

export const RULES: readonly Rule[] = [
  required,
  year,
  amountFormat,
  fundingSum,
  fundingBalance,
  fundingBlank,
  share,
  unitScale,
  indicatorShifted,
  indicatorBlank,
  indicatorDuplicate,
  levelGroup,
  coverage,
  dictionary,
  indicatorPair,
  indicatorMismatch,
  valueNumber,
  valueSign,
  signMissing,
  valueWords,
  nameSpace,
  nameFit,
  historySign,
  targetWeaker,
  rateRange,
  basisFit,
  valuesCopied,
  textCopied,
  staleYear,
  textLength,
  phone,
  priorForm,
  carriedOver,
];
