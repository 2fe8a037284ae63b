import { useSearchParams } from '@remix-run/react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { PortSilhouette } from '#app/components/pictures/silhouettes.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatLabel } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'
import { type OrderAnswer } from './order-answer.ts'
import { PriceBoard } from './price-board.tsx'
import { Receipt } from './receipt.tsx'
import { marketRefOf, type MarketRef } from './trade-wish.ts'

const loadOrderForm = () => import('./order-form.tsx')
/** Not part of the first script of the page: a form opens only when somebody trades. */
const OrderForm = lazy(() => loadOrderForm().then((loaded) => ({ default: loaded.OrderForm })))

type OpenOrder = MarketRef & {
  quantity: string
  focus: 'confirm' | 'quantity' | null
  orderId: string
  /** Counts the openings, so that each begins anew. */
  opening: number
  /** What had been answered before. */
  earlier: OrderAnswer | undefined
}

/** The ports of the sector, where the pilot trades. */
export function Ports({ view, terms, orderId, order: answer }: DeckProps) {
  const [search] = useSearchParams()
  const [open, setOpen] = useState<OpenOrder | null>(() => {
    const base = { focus: null, opening: 0, earlier: undefined }
    if (answer) return answer.outcome === 'filled' ? null : { ...answer.order, ...base }
    const market = marketRefOf((name) => search.get(name))
    return market ? { ...market, ...base, orderId, quantity: search.get('quantity') ?? '1' } : null
  })
  const canTrade = view.ports.length > 0
  useEffect(() => {
    // Where somebody may trade soon, it is there by then. A failure shows when the form is opened.
    if (canTrade) loadOrderForm().catch(() => undefined)
  }, [canTrade])
  const answered = answer !== open?.earlier ? answer : undefined
  const shown = answered?.outcome === 'filled' ? null : open
  const receipt = answer?.outcome === 'filled' && !shown ? answer.receipt : null
  return view.ports.map((port) => {
    const line =
      shown?.portId === port.id && port.board.find(({ commodity }) => commodity === shown.commodity)
    return (
      <Panel
        key={port.id}
        title={port.name}
        description={`${terms.port}, ${formatLabel(port.portClass).toLowerCase()}`}
        actions={<PortSilhouette portClass={port.portClass} />}
        flush
      >
        <PriceBoard
          view={view}
          port={port}
          selected={line ? line.commodity : null}
          onChoose={(commodity, quantity, focus) =>
            setOpen((before) => ({
              ...{ portId: port.id, commodity, quantity, focus, earlier: answer },
              orderId: answer?.nextOrderId ?? orderId,
              opening: (before?.opening ?? 0) + 1,
            }))
          }
        />
        {shown && line ? (
          <Suspense fallback={<p className="text-ink-2 px-4 py-4 text-sm sm:px-6">Loading…</p>}>
            <OrderForm
              key={`${shown.opening} ${port.id} ${line.commodity}`}
              {...{ view, port, line }}
              quantity={shown.quantity}
              focus={shown.focus}
              orderId={shown.orderId}
              answer={answered}
              onClose={() => setOpen(null)}
            />
          </Suspense>
        ) : null}
        <Receipt receipt={receipt?.portId === port.id ? receipt : null} />
      </Panel>
    )
  })
}
