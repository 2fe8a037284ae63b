import { Banner } from '#app/components/ui/banner.tsx'

/** Shown when a vote was extended, once, because the quorum was reached late. */
export function LateQuorumNote({ wasExtended }: { wasExtended: boolean }) {
  if (!wasExtended) return null
  return (
    <Banner tone="info" title="Voting was extended">
      The quorum was reached only at the very end, so voting runs 10% longer. This happens only once.
    </Banner>
  )
}

/** Shown when a vote, petition or nomination period is paused because the region is closed. */
export function PausedNote({ isPaused }: { isPaused: boolean }) {
  if (!isPaused) return null
  return (
    <Banner tone="warning" title="Paused while the region is closed">
      Nobody can vote, run or sign right now. The deadline moves by as long as the region stays closed.
    </Banner>
  )
}

/** Shown instead of a deadline that moves while the region is closed. */
export const PAUSED_END = 'Paused: the region is closed'

/** Shown instead of the ballot. */
export function NoBallotReason({ isOnRoll, isPaused }: { isOnRoll: boolean; isPaused: boolean }) {
  if (isOnRoll && isPaused) return null
  return (
    <p className="text-ink-2">
      {isOnRoll
        ? 'Voting has closed. The result will appear shortly.'
        : 'You can’t vote on this one: you were not eligible when voting opened.'}
    </p>
  )
}
