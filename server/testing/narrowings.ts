import { type ColumnShape, type ConstraintShape, type SchemaShape } from './schema-shape.ts'

/**
 * What of a new schema would stop processes of the version before, which go on reading and writing while an update rolls. An empty list
 * means that the new one only widens the old (expand). Tables that are new concern nobody.
 */
export function narrowings(before: SchemaShape, after: SchemaShape): string[] {
  const tables = { before: tablesOf(before), after: tablesOf(after) }
  const isKnown = (name: string) => tables.before.has(tableOf(name))
  const isThere = (name: string) => tables.after.has(tableOf(name))
  const gone = [...tables.before].filter((table) => !tables.after.has(table))
  return [
    ...gone.map((table) => `${table}: the table is gone`),
    ...Object.entries(before.columns)
      .filter(([name]) => isThere(name))
      .flatMap(([name, column]) => changesOfColumn(name, column, after.columns[name])),
    ...Object.entries(after.columns)
      .filter(([name, column]) => isKnown(name) && !(name in before.columns) && isRequired(column))
      .map(([name]) => `${name}: a new column has to be given`),
    ...changedRules(before, after, isThere),
    ...newRules(before, after, isKnown),
    ...Object.keys(after.triggers)
      .filter((name) => isKnown(name) && before.triggers[name] !== after.triggers[name])
      .map((name) => `${name}: a trigger is new or changed`),
    ...before.functions
      .filter((name) => !after.functions.includes(name))
      .map((name) => `${name}: the function is gone`),
  ].sort()
}

const tableOf = (name: string): string => name.split('.')[0] ?? ''
const tablesOf = (shape: SchemaShape): Set<string> => new Set(Object.keys(shape.columns).map(tableOf))
const isRequired = (column: ColumnShape): boolean => !column.isNullable && !column.hasDefault

function changesOfColumn(name: string, before: ColumnShape, after: ColumnShape | undefined): string[] {
  if (!after) return [`${name}: the column is gone`]
  const changes: string[] = []
  if (before.type !== after.type) changes.push(`${name}: its type was ${before.type} and is ${after.type}`)
  if (before.isNullable && !after.isNullable) changes.push(`${name}: it may not be null any more`)
  if (before.hasDefault && !after.hasDefault) changes.push(`${name}: it has no default any more`)
  return changes
}

/** Rules that both have under one name, and keys that `on conflict` of the version before may name. */
function changedRules(before: SchemaShape, after: SchemaShape, isThere: (name: string) => boolean): string[] {
  const words = new Set(Object.values(before.constraints).flatMap(({ definition }) => wordsIn(definition)))
  const constraints = Object.entries(before.constraints).flatMap(([name, old]) => {
    const now = after.constraints[name]
    if (!isThere(name) || old.definition === now?.definition) return []
    if (now) return old.kind === 'c' && isWider(old, now, words) ? [] : [`${name}: the rule is another`]
    return 'upx'.includes(old.kind) ? [`${name}: the key is gone`] : []
  })
  const indices = Object.entries(before.uniqueIndices)
    .filter(([name, { definition }]) => isThere(name) && after.uniqueIndices[name]?.definition !== definition)
    .map(([name]) => `${name}: the unique index is gone or another`)
  return [...constraints, ...indices]
}

/** New rules on known tables. One about new columns alone is kept by what these hold when they are not given. */
function newRules(before: SchemaShape, after: SchemaShape, isKnown: (name: string) => boolean): string[] {
  const isNew = (table: string) => (column: string) => !(`${table}.${column}` in before.columns)
  /** Null where the version before writes a row, and nulls are never alike. */
  const staysNull = (table: string, columns: string[]) =>
    columns.some((column) => {
      const shape = after.columns[`${table}.${column}`]
      return isNew(table)(column) && shape?.isNullable === true && !shape.hasDefault
    })
  const constraints = Object.entries(after.constraints)
    .filter(([name, { kind, columns, definition }]) => {
      if (!isKnown(name) || name in before.constraints) return false
      const table = tableOf(name)
      if ('upx'.includes(kind)) return !staysNull(table, columns)
      // A comparison with what is null refuses nothing.
      if (kind === 'c' && staysNull(table, columns) && !/\b(IS|CASE|OR|NOT|COALESCE)\b/i.test(definition))
        return false
      return columns.length === 0 || !columns.every(isNew(table))
    })
    .map(([name]) => `${name}: a new rule about what was there`)
  const indices = Object.entries(after.uniqueIndices)
    .filter(
      ([name, { columns }]) =>
        isKnown(name) && !(name in before.uniqueIndices) && !staysNull(tableOf(name), columns),
    )
    .map(([name]) => `${name}: a new unique index on what was there`)
  return [...constraints, ...indices]
}

const LIST = /(= ANY|<> ALL) \((?:\()?ARRAY\[([^\]]*)\](?:\)::text\[\])?\)/g
const BOUND = /(>=|<=|>|<) \(?'?(-?\d+)'?(?:::\w+)?\)?/g
const wordsOf = (list: string): string[] => list.split(',').map((word) => word.trim())
const wordsIn = (definition: string): string[] =>
  [...asLists(definition).matchAll(LIST)].flatMap(([, , list = '']) => wordsOf(list))

/**
 * Whether a check lets through all that the other one did: its lists only grew, its bounds only moved outwards, and nothing else
 * changed. Where a list is a condition of something else, it may grow only by words that no list had before.
 */
function isWider(old: ConstraintShape, now: ConstraintShape, known: Set<string>): boolean {
  const [before, after] = [partsOf(old.definition), partsOf(now.definition)]
  if (before.rest !== after.rest || before.lists.length !== after.lists.length) return false
  const isPlain = !/\b(CASE|OR|NOT)\b/.test(before.rest)
  const listsGrew = before.lists.every(([sort, words], index) => {
    const next = after.lists[index]?.[1] ?? []
    const [less, more] = sort === '= ANY' ? [words, next] : [next, words]
    const added = next.filter((word) => !words.includes(word))
    return less.every((word) => more.includes(word)) && (isPlain || added.every((word) => !known.has(word)))
  })
  const boundsMoved = before.bounds.every(([sort, value], index) => {
    const next = after.bounds[index]?.[1] ?? NaN
    if (next === value) return true
    return isPlain && (sort.startsWith('>') ? next < value : next > value)
  })
  return listsGrew && boundsMoved
}

/** A list of one word is written without a list. */
const asLists = (definition: string): string =>
  definition
    .replace(/ = ('[^']*'::text)/g, ' = ANY (ARRAY[$1])')
    .replace(/ <> ('[^']*'::text)/g, ' <> ALL (ARRAY[$1])')

function partsOf(written: string) {
  const definition = asLists(written)
  const lists = [...definition.matchAll(LIST)].map(
    ([, sort = '', list = '']) => [sort, wordsOf(list)] as const,
  )
  const withoutLists = definition.replace(LIST, '$1 (LIST)')
  const bounds = [...withoutLists.matchAll(BOUND)].map(
    ([, sort = '', value = '']) => [sort, Number(value)] as const,
  )
  return { lists, bounds, rest: withoutLists.replace(BOUND, '$1 BOUND') }
}
