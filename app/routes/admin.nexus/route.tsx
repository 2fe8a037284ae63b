import { type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { Badge } from '#app/components/ui/badge.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { TabNav } from '#app/components/ui/tab-nav.tsx'
import { load } from '#app/caller.server.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'

export const meta: MetaFunction = () => [{ title: 'Nexus Manager · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  nexus: await load(args, (api) => api.nexus.progress()),
})

const TABS = [
  { to: '/admin/nexus', label: 'Status', end: true },
  { to: '/admin/nexus/map', label: 'Map' },
  { to: '/admin/nexus/districts', label: 'Districts' },
  { to: '/admin/nexus/generate', label: 'Generate' },
]

export default function NexusManager() {
  const { nexus } = useLoaderData<typeof loader>()
  useLiveRevalidation({ topics: ['operation', 'nexus'] })
  return (
    <>
      <PageHeader
        title="Nexus Manager"
        eyebrow="Central Nexus"
        description="Five thousand sectors in ten districts, where all regions meet."
        badges={
          nexus.job ? (
            <Badge tone="accent">Generating, {nexus.job.progress}%</Badge>
          ) : nexus.exists ? (
            <Badge tone="success">Active</Badge>
          ) : (
            <Badge>Not generated</Badge>
          )
        }
      />
      <TabNav label="Nexus Manager" tabs={TABS} />
      <Outlet />
    </>
  )
}

export { RouteError as ErrorBoundary }
