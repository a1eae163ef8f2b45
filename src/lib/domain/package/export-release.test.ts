import { describe, expect, it } from 'vitest';
import {
  aMember,
  anAbsence,
  anIndicator,
  aShare,
  aTarget,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { build } from '../../../../tests/helpers/engine-release.ts';
import type { Release, ReleaseContent, Rules } from '../release.ts';
import { scoresCsv } from '../scores-csv.ts';
import type { LegalBasis, Target } from '../target.ts';
import { exportRelease } from './export-release.ts';
import { rebuildFrom } from './rebuild.ts';
import { splitCells } from './split-cells.ts';

const PERIOD = '2020-Q1';
const AT = '2020-04-25T00:00:00Z';
const ONE = aMember('1', 'provinces');
const OTHER = aMember('2', 'provinces');

const OBSERVATIONS = [
  aShare('1', PERIOD, [30, 100]),
  { ...anAbsence('2', PERIOD, 'other'), missingNote: '@SUM(1+1)*cmd' },
];

const releaseOf = (content: ReleaseContent): Release => ({
  ...content,
  ...{ id: 'r', number: 1, status: 'provisional', hash: 'a'.repeat(64), previousReleaseId: null },
  ...{ periodStart: '2020-01-01', periodEnd: '2020-03-31' },
  ...{ knownAt: AT, releasedAt: AT, firstReleasedAt: AT },
});

/** A release under these rules, its package, and what is read from that. */
function thereAndBack(given: Partial<Rules>) {
  const rules = theRules({
    units: [ONE, OTHER],
    indicators: [anIndicator('share_l4')],
    ...given,
  });
  const content = build({ rules, observations: OBSERVATIONS });
  const marks = { releasedOn: '2020-04-25', hashVersion: 2 } as const;
  const files = exportRelease(releaseOf(content), OBSERVATIONS, marks);
  const { release: again, faults } = rebuildFrom(files, splitCells);
  expect(faults).toEqual([]);
  if (!again) throw new Error('nothing was read');
  expect(scoresCsv(again)).toBe(scoresCsv(content));
  return { rules, files, again };
}

const basis = (article: string, given: Partial<LegalBasis> = {}): LegalBasis => ({
  ...{ document: '17/NQ-CP', documentDate: '2019-03-07', article, verified: true },
  ...{ sourceVi: 'nguồn', sourceEn: 'source' },
  ...given,
});
const asked = ({ targets }: Rules) =>
  targets.map(({ operator, value, baseline, due, bases }: Target) => ({
    ...{ operator, value, baseline, due },
    bases: bases.map(({ document, documentDate, article }) => [document, documentDate, article]),
  }));

describe('the rules of a release that left as a package and came back', () => {
  it.each<[string, Target[]]>([
    ['two articles of one document', [aTarget({ bases: [basis('1'), basis('5')] })]],
    [
      'the same multiple of two years',
      ['2018', '2019'].map((baseline) =>
        aTarget({ id: baseline, operator: 'x', value: 2, baseline, bases: [basis('1')] }),
      ),
    ],
  ])('keep a target by %s', (_case, targets) => {
    const { rules, again } = thereAndBack({ targets });
    expect(asked(again.rules)).toEqual(asked(rules));
  });

  it('leave out documents that nobody verified, which judge nobody', () => {
    const targets = [aTarget({ bases: [basis('1'), basis('2', { verified: false })] })];
    const { again } = thereAndBack({ targets });
    expect(asked(again.rules)[0]?.bases).toEqual([['17/NQ-CP', '2019-03-07', '1']]);
  });

  it.each([
    '=HYPERLINK("http://evil.example","Hà Nội")',
    '+84 24',
    '-1+1',
    '@SUM(1+1)*cmd',
    "'=1+1",
    "''=1+1",
    "'quoted'",
  ])('keep the name %s, which runs in no spreadsheet', (nameVi) => {
    const { files, again } = thereAndBack({
      units: [{ ...ONE, nameVi }, OTHER],
      indicators: [anIndicator('share_l4', { numeratorVi: nameVi })],
    });
    expect(again.rules.units[0]?.nameVi).toBe(nameVi);
    expect(again.rules.indicators[0]?.numeratorVi).toBe(nameVi);
    for (const file of ['units.csv', 'indicators.csv', 'missing.csv']) {
      const cells = splitCells(files.get(file) ?? '').flatMap((record) => record.cells);
      expect(cells.filter((cell) => /^[=+\-@|]/.test(cell))).toEqual([]);
    }
  });

  it('come with words on what they are, which change no hash', () => {
    const { files, again } = thereAndBack({});
    const text = files.get('README.txt') ?? '';
    expect(text).toContain('npm run load -- FILE.zip --check');
    expect(text).toMatch(/SHA-256 \w+\n/);
    const bare = new Map([...files].filter(([name]) => name !== 'README.txt'));
    expect(rebuildFrom(bare, splitCells)).toEqual(rebuildFrom(files, splitCells));
    expect(again.rows.length).toBeGreaterThan(0);
  });

  it('keep the note of an absence', () => {
    const { again } = thereAndBack({});
    expect(again.rows.find(({ unitId }) => unitId === again.rules.units[1]?.id)?.missingNote).toBe(
      '@SUM(1+1)*cmd',
    );
  });

  it('lose what the README of packages says they lose, and nothing else', () => {
    const unit = { ...ONE, shortVi: 'ngắn', regionId: 'dbscl', nameVi: ' Tỉnh A ' };
    const prose = { numeratorVi: 'tử', numeratorEn: 'numerator', sourceVi: 'n', sourceEn: 'src' };
    const indicator = anIndicator('share_l4', { ...prose, legalBasisVi: 'căn cứ' });
    const given = { units: [unit, OTHER], indicators: [indicator] };
    const { again } = thereAndBack({ ...given, targets: [aTarget({ bases: [basis('1')] })] });
    const [member] = again.rules.units;
    expect({ ...unit, ...member }).toEqual({
      ...unit,
      id: member?.id,
      shortVi: 'Tỉnh A',
      regionId: null,
      nameVi: 'Tỉnh A',
    });
    const [told] = again.rules.indicators;
    expect({ ...indicator, ...told }).toEqual({
      ...indicator,
      id: told?.id,
      ...{ numeratorEn: 'tử', sourceEn: 'n', legalBasisEn: 'căn cứ' },
    });
    expect(again.rules.targets[0]?.bases).toEqual([
      basis('1', { sourceVi: '17/NQ-CP', sourceEn: '17/NQ-CP' }),
    ]);
  });
});
