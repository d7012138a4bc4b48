import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistencyPath, emptyRoot, GrowingTree, hashLeaf, inclusionPath, isConsistent, isIncluded, rootOf } from './merkle.ts';
import type { NodeAt } from './merkle.ts';

/** A tree kept as every whole subtree, as the database keeps it. */
function treeOf(leaves: readonly Buffer[]): { tree: GrowingTree; nodeAt: NodeAt } {
  const nodes = new Map<string, Buffer>();
  const tree = new GrowingTree();
  for (const [index, leaf] of leaves.entries()) {
    nodes.set(`0:${index}`, leaf);
    tree.add(leaf, (level, at, hash) => nodes.set(`${level}:${at}`, hash));
  }
  return {
    tree,
    nodeAt: (level, index) => {
      const node = nodes.get(`${level}:${index}`);
      if (!node) throw new Error(`node ${level}:${index} is not whole`);
      return node;
    },
  };
}
const leavesOf = (count: number) => Array.from({ length: count }, (_, at) => hashLeaf(Buffer.from(String(at))));
const sizes = fc.integer({ min: 1, max: 300 });

describe('RFC 6962 hashing', () => {
  // The test vectors of Certificate Transparency (google/certificate-transparency, merkle_tree_test.cc).
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  test('roots of one to eight leaves', () => {
    const tree = new GrowingTree();
    expect(tree.root().equals(emptyRoot)).toBe(true);
    for (const [at, input] of inputs.entries()) {
      tree.add(hashLeaf(Buffer.from(input, 'hex')));
      expect(tree.root().toString('hex')).toBe(roots[at]);
    }
  });
});

test('a growing tree, one taken up again, and one computed at once have one root', () => {
  fc.assert(fc.property(sizes, sizes, (a, b) => {
    const leaves = leavesOf(a + b);
    const whole = treeOf(leaves);
    const resumed = GrowingTree.of(a, whole.nodeAt);
    for (const leaf of leaves.slice(a)) resumed.add(leaf);
    expect(resumed.root().equals(whole.tree.root())).toBe(true);
    expect(rootOf(a + b, whole.nodeAt).equals(whole.tree.root())).toBe(true);
  }));
});

test('every leaf proves itself, and nothing else', () => {
  fc.assert(fc.property(sizes, fc.nat(), (size, pick) => {
    const leaves = leavesOf(size);
    const { tree, nodeAt } = treeOf(leaves);
    const index = pick % size;
    const leaf = nodeAt(0, index);
    const path = inclusionPath(index, size, nodeAt);
    expect(isIncluded(leaf, index, size, path, tree.root())).toBe(true);
    expect(isIncluded(randomBytes(32), index, size, path, tree.root())).toBe(false);
    if (size > 1) expect(isIncluded(leaf, (index + 1) % size, size, path, tree.root())).toBe(false);
    expect(isIncluded(leaf, index, size, [...path, leaf], tree.root())).toBe(false);
  }));
});

test('every earlier tree proves to be a prefix, and a rewritten one does not', () => {
  fc.assert(fc.property(sizes, fc.nat(), (to, pick) => {
    const leaves = leavesOf(to);
    const { tree, nodeAt } = treeOf(leaves);
    const from = (pick % to) + 1;
    const path = consistencyPath(from, to, nodeAt);
    const fromRoot = rootOf(from, nodeAt);
    expect(isConsistent(from, to, fromRoot, tree.root(), path)).toBe(true);
    const rewritten = treeOf(leaves.map((leaf, at) => (at === from - 1 ? hashLeaf(leaf) : leaf)));
    expect(isConsistent(from, to, fromRoot, rewritten.tree.root(), consistencyPath(from, to, rewritten.nodeAt))).toBe(false);
  }));
});
