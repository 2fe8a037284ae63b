import { ArrowLeftRight, Flag, Grid3x3, Orbit, Users, Vote } from 'lucide-react'
import { type PublicGalaxy } from '#app/lib/api-types.ts'
import { StatGrid, StatTile } from '#app/components/ui/stat-tile.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatCompact, formatNumber, formatUtcDay } from '#app/lib/format.ts'

export type LiveFiguresProps = {
  galaxy: PublicGalaxy
  figures: { regions: number; pilots: number; sectors: number; openVotes: number; at: string }
}

export function LiveFigures({ figures, galaxy }: LiveFiguresProps) {
  const citizens = galaxy.regions.reduce((sum, { citizenCount }) => sum + citizenCount, 0)
  const traded = galaxy.regions.reduce(
    (sum, { tradeOfDay }) => sum + tradeOfDay.credits,
    galaxy.nexus?.tradeOfDay.credits ?? 0,
  )
  return (
    <section aria-labelledby="figures-title" className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="figures-title" className="text-xl">
          The galaxy right now
        </h2>
        <p className="text-ink-3 text-sm">
          Updated <Time at={figures.at} format="relative" />
        </p>
      </div>
      <StatGrid className="lg:grid-cols-2!">
        <StatTile label="Regions" value={formatNumber(figures.regions)} icon={<Orbit />} />
        <StatTile label="Pilots" value={formatNumber(figures.pilots)} icon={<Users />} />
        <StatTile label="Citizens" value={formatNumber(citizens)} icon={<Flag />} />
        <StatTile
          label="Traded yesterday"
          value={formatCompact(traded)}
          unit="cr"
          icon={<ArrowLeftRight />}
          age={`${formatUtcDay(galaxy.tradeDay)}, UTC`}
        />
        <StatTile label="Sectors" value={formatNumber(figures.sectors)} icon={<Grid3x3 />} />
        <StatTile label="Open votes" value={formatNumber(figures.openVotes)} icon={<Vote />} />
      </StatGrid>
    </section>
  )
}
