/** What the Galactic Council sets for the Central Nexus. */
export type NexusSettings = {
  /** Price of a passage through a Nexus gate, whole credits. */
  gateTollCredits: number
  /** Share withheld from every sale in the Nexus, basis points. */
  nexusTaxBp: number
}
export type NexusLever = keyof NexusSettings
export const NEXUS_LEVERS = ['gateTollCredits', 'nexusTaxBp'] as const satisfies readonly NexusLever[]

/** Why these bounds: docs/decisions/0012-the-galactic-council.md. */
export const NEXUS_BOUNDS = {
  gateTollCredits: { min: 0, max: 1_000 },
  nexusTaxBp: { min: 0, max: 1_500 },
} as const satisfies Record<NexusLever, { min: number; max: number }>

/** Initial values, until the Council decides otherwise. */
export const FOUNDING_NEXUS_SETTINGS: NexusSettings = { gateTollCredits: 25, nexusTaxBp: 500 }

export const NEXUS_LEVER_LABELS: Record<NexusLever, string> = {
  gateTollCredits: 'Gate toll',
  nexusTaxBp: 'Nexus tax',
}

/** One changed lever in the law book of the Nexus; `before` is null at the founding. */
export type NexusChange = { lever: NexusLever; before: number | null; after: number }

/** A lever's value for display: "25 credits", "5%". */
export function describeNexusValue(lever: NexusLever, value: number): string {
  switch (lever) {
    case 'gateTollCredits':
      return value === 1 ? '1 credit' : `${value} credits`
    case 'nexusTaxBp':
      return `${value / 100}%`
  }
}
