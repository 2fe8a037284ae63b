import { DataList } from '#app/components/ui/data-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { type PolicyDetail } from '#app/lib/api-types.ts'
import { formatCount, formatCredits, formatNumber, formatUtcDay } from '#app/lib/format.ts'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { FESTIVAL_DAYS } from '#server/domain/economy/festival.ts'

type Order = NonNullable<PolicyDetail['treasuryOrder']>

/** What a policy orders from the treasury, and what that costs. */
export function ProposedOrder({ order, isDone }: { order: Order; isDone: boolean }) {
  return (
    <Panel title={isDone ? 'What was ordered' : 'What it would order'}>
      <DataList
        items={[
          ...itemsOf(order),
          order.kind === 'withdrawal'
            ? { label: 'Treasury', value: 'Gets back what nobody earned' }
            : {
                label: isDone ? 'The treasury paid' : 'The treasury pays at most',
                value: formatCredits(order.cost),
              },
        ]}
      />
    </Panel>
  )
}

function itemsOf(order: Order): { label: string; value: string }[] {
  switch (order.kind) {
    case 'job':
      return [
        { label: 'Good', value: `${formatNumber(order.units)} ${COMMODITY_LABELS[order.commodity]}` },
        { label: 'Premium a unit', value: formatCredits(order.premiumPerUnit) },
        { label: 'Open for', value: formatCount(order.days, 'day') },
      ]
    case 'works':
      return [{ label: 'Effect', value: 'The port is a tenth larger, as long as its upkeep is paid' }]
    case 'festival':
      return [
        { label: 'Begins', value: `${formatUtcDay(order.day)} (UTC)` },
        { label: 'Lasts', value: formatCount(FESTIVAL_DAYS, 'day') },
      ]
    case 'withdrawal':
      return [{ label: 'Effect', value: 'The job ends; what was delivered stays paid' }]
  }
}
