// How many quick tries there are for so many requests, on a clock that the test moves.
import { beforeEach, expect, it } from 'vitest';
import { BUDGET_DEFAULTS, createRetryBudget, type RetryBudget } from './retry-budget.ts';

let nowMs: number;
let budget: RetryBudget;
beforeEach(() => {
  nowMs = Date.parse('2020-04-15T00:00:00Z');
  budget = createRetryBudget(() => new Date(nowMs), BUDGET_DEFAULTS);
});

function request(times: number): void {
  for (let i = 0; i < times; i += 1) budget.countRequest();
}
function takeAll(): number {
  let taken = 0;
  while (budget.take()) taken += 1;
  return taken;
}

it('a few quick tries are free', () => {
  request(1);
  expect(takeAll()).toBe(5);
});

it('a tenth of the requests of the last five minutes may be quick tries', () => {
  request(150);
  nowMs += 60_000;
  request(150);
  expect(takeAll()).toBe(30);
});

it('what is older counts no more, neither as a request nor as a try', () => {
  request(300);
  expect(takeAll()).toBe(30);
  nowMs += 300_000;
  expect(takeAll()).toBe(5);
});
