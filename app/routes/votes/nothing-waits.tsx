import { Vote } from 'lucide-react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'

/** Why the list is empty, and what one can do about it. */
export function NothingWaits({ isFiltered, hasPlaces }: { isFiltered: boolean; hasPlaces: boolean }) {
  if (isFiltered)
    return (
      <EmptyState
        title="Nothing of this kind waits for you"
        icon={<Vote />}
        action={<LinkButton to="/votes">Show everything</LinkButton>}
      />
    )
  return (
    <EmptyState
      title="Nothing waits for your vote"
      icon={<Vote />}
      action={hasPlaces ? undefined : <LinkButton to="/regions">Find a region to belong to</LinkButton>}
    >
      {hasPlaces
        ? 'What your regions put to the vote is listed here, with nominations and petitions.'
        : 'Citizens vote on the laws and offices of their regions.'}
    </EmptyState>
  )
}
