/** The element at an index known to exist. Throws a RangeError if it does not. */
export function elementAt<T>(items: ArrayLike<T>, index: number): T {
  const element = items[index]
  if (element === undefined) throw new RangeError(`no element ${index} in a list of ${items.length}`)
  return element
}
