import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { COMMODITIES } from '#server/domain/economy/commodities.ts'

type Report = ApiOutputs['combat']['attack']

/** How a fight went, for the attacker. */
export function fightWords(callsign: string, { won, attack, defense, spoils }: Report): string {
  const numbers = `${attack} against ${defense}`
  if (!won) return `Your attack on ${callsign} failed, ${numbers}. Your ship is damaged.`
  const loot = COMMODITIES.flatMap((good) => {
    const units = spoils.taken[good] ?? 0
    return units > 0 ? [`${units} ${COMMODITY_LABELS[good].toLowerCase()}`] : []
  })
  return `You defeated ${callsign}, ${numbers}. ${loot.length > 0 ? `You took ${loot.join(', ')}.` : 'There was nothing to take.'}`
}
