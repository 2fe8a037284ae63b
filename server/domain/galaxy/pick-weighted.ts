import { type Random } from '../random.ts'

export type Weighted<T> = readonly (readonly [item: T, weight: number])[]

/** Picks an item with a chance proportional to its weight. Throws a RangeError if no weight is positive. */
export function pickWeighted<T>(random: Random, choices: Weighted<T>): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random.next() * total
  for (const [item, weight] of choices) {
    left -= weight
    if (left < 0) return item
  }
  throw new RangeError('cannot pick where no weight is positive')
}
