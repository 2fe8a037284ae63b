import { type Commodity } from '#server/domain/economy/commodities.ts'

// Apart from the words of governments, which only their pages load.

export const COMMODITY_LABELS: Record<Commodity, string> = {
  ore: 'Ore',
  organics: 'Organics',
  equipment: 'Equipment',
  fuel: 'Fuel',
  food: 'Food',
  luxury: 'Luxury',
  technology: 'Technology',
  energy: 'Energy',
}

/** The patrol level set by law and the level funded today; `funded` is null while unknown. */
export function describePatrols(level: number, funded: number | null): string {
  if (level === 0) return 'None'
  return funded === null ? `Level ${level} set` : `Level ${level} set, ${funded} funded`
}
