// A unit's own list beside what its portal pushed: both handed in as the web process would. Tests of
// comparisons and disputes begin with it.
import { writeXlsx } from 'hucre/xlsx';
import type { Db } from '#lib/server/db/client.ts';
import { receiveIntake, type Receipt } from '#lib/server/store/intakes.ts';
import { serviceRow } from './small-portal.ts';

export const OWN_SOURCE = { id: 'push-p-68', unit: 'p-68' };
export const OWN_PERIOD = '2020-Q1';
const TOKEN = '00000000-0000-7000-8000-000000000001';

export async function handIn(
  db: Db,
  kind: 'push' | 'compare',
  body: Uint8Array,
  { now, personId = 'reporter' }: { now: string; personId?: string },
): Promise<Receipt> {
  const sender =
    kind === 'push'
      ? { tokenId: TOKEN, fileName: null, contentType: 'application/json' }
      : { personId, fileName: 'danh-sach.xlsx', contentType: 'application/zip' };
  const { intake } = await receiveIntake(db, {
    ...{ source: OWN_SOURCE, period: OWN_PERIOD, kind, body, now: new Date(now) },
    ...{ idempotencyKey: `${kind} ${now}`, ...sender },
  });
  return intake;
}

/** What the portal pushes: A and C as `serviceRow` has them, B at level 3 unless told otherwise. */
export const pushedRows = (b: Parameters<typeof serviceRow>[1] = {}): Uint8Array => {
  const rows = [serviceRow('A'), serviceRow('B', { level: 3, ...b }), serviceRow('C')];
  return Buffer.from(JSON.stringify({ period: OWN_PERIOD, unit: '68', rows }));
};

/** The unit's list: A as the portal has it, B at level 4, no C, and a D that the portal lacks. */
export const ownList = (): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      { name: 'Ghi chú', rows: [['Danh mục năm 2020']] },
      {
        name: 'DVC',
        rows: [
          ['DANH MỤC DỊCH VỤ CÔNG'],
          ['STT', 'Mã DVC', 'Tên dịch vụ', 'Mức độ', 'Tiếp nhận'],
          [1, 'A', 'Thủ tục A', 2, 10],
          [2, 'B', 'Thủ tục B', 'Mức độ 4', 10],
          [3, 'D', 'Thủ tục D', 1, 0],
        ],
      },
    ],
  });
