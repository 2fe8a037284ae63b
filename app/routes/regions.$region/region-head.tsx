import { Link, NavLink } from '@remix-run/react'
import { termsOf } from '#server/domain/culture/language-pack.ts'
import { mayExportRegion } from '#server/domain/regions/may-export-region.ts'
import { type RegionStatus } from '#server/domain/regions/region-status.ts'
import { type PublicRegion } from '#app/lib/api-types.ts'
import { isInGovernment, isParticipant } from '#app/lib/visited-region.ts'
import { GOVERNANCE_LABELS } from '#app/components/region/words.ts'
import { Badge } from '#app/components/ui/badge.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'

const tabStyle =
  'font-display text-ink-2 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:border-accent flex min-h-11 items-center border-b-2 border-transparent px-3 font-medium'

/** Its owner stopped paying: citizens may name somebody to take it over. */
const NEEDS_OWNER: readonly RegionStatus[] = ['grace', 'suspended', 'evacuating']

/** Header of a region's pages. */
export function RegionHead({ region }: { region: PublicRegion }) {
  const terms = termsOf(region.languagePack)
  const base = `/regions/${region.name}`
  return (
    <header className="mb-8">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-5">
        {region.emblemUrl === null ? (
          <Emblem name={region.aestheticTheme.emblem} size="xl" />
        ) : (
          <Link to={`${base}/emblem`} className="shrink-0">
            <Emblem
              name={region.aestheticTheme.emblem}
              url={region.emblemUrl}
              label={`Emblem of ${region.displayName}`}
              size="xl"
            />
          </Link>
        )}
        <div className="min-w-0 flex-1 basis-64">
          <p className="eyebrow text-accent mb-1">{terms.region}</p>
          <h1 className="text-4xl break-words sm:text-5xl">
            <Link to={base}>{region.displayName}</Link>
          </h1>
          {region.motto === '' ? null : (
            <p className="text-ink-2 mt-2 text-lg text-pretty italic">“{region.motto}”</p>
          )}
          <p className="mt-3 flex flex-wrap gap-2">
            <Badge tone="accent">{GOVERNANCE_LABELS[region.governanceType]}</Badge>
            <StatusBadge kind="region" status={region.status} />
            {region.standing?.membership == null ? null : (
              <Badge tone="accent">You: {terms[region.standing.membership]}</Badge>
            )}
          </p>
        </div>
        {isInGovernment(region) ? (
          <LinkButton to={`/governor/${region.name}`} variant="primary">
            Command deck
          </LinkButton>
        ) : null}
      </div>
      <nav aria-label={`Pages of ${region.displayName}`} className="border-line mt-6 border-b">
        <ul className="flex flex-wrap">
          <li>
            <NavLink to={base} end className={tabStyle}>
              {terms.region}
            </NavLink>
          </li>
          <li>
            <NavLink to={`${base}/map`} className={tabStyle}>
              Map
            </NavLink>
          </li>
          <li>
            <NavLink to={`${base}/laws`} className={tabStyle}>
              Law book
            </NavLink>
          </li>
          <li>
            <NavLink to={`${base}/offices`} className={tabStyle}>
              Offices
            </NavLink>
          </li>
          <li>
            <NavLink to={`${base}/history`} className={tabStyle}>
              History
            </NavLink>
          </li>
          {isParticipant(region) && NEEDS_OWNER.includes(region.status) ? (
            <li>
              <NavLink to={`${base}/rescues`} className={tabStyle}>
                New owner
              </NavLink>
            </li>
          ) : null}
          {region.standing?.isOwner ? (
            <li>
              <NavLink to={`${base}/transfer`} className={tabStyle}>
                Transfer
              </NavLink>
            </li>
          ) : null}
          {isParticipant(region) ? (
            <li>
              <NavLink to={`${base}/delegation`} className={tabStyle}>
                Delegation
              </NavLink>
            </li>
          ) : null}
          {region.standing !== null && mayExportRegion(region, region.standing).ok ? (
            <li>
              <NavLink to={`${base}/export`} className={tabStyle}>
                Export
              </NavLink>
            </li>
          ) : null}
        </ul>
      </nav>
    </header>
  )
}
