import { districtRange } from './districts.ts'

/** Step through the transit hub's 400 sectors: near the golden ratio of 400 and coprime to it. */
const STRIDE = 247

/**
 * The transit hub sector of the `index`-th region's gate (0, 1, 2 …). The first 400 regions get different sectors,
 * consecutive ones far apart; later regions share sectors evenly. Throws a RangeError unless `index` is a whole
 * number from 0.
 */
export function gateSectorForRegion(index: number): number {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`not the index of a region: ${index}`)
  const [from, to] = districtRange('transit_hub')
  const slots = to - from + 1
  return from + (((index % slots) * STRIDE) % slots)
}
