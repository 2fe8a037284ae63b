import { BellRing } from 'lucide-react'
import { Link } from '@remix-run/react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatCount, formatCredits } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'

/** Watched prices in sight that are as good as the pilot wanted; nothing while there are none. */
export function AlertsPanel({ view }: DeckProps) {
  const { alerts } = view
  if (alerts.length === 0) return null
  return (
    <Panel title="Watched prices in sight">
      <ul className="grid gap-3">
        {alerts.map(({ commodity, role, portName, sectorId, sectorName, turns, net, limit }) => (
          <li key={`${sectorId}/${portName}/${commodity}`} className="flex gap-2 text-sm">
            <BellRing aria-hidden className="text-accent mt-0.5 size-4 shrink-0" />
            <span>
              <strong className="font-semibold">
                {COMMODITY_LABELS[commodity]} {role === 'sells' ? 'costs' : 'brings'} {formatCredits(net)}
              </strong>{' '}
              at {portName},{' '}
              {turns === 0 ? (
                'here'
              ) : (
                <Link to={`/play?to=${sectorId}`} className="underline underline-offset-4">
                  {sectorName}, {formatCount(turns, 'turn')}
                </Link>
              )}
              . You wanted {formatCredits(limit)} for ten units.
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
