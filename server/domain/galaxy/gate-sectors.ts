import { districtRange } from './districts.ts'

/** Steps through the transit hub's 400 sectors: near the golden section of 400 and without a common divisor. */
const STRIDE = 247

/**
 * The transit hub sector that the gate of the `index`-th region (0, 1, 2 …) leads to. The first 400 regions get 400
 * different sectors, consecutive ones far apart; after that sectors are shared evenly. Throws a RangeError
 * on anything but a whole number from 0.
 */
export function gateSectorForRegion(index: number): number {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`not the index of a region: ${index}`)
  const [from, to] = districtRange('transit_hub')
  const slots = to - from + 1
  return from + (((index % slots) * STRIDE) % slots)
}
