// Reads index.csv: trees of weights, in versions. Checks that each version is one tree whose leaves
// name indicators, and that versions of one index do not overlap. Pure.
import type {
  Aggregate,
  Indicator,
  IndexNode,
  IndexVersion,
  MissingPolicy,
  Normalise,
} from '../indicator.ts';
import { cellsOf, reportDuplicates, type Cells } from './cells.ts';
import type { Report } from './fault.ts';
import type { Row } from './files.ts';
import { findCircles, readSpan, spansOverlap } from './units.ts';

const NORMALISES: readonly Normalise[] = ['none', 'goalposts', 'minmax', 'zscore', 'target'];
const AGGREGATES: readonly Aggregate[] = ['sum', 'mean', 'geometric'];
const MISSING_POLICIES: readonly MissingPolicy[] = ['exclude_unit', 'renormalise', 'zero'];

/** A node with the cells it was read from, so that later rules can name their place. */
interface ReadNode {
  node: IndexNode;
  cells: Cells;
}

interface ReadVersion extends Omit<IndexVersion, 'nodes'> {
  nodes: ReadNode[];
}

/** The weight of a node; null at the root, where it has no meaning. */
function readWeight(cells: Cells, isRoot: boolean): number | null {
  const weight = cells.number('weight', 'weight-not-a-number');
  if (isRoot) return null;
  if (weight === null) cells.report('weight', 'weight-not-a-number', { value: '' });
  return weight;
}

function checkWeight(node: IndexNode, cells: Cells): void {
  const { weight, weightMin, weightMax } = node;
  if (weight === null) return;
  for (const [column, value] of [
    ['weight', weight],
    ['weight_min', weightMin],
    ['weight_max', weightMax],
  ] as const) {
    if (value !== null && value < 0) cells.report(column, 'weight-negative', { value });
  }
  if (weight < (weightMin ?? weight) || weight > (weightMax ?? weight)) {
    const other = `[${weightMin ?? '…'}, ${weightMax ?? '…'}]`;
    cells.report('weight', 'weight-out-of-bounds', { value: weight, other });
  }
}

function readNode(row: Row, report: Report, indicators: ReadonlyMap<string, Indicator>): ReadNode {
  const cells = cellsOf(row, report);
  const code = cells.filledCode('node');
  const parent = cells.text('parent') || null;
  const named = cells.text('indicator');
  const indicator = indicators.get(named);
  if (named !== '' && !indicator) cells.report('indicator', 'unknown-indicator', { value: named });
  const nameVi = cells.text('name_vi') || indicator?.nameVi || code;
  const node: IndexNode = {
    code,
    parent,
    weight: readWeight(cells, parent === null),
    weightMin: cells.number('weight_min'),
    weightMax: cells.number('weight_max'),
    indicatorId: indicator?.id ?? null,
    normalise: cells.choice('normalise', NORMALISES, 'unknown-normalise'),
    min: cells.number('min'),
    max: cells.number('max'),
    aggregate: cells.choice('aggregate', AGGREGATES, 'unknown-aggregate'),
    missing: cells.choice('missing', MISSING_POLICIES, 'unknown-missing'),
    nameVi,
    nameEn: cells.text('name_en') || indicator?.nameEn || nameVi,
  };
  checkWeight(node, cells);
  return { node, cells };
}

function checkGoalposts({ node, cells }: ReadNode): void {
  const { min, max } = node;
  if (min === null) cells.report('min', 'goalposts-missing', { value: 'min' });
  if (max === null) cells.report('max', 'goalposts-missing', { value: 'max' });
  if (min !== null && max !== null && max <= min) {
    cells.report('max', 'goalposts-not-apart', { value: max, other: min });
  }
}

function checkLeaf({ node, cells }: ReadNode): void {
  if (cells.text('indicator') === '') {
    cells.report('indicator', 'leaf-without-indicator', { value: node.code });
  }
  cells.filled('normalise');
  if (node.normalise === 'goalposts') checkGoalposts({ node, cells });
}

function checkInner({ node, cells }: ReadNode, children: readonly ReadNode[]): void {
  if (cells.text('indicator') !== '') {
    cells.report('indicator', 'inner-with-indicator', { value: node.code });
  }
  if (node.normalise !== null || node.min !== null || node.max !== null) {
    cells.report('normalise', 'inner-with-normalise', { value: node.code });
  }
  cells.filled('aggregate');
  cells.filled('missing');
  if (children.every((child) => child.node.weight === 0)) {
    cells.report('node', 'weights-zero', { value: node.code });
  }
}

function checkRoots(version: ReadVersion): void {
  const [first, ...others] = version.nodes.filter(({ node }) => node.parent === null);
  const value = `${version.code} ${version.version}`;
  if (!first) {
    version.nodes[0]?.cells.report('parent', 'index-no-root', { value });
    return;
  }
  for (const { cells } of others) {
    cells.report('parent', 'index-two-roots', { value, other: first.cells.line });
  }
}

function checkParents(version: ReadVersion): void {
  const parents = new Map(version.nodes.map(({ node }) => [node.code, node.parent]));
  for (const { node, cells } of version.nodes) {
    if (node.parent !== null && !parents.has(node.parent)) {
      cells.report('parent', 'index-parent-unknown', { value: node.parent });
    }
  }
  for (const circle of findCircles(parents)) {
    const read = version.nodes.findLast(({ node }) => node.code === circle[0]);
    read?.cells.report('parent', 'index-cycle', { value: circle.join(' → ') });
  }
}

function checkVersion(version: ReadVersion): void {
  checkRoots(version);
  checkParents(version);
  const childrenOf = Map.groupBy(version.nodes, ({ node }) => node.parent);
  for (const read of version.nodes) {
    const children = childrenOf.get(read.node.code);
    if (children) checkInner(read, children);
    else checkLeaf(read);
    for (const column of ['valid_from', 'valid_to'] as const) {
      const value = column === 'valid_from' ? version.validFrom : version.validTo;
      if (read.cells.day(column) !== value) {
        read.cells.report(column, 'index-span-differs', { value: value ?? '', other: column });
      }
    }
  }
}

function checkOverlaps(versions: readonly ReadVersion[]): void {
  versions.forEach((version, at) => {
    const before = versions
      .slice(0, at)
      .find((other) => other.code === version.code && spansOverlap(version, other));
    if (!before) return;
    const words = { value: version.version, other: before.version };
    version.nodes[0]?.cells.report('version', 'index-versions-overlap', words);
  });
}

/** Root first and every parent before its children; nodes that hang on no root come last. */
function parentsFirst(nodes: readonly IndexNode[]): IndexNode[] {
  const childrenOf = Map.groupBy(nodes, (node) => node.parent);
  // A set, so that a node that stands twice and above itself ends the walk; it was reported before.
  const ordered = new Set(childrenOf.get(null));
  for (const node of ordered) {
    for (const child of childrenOf.get(node.code) ?? []) ordered.add(child);
  }
  return [...ordered, ...nodes.filter((node) => !ordered.has(node))];
}

/** All versions of all indices of a package. */
export function readIndices(
  rows: readonly Row[],
  indicators: ReadonlyMap<string, Indicator>,
  report: Report,
): IndexVersion[] {
  reportDuplicates(rows, ['index', 'version', 'node'], report);
  const versions: ReadVersion[] = [];
  for (const row of rows) {
    const cells = cellsOf(row, report);
    const code = cells.filledCode('index');
    const name = cells.filled('version');
    let version = versions.find((one) => one.code === code && one.version === name);
    if (!version) {
      version = { code, version: name, ...readSpan(cells), nodes: [] };
      versions.push(version);
    }
    version.nodes.push(readNode(row, report, indicators));
  }
  versions.forEach(checkVersion);
  checkOverlaps(versions);
  return versions.map((version) => ({
    ...version,
    nodes: parentsFirst(version.nodes.map(({ node }) => node)),
  }));
}
