/** The element at an index the caller knows to be inside. Throws a RangeError where that knowledge is wrong. */
export function elementAt<T>(items: ArrayLike<T>, index: number): T {
  const element = items[index]
  if (element === undefined) throw new RangeError(`no element ${index} in a list of ${items.length}`)
  return element
}
