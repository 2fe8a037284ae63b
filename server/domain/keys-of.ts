/**
 * The keys of a constant table, in its order. For tables whose type lists all keys there are (`as const`, `Record<…>`): an
 * object that may carry more than its type says has more keys than this claims.
 */
export const keysOf = <Table extends object>(table: Table) => Object.keys(table) as (keyof Table & string)[]

/** A table with one entry for each of `keys`; `fromEntries` forgets the keys that it was given. */
export const tableOf = <Key extends string, Value>(keys: readonly Key[], valueOf: (key: Key) => Value) =>
  Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, Value>

/** The part of an object that `keys` name; each of them is there by its type. */
export const pick = <Source extends object, Key extends keyof Source & string>(
  source: Source,
  keys: readonly Key[],
) => Object.fromEntries(keys.map((key) => [key, source[key]])) as Pick<Source, Key>
