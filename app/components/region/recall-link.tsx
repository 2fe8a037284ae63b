import { Link } from '@remix-run/react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type Position } from '#server/domain/regions/positions.ts'
import { type OfficeView } from '#app/lib/api-types.ts'

export type RecallLinkProps = {
  /** The region's name. */
  region: string
  position: Position
  holder: OfficeView['holders'][number]
}

/** The way to the recall of an office holder: the one under way with its signatures, or asking for one. */
export function RecallLink({ region, position, holder }: RecallLinkProps) {
  const { recall, callsign } = holder
  if (recall !== null)
    return (
      <Link
        className="link flex min-h-6 w-fit items-center text-sm"
        to={`/regions/${region}/recalls/${recall.id}`}
      >
        {recall.status === 'voting'
          ? 'Recall: the vote is open'
          : `Recall: ${recall.signatures} of ${recall.signaturesNeeded} signatures`}
      </Link>
    )
  if (!holder.canRecall) return null
  return (
    <Link
      className="link text-ink-2 flex min-h-6 w-fit items-center text-sm"
      to={`/regions/${region}/recalls/new?position=${position}&holder=${holder.userId}`}
      aria-label={`Ask for the recall of ${callsign}, ${POSITION_LABELS[position].toLowerCase()}`}
    >
      Ask for a recall
    </Link>
  )
}
