import { Vote } from 'lucide-react'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'

/** Why the list is empty, and the next step. */
export function NoOpenItems({ isFiltered, hasPlaces }: { isFiltered: boolean; hasPlaces: boolean }) {
  if (isFiltered)
    return (
      <EmptyState
        title="Nothing matches these filters"
        icon={<Vote />}
        action={<LinkButton to="/votes">Show all</LinkButton>}
      />
    )
  return (
    <EmptyState
      title="Nothing to vote on"
      icon={<Vote />}
      action={hasPlaces ? undefined : <LinkButton to="/regions">Find a region</LinkButton>}
    >
      {hasPlaces
        ? 'New votes, nominations and petitions of your regions appear here.'
        : 'Citizens vote on the laws and offices of their regions.'}
    </EmptyState>
  )
}
