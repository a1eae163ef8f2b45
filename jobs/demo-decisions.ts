// Decisions on rows that the demo's portals got wrong: a few are corrected, let in or rejected by a
// person of the demo, the rest wait for whoever looks. demo-past.ts imports it.
import type { DecisionKind } from '#lib/domain/validate/decision.ts';
import type { JobContext } from '#lib/server/context.ts';
import { invariant } from '#lib/server/errors.ts';
import { decideText } from '#lib/server/quarantine/decide.ts';
import { readOriginal, toText } from '#lib/server/quarantine/reading.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import {
  type FoundDetail,
  listFoundTexts,
  readFoundText,
} from '#lib/server/store/quarantine-views.ts';
import { readSources } from '#lib/server/store/sources.ts';

const PERIOD = '2021-Q2';

interface Choice {
  /** The rule that the row broke. */
  rule: string;
  decision: DecisionKind;
  reason: string;
  /** The field to mend, and the field whose value is right for it. */
  mend?: readonly [field: string, by: string];
}

const CHOICES: readonly Choice[] = [
  {
    rule: 'filed-above-received',
    decision: 'correct',
    reason: 'Đơn vị xác nhận qua điện thoại: mọi hồ sơ đều nộp trực tuyến (minh họa)',
    mend: ['filedOnline', 'received'],
  },
  {
    rule: 'handled-above-filed',
    decision: 'release',
    reason: 'Có hồ sơ nộp từ quý trước, nay mới xử lý xong (minh họa)',
  },
  {
    rule: 'level',
    decision: 'reject',
    reason: 'Không có mức độ 5; đơn vị sẽ báo lại dịch vụ này (minh họa)',
  },
];

function typedOf(source: SourceConfig, { original }: FoundDetail, { mend }: Choice) {
  if (!mend) return {};
  const [field, by] = mend;
  return { [field]: toText(readOriginal(source, original)?.[by]) };
}

/** Decides one row of each choice; the runs that take the decisions in wait then. */
export async function decideRows({ db, now }: JobContext, by: string): Promise<void> {
  for (const choice of CHOICES) {
    const { rule, decision, reason } = choice;
    const [listed] = await listFoundTexts(db, { state: 'waiting', period: PERIOD, rule }, 1);
    const text = listed && (await readFoundText(db, listed.id));
    const [source] = text ? await readSources(db, [text.sourceId]) : [];
    // Decided by a start that was broken off.
    if (!text || !source) continue;
    const wish = { decision, reason, by, at: now(), typed: typedOf(source, text, choice) };
    const refusal = await decideText(db, source, listed.id, wish);
    invariant(refusal === null, `the demo's decision on ${rule} is taken (${refusal?.code})`);
  }
}
