import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { BookOpen } from 'lucide-react'
import { describeNexusValue, NEXUS_LEVER_LABELS } from '#server/domain/council/nexus-settings.ts'
import { motionPath } from '#server/domain/regions/paths.ts'
import { load } from '#app/caller.server.ts'
import { LawEntry } from '#app/components/region/law-entry.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { type Tone } from '#app/components/ui/badge.tsx'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Pagination } from '#app/components/ui/pagination.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { pageOfQuery } from '#app/lib/route-param.ts'

export const meta: MetaFunction = () => [{ title: 'Law book of the Nexus · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  laws: await load(args, (api) => api.council.laws({ page: pageOfQuery(args.request) })),
})

const KINDS: Record<'founding' | 'law' | 'resolution', { label: string; tone: Tone }> = {
  founding: { label: 'Founding', tone: 'accent' },
  law: { label: 'Law', tone: 'success' },
  resolution: { label: 'Resolution', tone: 'info' },
}

export default function NexusLawsPage() {
  const { laws } = useLoaderData<typeof loader>()
  return (
    <Panel
      title="Law book of the Nexus"
      description="Every motion that took effect, newest first."
      footer={<Pagination {...laws} noun="laws" />}
    >
      {laws.items.length === 0 ? (
        <EmptyState title="The law book is empty" icon={<BookOpen />}>
          It starts with the Council’s first motion.
        </EmptyState>
      ) : (
        <ol className="divide-line divide-y">
          {laws.items.map((law) => (
            <LawEntry
              key={law.id}
              number={law.number}
              title={law.title}
              kind={KINDS[law.kind]}
              facts={
                <>
                  <Time at={law.enactedAt} format="date" />
                  {law.motionId === null ? null : (
                    <Link className="link" to={motionPath(law.motionId)}>
                      View vote
                    </Link>
                  )}
                </>
              }
            >
              {law.changes.length === 0 ? null : (
                <div className="mt-3">
                  <DiffList
                    changes={law.changes.map(({ lever, before, after }) => ({
                      key: lever,
                      label: NEXUS_LEVER_LABELS[lever],
                      before: before === null ? 'none' : describeNexusValue(lever, before),
                      after: describeNexusValue(lever, after),
                    }))}
                  />
                </div>
              )}
            </LawEntry>
          ))}
        </ol>
      )}
    </Panel>
  )
}

export { RouteError as ErrorBoundary }
