import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { type ContractKind } from '#server/domain/contracts/contract-kinds.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'

type Goods = { commodity: Commodity | null; units: number }
type Premium = { kind: ContractKind; premium: number; premiumPerUnit: number | null }

/** "30 food", "Sealed goods, 10 holds". */
export function goodsWords({ commodity, units }: Goods): string {
  if (commodity === null) return `Sealed goods, ${formatCount(units, 'hold')}`
  return `${formatNumber(units)} ${COMMODITY_LABELS[commodity].toLowerCase()}`
}

/** What it brings beyond the market's price. */
export function premiumWords({ kind, premium, premiumPerUnit }: Premium): string {
  if (premiumPerUnit !== null)
    return `+${formatCredits(premiumPerUnit)} a unit, ${formatCredits(premium)} in all`
  return kind === 'courier' ? `${formatCredits(premium)} and the deposit` : `+${formatCredits(premium)}`
}

export const turnsWords = (turns: number | null): string =>
  turns === null ? 'no way from here' : turns === 0 ? 'here' : formatCount(turns, 'turn')
