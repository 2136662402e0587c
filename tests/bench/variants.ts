/** How well files are read that say the same as the example in many other ways (tests/fixtures/variants.ts). */
import { scoreVariants } from '../fixtures/score-variants.ts';

const FILES = 600;

export async function bench(): Promise<string[]> {
  const { score } = scoreVariants(FILES);
  const share = (count: number) => `${count}（${((count / score.cells) * 100).toFixed(2)}%）`;
  return [
    `${score.files} 份变体，共 ${score.cells} 格：读对 ${share(score.right)}，` +
      `报告里点名 ${share(score.named)}，读错而没有说明 ${share(score.silent)}`,
  ];
}
