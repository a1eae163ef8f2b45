// Signs of formality in the demo: raised on the day on which each quarter was published, a few of the
// fourth quarter of 2020 answered by units and one withdrawn, the others left without an answer, so that
// readers see each. demo-world.ts imports it.
import type { SignKind } from '#lib/domain/explain/sign-limits.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { readSigns } from '#lib/server/store/asked-signs.ts';
import { answerSign, withdrawSign } from '#lib/server/store/signs.ts';
import { type Cast, makeCast } from './demo-people.ts';
import { raiseSigns } from './raise-signs.ts';

const PERIOD = '2020-Q4';
/** Within the ten working days that end on 8 February 2021. */
const SAID_AT = new Date('2021-02-03T15:20+07:00');

interface DemoWord {
  unitId: string;
  kind: SignKind;
  by: keyof Cast;
  text: string;
}

const ANSWERS: readonly DemoWord[] = [
  {
    unitId: 'p-24',
    kind: 'bunching',
    by: 'reporterOf24',
    text: 'Tỉnh nâng các dịch vụ có nhiều hồ sơ trước theo kế hoạch của Ủy ban nhân dân tỉnh; các dịch vụ còn lại tiếp tục nâng trong năm 2021 (minh họa).',
  },
  {
    unitId: 'p-24',
    kind: 'shrinking-denominator',
    by: 'reporterOf24',
    text: 'Đã bãi bỏ và gộp các thủ tục trùng theo quyết định công bố danh mục trong quý IV/2020 (minh họa).',
  },
  {
    unitId: 'p-33',
    kind: 'use-fell',
    by: 'reporterOf33',
    text: 'Phần lớn dịch vụ mới nâng trong tháng 12/2020, chưa kịp phát sinh hồ sơ. Tỉnh sẽ rà soát và hỗ trợ người dân nộp trực tuyến trong quý I/2021 (minh họa).',
  },
];
const WITHDRAWN: DemoWord = {
  unitId: 'p-87',
  kind: 'shrinking-denominator',
  by: 'publisher',
  text: 'Đã đối chiếu: danh mục giảm theo quyết định bãi bỏ thủ tục đã công bố, không cần giải trình thêm (minh họa)',
};

/** Raises what is found in every current release, as if it had been looked through on its day. */
export const raisePastSigns = (ctx: JobContext, origin: string): Promise<number> =>
  raiseSigns(ctx, { origin, raisedAt: ({ releasedAt }) => new Date(releasedAt) });

/** Says what the units and the publisher of the demo said. */
export async function answerSigns({ db }: JobContext): Promise<void> {
  const cast = await makeCast(db, SAID_AT);
  const signs = await readSigns(db, {});
  for (const word of [...ANSWERS, WITHDRAWN]) {
    const { unitId, kind, by, text } = word;
    const found = signs.find(
      (sign) => sign.unitId === unitId && sign.found.kind === kind && sign.period === PERIOD,
    );
    invariant(found, `the demo holds the sign ${kind} of ${unitId}`);
    if (found.answer !== null || found.withdrawal !== null) continue;
    const say = word === WITHDRAWN ? withdrawSign : answerSign;
    const said = { unitId, id: found.id, text, by: cast[by], at: SAID_AT };
    invariant(
      await inTransaction(db, (tx) => say(tx, said)),
      `what ${by} of the demo says is taken`,
    );
  }
}
