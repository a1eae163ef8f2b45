// What stands beside a number that fewer services qualify for than it asks.
import { describe, expect, it } from 'vitest';
import type { Gap } from '#lib/domain/explain/gap.ts';
import { gapHeadline, leftText, movingText, placeLines, reviewLine } from './gap-words.ts';
import type { GapView } from './gap-view.ts';
import type { IndexMove } from './index-gap.ts';

/** A unit that lacks so many to 80% and so many to place 4. */
const viewOf = (more: number, place: number, eligible: number | null): GapView =>
  ({
    measure: 'share_l4',
    gap: {
      thing: 'services',
      toTarget: { answer: { more, isLess: false, demand: 0.8 }, reason: null },
      toNextRank: { answer: { rank: 4, heldRank: 4, moves: [{ standing: place }] }, reason: null },
    } as unknown as Gap,
    hasPast: false,
    next: { holders: [], nextHolders: [] },
    eligible,
  }) as unknown as GapView;

describe('a gap beside what is left to raise', () => {
  it.each([
    [1, 'chỉ còn 1 dịch vụ đủ điều kiện nâng'],
    [0, 'không còn dịch vụ nào đủ điều kiện nâng'],
  ])('says of %i that it does not reach the target', (eligible, left) => {
    const view = viewOf(316, 1, eligible);
    expect(leftText(view, 316)).toBe(left);
    expect(gapHeadline(view)).toContain(`, nhưng ${left}`);
    expect(reviewLine(view)).toContain(`${316 - eligible} dịch vụ`);
  });

  it('says so of the place, even where the target asks for nothing', () => {
    const [line] = placeLines(viewOf(0, 1, 0));
    expect(line).toMatch(/ hạng 4\. Nhưng không còn dịch vụ nào đủ điều kiện nâng\.$/u);
    expect(placeLines(viewOf(316, 1, 1))[0]).not.toContain('Nhưng');
  });

  it.each([316, null])('says nothing where %s qualify: enough, or not known', (eligible) => {
    const view = viewOf(316, 1, eligible);
    expect(gapHeadline(view)).not.toContain('nhưng');
    expect(reviewLine(view)).toBeNull();
  });
});

describe('what one indicator of an index takes', () => {
  const move = { thing: 'documents', room: 53, movingRoom: 83 } as IndexMove;

  it('names what is left one period on where it takes more than is left today', () => {
    expect(movingText({ ...move, moving: 69 })).toBe('69 văn bản (khi đó còn 83)');
    expect(movingText({ ...move, moving: 53 })).toBe('53 văn bản');
  });

  it('says that nothing is left where nothing is then, whatever is today', () => {
    expect(movingText({ ...move, moving: null })).toBe('riêng chỉ tiêu này không đủ');
    expect(movingText({ ...move, moving: null, movingRoom: 0 })).toBe('không còn gì để thêm');
  });
});
