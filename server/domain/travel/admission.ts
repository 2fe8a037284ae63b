import { allow, refuse, type Verdict } from '../refusal.ts'

/** Pilots count in a region while they were seen within so many days. */
export const ACTIVE_DAYS = 7
/** Who came counts for so long, and after it once they were seen again. */
export const ARRIVED_DAYS = 1
/** One place in so many is kept for citizens. */
const KEPT_FOR_CITIZENS = 10

export type AdmissionRefusal = 'region-full'

/** Places for those who are no citizens. */
export const placesForVisitors = (places: number): number => places - Math.ceil(places / KEPT_FOR_CITIZENS)

/**
 * Whether a region admits one more pilot. Citizens come first: the last places are theirs. Its owner always comes in. Who is in stays,
 * also where more are in than there are places.
 * @param facts.present active pilots in it and on the way there
 */
export function checkAdmission(facts: {
  places: number
  present: number
  standing: 'owner' | 'citizen' | 'visitor'
  displayName: string
}): Verdict<undefined, AdmissionRefusal> {
  const { places, present, standing, displayName } = facts
  if (standing === 'owner' || present < placesForVisitors(places)) return allow(undefined)
  if (present >= places)
    return refuse(
      'region-full',
      `${displayName} is full: it has room for ${places} pilots. Try again when somebody has left, or go elsewhere.`,
    )
  return standing === 'citizen'
    ? allow(undefined)
    : refuse(
        'region-full',
        `${displayName} is full: its last places are kept for citizens. Try again when somebody has left, or become a citizen.`,
      )
}
