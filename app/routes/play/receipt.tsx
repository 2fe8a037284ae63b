import { useEffect, useRef } from 'react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { type Receipt as FilledOrder } from './order-answer.ts'

/** Announces a filled order, and takes the focus from the form that is gone. */
export function Receipt({ receipt }: { receipt: FilledOrder | null }) {
  const box = useRef<HTMLDivElement>(null)
  const id = receipt?.id
  useEffect(() => {
    if (id !== undefined) box.current?.focus()
  }, [id])
  return (
    <div ref={box} role="status" tabIndex={-1} className="outline-none">
      {receipt ? (
        <Banner tone="success" title={tradeWords(receipt)} className="m-4 sm:m-6">
          {dockingWords(receipt)}
          {premiumWords(receipt)}You have {formatCredits(receipt.purse)} now.
        </Banner>
      ) : null}
    </div>
  )
}

function tradeWords({ side, quantity, commodity, net }: FilledOrder): string {
  const goods = `${formatNumber(quantity)} ${COMMODITY_LABELS[commodity].toLowerCase()}`
  return `${side === 'buy' ? 'Bought' : 'Sold'} ${goods} for ${formatCredits(net)}`
}

const premiumWords = ({ premium }: FilledOrder): string =>
  premium > 0 ? `Contracts paid ${formatCredits(premium)} on top. ` : ''

function dockingWords({ docking: { turns, berthFee } }: FilledOrder): string {
  if (turns === 0) return ''
  return `Docking took ${formatCount(turns, 'turn')}${berthFee > 0 ? ` and ${formatCredits(berthFee)}` : ''}. `
}
