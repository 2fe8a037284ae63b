import { tableMaker } from '../database-kind.ts'

/** A table of the platform database: no galaxy's handle can be asked for it. */
export const pgTable = tableMaker<'platform'>()
