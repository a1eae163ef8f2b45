import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRandomRelease, ROOT } from '../../../../tests/helpers/random-release.ts';
import { rankMove, type RankMove } from '#lib/domain/explain/rank-move.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ReleaseContent } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { sentenceOf } from './move-sentence.ts';

const asRelease = (content: ReleaseContent, number: number): Release => ({
  ...content,
  id: `${number}`,
  number,
  status: 'provisional',
  hash: '',
  periodStart: '2020-01-01',
  periodEnd: '2020-03-31',
  knownAt: '2020-04-25T00:00:00Z',
  releasedAt: '2020-04-25T00:00:00Z',
  firstReleasedAt: '2020-04-25T00:00:00Z',
  previousReleaseId: null,
});

const WORDS = [
  ['own', 'kết quả của chính đơn vị', 'its own results'],
  ['others', 'kết quả của các đơn vị khác', 'other units’ results'],
  ['denominator', 'thay đổi mẫu số của các đơn vị', 'changed denominators of all units'],
  ['corrections', 'đính chính và số liệu đến muộn', 'corrections and late figures'],
  ['units', 'thay đổi trong danh sách được xếp hạng', 'changes in who is ranked'],
  ['method', 'thay đổi phương pháp', 'changes of method'],
] as const;

/** What a sentence says of each factor, read back: places above 0 are a rise. */
function saidOf(text: string, words: readonly string[], rise: string, fall: string) {
  return words.map((word) => {
    const found = new RegExp(`${word} (${rise}|${fall}) ([\\d.,]+)`).exec(text);
    if (!found) return 0;
    return Number(found[2]?.replace(',', '.')) * (found[1] === rise ? 1 : -1);
  });
}

/** The units named between two words; names of these worlds hold no blank. */
const namedAfter = (text: string, words: string): string[] =>
  (new RegExp(`${words} ([^.]*)\\.`).exec(text)?.[1] ?? '').match(/\bu\d\b/g) ?? [];

interface Case {
  from: Release;
  to: Release;
  unit: UnitId;
  move: RankMove;
  text: { vi: string; en: string };
}

const casesOf = (before: ReleaseContent, after: ReleaseContent): Case[] => {
  const [from, to] = [asRelease(before, 1), asRelease(after, 2)];
  return to.rules.units.flatMap((unit) => {
    const known = from;
    const question = { from, to, known, isBackwards: false, unit: unit.id, measure: ROOT };
    const answer = rankMove(question);
    if (!answer.move) return [];
    const units = new Map([...from.rules.units, ...to.rules.units].map((each) => [each.id, each]));
    const told = { from, to, unranked: [], isBackwards: false };
    const text = sentenceOf({ ...told, unit, answer, units });
    return [{ from, to, unit: unit.id, move: answer.move, text }];
  });
};

const rankIn = (release: Release, name: string): number =>
  rowOf(release, `p-${name}` as UnitId, ROOT)?.rank ?? Infinity;

describe('the sentence of a move', () => {
  it('says of every factor that it names what the factor did, and names the largest', () => {
    fc.assert(
      fc.property(aRandomRelease(), aRandomRelease(), (before, after) => {
        for (const { move, text } of casesOf(before, after)) {
          const vi = saidOf(
            text.vi,
            WORDS.map(([, word]) => word),
            'làm tăng',
            'làm giảm',
          );
          const en = saidOf(
            text.en,
            WORDS.map(([, , word]) => word),
            'gained it',
            'cost it',
          );
          expect(en).toEqual(vi);
          const shown = move.parts.map((part) => part.shown);
          const left = shown.filter((_, at) => vi[at] === 0).map(Math.abs);
          const named = vi.filter((part) => part !== 0).map(Math.abs);
          vi.forEach((part, at) => expect([0, shown[at]]).toContain(part));
          expect(named).toHaveLength(Math.min(3, shown.filter((part) => part !== 0).length));
          if (named.length > 0)
            expect(Math.min(...named)).toBeGreaterThanOrEqual(Math.max(0, ...left));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells both places, and rises, falls or keeps as they do', () => {
    fc.assert(
      fc.property(aRandomRelease(), aRandomRelease(), (before, after) => {
        for (const { move, text } of casesOf(before, after)) {
          const { from, to, places } = move;
          const [verb, verbEn] =
            places > 0
              ? [`tăng ${places} bậc`, 'rose']
              : places < 0
                ? [`giảm ${-places} bậc`, 'fell']
                : [`hạng ${to.rank}`, 'kept'];
          expect(text.vi).toContain(verb);
          expect(text.en).toContain(verbEn);
          for (const { rank, ranked } of [from, to]) {
            const isToldApart = places === 0 && from.ranked !== to.ranked;
            expect(text.vi).toContain(isToldApart ? `${ranked} đơn vị (` : `${rank}/${ranked}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names whom it passed, with whom it is level and who passed it, all where they are few', () => {
    fc.assert(
      fc.property(aRandomRelease(), aRandomRelease(), (before, after) => {
        for (const { from, to, unit, text } of casesOf(before, after)) {
          const own = unit.slice(2);
          const wasAbove = (name: string) => rankIn(from, name) < rankIn(from, own);
          const isAbove = (name: string) => rankIn(to, name) < rankIn(to, own);
          const inBoth = to.rules.units
            .map(({ id }) => id.slice(2))
            .filter((name) => [from, to].every((each) => rankIn(each, name) < Infinity));
          for (const [vi, en, holds] of [
            ['Bị', 'Passed by', (name: string) => isAbove(name) && !wasAbove(name)],
            [
              'Đã vượt',
              'It passed',
              (name: string) => wasAbove(name) && rankIn(to, own) < rankIn(to, name),
            ],
            [
              'Nay ngang hạng với',
              'It drew level with',
              (name: string) => wasAbove(name) && rankIn(to, own) === rankIn(to, name),
            ],
          ] as const) {
            const named = namedAfter(text.vi, vi);
            expect(namedAfter(text.en, en)).toEqual(named);
            const all = inBoth.filter(holds);
            expect(all).toEqual(expect.arrayContaining(named));
            expect(named).toHaveLength(all.length > 4 ? 3 : all.length);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
