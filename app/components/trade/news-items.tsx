import { formatDate } from '#app/lib/format.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type GalaxyNews = Pick<ApiOutputs['trade']['log']['today'], 'festival' | 'shocks'>

/** A festival, and the shocks nearest to the ship, as lines of a list. */
export const NewsItems = ({ festival, shocks }: GalaxyNews) => (
  <>
    {festival ? (
      <li>
        <span className="font-semibold">{festival.name}:</span> ports pay more for luxury and food until{' '}
        {lastDay(festival.until)}.
      </li>
    ) : null}
    {shocks.map(({ port, commodity, restBp, until }) => (
      <li key={`${port.id} ${commodity}`}>
        <span className="font-semibold">
          {restBp < 0 ? 'Shortage' : 'Glut'} of {COMMODITY_LABELS[commodity].toLowerCase()}
        </span>{' '}
        at {port.name}, {port.sectorName}: {restBp < 0 ? 'dearer' : 'cheaper'} until {lastDay(until)}.
      </li>
    ))}
  </>
)

const lastDay = (day: string): string => `${formatDate(`${day}T00:00:00Z`, 'UTC')}, 24:00 UTC`
