import { allProfit, madeBySources, perThousandTurns, sinkShare, type Figures } from './figures.ts'
import { HABITS } from './traders.ts'

/** One line of the table of the balance test; credits for 1,000 turns, and credits a day. */
export function tableRow(name: string, figures: Figures): Record<string, string | number> {
  const { kinds, days, accounts } = figures
  const [casual, bot] = [perThousandTurns(kinds.casual), perThousandTurns(kinds.bot)]
  const daily = (kind: 'casual' | 'bot') =>
    Math.round(kinds[kind].profit / days / Math.max(1, kinds[kind].traders))
  const made = madeBySources(figures)
  return {
    population: name,
    newcomer: perThousandTurns(kinds.newcomer),
    casual,
    greedy: perThousandTurns(kinds.greedy),
    bot,
    ratio: casual > 0 && bot > 0 ? `1 : ${(bot / casual).toFixed(2)}` : '–',
    'casual a day': daily('casual'),
    'bot a day': daily('bot'),
    'all a day': Math.round(allProfit(figures) / days),
    'treasury a day': Math.round((accounts.treasury ?? 0) / (days + 1)),
    'sinks ÷ sources': made > 0 ? sinkShare(figures).toFixed(2) : '–',
  }
}

/** Where credits came from and went, over the whole run. */
export const accountsOf = ({ accounts }: Figures): Record<string, number> =>
  Object.fromEntries(Object.entries(accounts).sort(([a], [b]) => a.localeCompare(b)))

export const describeHabits = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(HABITS).map(([kind, { sessions, turns, knows, reach }]) => [
      kind,
      `${sessions} × ${turns} turns a day, knows ${knows}, reach ${reach}`,
    ]),
  )
