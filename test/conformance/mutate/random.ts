/** Uniform in [0, 1). */
export type Random = () => number

/** A repeatable sequence for a seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function below(random: Random, n: number): number {
  return Math.floor(random() * n)
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[below(random, list.length)]!
}

export function chance(random: Random, p: number): boolean {
  return random() < p
}
