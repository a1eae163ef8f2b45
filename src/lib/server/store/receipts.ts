// Receipts in lists, and the names that stand on one. store/intakes.ts takes things in and tells what
// became of one; this only reads. Pages of what was handed in import it.
import { intakeState, type IntakeState, standingBy, type Standing } from '#lib/domain/intake.ts';
import type { Db } from '../db/client.ts';
import type { IntakeKind, Receipt } from './intakes.ts';

/** A line of a list of receipts. */
export interface ReceiptLine {
  number: string;
  period: string;
  state: IntakeState;
  receivedAt: Date;
  fileName: string | null;
  /** Name of the person who signed in, or of the token. */
  sender: string | null;
  rowsAccepted: number;
  rowsQuarantined: number;
}

type Stored = Omit<ReceiptLine, 'state' | 'receivedAt'> & {
  receivedAt: string;
  runState: string;
  errorCode: string | null;
};

const selectLines = ({ sql }: Db) => sql`
  select i.number, i.period, to_json(i.received_at) #>> '{}' as "receivedAt",
    i.file_name as "fileName",
    coalesce(p.name, t.name) as sender, r.rows_accepted as "rowsAccepted",
    r.rows_quarantined as "rowsQuarantined", r.state as "runState", r.error_code as "errorCode"
  from intake i
  join job_run r on r.id = i.run_id
  left join person p on p.id = i.person_id
  left join push_token t on t.unit_id = i.unit_id and t.id = i.token_id`;

const told = ({ runState, errorCode, receivedAt, ...line }: Stored): ReceiptLine => ({
  ...line,
  receivedAt: new Date(receivedAt),
  state: intakeState({ state: runState, errorCode }),
});

/** Of each period of a source the receipt that stands, and the one that came after it, by period. */
export async function readStandingReceipts(
  db: Db,
  source: { id: string; unit: string },
): Promise<Map<string, Standing<ReceiptLine>>> {
  const rows = await db.sql<Stored[]>`
    ${selectLines(db)} where (i.unit_id, i.id) in (
      select distinct on (x.period, y.state = 'done') x.unit_id, x.id
      from intake x join job_run y on y.id = x.run_id
      where x.unit_id = ${source.unit} and x.source_id = ${source.id} and x.kind <> 'compare'
      order by x.period, y.state = 'done', x.received_at desc)
    order by i.received_at desc`;
  return standingBy(rows.map(told), ({ period }) => period);
}

/** The receipts of one kind that a unit has, the latest first. */
export async function readRecentReceipts(
  db: Db,
  wanted: { unitId: string; kind: IntakeKind; most: number },
): Promise<ReceiptLine[]> {
  const rows = await db.sql<Stored[]>`
    ${selectLines(db)} where i.unit_id = ${wanted.unitId} and i.kind = ${wanted.kind}
    order by i.received_at desc limit ${wanted.most}`;
  return rows.map(told);
}

/** What stands on a receipt beside its own figures. */
export interface ReceiptNames {
  unitNameVi: string;
  unitNameEn: string;
  /** The unit's last day, ISO; null while it is there. */
  unitValidTo: string | null;
  sourceNameVi: string;
  sourceNameEn: string;
  sender: string | null;
  illustrative: boolean;
}

/** The names of unit, source and sender of a receipt. */
export async function readReceiptNames(db: Db, receipt: Receipt): Promise<ReceiptNames> {
  const [names] = await db.sql<ReceiptNames[]>`
    select u.name_vi as "unitNameVi", u.name_en as "unitNameEn",
      u.valid_to::text as "unitValidTo", s.name_vi as "sourceNameVi",
      s.name_en as "sourceNameEn", s.illustrative,
      coalesce((select name from person where id = ${receipt.personId}),
        (select name from push_token
          where unit_id = ${receipt.unitId} and id = ${receipt.tokenId})) as sender
    from source s join unit u on u.id = ${receipt.unitId}
    where s.id = ${receipt.sourceId}`;
  if (!names) throw new Error(`receipt ${receipt.number} has no source`);
  return names;
}

/** What a recorded delivery left behind. */
export interface RecordedCounts {
  /** Services and figures that it said anew or otherwise than what stood. */
  services: number;
  figures: number;
  /** Whether nothing of its source had stood for the period before. */
  isFirst: boolean;
}

/** How many services and figures of a delivery were written, apart. */
export async function readRecordedCounts(db: Db, receipt: Receipt): Promise<RecordedCounts> {
  const { unitId, sourceId, period, runId } = receipt;
  const [counts] = await db.sql<RecordedCounts[]>`
    select
      (select count(*)::int from service_row where unit_id = ${unitId} and period = ${period}
        and source_id = ${sourceId} and run_id = ${runId}) as services,
      (select count(*)::int from observation where unit_id = ${unitId} and period = ${period}
        and source_id = ${sourceId} and run_id = ${runId}) as figures,
      not exists (select from service_row where unit_id = ${unitId} and period = ${period}
        and source_id = ${sourceId} and run_id <> ${runId}
        and recorded_at < (select min(recorded_at) from service_row where unit_id = ${unitId}
          and period = ${period} and source_id = ${sourceId} and run_id = ${runId})) as "isFirst"`;
  if (!counts) throw new Error(`receipt ${receipt.number} cannot be counted`);
  return counts;
}
