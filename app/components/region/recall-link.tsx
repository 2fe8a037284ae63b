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

/** Link to the open recall of an office holder, or to starting one. */
export function RecallLink({ region, position, holder }: RecallLinkProps) {
  const { recall, callsign } = holder
  if (recall !== null)
    return (
      <Link
        className="link flex min-h-6 w-fit items-center text-sm"
        to={`/regions/${region}/recalls/${recall.id}`}
      >
        {recall.status === 'voting'
          ? 'Recall: voting is open'
          : `Recall: ${recall.signatures} of ${recall.signaturesNeeded} signatures`}
      </Link>
    )
  if (!holder.canRecall) return null
  return (
    <Link
      className="link text-ink-2 flex min-h-6 w-fit items-center text-sm"
      to={`/regions/${region}/recalls/new?position=${position}&holder=${holder.userId}`}
      aria-label={`Start a recall of ${callsign},  ${POSITION_LABELS[position].toLowerCase()}`}
    >
      Start a recall
    </Link>
  )
}
