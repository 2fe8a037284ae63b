import { fnv1a32 } from './fnv1a.ts'

/**
 * A seeded random source. Rules take it as an argument, so the same seed gives the same result on every machine.
 * State: four 32-bit integers (xoshiro128**), seeded from text by FNV-1a and splitmix.
 */
export interface Random {
  /** A float in [0, 1). */
  next(): number
  /** An integer in [min, max], both ends included. */
  int(min: number, max: number): number
  /** One element of a non-empty array. Throws a RangeError on an empty one. */
  pick<T>(items: readonly T[]): T
  /** A new array with the same elements in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[]
  /** An independent stream; drawing from it does not advance this one. */
  fork(label: string): Random
}

export function createRandom(seed: string): Random {
  const state = seedState(seed)
  const nextUint32 = () => {
    const [, b] = state
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= t
    state[3] = rotateLeft(state[3], 11)
    return result
  }
  const random: Random = {
    next: () => nextUint32() / 0x1_0000_0000,
    int: (min, max) => min + Math.floor((nextUint32() / 0x1_0000_0000) * (max - min + 1)),
    pick: (items) => {
      if (items.length === 0) throw new RangeError('cannot pick from an empty list')
      return items[random.int(0, items.length - 1)] as (typeof items)[number]
    },
    shuffle: (items) => {
      const shuffled = [...items]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = random.int(0, i)
        const held = shuffled[i] as (typeof shuffled)[number]
        shuffled[i] = shuffled[j] as (typeof shuffled)[number]
        shuffled[j] = held
      }
      return shuffled
    },
    fork: (label) => createRandom(`${seed}\u0000${label}`),
  }
  return random
}

const rotateLeft = (x: number, k: number) => (x << k) | (x >>> (32 - k))

function seedState(seed: string): [number, number, number, number] {
  let hash = fnv1a32(seed)
  const mix = () => {
    hash = (hash + 0x9e3779b9) | 0
    let z = hash
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return z ^ (z >>> 16)
  }
  return [mix(), mix(), mix(), mix() | 1]
}
