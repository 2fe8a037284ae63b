import { Link } from '@remix-run/react'
import { type GalaxyRegion } from '#app/lib/api-types.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { formatCount, formatLabel, formatPercent } from '#app/lib/format.ts'

export type FeaturedRegionsProps = { regions: readonly GalaxyRegion[] }

export function FeaturedRegions({ regions }: FeaturedRegionsProps) {
  return (
    <section aria-labelledby="featured-title" className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <p className="eyebrow text-accent mb-1">Find a home</p>
          <h2 id="featured-title" className="text-2xl sm:text-3xl">
            Most popular regions
          </h2>
        </div>
        <LinkButton to="/regions" variant="ghost">
          All regions
        </LinkButton>
      </div>
      {regions.length === 0 ? (
        <div className="notch notch-lit">
          <EmptyState
            title="No regions yet"
            action={
              <LinkButton to="/pricing" variant="primary">
                Found the first region
              </LinkButton>
            }
          >
            Be the first to own one.
          </EmptyState>
        </div>
      ) : (
        <ul className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
          {regions.map((region) => (
            <li key={region.name}>
              <RegionTheme theme={region.aestheticTheme} className="h-full">
                <Link
                  to={`/regions/${region.name}`}
                  className="notch notch-lit group grid h-full content-start gap-4 p-6 transition-transform duration-200 hover:[--notch-fill:var(--surface-2)] motion-safe:hover:-translate-y-1"
                >
                  <span className="flex items-center gap-4">
                    <Emblem name={region.aestheticTheme.emblem} size="lg" />
                    <span className="min-w-0">
                      <span className="font-display block text-xl font-semibold">{region.displayName}</span>
                      <span className="text-ink-2 text-sm">
                        {formatCount(region.citizenCount, 'citizen')}
                      </span>
                    </span>
                  </span>
                  {region.motto === '' ? null : (
                    <span className="text-ink-2 text-pretty italic">“{region.motto}”</span>
                  )}
                  <span className="mt-auto flex flex-wrap gap-2">
                    <Badge tone="accent">{formatLabel(region.governanceType)}</Badge>
                    <Badge>{formatPercent(region.taxRate)} tax</Badge>
                  </span>
                </Link>
              </RegionTheme>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
