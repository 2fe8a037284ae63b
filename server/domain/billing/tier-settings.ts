import { z } from 'zod'
import { parseMoney } from './money.ts'
import { PRICE_BOUNDS } from './price-input.ts'
import { DEFAULT_TIERS, TIERS, type TierTable } from './tiers.ts'

export const TIER_NAME_LENGTH = { min: 2, max: 24 } as const
/** Pilots that a region can be sized for. */
export const PILOT_BOUNDS = { min: 10, max: 1000 } as const
const LOG_DAYS_MAX = 3650
const EXPORT_DAYS_MAX = 365

const price = z.string().transform((text, check) => {
  const money = parseMoney(text, 'USD')
  if (money.ok && money.value.minor >= PRICE_BOUNDS.min && money.value.minor <= PRICE_BOUNDS.max)
    return money.value
  check.addIssue({ code: 'custom', message: 'expected a price such as "40.00"' })
  return z.NEVER
})

const tierInput = z.strictObject({
  name: z.string().trim().min(TIER_NAME_LENGTH.min).max(TIER_NAME_LENGTH.max).optional(),
  offered: z.boolean().optional(),
  price: price.optional(),
  pilots: z.int().min(PILOT_BOUNDS.min).max(PILOT_BOUNDS.max).optional(),
  logDays: z.int().min(0).max(LOG_DAYS_MAX).optional(),
  exportDays: z.int().min(0).max(EXPORT_DAYS_MAX).optional(),
  emblem: z.boolean().optional(),
})

const tiersInput = z.strictObject({
  // The smallest is always sold, and its first price is the plan's.
  standard: tierInput.omit({ offered: true, price: true }).optional(),
  large: tierInput.optional(),
  grand: tierInput.optional(),
})
type Given = Partial<z.output<typeof tierInput>>

/**
 * The setting TIERS: JSON with what differs from the defaults, such as `{"large":{"offered":true,"price":"40.00"}}`. A larger tier
 * gives at least what the smaller one gives.
 */
export const tierSetting = z
  .string()
  .default('{}')
  .transform((text, check): TierTable => {
    const given = tiersInput.safeParse(readJson(text))
    if (!given.success) {
      for (const { path, message } of given.error.issues)
        check.addIssue({ code: 'custom', message: `${path.join('.') || 'expected JSON'}: ${message}` })
      return z.NEVER
    }
    const table = tableOf(given.data)
    for (const message of shrinkingIn(table)) check.addIssue({ code: 'custom', message })
    return table
  })

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const tableOf = (given: { standard?: Given; large?: Given; grand?: Given }): TierTable => ({
  standard: settingsOf('standard', given.standard),
  large: settingsOf('large', given.large),
  grand: settingsOf('grand', given.grand),
})

function settingsOf(tier: (typeof TIERS)[number], given: Given = {}) {
  const { name, isOffered, firstPrice, benefits } = DEFAULT_TIERS[tier]
  return {
    name: given.name ?? name,
    isOffered: given.offered ?? isOffered,
    firstPrice: given.price ?? firstPrice,
    benefits: {
      pilots: given.pilots ?? benefits.pilots,
      logDays: given.logDays ?? benefits.logDays,
      exportDays: given.exportDays ?? benefits.exportDays,
      emblem: given.emblem ?? benefits.emblem,
    },
  }
}

function shrinkingIn(table: TierTable): string[] {
  return TIERS.slice(1).flatMap((tier, i) => {
    const smaller = table[TIERS[i] ?? 'standard'].benefits
    const { pilots, logDays, exportDays, emblem } = table[tier].benefits
    const given = { pilots, logDays, exportDays, emblem: Number(emblem) }
    const before = { ...smaller, emblem: Number(smaller.emblem) }
    return (['pilots', 'logDays', 'exportDays', 'emblem'] as const)
      .filter((benefit) => given[benefit] < before[benefit])
      .map((benefit) => `${tier}.${benefit}: expected at least what ${TIERS[i]} gives`)
  })
}
