import { Panel } from '#app/components/ui/panel.tsx'
import { StatGrid, StatTile } from '#app/components/ui/stat-tile.tsx'
import { formatMoney, formatNumber } from '#app/lib/format.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Revenue = ApiOutputs['billing']['revenue']

/** `$260.00–$380.00`, or one amount where both are the same. */
export const formatRange = (
  { leastMinor, mostMinor }: { leastMinor: number; mostMinor: number },
  currency: string,
): string =>
  leastMinor === mostMinor
    ? formatMoney(mostMinor, currency)
    : `${formatMoney(leastMinor, currency)}–${formatMoney(mostMinor, currency)}`

/** What hosting costs by the operator's rates, and with how many regions it pays for itself. */
export function HostingPanel({
  hosting,
  recurring,
  months,
}: Pick<Revenue, 'hosting' | 'recurring' | 'months'>) {
  const { rates, currency, regions, breakEven } = hosting
  const monthly = recurring
    .filter((line) => line.currency === currency)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const feeless = months
    .flatMap(({ received }) => received)
    .reduce((sum, { feelessMinor }) => sum + feelessMinor, 0)
  return (
    <Panel
      title="Costs and break-even"
      description={`${formatMoney(rates.baseMinor, currency)} a month, and ${formatRange({ leastMinor: rates.regionLeastMinor, mostMinor: rates.regionMostMinor }, currency)} for each region: COST_BASE, COST_REGION_LEAST and COST_REGION_MOST set them.`}
    >
      <StatGrid>
        <StatTile label="Hosted regions" value={formatNumber(regions)} />
        <StatTile
          label="Hosting, this month"
          value={<span className="text-xl">{formatRange(hosting, currency)}</span>}
        />
        <StatTile label="Recurring, a month" value={formatMoney(monthly, currency)} />
        <StatTile
          label="Break-even, paying regions"
          value={<span className="text-xl">{breakEvenText(breakEven)}</span>}
        >
          {breakEven === null ? (
            <p className="text-ink-2 text-sm">Known when somebody pays for a region.</p>
          ) : (
            <p className="text-ink-2 text-sm">
              With what citizenships bring, after PayPal’s fees as told so far.
            </p>
          )}
        </StatTile>
      </StatGrid>
      {feeless === 0 ? null : (
        <p className="text-ink-2 mt-4 text-sm">
          PayPal has not said yet what it kept of payments of {formatMoney(feeless, currency)}: fees are at
          least what is shown.
        </p>
      )}
    </Panel>
  )
}

function breakEvenText(breakEven: Revenue['hosting']['breakEven']): string {
  if (breakEven === null) return '–'
  const { least, most } = breakEven
  if (least === null) return 'Never at these rates'
  if (most === null) return `${formatNumber(least)} or more`
  return least === most ? formatNumber(most) : `${formatNumber(least)} to ${formatNumber(most)}`
}
