import { z } from 'zod'
import { COMMODITIES } from '../economy/commodities.ts'
import { pick, tableOf } from '../keys-of.ts'
import { BOUNDS, boundMessage, type BoundName } from './bounds.ts'
import { LEVERS, NUMBER_LEVERS } from './lever-table.ts'
import { LEVER_SCHEMAS } from './lever-schemas.ts'
import { type SettingsPatch } from './levers.ts'

const stored = (name: BoundName) =>
  z
    .int(boundMessage(name))
    .min(BOUNDS[name].min, boundMessage(name))
    .max(BOUNDS[name].max, boundMessage(name))

/**
 * A patch in stored integers, as in a policy's row. Parsed again when read: what was stored under older rules must
 * not become law under newer ones. Unknown levers are refused.
 */
export const settingsPatchSchema: z.ZodType<SettingsPatch> = z
  .strictObject({
    ...pick(LEVER_SCHEMAS, LEVERS),
    ...tableOf(NUMBER_LEVERS, stored),
    tradeBonuses: z.partialRecord(z.enum(COMMODITIES), stored('tradeBonus')),
  })
  .partial()
