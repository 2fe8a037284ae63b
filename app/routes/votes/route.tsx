import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CircleCheck, Vote } from 'lucide-react'
import { motionPath } from '#server/domain/regions/paths.ts'
import { load } from '#app/caller.server.ts'
import { type MyVote } from '#app/lib/api-types.ts'
import { pageOfQuery } from '#app/lib/route-param.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'

export const meta: MetaFunction = () => [{ title: 'My votes · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  votes: await load(args, (api) => api.policies.myVotes({ page: pageOfQuery(args.request) })),
})

const FOLDERS: Record<Exclude<MyVote['subject'], 'council'>, string> = {
  policy: 'policies',
  election: 'elections',
  treaty: 'treaties',
  recall: 'recalls',
}

const addressOf = ({ subject, subjectId, region }: MyVote): string =>
  subject === 'council' || region === null
    ? motionPath(subjectId)
    : `/regions/${region.name}/${FOLDERS[subject]}/${subjectId}`

/** Everything that one is on the roll of, across all regions; open votes first. */
export default function VotesPage() {
  const { votes } = useLoaderData<typeof loader>()
  const regions = [...new Set(votes.items.flatMap(({ region }) => (region === null ? [] : [region.id])))]
  useLiveRevalidation({ regions, topics: ['policy', 'election', 'treaty', 'council'] })
  const open = votes.items.filter((vote) => vote.isOpen)
  const closed = votes.items.filter((vote) => !vote.isOpen)
  return (
    <>
      <PageHeader
        title="My votes"
        eyebrow="Your voice"
        description="Everything you may decide, in every region where you are on the roll."
      />
      <div className="grid gap-6">
        <Panel title="Open now">
          {open.length === 0 ? (
            <EmptyState
              title="Nothing waits for your vote"
              icon={<Vote />}
              action={<LinkButton to="/regions">Find a region to belong to</LinkButton>}
            >
              Citizens vote on the laws and offices of their regions.
            </EmptyState>
          ) : (
            <VoteList votes={open} />
          )}
        </Panel>
        {closed.length === 0 ? null : (
          <Panel title="Decided">
            <VoteList votes={closed} />
          </Panel>
        )}
        <Pagination {...votes} noun="votes" />
      </div>
    </>
  )
}

function VoteList({ votes }: { votes: readonly MyVote[] }) {
  return (
    <ul className="divide-line divide-y">
      {votes.map((vote) => (
        <li
          key={`${vote.subject}-${vote.subjectId}-${vote.region?.id ?? ''}`}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4 first:pt-0 last:pb-0"
        >
          <div className="min-w-0 flex-1 basis-64">
            <p className="eyebrow text-accent">{vote.region?.displayName ?? 'Galactic Council'}</p>
            <p className="font-semibold break-words">{vote.title}</p>
            <p className="text-ink-2 text-sm">
              {vote.isOpen ? 'Closes ' : 'Closed '}
              <Time at={vote.closesAt} format="relative" />. Your ballot weighs{' '}
              <span className="numerals">{(vote.weight / 100).toFixed(2)}</span> voices.
            </p>
          </div>
          {vote.hasVoted ? (
            <Badge tone="success">
              <CircleCheck aria-hidden className="size-3.5" />
              Voted
            </Badge>
          ) : vote.isOpen ? (
            <Badge tone="warning">Not voted</Badge>
          ) : null}
          <LinkButton
            to={addressOf(vote)}
            size="sm"
            variant={vote.isOpen && !vote.hasVoted ? 'primary' : 'secondary'}
            aria-label={`${linkWord(vote)}: ${vote.title}`}
          >
            {linkWord(vote)}
          </LinkButton>
        </li>
      ))}
    </ul>
  )
}

const linkWord = (vote: MyVote): string => (!vote.isOpen ? 'See' : vote.hasVoted ? 'Change' : 'Vote')

export { RouteError as ErrorBoundary }
