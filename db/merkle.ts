import { createHash } from 'node:crypto';

/**
 * Merkle tree hashing of RFC 6962 §2.1: leaf = H(0x00 ‖ data), node = H(0x01 ‖ left ‖ right), the tree of n
 * leaves split at the largest power of two below n. Pure; who stores the hashes is not known here.
 */
export type NodeAt = (level: number, index: number) => Buffer;

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

export function hashLeaf(...data: readonly Buffer[]): Buffer {
  const hash = createHash('sha256').update(leafPrefix);
  for (const part of data) hash.update(part);
  return hash.digest();
}

export function hashNode(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest();
}

export const emptyRoot = createHash('sha256').digest();

/** The largest power of two below n, for n ≥ 2. */
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}

/** Hash of leaves [start, end): a stored node when the range is a whole subtree, else put together from two. */
function rangeHash(start: number, end: number, nodeAt: NodeAt): Buffer {
  const count = end - start;
  const level = Math.log2(count);
  if (Number.isInteger(level) && start % count === 0) return nodeAt(level, start / count);
  const middle = start + splitOf(count);
  return hashNode(rangeHash(start, middle, nodeAt), rangeHash(middle, end, nodeAt));
}

export function rootOf(size: number, nodeAt: NodeAt): Buffer {
  return size === 0 ? emptyRoot : rangeHash(0, size, nodeAt);
}

/** Audit path of leaf `index` in the tree of `size` leaves, nearest sibling first (RFC 6962 §2.1.1). */
export function inclusionPath(index: number, size: number, nodeAt: NodeAt): Buffer[] {
  const walk = (start: number, end: number): Buffer[] => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...walk(start, middle), rangeHash(middle, end, nodeAt)]
      : [...walk(middle, end), rangeHash(start, middle, nodeAt)];
  };
  return walk(0, size);
}

/** Proof that the tree of `from` leaves is a prefix of the tree of `to` leaves (RFC 6962 §2.1.2). */
export function consistencyPath(from: number, to: number, nodeAt: NodeAt): Buffer[] {
  const walk = (m: number, start: number, end: number, whole: boolean): Buffer[] => {
    const count = end - start;
    if (m === count) return whole ? [] : [rangeHash(start, end, nodeAt)];
    const split = splitOf(count);
    const middle = start + split;
    return m <= split
      ? [...walk(m, start, middle, whole), rangeHash(middle, end, nodeAt)]
      : [...walk(m - split, middle, end, false), rangeHash(start, middle, nodeAt)];
  };
  return from === 0 || from === to ? [] : walk(from, 0, to, true);
}

/** RFC 9162 §2.1.3.2. */
export function isIncluded(leaf: Buffer, index: number, size: number, path: readonly Buffer[], root: Buffer): boolean {
  if (index < 0 || index >= size) return false;
  let [fn, sn, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = hashNode(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = hashNode(hash, sibling);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && hash.equals(root);
}

/** RFC 9162 §2.1.4.2. */
export function isConsistent(from: number, to: number, fromRoot: Buffer, toRoot: Buffer, path: readonly Buffer[]): boolean {
  if (from > to) return false;
  if (from === to) return path.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return path.length === 0;
  const isPower = Number.isInteger(Math.log2(from));
  const [first, ...rest] = isPower ? [fromRoot, ...path] : path;
  if (!first) return false;
  let [fn, sn, old, next] = [from - 1, to - 1, first, first];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [old, next] = [hashNode(hash, old), hashNode(hash, next)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      next = hashNode(next, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && old.equals(fromRoot) && next.equals(toRoot);
}

// Not a bit shift: sizes may pass 2^31.
function half(n: number): number {
  return Math.floor(n / 2);
}

/** Which nodes a computation will ask for, so that one query can fetch them. */
export function nodesNeeded(compute: (nodeAt: NodeAt) => unknown): { level: number; index: number }[] {
  const needed = new Map<string, { level: number; index: number }>();
  compute((level, index) => {
    needed.set(`${level}:${index}`, { level, index });
    return emptyRoot;
  });
  return [...needed.values()];
}

/** Whole subtrees of a tree that grows: `peaks` are those without a right neighbour yet, largest first. */
export class GrowingTree {
  size = 0;
  private peaks: { level: number; hash: Buffer }[] = [];

  /** A tree of `size` leaves whose peaks are read from storage. */
  static of(size: number, nodeAt: NodeAt): GrowingTree {
    const tree = new GrowingTree();
    tree.size = size;
    for (const { level, index } of peaksOf(size)) tree.peaks.push({ level, hash: nodeAt(level, index) });
    return tree;
  }

  /** Adds a leaf; `whole` hears each subtree it completes (level ≥ 1), lowest first. */
  add(leaf: Buffer, whole?: (level: number, index: number, hash: Buffer) => void): void {
    let made = { level: 0, hash: leaf };
    this.size += 1;
    for (let left = this.peaks.at(-1); left?.level === made.level; left = this.peaks.at(-1)) {
      this.peaks.pop();
      made = { level: made.level + 1, hash: hashNode(left.hash, made.hash) };
      whole?.(made.level, this.size / 2 ** made.level - 1, made.hash);
    }
    this.peaks.push(made);
  }

  root(): Buffer {
    const hashes = this.peaks.map((peak) => peak.hash);
    return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => hashNode(left, right));
  }
}

export function peaksOf(size: number): { level: number; index: number }[] {
  const peaks: { level: number; index: number }[] = [];
  let start = 0;
  for (let level = 52; level >= 0; level -= 1) {
    const count = 2 ** level;
    if (size - start < count) continue;
    peaks.push({ level, index: start / count });
    start += count;
  }
  return peaks;
}
