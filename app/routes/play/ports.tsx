import { useSearchParams } from '@remix-run/react'
import { useState } from 'react'
import { PortSilhouette } from '#app/components/pictures/silhouettes.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formatLabel } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'
import { type OrderAnswer } from './order-answer.ts'
import { OrderForm } from './order-form.tsx'
import { PriceBoard } from './price-board.tsx'
import { Receipt } from './receipt.tsx'
import { marketRefOf, type MarketRef } from './trade-wish.ts'

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
          <OrderForm
            key={`${shown.opening} ${port.id} ${line.commodity}`}
            {...{ view, port, line }}
            quantity={shown.quantity}
            focus={shown.focus}
            orderId={shown.orderId}
            answer={answered}
            onClose={() => setOpen(null)}
          />
        ) : null}
        <Receipt receipt={receipt?.portId === port.id ? receipt : null} />
      </Panel>
    )
  })
}
