import { cn } from '#app/lib/cn.ts'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Seen } from './seen.tsx'

export type TradeEndProps = {
  /** Where it stands on a narrow page; in tables that become lists values stand at the end. */
  align?: 'start' | 'end'
  end: { portName: string; sectorId: number; sectorName: string; seenAt: string; isLive: boolean }
  /** Sector of the ship. */
  here: number
}

/** A port of a trade, with the way to it unless the ship is there, and of when its price is. */
export const TradeEnd = ({ end, here, align = 'end' }: TradeEndProps) => (
  <span
    className={cn(
      'grid gap-0.5',
      align === 'start' ? 'justify-items-start' : 'justify-items-end @xl:justify-items-start',
    )}
  >
    <span>{end.portName}</span>
    <span
      className={cn(
        'text-ink-2 flex flex-wrap items-center gap-x-2 text-sm',
        align === 'end' && 'justify-end @xl:justify-start',
      )}
    >
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
