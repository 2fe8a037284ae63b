import { sql, type SQL } from 'drizzle-orm'
import { type GalaxyDb } from '#db/client.ts'

/** The values of a prepared statement by name. */
export const namedValues = <Values extends object>() => {
  const value = (name: keyof Values & string): SQL => sql`${sql.placeholder(name)}`
  return {
    value,
    valuesOf: (...names: (keyof Values & string)[]): SQL => sql.join(names.map(value), sql`, `),
  }
}

/** A part of a statement that writes. All parts run to their end, seen by none of the others, whether anything reads them or not. */
export const writingPart = (db: GalaxyDb, name: string, text: SQL) =>
  db.$with(name, { done: sql<boolean>`done`.as('done') }).as(sql`${text} returning true as done`)
