/**
 * JSON with the keys of every object in code-unit order: equal values give equal text, so that it can be compared and
 * hashed. Entries that are `undefined` are left out, as in JSON.stringify.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sortKeys)

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
