// Twelve illustrative quarters, recorded and published as the jobs would, without the gathering: for
// tests of pages that need a whole world. The figures are those that the portal stand-ins serve.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { v7 as newId } from 'uuid';
import { deriveShares } from '#lib/domain/derive.ts';
import { indicatorId, type Origin } from '#lib/domain/indicator.ts';
import { shareOf } from '#lib/domain/observation.ts';
import { periodOf, type Period } from '#lib/domain/period.ts';
import { resolveCode, type DatedCode, type UnitId } from '#lib/domain/unit.ts';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { loadCatalogue, readDatedCodes } from '#lib/server/store/catalogue.ts';
import { recordObservations, type NewObservation } from '#lib/server/store/observations.ts';
import { decideExpectedHold } from '../../jobs/demo-holds.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { jobContext } from './job-context.ts';

const FILES = ['quarterly.csv', 'quarterly_agencies.csv'];
/** Indicators that a yes or no in the file feeds, with the source that says it. */
const FLAGS = [
  { code: 'npsp_connected', column: 'npsp_connected', source: 'npsp' },
  { code: 'lgsp_present', column: 'lgsp_present', source: 'ndxp' },
  { code: 'lgsp_connected', column: 'ndxp_connected', source: 'ndxp' },
  { code: 'soc_present', column: 'soc_present', source: 'ndxp' },
];
/** Gathered 15 days after the quarter, published 10 days later, as the demo does. */
const GATHERED_AFTER_DAYS = 15;
const PUBLISHED_AFTER_DAYS = 25;
const DAY_MS = 86_400_000;
/** Who lets the quarter through that the guard holds: nobody among the people. */
const DECIDER = 'nobody';

/** One unit in one quarter, as filed: names of columns with their text. */
export type FiledRow = Record<string, string>;

/** The figures as the files have them, for whoever works an answer out again. */
export const readFiledRows = (files: readonly string[] = FILES): FiledRow[] =>
  files.flatMap((file) =>
    parse<FiledRow>(readFileSync(`tests/portals/illustrative/${file}`), { columns: true }),
  );

const count = (row: FiledRow, column: string): number => Number(row[column]);

const countsOf = (row: FiledRow) => ({
  services: count(row, 'services_total'),
  eligible: count(row, 'services_eligible'),
  level1: count(row, 'services_level1'),
  level2: count(row, 'services_level2'),
  level3: count(row, 'services_level3'),
  level4: count(row, 'services_level4'),
  level3WithDossiers: count(row, 'level3_with_dossiers'),
  level4WithDossiers: count(row, 'level4_with_dossiers'),
  received: count(row, 'dossiers_total'),
  filedOnline: count(row, 'dossiers_filed_online'),
  handledOnline: count(row, 'dossiers_handled_online'),
  onTime: count(row, 'dossiers_on_time'),
  receivedOfOnline: count(row, 'dossiers_of_online_services'),
});

type Figure = Pick<NewObservation, 'value' | 'numerator' | 'denominator' | 'missing'> & {
  code: string;
  sourceId: string;
  origin: Origin;
};

function share(
  code: string,
  numerator: number,
  denominator: number,
): Omit<Figure, 'sourceId' | 'origin'> {
  const formed = shareOf(numerator, denominator);
  const isFormed = 'value' in formed;
  return {
    code,
    numerator,
    denominator,
    value: isFormed ? formed.value : null,
    missing: isFormed ? null : formed.missing,
  };
}

function figuresOf(row: FiledRow): Figure[] {
  const isSilent = row.report_status === 'missing';
  const counted = { sourceId: `portal-${row.unit}`, origin: 'counted' as const };
  const services = deriveShares(countsOf(row)).map((derived) => ({
    ...share(derived.code, derived.numerator, derived.denominator),
    ...(isSilent && {
      value: null,
      numerator: null,
      denominator: null,
      missing: 'no-reply' as const,
    }),
    ...counted,
  }));
  const axis = { sourceId: 'axis', origin: 'report' as const };
  const documents = ['electronic', 'signed'].map((kind) => ({
    ...share(`docs_${kind}`, count(row, `documents_${kind}`), count(row, 'documents_total')),
    ...axis,
  }));
  const flags = FLAGS.map(({ code, column, source }) => ({
    code,
    value: count(row, column),
    numerator: null,
    denominator: null,
    missing: null,
    sourceId: source,
    origin: 'report' as const,
  }));
  return [...services, ...documents, ...flags];
}

function observe(figure: Figure, unitId: UnitId, period: Period, runId: string): NewObservation {
  const { code, ...measured } = figure;
  return {
    ...measured,
    unitId,
    indicatorId: indicatorId(code),
    period: period.code,
    periodStart: period.start,
    periodEnd: period.end,
    missingNote: null,
    status: figure.missing ? 'M' : 'A',
    qualifier: null,
    illustrative: true,
    runId,
  };
}

function batchOf(rows: FiledRow[], codes: DatedCode[], period: Period): NewObservation[] {
  const runId = newId();
  return rows.flatMap((row) => {
    const unit = resolveCode(codes, row.unit ?? '', period.end);
    if (!unit) throw new Error(`no unit bears the code ${row.unit} on ${period.end}`);
    return figuresOf(row).map((figure) => observe(figure, unit, period, runId));
  });
}

const daysAfter = (day: string, days: number): Date => new Date(Date.parse(day) + days * DAY_MS);

/** Fills a migrated database: the catalogue, every observation, a release a quarter. */
export async function seedIllustrative(db: Db): Promise<void> {
  await loadCatalogue(db, 'drizzle/catalogue');
  const codes = await readDatedCodes(db);
  const quarters = Map.groupBy(readFiledRows(), (row) => row.period ?? '');
  for (const [code, rows] of [...quarters].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const period = periodOf(code);
    const recordedAt = daysAfter(period.end, GATHERED_AFTER_DAYS);
    await inTransaction(db, (tx) =>
      recordObservations(tx, batchOf(rows, codes, period), recordedAt),
    );
    const now = daysAfter(period.end, PUBLISHED_AFTER_DAYS).toISOString();
    const ctx = jobContext(db, now);
    await publishPeriod(ctx, { seriesId: 'dvc', period: code });
    await decideExpectedHold(ctx, DECIDER);
  }
}
