import { Activity, Coins, Map as MapIcon, Medal, UsersRound, Vote } from 'lucide-react'
import { type RegionOverview } from '#app/lib/api-types.ts'
import { formatCompact, formatCount, formatNumber, formatSigned } from '#app/lib/format.ts'
import { Sparkline } from '#app/components/ui/sparkline.tsx'
import { describePatrols } from '#app/lib/market-words.ts'
import { StatGrid, StatTile, type StatDelta } from '#app/components/ui/stat-tile.tsx'
import { Time } from '#app/components/ui/time.tsx'

const UNREACHABLE = 'Not available right now. Try again soon.'

/** Change since the oldest recorded day. */
const deltaOf = (now: number, before: number | undefined): StatDelta | undefined => {
  if (before === undefined) return undefined
  const change = now - before
  const direction = change > 0 ? 'up' : change < 0 ? 'down' : 'flat'
  return {
    text: `${formatSigned(change)} in 30 days`,
    direction,
    ...(change === 0 ? {} : { good: change > 0 }),
  }
}

/** Current figures, each with its age. */
export function OverviewTiles({ overview }: { overview: RegionOverview }) {
  const { people, affairs, galaxy, patrols, days, asOf } = overview
  const age = (
    <>
      Updated <Time at={asOf} format="relative" />
    </>
  )
  const [oldest] = days
  const openVotes = affairs.openPolicies + affairs.openElections
  const populationDelta = deltaOf(people.population, oldest?.population)
  const treasuryDelta = galaxy && deltaOf(galaxy.treasury, oldest?.treasury)
  return (
    <StatGrid className="lg:grid-cols-3!">
      <StatTile
        label="Population"
        icon={<UsersRound />}
        value={formatNumber(people.population)}
        age={age}
        {...(populationDelta ? { delta: populationDelta } : {})}
      >
        <MembershipBar {...people} />
      </StatTile>
      <StatTile
        label="Treasury"
        icon={<Coins />}
        value={galaxy === null ? '–' : formatCompact(galaxy.treasury)}
        unit="cr"
        age={age}
        {...(treasuryDelta ? { delta: treasuryDelta } : {})}
      >
        {galaxy === null ? (
          <p className="text-ink-2 text-sm">{UNREACHABLE}</p>
        ) : (
          <>
            <Sparkline values={days.map((day) => day.treasury)} label="Treasury over the last 30 days" />
            {patrols && patrols.ordered > 0 ? (
              <p className="text-ink-2 text-sm">
                Patrols: {describePatrols(patrols.ordered, patrols.onDuty).toLowerCase()}
                {patrols.onDuty === 0 && galaxy.treasury === 0 ? '. The treasury is empty.' : null}
              </p>
            ) : null}
          </>
        )}
      </StatTile>
      <StatTile label="Open votes" icon={<Vote />} value={formatNumber(openVotes)} age={age}>
        <p className="text-ink-2 text-sm">
          {formatCount(affairs.openPolicies, 'policy', 'policies')},{' '}
          {formatCount(affairs.openElections, 'election')},{' '}
          {formatCount(affairs.treatiesInForce, 'active treaty', 'active treaties')}
        </p>
      </StatTile>
      <StatTile
        label="Territory"
        icon={<MapIcon />}
        value={galaxy === null ? '–' : formatNumber(galaxy.sectors)}
        unit="sectors"
        age={age}
      >
        <p className="text-ink-2 text-sm">
          {galaxy === null
            ? UNREACHABLE
            : `${formatCount(galaxy.ports, 'port')}, ${formatCount(galaxy.planets, 'planet')}`}
        </p>
      </StatTile>
      <StatTile
        label="Reputation"
        icon={<Medal />}
        value={formatNumber(people.averageReputation)}
        unit="of 1,000"
        age={age}
      >
        <p className="text-ink-2 text-sm">Average of residents and citizens</p>
      </StatTile>
      <StatTile
        label="Activity today"
        icon={<Activity />}
        value={galaxy === null ? '–' : formatNumber(galaxy.activityToday)}
        unit="moves"
        age={age}
      >
        <p className="text-ink-2 text-sm">
          {galaxy === null
            ? UNREACHABLE
            : `${formatCount(galaxy.pilotsPresent, 'pilot')} here, ${formatCount(galaxy.ships, 'ship')}`}
        </p>
      </StatTile>
    </StatGrid>
  )
}

type People = { population: number; citizens: number; residents: number; visitors: number }

function MembershipBar({ population, citizens, residents, visitors }: People) {
  const parts = [
    { key: 'citizens', label: formatCount(citizens, 'citizen'), count: citizens, fill: 'bg-accent' },
    { key: 'residents', label: formatCount(residents, 'resident'), count: residents, fill: 'bg-info' },
    { key: 'visitors', label: formatCount(visitors, 'visitor'), count: visitors, fill: 'bg-ink-3' },
  ]
  return (
    <div className="mt-1 grid gap-2">
      <div aria-hidden className="bg-surface-3 flex h-2 gap-px overflow-hidden rounded-[2px]">
        {population === 0
          ? null
          : parts.map((part) => (
              <span
                key={part.key}
                className={part.fill}
                style={{ width: `${(part.count / population) * 100}%` }}
              />
            ))}
      </div>
      <ul className="text-ink-2 flex flex-wrap gap-x-4 text-sm">
        {parts.map((part) => (
          <li key={part.key} className="flex items-center gap-1.5">
            <span aria-hidden className={`size-2 rotate-45 ${part.fill}`} />
            {part.label}
          </li>
        ))}
      </ul>
    </div>
  )
}
