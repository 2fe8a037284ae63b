import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { MODULES } from '#server/domain/ships/ship.ts'
import { actionOf, changesOf, shipOf, type Offer, type YardView } from './yard-words.ts'

type Props = { view: YardView; portId: number; offer: Offer; orderId: string }

/** Orders work at a yard, after its price, its docking and what it changes. */
export function OrderButton({ view, portId, offer, orderId }: Props) {
  const { work, cost } = offer
  const { ask } = actionOf(work)
  return (
    <ConfirmDialog
      tone="primary"
      title={`${ask} for ${formatCredits(cost)}?`}
      confirmLabel={`${ask} for ${formatCredits(cost)}`}
      trigger={<Button size="sm">{ask}</Button>}
      fields={{
        orderId,
        portId: String(portId),
        highestCost: String(cost),
        kind: work.kind,
        ...(work.kind === 'hull' ? { hull: work.hull } : {}),
        ...(work.kind === 'module' ? { module: work.module } : {}),
      }}
    >
      <Terms view={view} offer={offer} />
    </ConfirmDialog>
  )
}

function Terms({ view, offer }: Pick<Props, 'view' | 'offer'>) {
  const { price, tradeIn, cost, work } = offer
  const { docking, modules } = view.ship
  const due = cost + docking.berthFee
  const items = [
    { label: 'Price', value: formatCredits(price) },
    ...(tradeIn > 0 ? [{ label: 'Your old ship', value: `−${formatCredits(tradeIn)}` }] : []),
    ...(docking.berthFee > 0 ? [{ label: 'Berth', value: formatCredits(docking.berthFee) }] : []),
    {
      label: 'You pay',
      value: formatCredits(due),
      note: `You will have ${formatCredits(view.purse - due)}.`,
    },
    ...(docking.turns > 0 ? [{ label: 'Docking', value: formatCount(docking.turns, 'turn') }] : []),
    ...changesOf(shipOf(view.ship), work).map(({ label, before, after }) => ({
      label,
      value: `${formatNumber(before)} → ${formatNumber(after)}`,
    })),
  ]
  const lost = work.kind === 'hull' ? modules.map((module) => MODULES[module].name) : []
  return (
    <>
      <DataList items={items} />
      {lost.length > 0 ? (
        <p className="mt-3">You give up these modules with the old ship: {lost.join(', ')}.</p>
      ) : null}
      {work.kind === 'hull' ? <p className="mt-3">{cargoWords(view)}</p> : null}
    </>
  )
}

function cargoWords({ ship: { cargo } }: YardView): string {
  const aboard = Object.entries(cargo).filter(([, units]) => units > 0)
  if (aboard.length === 0) return 'Your hold is empty.'
  const goods = aboard.map(
    ([good, units]) => `${units} ${COMMODITY_LABELS[good as keyof typeof cargo].toLowerCase()}`,
  )
  return `Your cargo moves along: ${goods.join(', ')}.`
}
