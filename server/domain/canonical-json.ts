/**
 * JSON with sorted object keys (by code unit), so that equal values give equal text for comparing and hashing.
 * `undefined` entries are left out, as in JSON.stringify.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, sortKeys)

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
