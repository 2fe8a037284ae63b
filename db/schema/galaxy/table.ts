import { tableMaker } from '../database-kind.ts'

/** A table of a galaxy's database: the platform's handle cannot be asked for it. */
export const pgTable = tableMaker<'galaxy'>()
