import { Badge } from '#app/components/ui/badge.tsx'

export type PlayerBadgesProps = {
  role: 'player' | 'admin'
  isConfirmed: boolean
  isSuspended: boolean
}

/** What is special about an account. */
export function PlayerBadges({ role, isConfirmed, isSuspended }: PlayerBadgesProps) {
  return (
    <>
      {role === 'admin' ? <Badge tone="accent">Administrator</Badge> : null}
      {isSuspended ? <Badge tone="danger">Suspended</Badge> : null}
      {isConfirmed ? null : <Badge tone="warning">Not confirmed</Badge>}
    </>
  )
}
