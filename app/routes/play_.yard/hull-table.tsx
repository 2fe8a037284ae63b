import { HullSilhouette } from '#app/components/pictures/silhouettes.tsx'
import { Badge } from '#app/components/ui/badge.tsx'
import { Table, type Column } from '#app/components/ui/table.tsx'
import { formatCredits, formatLabel, formatNumber } from '#app/lib/format.ts'
import { HULLS, SHIP_CLASSES, type ShipClass } from '#server/domain/ships/hulls.ts'
import { RANK_NAMES } from '#server/domain/ships/ranks.ts'
import { OrderButton } from './order-button.tsx'
import { type Yard, type YardView } from './yard-words.ts'

type Props = { view: YardView; yard: Yard | null; orderId: string }

/** All hulls beside each other; at a yard with what each costs this pilot, or why it is not to be had. */
export function HullTable({ view, yard, orderId }: Props) {
  const offerOf = (hull: ShipClass) =>
    yard?.offers.find(({ work }) => work.kind === 'hull' && work.hull === hull)
  const isOwn = (hull: ShipClass) => hull === view.ship.shipClass
  const costColumn: Column<ShipClass> = {
    key: 'cost',
    header: 'After trade-in',
    numeric: true,
    cell: (hull) => {
      const offer = offerOf(hull)
      return offer ? <Credits amount={offer.cost} /> : '–'
    },
  }
  const columns: Column<ShipClass>[] = [
    {
      key: 'hull',
      header: 'Hull',
      primary: true,
      cell: (hull) => (
        <span className="inline-flex items-center gap-2 whitespace-nowrap">
          <HullSilhouette hull={hull} className="size-8" />
          {HULLS[hull].name}
          {isOwn(hull) ? <Badge tone="accent">Yours</Badge> : null}
        </span>
      ),
    },
    { key: 'holds', header: 'Holds', numeric: true, cell: (hull) => formatNumber(HULLS[hull].holds) },
    { key: 'docking', header: 'Turns to dock', numeric: true, cell: (hull) => HULLS[hull].dockingTurns },
    { key: 'berth', header: 'Berth', numeric: true, cell: (hull) => formatCredits(HULLS[hull].berthFee) },
    { key: 'shields', header: 'Shields', numeric: true, cell: (hull) => HULLS[hull].shields },
    { key: 'guns', header: 'Guns', numeric: true, cell: (hull) => HULLS[hull].guns },
    { key: 'rank', header: 'Rank', cell: (hull) => rankOf(hull) },
    { key: 'price', header: 'Price', numeric: true, cell: (hull) => <Credits amount={HULLS[hull].price} /> },
    ...(yard ? [costColumn] : []),
    {
      key: 'order',
      header: yard ? 'Order' : 'Sold at',
      cell: (hull) => {
        const offer = offerOf(hull)
        if (!yard || !offer) return isOwn(hull) ? 'You fly it' : soldAt(hull)
        return offer.refusal ? (
          <span className="text-ink-2 text-sm">{offer.refusal.message}</span>
        ) : (
          <OrderButton {...{ view, offer, orderId }} portId={yard.portId} />
        )
      },
    },
  ]
  return (
    <Table
      caption={yard ? `Hulls at ${yard.name}` : 'Hulls'}
      columns={columns}
      rows={SHIP_CLASSES}
      rowKey={(hull) => hull}
      isSelected={isOwn}
    />
  )
}

const Credits = ({ amount }: { amount: bigint | number }) => (
  <span className="whitespace-nowrap">{formatCredits(amount)}</span>
)

const rankOf = (hull: ShipClass): string => {
  const { rank } = HULLS[hull]
  return rank ? RANK_NAMES[rank] : 'Any'
}

const YARD_NAMES: Readonly<Record<string, string>> = { trade_hub: 'trade hubs', foundry: 'foundries' }

function soldAt(hull: ShipClass): string {
  const { yards } = HULLS[hull]
  return yards.length === 0
    ? 'Not sold'
    : formatLabel(yards.map((portClass) => YARD_NAMES[portClass]).join(', '))
}
