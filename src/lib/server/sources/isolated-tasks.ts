// The table of what a child process may be told to do. Only the child's worker runs it; isolated.ts
// takes its types.
import { checkPush, type CheckSettings } from '../push/check.ts';
import { readCsv, type CsvSettings } from '../spreadsheets/read-csv.ts';
import { readWorkbook, type WorkbookSettings } from '../spreadsheets/read-workbook.ts';
import { invariant } from '../errors.ts';
import { openPackageBytes } from './package.ts';

/** A package that was opened, in a form that JSON keeps. */
function openPackageTask(content: Uint8Array, { name }: { name: string }) {
  const { raw, archive, hash } = openPackageBytes(name, content);
  const { manifest, names, tables, faults } = raw;
  return Promise.resolve({
    ...{ manifest, faults, hash, names: [...names], tables: [...tables.values()] },
    archive: Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength).toString('base64'),
  });
}

const TASKS = {
  'check-push': (content: Uint8Array, settings: CheckSettings) =>
    Promise.resolve(checkPush(content, settings)),
  'read-csv': (content: Uint8Array, settings: CsvSettings) =>
    Promise.resolve(readCsv(content, settings)),
  'read-workbook': (content: Uint8Array, settings: WorkbookSettings) =>
    readWorkbook(content, settings),
  'open-package': openPackageTask,
};

export type TaskName = keyof typeof TASKS;
export type TaskSettings = { [Name in TaskName]: Parameters<(typeof TASKS)[Name]>[1] };
export type TaskAnswers = { [Name in TaskName]: Awaited<ReturnType<(typeof TASKS)[Name]>> };

/** Does one task. Throws a SourceError for what is wrong with the content. */
export async function runTask(
  name: string,
  settings: unknown,
  content: Uint8Array,
): Promise<unknown> {
  invariant(Object.hasOwn(TASKS, name), `there is no task "${name}"`);
  const task = TASKS[name as TaskName] as (content: Uint8Array, settings: unknown) => unknown;
  return await task(content, settings);
}
