import { Banner } from '#app/components/ui/banner.tsx'

/** Says of an open vote that its close was put off, once, because the quorum came late. */
export function LateQuorumNote({ wasExtended }: { wasExtended: boolean }) {
  if (!wasExtended) return null
  return (
    <Banner tone="info" title="The vote goes on for a tenth of its time">
      The quorum was reached only in the last tenth. It is extended once.
    </Banner>
  )
}

/** Says of a vote, petition or nominations that their clock stands still while the region is closed. */
export function PausedNote({ isPaused }: { isPaused: boolean }) {
  if (!isPaused) return null
  return (
    <Banner tone="warning" title="Paused while the region is closed">
      Nobody can vote, stand or sign now, and no time is lost: it ends as much later as the region stays
      closed.
    </Banner>
  )
}

/** Stands where a moment would that moves as long as the region is closed. */
export const PAUSED_END = 'Paused: the region is closed'

/** Stands where the ballot would. */
export function WhyNoBallot({ isOnRoll, isPaused }: { isOnRoll: boolean; isPaused: boolean }) {
  if (isOnRoll && isPaused) return null
  return (
    <p className="text-ink-2">
      {isOnRoll
        ? 'Voting is over. The result follows as soon as the ballots are counted.'
        : 'You are not on the roll of this vote: it was fixed when the vote opened.'}
    </p>
  )
}
