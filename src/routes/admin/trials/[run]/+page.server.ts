// One trial of a source: what it found, or how far it is. Nothing but this report was kept.
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { may } from '#lib/server/access/person.ts';
import { readConfigText } from '#lib/server/sources/config-faults.ts';
import { configText } from '#lib/server/sources/config-fields.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { readTrial } from '#lib/server/store/trials.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
  const trial = await readTrial(getDb(), params.run);
  if (!trial) error(404, m.common_error_404());
  const { config, ...rest } = trial;
  const reading = readConfigText(JSON.stringify(config));
  const isRegistered = (await readSources(getDb(), [trial.sourceId])).length > 0;
  const page = isRegistered ? `/admin/sources/${trial.sourceId}` : '/admin/sources/new';
  return {
    trial: rest,
    names: { nameVi: config.nameVi, nameEn: config.nameEn },
    config: configText(reading.ok ? reading.config : config),
    editPath: may(locals.person, 'manage-sources') ? page : null,
  };
};
