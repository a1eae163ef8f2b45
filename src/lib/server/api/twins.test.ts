// The names under which the API tells what twins raised, which no seed of the contract has.
import { expect, it } from 'vitest';
import { twinsJson } from './twins.ts';

it('what twins raised bears the names that were promised', () => {
  const counted = { field: 'Tư pháp', twins: 2, services: 3 };
  const procedure = { procedure: '1.001', nameVi: 'Cấp bản sao', own: 1, ...counted };
  const asked = {
    release: { rules: { series: {} } },
    unit: {},
    twins: {
      raised: { known: 4, twins: 2, services: 3, fields: [counted], procedures: [procedure] },
    },
  } as unknown as Parameters<typeof twinsJson>[0];
  const of = { field: 'Tư pháp', units: 2, services: 3 };
  expect(twinsJson(asked).raised).toEqual({
    services: 3,
    unitsKnown: 4,
    units: 2,
    fields: [of],
    procedures: [{ procedure: '1.001', name: 'Cấp bản sao', ownToRaise: 1, ...of }],
  });
});
