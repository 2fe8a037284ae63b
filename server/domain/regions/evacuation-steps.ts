/** What is done with a region at the end of its evacuation, in order. Each step can be repeated after a crash at any point. */
export const EVACUATION_STEPS = ['carry', 'share', 'archive'] as const
export type EvacuationStep = (typeof EVACUATION_STEPS)[number]

const LABELS: Record<string, string> = {
  queued: 'Waiting in the queue',
  carry: 'Carrying everybody to Gateway Plaza',
  share: 'Sharing the treasury',
  archive: 'Ending the government and archiving the region',
  done: 'Done',
} satisfies Record<EvacuationStep | 'queued' | 'done', string>

export const evacuationLabel = (step: string): string => LABELS[step] ?? step

/** Percentage done when `step` starts. */
export const evacuationProgress = (step: EvacuationStep): number =>
  Math.round((EVACUATION_STEPS.indexOf(step) / EVACUATION_STEPS.length) * 100)

/**
 * Whether a payment ends the evacuation. Once the treasury is being shared it goes on to the archive, and the region comes back from
 * there at once: a share may be in a purse already.
 */
export const canTurnBack = (step: string): boolean => step === 'queued' || step === 'carry'

/** A run without progress for this long was left by a dead process. */
export const EVACUATION_STUCK_MS = 10 * 60_000
export const EVACUATION_RETRY_MS = 60_000
