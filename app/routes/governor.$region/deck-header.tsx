import { Link } from '@remix-run/react'
import { ChevronsUpDown, ExternalLink, Users } from 'lucide-react'
import { POSITION_LABELS } from '#server/domain/elections/election-rules.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { type GovernedRegion } from '#app/lib/governed-region.ts'
import { GOVERNANCE_LABELS } from '#app/components/region/words.ts'
import { ShellMenu } from '#app/components/shell-menu.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { StatusBadge } from '#app/components/ui/status-badge.tsx'

type Switchable = {
  id: string
  name: string
  displayName: string
  governanceType: GovernanceType
  aestheticTheme: { emblem: string }
}

/** The viewer's roles: owner, offices or administrator. */
const rolesOf = ({ standing }: GovernedRegion): string[] => {
  const held = standing.offices.map((position) => POSITION_LABELS[position])
  const roles = standing.isOwner ? ['Owner', ...held] : held
  return roles.length > 0 ? roles : ['Administrator']
}

/** Header of the deck: emblem, name, status, the viewer's roles and a region switcher. */
export function DeckHeader({ region, regions }: { region: GovernedRegion; regions: readonly Switchable[] }) {
  return (
    <header className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-4">
      <div className="flex min-w-0 items-center gap-4">
        <Emblem name={region.aestheticTheme.emblem} size="lg" className="max-xs:hidden" />
        <div className="min-w-0">
          <p className="eyebrow text-accent mb-1">Command deck</p>
          <h1 className="text-[1.75rem] sm:text-4xl">{region.displayName}</h1>
          <p className="mt-2 flex flex-wrap items-center gap-2">
            <StatusBadge kind="region" status={region.status} />
            <Badge>{GOVERNANCE_LABELS[region.governanceType]}</Badge>
            {rolesOf(region).map((role) => (
              <Badge key={role} tone="accent">
                {role}
              </Badge>
            ))}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        {regions.length > 1 ? <RegionSwitcher current={region.id} regions={regions} /> : null}
        <LinkButton to={`/governor/${region.name}/members`}>
          <Users aria-hidden className="size-4" />
          Members
        </LinkButton>
        <LinkButton to={`/regions/${region.name}`} variant="ghost">
          <ExternalLink aria-hidden className="size-4" />
          Public page
        </LinkButton>
      </div>
    </header>
  )
}

function RegionSwitcher({ current, regions }: { current: string; regions: readonly Switchable[] }) {
  return (
    <ShellMenu
      label="Switch region"
      className="[&>div]:right-auto [&>div]:left-0 sm:[&>div]:right-0 sm:[&>div]:left-auto"
      trigger={
        <>
          <ChevronsUpDown aria-hidden className="size-4" />
          <span className="font-display font-medium">Switch region</span>
        </>
      }
    >
      <nav aria-label="My regions">
        <ul>
          {regions.map((region) => (
            <li key={region.id}>
              <Link
                to={`/governor/${region.name}`}
                aria-current={region.id === current ? 'true' : undefined}
                className="hover:bg-surface-3 aria-[current=true]:text-accent flex min-h-12 items-center gap-3 rounded-[4px] px-3"
              >
                <Emblem name={region.aestheticTheme.emblem} size="sm" />
                <span className="min-w-0">
                  <span className="block truncate font-semibold">{region.displayName}</span>
                  <span className="text-ink-2 text-sm">{GOVERNANCE_LABELS[region.governanceType]}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </ShellMenu>
  )
}
