// The table of what a child process may be told to do. Only the child's worker runs it; isolated.ts
// takes its types.
import { readCsv, type CsvSettings } from '../spreadsheets/read-csv.ts';
import { readWorkbook, type WorkbookSettings } from '../spreadsheets/read-workbook.ts';
import { invariant } from '../errors.ts';

const TASKS = {
  'read-csv': (content: Uint8Array, settings: CsvSettings) =>
    Promise.resolve(readCsv(content, settings)),
  'read-workbook': (content: Uint8Array, settings: WorkbookSettings) =>
    readWorkbook(content, settings),
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
