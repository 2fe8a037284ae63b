import { Link } from '@remix-run/react'
import { type ReactNode } from 'react'
import { COUNCIL_MOTION_LABELS } from '#server/domain/council/motion-types.ts'
import { motionPath } from '#server/domain/regions/paths.ts'
import { type MotionListItem } from '#app/lib/api-types.ts'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { Time } from '#app/components/ui/time.tsx'

export type MotionTableProps = { caption: string; motions: readonly MotionListItem[]; empty: ReactNode }

export function MotionTable({ caption, motions, empty }: MotionTableProps) {
  return (
    <Table
      caption={caption}
      rows={motions}
      rowKey={(motion) => motion.id}
      empty={empty}
      columns={[
        {
          key: 'title',
          header: 'Motion',
          primary: true,
          cell: (motion) => (
            <Link to={motionPath(motion.id)} className="link text-ink">
              {motion.title}
            </Link>
          ),
        },
        { key: 'type', header: 'Topic', cell: (motion) => COUNCIL_MOTION_LABELS[motion.motionType] },
        { key: 'seat', header: 'Seat', cell: (motion) => motion.seatDisplayName },
        {
          key: 'status',
          header: 'Status',
          cell: (motion) => <StatusBadge kind="policy" status={motion.status} />,
        },
        {
          key: 'turnout',
          header: 'Seats voted',
          numeric: true,
          cell: (motion) => `${motion.seatsVoted} / ${motion.seats}`,
        },
        {
          key: 'close',
          header: 'Closes',
          cell: (motion) => <Time at={motion.votingClosesAt} format="relative" />,
        },
      ]}
    />
  )
}
