/**
 * The keys of a constant table, in its order. For tables whose type lists all keys there are (`as const`, `Record<…>`): an
 * object that may carry more than its type says has more keys than this claims.
 */
export const keysOf = <Table extends object>(table: Table) => Object.keys(table) as (keyof Table & string)[]
