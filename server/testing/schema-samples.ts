import { is, sql } from 'drizzle-orm'
import {
  getTableConfig,
  PgDateString,
  PgDialect,
  PgJsonb,
  PgTable,
  PgText,
  PgTimestamp,
  PgUUID,
  type PgColumn,
} from 'drizzle-orm/pg-core'

/** Values of a row by the names of its columns, as the driver takes them. */
export type Row = Record<string, unknown>

/** A CHECK of the schema, and how it is worded. */
export type Rule = { table: string; name: string; words: string }

export const LONG_BEFORE = '2100-01-01T00:00:00Z'
export const EARLIER = '2102-03-01T00:00:00Z'
export const LATER = '2102-03-02T00:00:00Z'
export const SOME_ID = '11111111-1111-4111-8111-111111111111'

/** All tables that schema files export. */
export const tablesOf = (...files: Record<string, unknown>[]): PgTable[] =>
  files.flatMap((file) => Object.values(file).filter((value) => is(value, PgTable)))

export const rulesOf = (table: PgTable): Rule[] => {
  const { name: tableName, checks } = getTableConfig(table)
  return checks.map(({ name, value }) => ({
    table: tableName,
    name,
    words: new PgDialect()
      .sqlToQuery(sql`${value}`)
      .sql.replaceAll(`"${tableName}".`, '')
      .replaceAll('"', ''),
  }))
}

/** A value that a column takes, by its type and the rules of that one column. */
export function sampleOf(column: PgColumn, rules: readonly Rule[]): unknown {
  if (is(column, PgText)) return column.enumValues?.[0] ?? 'sample'
  if (is(column, PgUUID)) return SOME_ID
  if (is(column, PgTimestamp))
    return /expires|effective|arrives|_until|closes/.test(column.name) ? LATER : EARLIER
  if (is(column, PgDateString)) return EARLIER.slice(0, 10)
  if (is(column, PgJsonb))
    return rules.some(({ name }) => name.endsWith(`${column.name}_json`) && isOfArray(name, rules))
      ? '[]'
      : '{}'
  if (column.dataType === 'boolean') return true
  if (column.dataType === 'custom') return Buffer.from('sample')
  const range = rules.find(({ words }) => new RegExp(`^${column.name} (between|>=) `).test(words))
  return Number(/(?:between|>=) (-?\d+)/.exec(range?.words ?? '')?.[1] ?? 1)
}

const isOfArray = (name: string, rules: readonly Rule[]) =>
  rules.some((rule) => rule.name === name && rule.words.endsWith(`= 'array'`))

/** Patches of a lawful row that break one rule, for the rules that checks.ts words; null for any other. */
export function violationsOf(
  { words }: Rule,
  columns: readonly PgColumn[],
  rules: readonly Rule[],
): Row[] | null {
  const sample = (name = '') => {
    const column = columns.find((one) => one.name === name)
    return column ? sampleOf(column, rules) : null
  }
  for (const [pattern, patches] of READINGS) {
    const match = pattern.exec(words)
    if (match) return patches(match.slice(1).map(String), sample, columns)
  }
  return null
}

type Reading = (parts: string[], sample: (column?: string) => unknown, columns: readonly PgColumn[]) => Row[]

const READINGS: [RegExp, Reading][] = [
  [/^(\w+) in \('/, ([column = '']) => [{ [column]: 'banana' }]],
  [
    /^(\w+) between (-?\d+) and (-?\d+)$/,
    ([column = '', min, max]) => [{ [column]: Number(min) - 1 }, { [column]: Number(max) + 1 }],
  ],
  [/^(\w+) >= (-?\d+)$/, ([column = '', min]) => [{ [column]: Number(min) - 1 }]],
  [
    /^char_length\((\w+)\) between (\d+) and (\d+)$/,
    ([column = '', min, max]) => [
      { [column]: 'x'.repeat(Number(max) + 1) },
      ...(Number(min) > 0 ? [{ [column]: 'x'.repeat(Number(min) - 1) }] : []),
    ],
  ],
  [/^(\w+) ~ '/, ([column = '']) => [{ [column]: '-- no --' }]],
  [/^jsonb_typeof\((\w+)\) = 'object'$/, ([column = '']) => [{ [column]: '[]' }]],
  [/^jsonb_typeof\((\w+)\) = 'array'$/, ([column = '']) => [{ [column]: '{}' }]],
  [
    /^(\w+) >= (\w+)$/,
    ([later = '', earlier = ''], sample) => [{ [later]: LONG_BEFORE, [earlier]: sample(earlier) }],
  ],
  [/^(\w+) > (\w+)$/, ([later = '', earlier = '']) => [{ [later]: EARLIER, [earlier]: EARLIER }]],
  [
    /^\((\w+) is null\) = \((\w+) is null\)$/,
    ([one = '', other = ''], sample) => [
      { [one]: sample(one), [other]: null },
      { [one]: null, [other]: sample(other) },
    ],
  ],
  [
    SET_WHEN(),
    ([column = '', state = '', listed = ''], sample, columns) => {
      const states = listed.split(', ').map((quoted) => quoted.slice(1, -1))
      const others = columns
        .find(({ name }) => name === state)
        ?.enumValues?.filter((one) => !states.includes(one))
      return [
        ...states.map((value) => ({ [state]: value, [column]: null })),
        ...(others ?? []).map((value) => ({ [state]: value, [column]: sample(column) })),
      ]
    },
  ],
]

/** `setWhen` of checks.ts: a column that is set in some states only. */
function SET_WHEN() {
  return /^\((\w+) is not null\) = \((\w+) in \((.*)\)\)$/
}

/** The row with every column that depends on a state set or not, as its state wants it. */
export function inLawfulState(row: Row, table: PgTable): Row {
  const rules = rulesOf(table)
  const { columns } = getTableConfig(table)
  const completed = { ...row }
  for (const { words } of rules) {
    const [, name = '', state = '', listed = ''] = SET_WHEN().exec(words) ?? []
    const column = columns.find((one) => one.name === name)
    if (!column) continue
    const isSet = listed.split(', ').includes(`'${String(completed[state])}'`)
    completed[name] = isSet ? sampleOf(column, rules) : null
  }
  return completed
}

/** A row that satisfies every rule, without optional columns. `fixed` sets what no rule of a single column determines. */
export function lawfulRow(table: PgTable, fixed: Row = {}): Row {
  const { columns } = getTableConfig(table)
  const rules = rulesOf(table)
  const row: Row = {}
  for (const column of columns)
    if (column.notNull && !column.generated && !column.getSQLType().endsWith('serial'))
      row[column.name] = sampleOf(column, rules)
  return inLawfulState({ ...row, ...fixed }, table)
}
