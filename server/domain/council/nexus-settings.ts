/** What the Galactic Council sets for the Central Nexus. */
export type NexusSettings = {
  /** What a passage through a gate of the Nexus costs, whole credits. */
  gateTollCredits: number
  /** Withheld from the proceeds of a sale in the Nexus, basis points. */
  nexusTaxBp: number
}
export type NexusLever = keyof NexusSettings
export const NEXUS_LEVERS = ['gateTollCredits', 'nexusTaxBp'] as const satisfies readonly NexusLever[]

/** Why these bounds: docs/decisions/0012-the-galactic-council.md. */
export const NEXUS_BOUNDS = {
  gateTollCredits: { min: 0, max: 1_000 },
  nexusTaxBp: { min: 0, max: 1_500 },
} as const satisfies Record<NexusLever, { min: number; max: number }>

/** What holds until the Council first decides otherwise. */
export const FOUNDING_NEXUS_SETTINGS: NexusSettings = { gateTollCredits: 25, nexusTaxBp: 500 }

export const NEXUS_LEVER_LABELS: Record<NexusLever, string> = {
  gateTollCredits: 'Gate toll',
  nexusTaxBp: 'Nexus tax',
}

/** One lever before and after, as the law book of the Nexus keeps it; `before` is null at the founding. */
export type NexusChange = { lever: NexusLever; before: number | null; after: number }

/** A lever's value as people read it: "25 credits", "5 %". */
export function describeNexusValue(lever: NexusLever, value: number): string {
  switch (lever) {
    case 'gateTollCredits':
      return value === 1 ? '1 credit' : `${value} credits`
    case 'nexusTaxBp':
      return `${value / 100} %`
  }
}
