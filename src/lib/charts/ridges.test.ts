import { describe, expect, it } from 'vitest';
import { drawSvg } from './render.ts';
import { binsOf, drawRidges, type Ridge, type RidgeUnit } from './ridges.ts';
import { boxOf, isApart } from './words.ts';

const unit = (name: string, value: number, demand = 0.3): RidgeUnit => ({
  name: `Tỉnh ${name}`,
  short: name,
  value,
  met: value >= demand,
});
const strip = (label: string, ...values: number[]): Ridge => ({
  label,
  demand: 0.3,
  median: '10%',
  units: values.map((value, at) => unit(String.fromCodePoint(65 + at), value)),
});
const OPTIONS = {
  step: 0.05,
  title: (ridge: Ridge, bin: { units: RidgeUnit[] }) => `${ridge.label}: ${bin.units.length}`,
  withOthers: (name: string, others: number) => `${name} và ${others} đơn vị khác`,
  medianWord: 'Trung vị',
};
const draw = (ridges: Ridge[], wide = true) =>
  drawRidges(ridges, { ...OPTIONS, wide, width: wide ? 700 : 328 });

describe('the columns of a strip', () => {
  it('hold everybody once, whoever has reached 100% in the last', () => {
    const values = [0, 0.049, 0.05, 0.3, 1];
    const bins = binsOf(strip('Q', ...values).units, 0.05);
    expect(bins.map(({ units }) => units.length)).toEqual([2, 1, 1, 1]);
    expect(bins.at(-1)?.to).toBeCloseTo(1);
  });
});

describe('the spread over time', () => {
  const ridges = [strip('Quý I', 0.01, 0.02, 0.31), strip('Quý II', 0.1, 0.3, 0.6)];

  it('draws a strip a period and tells each column once, those that met the target apart', () => {
    const drawing = draw(ridges);
    expect(drawing.titles).toEqual([
      ['Quý I: 1', 'Quý II: 1', 'Quý II: 1'],
      ['Quý I: 2', 'Quý II: 1'],
    ]);
    const svg = drawSvg(drawing, 'x', null);
    expect(svg.match(/<title>/g)).toHaveLength(5);
  });

  it('names the lowest and the highest of a strip, alone or for those beside them', () => {
    const texts = draw(ridges).words.map(({ text }) => text);
    expect(texts).toContain('Tỉnh C');
    expect(texts).toContain('Tỉnh A và 1 đơn vị khác');
    expect(texts).toContain('Quý II');
  });

  it('keeps every word inside and off every other, on desks and phones', () => {
    const many = Array.from({ length: 12 }, (_, p) =>
      strip(`Quý ${p}`, ...Array.from({ length: 20 }, (_each, i) => ((i * 7 + p * 3) % 20) / 20)),
    );
    for (const drawing of [draw(many), draw(many, false)]) {
      const boxes = drawing.words.map(boxOf);
      for (const [at, box] of boxes.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(-1);
        expect(box.right).toBeLessThanOrEqual(drawing.width + 1);
        expect(box.bottom).toBeLessThanOrEqual(drawing.height);
        expect(boxes.slice(at + 1).every((other) => isApart(box, other))).toBe(true);
      }
    }
  });

  it('draws a period in which nothing was asked without a demand, and one without units empty', () => {
    const svg = drawSvg(
      draw([{ ...strip('Q'), demand: null }, strip('R', 0.2)]),
      'x',
      'Bản minh họa',
    );
    expect(svg).not.toContain('NaN');
    expect(svg).toContain('Bản minh họa');
  });
});
