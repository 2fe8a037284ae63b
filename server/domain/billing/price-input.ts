import { z } from 'zod'
import { allow, refuse, type Verdict } from '../refusal.ts'
import { idInput } from '../id-input.ts'
import { formatMoney, parseMoney, type Money } from './money.ts'
import { OFFER_KEYS } from './tiers.ts'

/** Bounds of a monthly price in minor units, against a slip of the decimal point. */
export const PRICE_BOUNDS = { min: 100, max: 100_000 } as const

const priceAmount = z
  .string()
  .trim()
  .transform((text, check) => {
    const money = parseMoney(text, 'USD')
    const isLawful =
      money.ok && money.value.minor >= PRICE_BOUNDS.min && money.value.minor <= PRICE_BOUNDS.max
    if (isLawful) return money.value
    const [min, max] = [PRICE_BOUNDS.min, PRICE_BOUNDS.max].map((minor) =>
      formatMoney({ minor, currency: 'USD' }),
    )
    check.addIssue({ code: 'custom', message: `Enter a price between ${min} and ${max}, such as 30.00.` })
    return z.NEVER
  })

const confirmation = z.string().trim().max(100)

export const changePriceInput = z.object({
  plan: z.enum(OFFER_KEYS),
  price: priceAmount,
  /** The plan's name, typed. */
  confirmation,
})
export type ChangePriceInput = z.output<typeof changePriceInput>

/** Our row of a plan at PayPal. */
export const planIdInput = z.object({ planId: idInput('This is no id of a plan.') })

export const announceMoveInput = planIdInput.extend({
  /** The new price, typed. */
  confirmation,
})
export type AnnounceMoveInput = z.output<typeof announceMoveInput>

export const cancelMoveInput = z.object({ priceId: idInput('This is no id of a price.') })

export type MoveRefusal = 'on-sale' | 'announced' | 'same-price'

/**
 * Whether those who pay for an earlier plan may be moved to the price on sale. The plan on sale has no earlier price to leave,
 * and nobody is moved to a price that new buyers do not pay.
 */
export function checkMove(facts: {
  isOnSale: boolean
  hasOpenMove: boolean
  current: Money
  target: Money
}): Verdict<undefined, MoveRefusal> {
  if (facts.isOnSale) return refuse('on-sale', 'This plan is on sale: change its price first.')
  if (facts.hasOpenMove) return refuse('announced', 'A new price was announced for this plan already.')
  if (facts.current.minor === facts.target.minor)
    return refuse('same-price', 'Its subscribers pay the price on sale already.')
  return allow(undefined)
}
