import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Seen } from './seen.tsx'

export type TradeEndProps = {
  end: { portName: string; sectorId: number; sectorName: string; seenAt: string; isLive: boolean }
  /** Sector of the ship. */
  here: number
}

/** A port of a trade, with the way to it unless the ship is there, and of when its price is. */
export const TradeEnd = ({ end, here }: TradeEndProps) => (
  <span className="grid justify-items-end gap-0.5 @xl:justify-items-start">
    <span>{end.portName}</span>
    <span className="text-ink-2 flex flex-wrap items-center gap-x-2 text-sm">
      {end.sectorId === here ? (
        'Here'
      ) : (
        <LinkButton
          to={`/play?to=${end.sectorId}`}
          variant="ghost"
          size="sm"
          aria-label={`Route to ${end.portName} in ${end.sectorName}`}
        >
          {end.sectorName}
        </LinkButton>
      )}
      <Seen {...end} />
    </span>
  </span>
)
