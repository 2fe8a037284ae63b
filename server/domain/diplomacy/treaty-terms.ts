import { z } from 'zod'
import { refuse, type Refusal } from '../refusal.ts'
import { fromBasisPoints, toBasisPoints } from '../rates.ts'
import { type TreatyType } from './treaty-types.ts'

/** Allowed length of a treaty; without a term it runs until one side gives notice. */
export const TREATY_TERM_DAYS = { min: 7, max: 365 } as const

/** Tax discount, basis points. */
export const TAX_RELIEF_BP = { min: 500, max: 5000 } as const

const TERM_MESSAGE = `A treaty's term must be between ${TREATY_TERM_DAYS.min} and ${TREATY_TERM_DAYS.max} days.`
const RELIEF_MESSAGE = `Tax relief must be between ${TAX_RELIEF_BP.min / 100}% and ${TAX_RELIEF_BP.max / 100}%.`

const durationDays = z
  .int(TERM_MESSAGE)
  .min(TREATY_TERM_DAYS.min, TERM_MESSAGE)
  .max(TREATY_TERM_DAYS.max, TERM_MESSAGE)
  .nullable()
  .default(null)

const taxRelief = z
  .number(RELIEF_MESSAGE)
  .min(fromBasisPoints(TAX_RELIEF_BP.min), RELIEF_MESSAGE)
  .max(fromBasisPoints(TAX_RELIEF_BP.max), RELIEF_MESSAGE)

/** Terms of each type on the wire. Unknown terms are refused: what the game cannot enforce cannot be agreed. */
export const TREATY_TERMS = {
  /** Tax discount for each other's citizens. */
  trade_agreement: z.strictObject({ durationDays, taxRelief }),
  non_aggression: z.strictObject({ durationDays }),
  defense_pact: z.strictObject({ durationDays }),
  cultural_exchange: z.strictObject({ durationDays }),
  /** Direct travel between the two; with `residence`, each other's citizens may become residents without applying. */
  open_borders: z.strictObject({ durationDays, residence: z.boolean().default(false) }),
} as const satisfies Record<TreatyType, z.ZodType>

/** Terms as stored. */
export type TreatyTerms =
  | { treatyType: 'trade_agreement'; durationDays: number | null; taxReliefBp: number }
  | { treatyType: 'non_aggression'; durationDays: number | null }
  | { treatyType: 'defense_pact'; durationDays: number | null }
  | { treatyType: 'cultural_exchange'; durationDays: number | null }
  | { treatyType: 'open_borders'; durationDays: number | null; residence: boolean }

export type TreatyTermsRefusal = Refusal<'invalid-terms'> & { issues: { path: string; message: string }[] }

/** Parses the wire terms of a treaty of this type; issue paths start with `terms`. */
export function parseTreatyTerms(
  treatyType: TreatyType,
  terms: unknown,
): { ok: true; value: TreatyTerms } | TreatyTermsRefusal {
  switch (treatyType) {
    case 'trade_agreement': {
      const parsed = TREATY_TERMS.trade_agreement.safeParse(terms)
      if (!parsed.success) return invalid(parsed.error)
      const { taxRelief: relief, durationDays: days } = parsed.data
      return { ok: true, value: { treatyType, durationDays: days, taxReliefBp: toBasisPoints(relief) } }
    }
    case 'open_borders': {
      const parsed = TREATY_TERMS.open_borders.safeParse(terms)
      return parsed.success ? { ok: true, value: { treatyType, ...parsed.data } } : invalid(parsed.error)
    }
    default: {
      const parsed = TREATY_TERMS[treatyType].safeParse(terms)
      return parsed.success ? { ok: true, value: { treatyType, ...parsed.data } } : invalid(parsed.error)
    }
  }
}

/** The terms on the wire, without the type, which the treaty itself carries. */
export function termsToWire(terms: TreatyTerms): Record<string, number | boolean | null> {
  const { treatyType: _type, ...rest } = terms
  if (!('taxReliefBp' in rest)) return rest
  const { taxReliefBp, ...others } = rest
  return { ...others, taxRelief: fromBasisPoints(taxReliefBp) }
}

function invalid(error: z.ZodError): TreatyTermsRefusal {
  const issues = error.issues.map(({ path, message }) => ({ path: ['terms', ...path].join('.'), message }))
  return { ...refuse('invalid-terms', issues.map((issue) => issue.message).join(' ')), issues }
}
