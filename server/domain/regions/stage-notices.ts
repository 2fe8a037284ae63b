import { type ClosingStage } from './closing-stages.ts'

export type StageNews = ClosingStage | 'restored' | 'returned'

/** When a stage ends; null where that is not known. While a payment is disputed it is the latest date. */
export type StageEnd = { until: Date | null; disputedUntil: Date | null }

/**
 * What citizens are told when their region reaches a stage, or is paid for again. Dates are ISO 8601 in UTC; pages show them in the
 * reader's time zone.
 */
export function stageNotice(
  news: StageNews,
  displayName: string,
  { until, disputedUntil }: StageEnd,
): { title: string; body: string } {
  const day = until === null ? 'later' : `on ${until.toISOString()}`
  const lastDay = until === null ? 'then' : until.toISOString()
  switch (news) {
    case 'grace':
      return {
        title: `${displayName}: the payment is overdue`,
        body: `Everything still works. Unless the owner pays, it becomes read-only ${day}. Citizens may name a pilot who would take it over.`,
      }
    case 'suspended':
      return {
        title: `${displayName} is read-only`,
        body: `Nothing is lost, and open votes wait. You can look at everything, and leave for Gateway Plaza for free from any sector. Unless the owner pays, it is evacuated from ${lastDay}.${disputedUntil === null ? '' : ` A payment is disputed, until ${disputedUntil.toISOString()} at the latest; the evacuation is on the latest date, and comes earlier if that is settled sooner.`}`,
      }
    case 'evacuating':
      return {
        title: `${displayName} is being evacuated`,
        body: `Leave for Gateway Plaza for free from any sector until ${lastDay}. Who is still there then is carried there with ship, cargo and credits; the treasury is shared, and offices and treaties end.`,
      }
    case 'archived':
      return {
        title: `${displayName} is archived`,
        body: `Everybody is out with all that is theirs. It is kept until ${lastDay}; if somebody pays for it until then, it comes back with its map, laws and records, and you are told.`,
      }
    case 'restored':
      return {
        title: `${displayName} is paid for again`,
        body: 'Everything works as before, and open votes go on.',
      }
    case 'returned':
      return {
        title: `${displayName} is back: you are invited to return`,
        body: 'You are a citizen as before, with your reputation. Its map, laws and records are as they were. Its government is elected anew: stand for an office, or vote.',
      }
  }
}
