import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { TabNav } from '#app/components/ui/tab-nav.tsx'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'

export const meta: MetaFunction = () => [
  { title: 'Galactic Council · SectorWars 2102' },
  {
    name: 'description',
    content: 'The council that governs the Central Nexus: one seat per active region.',
  },
]

export const loader = async (args: LoaderFunctionArgs) => ({
  council: await load(args, (api) => api.council.overview()),
})

const TABS = [
  { to: '/nexus/council', label: 'The Council', end: true },
  { to: '/nexus/council/motions', label: 'Motions' },
  { to: '/nexus/council/laws', label: 'Law book' },
  { to: '/nexus/council/treasury', label: 'Treasury' },
]

export default function CouncilLayout() {
  const { council } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['council'] })
  return (
    <>
      <PageHeader
        title="Galactic Council"
        eyebrow="Central Nexus"
        description="Every active region has one seat. Together they govern the Nexus."
        actions={
          council.whyNotAct === null ? (
            <LinkButton to="/nexus/council/propose" variant="primary">
              Propose a motion
            </LinkButton>
          ) : undefined
        }
      />
      <TabNav label="Galactic Council" tabs={TABS} />
      <div className="grid gap-6">
        <Outlet context={council} />
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
