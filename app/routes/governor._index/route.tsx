import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { Orbit } from 'lucide-react'
import { load } from '#app/caller.server.ts'
import { GOVERNANCE_LABELS } from '#app/components/region/words.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'

export const meta: MetaFunction = () => [{ title: 'My regions · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const regions = await load(args, (api) => api.regions.governed())
  const [only, second] = regions
  if (only && !second) throw redirect(`/governor/${only.name}`)
  return { regions }
}

export default function MyRegionsPage() {
  const { regions } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title="My regions"
        eyebrow="Command"
        description="Regions you own or hold office in."
        actions={
          <LinkButton to="/pricing" variant="primary">
            Found a region
          </LinkButton>
        }
      />
      {regions.length === 0 ? (
        <Panel>
          <EmptyState
            title="You do not govern a region yet"
            icon={<Orbit />}
            action={
              <>
                <LinkButton to="/pricing" variant="primary">
                  Found a region
                </LinkButton>
                <LinkButton to="/regions">Browse regions</LinkButton>
              </>
            }
          >
            Found your own, or become a citizen somewhere and run for office.
          </EmptyState>
        </Panel>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2">
          {regions.map((region) => (
            <li key={region.id}>
              <RegionTheme theme={region.aestheticTheme}>
                <Link
                  to={`/governor/${region.name}`}
                  className="notch notch-lit flex items-center gap-4 p-5 hover:[--notch-fill:var(--surface-2)]"
                >
                  <Emblem name={region.aestheticTheme.emblem} size="lg" />
                  <span className="min-w-0">
                    <span className="font-display block text-xl font-semibold">{region.displayName}</span>
                    <span className="mt-2 flex flex-wrap gap-2">
                      <StatusBadge kind="region" status={region.status} />
                      <Badge>{GOVERNANCE_LABELS[region.governanceType]}</Badge>
                      <Badge tone={region.isOwner ? 'accent' : 'neutral'}>
                        {region.isOwner ? 'Owner' : 'In office'}
                      </Badge>
                    </span>
                  </span>
                </Link>
              </RegionTheme>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary }
