import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { HULLS } from '#server/domain/ships/hulls.ts'
import { MODULES } from '#server/domain/ships/ship.ts'

export type LogEntry = ApiOutputs['trade']['log']['entries']['items'][number]
type Reason = LogEntry['reason']

/** What a line says where nothing more is known of it. A reason without words does not compile. */
const WORDS: Record<Reason, string> = {
  starting_credits: 'Starting credits',
  treasury_gift: 'Donation to the treasury',
  defense_upkeep: 'Patrols',
  purchase: 'Purchase',
  sale: 'Sale',
  charting: 'Charting',
  shipyard: 'Work at a shipyard',
  fight: 'A fight',
  contract_premium: 'Premium of a contract',
  courier_deposit: 'Deposit for a courier contract',
  courier_pay: 'Pay and deposit of a courier contract',
  courier_forfeit: 'Deposit lost: the courier goods came late',
  courier_returned: 'Deposit returned: the region closed before the courier goods arrived',
  job_posted: 'Set aside for a treasury job',
  job_premium: 'Premium of a treasury job',
  job_returned: 'Returned from a treasury job',
  works: 'Works at a port',
  works_upkeep: 'Upkeep of works',
  festival: 'A festival',
  treasury_share: 'Your share of a treasury',
  departure: 'Fare and toll of a passage, and your purse taken along',
  arrival: 'Your purse after a passage',
  gate_toll: 'Gate toll',
  restored: 'Restored from a backup',
}

/** A line of the log in plain words. */
export function wordsOf({ reason, trade, work, sectors }: LogEntry): string {
  if (trade) return tradeWords(trade)
  if (work) return `Shipyard: ${workWords(work)}`
  if (sectors !== null) return `Charted ${formatCount(sectors, 'new sector')}`
  return WORDS[reason]
}

function tradeWords({ side, commodity, quantity, berthFee, port }: NonNullable<LogEntry['trade']>): string {
  const goods = `${formatNumber(quantity)} ${COMMODITY_LABELS[commodity].toLowerCase()}`
  const where = port === null ? '' : ` at ${port}`
  const berth = berthFee > 0 ? `, with ${formatCredits(berthFee)} for the berth` : ''
  return `${side === 'buy' ? 'Bought' : 'Sold'} ${goods}${where}${berth}`
}

function workWords(work: NonNullable<LogEntry['work']>): string {
  switch (work.kind) {
    case 'hull':
      return `bought a ${HULLS[work.hull].name}`
    case 'module':
      return `fitted a ${MODULES[work.module].name.toLowerCase()} module`
    case 'repair':
      return 'repaired the ship'
  }
}
