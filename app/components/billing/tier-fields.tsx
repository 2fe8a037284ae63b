import { type ReactNode } from 'react'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { KEPT_AFTER_DAYS } from '#server/domain/regions/smaller-tier.ts'
import { benefitWords } from './benefit-words.ts'

export type Tiers = ApiOutputs['billing']['tiers']
export type RegionTiers = ApiOutputs['billing']['regionTiers']

/** What a month costs where there is one size; null where each has its own price, at the choice. */
export function onlyPrice(tiers: Tiers): string | null {
  const [only, ...others] = tiers
  return only && others.length === 0 ? `${only.price.value} ${only.price.currency} a month` : null
}

export type TierFieldsProps = {
  /** With what of the region each would erase, where there is a region already. */
  tiers: readonly (Tiers[number] & { lost?: readonly string[] })[]
  chosen: string
  legend: ReactNode
}

/**
 * The choice of a region's size, with price and what each gives. Where one is sold there is no choice, unless the region has another that
 * is not sold any more: nobody is led into a smaller one without choosing it.
 */
export function TierFields({ tiers, chosen, legend }: TierFieldsProps) {
  const [first, ...others] = tiers
  const isSold = tiers.some(({ tier }) => tier === chosen)
  if (!first || (others.length === 0 && isSold))
    return <input type="hidden" name="tier" value={first?.tier ?? 'standard'} />
  return (
    <RadioCards
      legend={legend}
      name="tier"
      {...(isSold ? { defaultValue: chosen } : {})}
      required
      hint={`${isSold ? '' : 'The size that the region has now is not sold any more. '}Votes, trade and combat are the same in every size. You can change it later.`}
      options={tiers.map(({ tier, name, price, benefits, lost = [] }) => ({
        value: tier,
        label: `${name}, ${price.value} ${price.currency} a month`,
        description: (
          <>
            {benefitWords(benefits).join(' · ')}
            {lost.length === 0 ? null : (
              <span className="text-warning mt-1 block">
                Erased {KEPT_AFTER_DAYS} days after the change: {lost.join(', ')}.
              </span>
            )}
          </>
        ),
      }))}
    />
  )
}
