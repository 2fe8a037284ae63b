/**
 * The keys of a constant table, in order. Use it only where the type lists every key (`as const`, `Record<…>`); an
 * object with extra keys would break the returned type.
 */
export const keysOf = <Table extends object>(table: Table) => Object.keys(table) as (keyof Table & string)[]

/** Builds a table with one entry per key, keeping the key type that `fromEntries` loses. */
export const tableOf = <Key extends string, Value>(keys: readonly Key[], valueOf: (key: Key) => Value) =>
  Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, Value>

/** Picks the named keys of an object. */
export const pick = <Source extends object, Key extends keyof Source & string>(
  source: Source,
  keys: readonly Key[],
) => Object.fromEntries(keys.map((key) => [key, source[key]])) as Pick<Source, Key>
