import { DataList, type DataItem } from '#app/components/ui/data-list.tsx'
import { formatBasisPoints, formatCount, formatCredits } from '#app/lib/format.ts'
import { type OrderPreview } from '#server/domain/trade/preview-order.ts'
import { type View } from './trade-wish.ts'

type Props = {
  preview: OrderPreview
  docking: NonNullable<View['ship']>['docking'] | null
  rates: View['rates']
}

/** An itemised quote, what docking adds to it, and the purse afterwards. */
export function QuoteList({ preview: { quote, purse, refusal }, docking, rates }: Props) {
  if (!quote || purse === null) return <p className="text-ink-2">{refusal?.message}</p>
  const isPurchase = quote.side === 'buy'
  const items: DataItem[] = [
    { label: 'Price', value: formatCredits(quote.price) },
    { label: 'Spread', value: formatCredits(quote.spread) },
    ...(rates.tariffBp > 0
      ? [{ label: `Tariff, ${formatBasisPoints(rates.tariffBp)}`, value: formatCredits(quote.tariff) }]
      : []),
    ...(isPurchase
      ? []
      : [{ label: `Sales tax, ${formatBasisPoints(rates.taxRateBp)}`, value: formatCredits(quote.tax) }]),
    { label: isPurchase ? 'You pay' : 'You get', value: <strong>{formatCredits(quote.net)}</strong> },
    ...(docking && !docking.docked
      ? [
          {
            label: 'Docking',
            value: docking.turns === 0 ? 'Free the first time' : formatCount(docking.turns, 'turn'),
          },
        ]
      : []),
    ...(docking && docking.berthFee > 0 ? [{ label: 'Berth', value: formatCredits(docking.berthFee) }] : []),
    { label: 'Purse after', value: formatCredits(purse) },
  ]
  return (
    <div>
      <DataList items={items} className="-mt-2.5" />
      {refusal ? <p className="text-danger text-sm">{refusal.message}</p> : null}
    </div>
  )
}
