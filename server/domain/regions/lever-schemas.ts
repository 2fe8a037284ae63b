import { z } from 'zod'
import { languagePackSchema } from '../culture/language-pack.ts'
import { themeSchema } from '../culture/theme-schema.ts'
import { mottoSchema, traditionsSchema } from '../culture/traditions.ts'
import { COMMODITIES } from '../economy/commodities.ts'
import { type TradeBonuses } from '../economy/specializations.ts'
import { tableOf } from '../keys-of.ts'
import { plainText } from '../plain-text.ts'
import { boundMessage, CONSTITUTION_MAX_LENGTH, wireBound, type BoundName } from './bounds.ts'
import {
  CHOICE_LEVERS,
  LEVER_TABLE,
  NUMBER_LEVERS,
  type BoundUnit,
  type ChoiceLever,
  type NumberLever,
} from './lever-table.ts'
import { type Lever, type RegionSettings } from './settings.ts'

/** A lever's value in a request; trade bonuses may name only some goods. */
export type RequestedValue<L extends Lever> = L extends 'tradeBonuses'
  ? Partial<TradeBonuses>
  : RegionSettings[L]

type LeverSchemas = { [L in Lever]: z.ZodType<RequestedValue<L>, RequestedValue<L>> }

/** Units that are whole numbers on the wire too. */
const isWhole = (unit: BoundUnit): boolean => unit !== 'basis_points' && unit !== 'hundredths'

function bounded(name: BoundName, unit: BoundUnit) {
  const { min, max } = wireBound(name)
  const number = z.number(boundMessage(name)).min(min, boundMessage(name)).max(max, boundMessage(name))
  return isWhole(unit) ? number.int(boundMessage(name)) : number
}

const numbers: Pick<LeverSchemas, NumberLever> = tableOf(NUMBER_LEVERS, (lever) =>
  bounded(lever, LEVER_TABLE[lever].bound.unit),
)

function choice(lever: ChoiceLever): z.ZodType {
  const { choices, subject, ...entry } = LEVER_TABLE[lever]
  const one = z.enum(choices, `${subject} must be one of ${choices.join(', ')}.`)
  return 'nullable' in entry ? one.nullable() : one
}

/** Each schema is built from its own lever's choices, which TypeScript cannot infer through the key. */
const choices = tableOf(CHOICE_LEVERS, choice) as Pick<LeverSchemas, ChoiceLever>

/**
 * Request schema of each lever in wire values (DESIGN.md §4): rates as fractions, bonuses as factors. By lever;
 * `WIRE_LEVERS` has them by wire name.
 */
export const LEVER_SCHEMAS: LeverSchemas = {
  ...numbers,
  ...choices,
  tradeBonuses: z.partialRecord(
    z.enum(COMMODITIES, `A commodity must be one of ${COMMODITIES.join(', ')}.`),
    bounded('tradeBonus', LEVER_TABLE.tradeBonuses.each.unit),
  ),
  languagePack: languagePackSchema,
  theme: themeSchema,
  traditions: traditionsSchema,
  motto: mottoSchema,
  constitutionalText: plainText({
    label: 'The constitution',
    max: CONSTITUTION_MAX_LENGTH,
    multiline: true,
  }),
}
