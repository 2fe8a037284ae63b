import { REGION_SECTORS } from '../galaxy/region-size.ts'

/** The steps of building a region (DESIGN.md §1), in order. Each can be repeated after a crash at any point. */
export const PROVISIONING_STEPS = [
  'register-galaxy',
  'create-database',
  'create-role',
  'load-sectors',
  'link-gate',
  'copy-settings',
  'open-ledger',
  'found-government',
  'activate',
] as const
export type ProvisioningStep = (typeof PROVISIONING_STEPS)[number]

/** Shown to the waiting owner while a step runs. */
export const PROVISIONING_STEP_LABELS: Record<ProvisioningStep, string> = {
  'register-galaxy': 'Claiming space',
  'create-database': 'Making the galaxy',
  'create-role': 'Locking the doors',
  'load-sectors': `Charting ${REGION_SECTORS} sectors`,
  'link-gate': 'Linking the gate to the Nexus',
  'copy-settings': 'Posting the laws',
  'open-ledger': 'Opening the treasury',
  'found-government': 'Swearing in the first citizen',
  activate: 'Opening the borders',
}

/** The operation's step before the first and after the last. */
export const PROVISIONING_QUEUED = 'queued'
export const PROVISIONING_DONE = 'done'

const isStep = (step: string): step is ProvisioningStep => PROVISIONING_STEPS.some((known) => known === step)

/** Label of an operation's step. */
export function provisioningLabel(step: string): string {
  if (isStep(step)) return PROVISIONING_STEP_LABELS[step]
  return step === PROVISIONING_DONE ? 'Open' : 'Waiting in the queue'
}

/** Percentage done when `step` starts. */
export const progressAt = (step: ProvisioningStep): number =>
  Math.round((PROVISIONING_STEPS.indexOf(step) / PROVISIONING_STEPS.length) * 100)

/** Attempts before a person must step in. */
export const PROVISIONING_ATTEMPTS = 8

const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 30 * 60_000

/** Delay after the `attempts`-th failure (1, 2 …) before the next attempt, or null if there are none left. */
export function pauseAfterFailure(attempts: number): number | null {
  if (attempts >= PROVISIONING_ATTEMPTS) return null
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS)
}

/** A run without progress for this long was left by a dead process. */
export const PROVISIONING_STUCK_MS = 90_000
