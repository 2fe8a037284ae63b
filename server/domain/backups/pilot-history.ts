/** Where the platform has somebody. A traveller's version is the one that they land with. */
export type KnownPlace = {
  galaxyId: string
  fencingVersion: number
  isTravelling: boolean
  isBeginning: boolean
}

/** A departure as a galaxy told it: `fencingVersion` is that of the stay that it ended. */
export type ToldDeparture = { galaxyId: string; fencingVersion: number; messageId: string }

/** A stay that goes on. */
export type ToldStay = { galaxyId: string; fencingVersion: number }

export type HistoryStep =
  { kind: 'place'; galaxyId: string; fencingVersion: number } | { kind: 'depart'; messageId: string }

/**
 * What a platform out of a backup has to catch up with of one pilot, in order: departures that it does not know, each after the stay
 * that it ended, and the stay of now. Fencing versions grow with each crossing, so they tell what is newer.
 */
export function stepsToCatchUp(
  known: KnownPlace | null,
  { departures, stay }: { departures: readonly ToldDeparture[]; stay: ToldStay | null },
): HistoryStep[] {
  const steps: HistoryStep[] = []
  let at = known
  const comeTo = ({ galaxyId, fencingVersion }: ToldStay) => {
    if (at && isThere(at, { galaxyId, fencingVersion })) return
    steps.push({ kind: 'place', galaxyId, fencingVersion })
    at = { galaxyId, fencingVersion, isTravelling: false, isBeginning: false }
  }
  for (const left of [...departures].sort((one, other) => one.fencingVersion - other.fencingVersion)) {
    if (isOver(at, left)) continue
    comeTo(left)
    steps.push({ kind: 'depart', messageId: left.messageId })
    at = { ...left, fencingVersion: left.fencingVersion + 1, isTravelling: true, isBeginning: false }
  }
  if (stay && !isOver(at, stay)) comeTo(stay)
  return steps
}

const isThere = (at: KnownPlace, { galaxyId, fencingVersion }: ToldStay): boolean =>
  at.galaxyId === galaxyId && at.fencingVersion === fencingVersion && !at.isTravelling && !at.isBeginning

/** Whether the platform knows of something later than this stay. */
const isOver = (at: KnownPlace | null, { fencingVersion }: { fencingVersion: number }): boolean =>
  at !== null && at.fencingVersion > fencingVersion

/** Of one pilot in several galaxies: the newest stay, and those that it ended. */
export function newestStay<Stay extends ToldStay>(
  stays: readonly Stay[],
): { stay: Stay | null; ended: Stay[] } {
  const [stay = null, ...ended] = [...stays].sort((one, other) => other.fencingVersion - one.fencingVersion)
  return { stay, ended }
}
