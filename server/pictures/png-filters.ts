/** Filters of rows by their numbers in a PNG: none, left, up, the middle of both, and Paeth's (PNG specification, 9.2). */
export const FILTERS = [0, 1, 2, 3, 4] as const
export type Filter = (typeof FILTERS)[number]

export const isFilter = (sent: number): sent is Filter => FILTERS.some((filter) => filter === sent)

/** What a filter expects a byte to be: the sample is that and what a row stores, modulo 256. */
export function predicted(filter: Filter, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  return filter === 4 ? paeth(left, up, corner) : 0
}

function paeth(left: number, up: number, corner: number): number {
  const near = left + up - corner
  const [a, b, c] = [Math.abs(near - left), Math.abs(near - up), Math.abs(near - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
