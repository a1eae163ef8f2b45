// The worker thread of reshape.ts: runs one expression on one text and says what came of it.
import { parentPort, workerData } from 'node:worker_threads';
import jsonata from 'jsonata';

const { expression, text } = workerData as { expression: string; text: string };

async function run(): Promise<object> {
  try {
    const made: unknown = await jsonata(expression).evaluate(JSON.parse(text));
    const json = made === undefined ? undefined : JSON.stringify(made);
    return json === undefined ? { fault: 'it makes nothing of this page' } : { json };
  } catch (error) {
    const { message, position } = error as { message: string; position?: number };
    return { fault: message, ...(position !== undefined && { position }) };
  }
}

parentPort?.postMessage(await run());
