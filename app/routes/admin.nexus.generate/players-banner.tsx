import { Banner } from '#app/components/ui/banner.tsx'
import { formatCount } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Preview = NonNullable<ApiOutputs['nexus']['generate']['preview']>
export type PlayersBannerProps = Pick<
  Preview,
  'ownedPorts' | 'ownedPlanets' | 'pilots' | 'preservePlayerData'
>

/** Lists every affected player, because the administrator must be able to read all losses before confirming. */
export function PlayersBanner({ ownedPorts, ownedPlanets, pilots, preservePlayerData }: PlayersBannerProps) {
  if (ownedPorts.length + ownedPlanets.length + pilots.length === 0)
    return <Banner>No players are affected.</Banner>
  const counts = `${formatCount(ownedPorts.length, 'port')}, ${formatCount(ownedPlanets.length, 'planet')} and ${formatCount(pilots.length, 'pilot')}`
  return (
    <Banner
      tone={preservePlayerData ? 'success' : 'danger'}
      title={
        preservePlayerData
          ? `Kept for players: ${counts}.`
          : `Affected: ${counts}. Ports and planets lose their owners. Pilots move to the gateway plaza and keep their ship, cargo and credits.`
      }
    >
      {/* Scrollable boxes must be reachable by keyboard (WCAG 2.1.1). */}
      {}
      <div role="region" aria-label="Affected players" tabIndex={0} className="max-h-96 overflow-y-auto">
        <ul className="list-disc pl-5">
          {ownedPorts.map(({ id, name, sectorId, owner }) => (
            <li key={`port-${id}`}>
              {name}, sector {sectorId}, owned by {owner}
            </li>
          ))}
          {ownedPlanets.map(({ id, name, sectorId, owner }) => (
            <li key={`planet-${id}`}>
              {name}, sector {sectorId}, owned by {owner}
            </li>
          ))}
          {pilots.map(({ callsign, sectorId }) => (
            <li key={callsign}>
              {callsign}, in sector {sectorId}
            </li>
          ))}
        </ul>
      </div>
    </Banner>
  )
}
