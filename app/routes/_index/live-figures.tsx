import { Grid3x3, Orbit, Users, Vote } from 'lucide-react'
import { StatGrid, StatTile } from '#app/components/ui/stat-tile.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { formatNumber } from '#app/lib/format.ts'

export type LiveFiguresProps = {
  figures: { regions: number; pilots: number; sectors: number; openVotes: number; at: string }
}

export function LiveFigures({ figures }: LiveFiguresProps) {
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
      <StatGrid>
        <StatTile label="Regions" value={formatNumber(figures.regions)} icon={<Orbit />} />
        <StatTile label="Pilots" value={formatNumber(figures.pilots)} icon={<Users />} />
        <StatTile label="Sectors" value={formatNumber(figures.sectors)} icon={<Grid3x3 />} />
        <StatTile label="Open votes" value={formatNumber(figures.openVotes)} icon={<Vote />} />
      </StatGrid>
    </section>
  )
}
