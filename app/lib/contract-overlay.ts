import { type MapGroup } from '#app/components/map/map-colours.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { formatCredits, formatNumber } from './format.ts'
import { type ApiOutputs } from './trpc-client.ts'

export type ContractBoard = ApiOutputs['contracts']['list']
type Contract = ContractBoard['mine'][number]

/** The first that applies colours a sector. */
const KINDS = [
  { key: 'mine', label: 'You took it: deliver here', colour: 'var(--accent)' },
  { key: 'shortage', label: 'Shortage contract, open', colour: 'var(--warning)' },
  { key: 'treasury_job', label: 'Job of the treasury', colour: 'var(--info)' },
  { key: 'courier', label: 'Courier goods wait here', colour: 'var(--success)' },
] as const satisfies MapGroup[]
type Kind = (typeof KINDS)[number]['key']

/** Where contracts are delivered and couriers begin. Empty until the board is loaded. */
export function contractOverlay(board: ContractBoard | null) {
  const marks = board === null ? [] : marksOf(board)
  const tints = new Map<number, string>()
  const notes = new Map<number, string>()
  for (const { key } of KINDS)
    for (const mark of marks)
      if (mark.kind === key) {
        if (!tints.has(mark.sectorId)) tints.set(mark.sectorId, key)
        const before = notes.get(mark.sectorId)
        notes.set(mark.sectorId, before === undefined ? mark.words : `${before}; ${mark.words}`)
      }
  return { tints, notes, legend: [...KINDS] }
}

function marksOf({
  mine,
  open,
  couriers,
  sectorId,
}: ContractBoard): { kind: Kind; sectorId: number; words: string }[] {
  const taken = mine.map((contract) => ({ kind: 'mine' as const, contract }))
  const others = open.items.map((contract) => ({
    kind: contract.kind === 'treasury_job' ? ('treasury_job' as const) : ('shortage' as const),
    contract,
  }))
  return [
    ...[...taken, ...others].map(({ kind, contract }) => ({
      kind,
      sectorId: contract.port.sectorId,
      words: wordsOf(contract),
    })),
    ...(couriers.length === 0
      ? []
      : [{ kind: 'courier' as const, sectorId, words: `${couriers.length} courier contracts` }]),
  ]
}

function wordsOf({ port, commodity, units, delivered, premium, premiumPerUnit }: Contract): string {
  const goods = commodity === null ? 'sealed goods' : COMMODITY_LABELS[commodity].toLowerCase()
  const pay = premiumPerUnit === null ? formatCredits(premium) : `${formatCredits(premiumPerUnit)} a unit`
  return `${port.name}: ${formatNumber(units - delivered)} ${goods}, ${pay} extra`
}
