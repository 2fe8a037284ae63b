import { Link } from '@remix-run/react'
import { Scale } from 'lucide-react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type TradeStatistics } from '#app/lib/api-types.ts'
import { formatNumber } from '#app/lib/format.ts'

type Law = TradeStatistics['laws'][number]
type Effect = Law['effects'][number]

const describeEffect = ({ commodity, measure, percent }: Effect, { number }: Law) =>
  `${COMMODITY_LABELS[commodity]} ${percent > 0 ? '+' : '−'}${Math.abs(percent)} % ${measure} since law ${number}`

/** What changed since each law on trade, the newest first. */
export function LawsPanel({ laws, regionName }: { laws: TradeStatistics['laws']; regionName: string }) {
  return (
    <Panel
      title="What laws changed"
      description="As many days after a law as before it, at most fourteen, without the day itself. Other things change trade too."
    >
      {laws.length === 0 ? (
        <EmptyState title="No laws on trade" icon={<Scale />}>
          No tax, tariff or bonus was changed in this time.
        </EmptyState>
      ) : (
        <ul className="grid gap-4">
          {laws.toReversed().map((law) => (
            <li key={law.number}>
              <h3 className="font-semibold">
                <Link to={`/regions/${regionName}/laws?law=${law.number}`} className="link">
                  Law {law.number}: {law.title}
                </Link>
              </h3>
              <p className="text-ink-2 text-sm">
                {law.levers.join(', ')}, <Time at={law.at} />
              </p>
              {law.effects.length === 0 ? (
                <p className="text-ink-2 mt-1 text-sm">No change of 5 % or more, or too early to tell.</p>
              ) : (
                <ul className="mt-1 grid gap-1">
                  {law.effects.map((effect) => (
                    <li key={`${effect.commodity}-${effect.measure}`}>
                      {describeEffect(effect, law)}{' '}
                      <span className="text-ink-2 text-sm">
                        ({formatNumber(effect.before)} → {formatNumber(effect.since)} a day)
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
