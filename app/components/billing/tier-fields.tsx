import { type ReactNode } from 'react'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { benefitWords } from './benefit-words.ts'

export type Tiers = ApiOutputs['billing']['tiers']

/** What a month costs where there is one size; null where each has its own price, at the choice. */
export function onlyPrice(tiers: Tiers): string | null {
  const [only, ...others] = tiers
  return only && others.length === 0 ? `${only.price.value} ${only.price.currency} a month` : null
}

export type TierFieldsProps = { tiers: Tiers; chosen: string; legend: ReactNode }

/** The choice of a region's size, with price and what each gives. Where one is sold there is no choice. */
export function TierFields({ tiers, chosen, legend }: TierFieldsProps) {
  const [first, ...others] = tiers
  if (!first || others.length === 0)
    return <input type="hidden" name="tier" value={first?.tier ?? 'standard'} />
  const isSold = tiers.some(({ tier }) => tier === chosen)
  return (
    <RadioCards
      legend={legend}
      name="tier"
      defaultValue={isSold ? chosen : first.tier}
      required
      hint="Votes, trade and combat are the same in every size. You can change it later."
      options={tiers.map(({ tier, name, price, benefits }) => ({
        value: tier,
        label: `${name}, ${price.value} ${price.currency} a month`,
        description: benefitWords(benefits).join(' · '),
      }))}
    />
  )
}
