import { allow, refuse, type Verdict } from '../refusal.ts'
import { fromBasisPoints, toBasisPoints } from '../rates.ts'
import { LEVER_OF_MOTION, type CouncilMotionType } from './motion-types.ts'
import { NEXUS_BOUNDS, type NexusSettings } from './nexus-settings.ts'

const TOLL_MESSAGE = `The gate toll must be whole credits between ${NEXUS_BOUNDS.gateTollCredits.min} and ${NEXUS_BOUNDS.gateTollCredits.max.toLocaleString('en')}.`
const TAX_MESSAGE = `The Nexus tax must be between ${NEXUS_BOUNDS.nexusTaxBp.min / 100}% and ${NEXUS_BOUNDS.nexusTaxBp.max / 100}%.`

export type ProposedValueRefusal = 'value-missing' | 'out-of-bounds' | 'no-change' | 'value-on-a-text'

/**
 * Parses the proposed value of a motion: credits for the toll, a fraction for the tax, nothing for a text. Returns
 * the lever's own unit (credits, basis points). Refuses values out of bounds and the current value.
 */
export function readProposedValue(
  motionType: CouncilMotionType,
  value: number | null,
  present: NexusSettings,
): Verdict<number | null, ProposedValueRefusal> {
  const lever = LEVER_OF_MOTION[motionType]
  if (lever === null)
    return value === null ? allow(null) : refuse('value-on-a-text', 'A text motion cannot set a value.')
  const words = lever === 'nexusTaxBp' ? TAX_MESSAGE : TOLL_MESSAGE
  if (value === null || !Number.isFinite(value)) return refuse('value-missing', words)
  const units = lever === 'nexusTaxBp' ? toBasisPoints(value) : value
  const { min, max } = NEXUS_BOUNDS[lever]
  if (!Number.isInteger(units) || units < min || units > max) return refuse('out-of-bounds', words)
  if (units === present[lever])
    return refuse('no-change', 'This is already the current value. Propose another one.')
  return allow(units)
}

/** A motion's value on the wire: credits, a fraction, or null. */
export const proposedValueToWire = (motionType: CouncilMotionType, units: number | null): number | null =>
  units !== null && motionType === 'nexus_tax' ? fromBasisPoints(units) : units
