// The scheduler as a process: gathers what is due and publishes what is complete until it is told to
// stop or its parent is gone. main starts it; its database is DATABASE_URL.
import { constants, setPriority } from 'node:os';
import { readMailSettings } from '#lib/server/config.ts';
import { connect } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { createLog } from '#lib/server/log.ts';
import { everyMinute } from './every-minute.ts';
import { tellHolds } from './hold-mail.ts';
import { jobContext } from './job-context.ts';
import { sendDueMail, smtpTransport } from './mail.ts';
import { raiseSigns } from './raise-signs.ts';
import { startScheduler } from './schedule.ts';
import { listenForStop, untilStopped } from './stopping.ts';
import { watchSources } from './watch.ts';

const {
  DATABASE_URL: url,
  TIENDO_LOG: level,
  TIENDO_GATHER_CONCURRENCY: concurrency,
  TIENDO_RUN_LIMIT_MINUTES: runLimitMinutes,
  ORIGIN: origin,
} = process.env;
invariant(
  url && level && concurrency && runLimitMinutes && origin,
  'the parent hands over the settings that it read',
);
// Whoever reads a page goes before whoever gathers, where both want the processor.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const stopping = listenForStop();
const db = connect(url, { name: 'tiendo-scheduler' });
stopping.onStop(db.close);
const ctx = jobContext({ db, log: createLog(level), signal: stopping.signal });
const scheduler = startScheduler(ctx, {
  concurrency: Number(concurrency),
  runLimitMs: Number(runLimitMinutes) * 60_000,
});
stopping.onStop(scheduler.stop);
const mail = readMailSettings(process.env);
const transport = mail && smtpTransport(mail);
const mailing = everyMinute(ctx, 'mail', (running) => sendDueMail(running, transport));
stopping.onStop(mailing.stop);
const watching = everyMinute(ctx, 'watching', (running) => watchSources(running, { origin }));
stopping.onStop(watching.stop);
const telling = everyMinute(ctx, 'telling', (running) => tellHolds(running, { origin }));
stopping.onStop(telling.stop);
const asking = everyMinute(ctx, 'asking', (running) => raiseSigns(running, { origin }));
stopping.onStop(asking.stop);
process.stdout.write('Scheduler ready\n');
await untilStopped(stopping.signal);
await stopping.closeAll();
