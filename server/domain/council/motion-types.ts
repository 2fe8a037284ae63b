import { type NexusLever } from './nexus-settings.ts'

/** What the Galactic Council votes on: a lever of the Nexus, or a text that binds nobody. */
export const COUNCIL_MOTION_TYPES = ['gate_toll', 'nexus_tax', 'motion'] as const
export type CouncilMotionType = (typeof COUNCIL_MOTION_TYPES)[number]

export const COUNCIL_MOTION_LABELS: Record<CouncilMotionType, string> = {
  gate_toll: 'Gate toll',
  nexus_tax: 'Nexus tax',
  motion: 'Text motion',
}

/** The lever that a motion of this type changes; null for a text. */
export const LEVER_OF_MOTION: Record<CouncilMotionType, NexusLever | null> = {
  gate_toll: 'gateTollCredits',
  nexus_tax: 'nexusTaxBp',
  motion: null,
}
