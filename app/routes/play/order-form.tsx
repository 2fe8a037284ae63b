import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Slider } from '#app/components/ui/slider.tsx'
import { formatCredits, formatNumber } from '#app/lib/format.ts'
import { useReadNumber } from '#app/lib/reader.tsx'
import { largestOrder, previewOrder } from '#server/domain/trade/preview-order.ts'
import { type OrderAnswer } from './order-answer.ts'
import { OtherEnd } from './other-end.tsx'
import { QuoteList } from './quote-list.tsx'
import { fillLabel } from './trade-words.ts'
import { dealingOf, sideOf, type BoardLine, type Port, type View } from './trade-wish.ts'

export type OrderFormProps = {
  view: View
  port: Port
  line: BoardLine
  /** As typed, or chosen by a button. */
  quantity: string
  /** What gets the focus when somebody opens the form; null on a page that was loaded with it. */
  focus: 'confirm' | 'quantity' | null
  /** For the first submission. */
  orderId: string
  answer: OrderAnswer | undefined
  onClose: () => void
}

/** An order of one good at a port. The quote follows the quantity by the rules that the server fills orders by. */
export function OrderForm({ view, port, line, focus, answer, onClose, ...opened }: OrderFormProps) {
  const [quantity, setQuantity] = useState({ text: opened.quantity, setTimes: 0 })
  const orderId = useOrderId(opened.orderId, answer)
  const confirm = useRef<HTMLButtonElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const units = useReadNumber()(quantity.text)
  const { means, ...dealing } = dealingOf(line, view)
  const largest = largestOrder(dealing, means)
  const preview = previewOrder(dealing, means, units)
  const navigation = useNavigation()
  const good = COMMODITY_LABELS[line.commodity].toLowerCase()
  const verb = sideOf(line) === 'buy' ? 'Buy' : 'Sell'

  useEffect(() => {
    if (focus === 'confirm') confirm.current?.focus()
    if (focus === 'quantity') form.current?.querySelector<HTMLInputElement>('input[name=quantity]')?.focus()
  }, [focus])

  return (
    <Form
      ref={form}
      method="post"
      preventScrollReset
      id="order"
      aria-label={`${verb} ${good} at ${port.name}`}
      className="border-line grid gap-4 border-t px-4 py-4 sm:px-6"
    >
      <input type="hidden" name="intent" value="trade" />
      <input type="hidden" name="port" value={port.id} />
      <input type="hidden" name="good" value={line.commodity} />
      <input type="hidden" name="side" value={sideOf(line)} />
      <input type="hidden" name="orderId" value={orderId} />
      {preview.quote ? (
        <>
          <input type="hidden" name="quotedFor" value={units} />
          <input type="hidden" name="worstNet" value={String(preview.quote.net)} />
        </>
      ) : null}
      <h3 className="font-semibold">
        {verb} {good}
      </h3>
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <div className="grid content-start gap-3">
          <Slider
            key={quantity.setTimes}
            label="Quantity"
            name="quantity"
            min={1}
            max={Math.max(1, largest.quantity)}
            defaultValue={quantity.text}
            onTextChange={(text) => setQuantity((now) => ({ ...now, text }))}
          />
          {largest.quantity > 0 ? (
            <Button
              size="sm"
              className="justify-self-start noscript:hidden"
              onClick={() =>
                setQuantity((now) => ({ text: String(largest.quantity), setTimes: now.setTimes + 1 }))
              }
            >
              {fillLabel(sideOf(line), largest)}
            </Button>
          ) : null}
        </div>
        <QuoteList preview={preview} docking={view.ship?.docking ?? null} rates={view.rates} />
      </div>
      {preview.quote ? (
        <OtherEnd view={view} portId={port.id} commodity={line.commodity} quote={preview.quote} />
      ) : null}
      <FormError message={messageOf(answer)} />
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="ghost" className="noscript:hidden" onClick={onClose}>
          Cancel
        </Button>
        <Button
          ref={confirm}
          type="submit"
          variant="primary"
          pending={navigation.formData?.get('intent') === 'trade'}
        >
          {preview.quote ? `${verb} ${formatNumber(units)} for ${formatCredits(preview.quote.net)}` : verb}
        </Button>
      </div>
    </Form>
  )
}

/** The id of the order: kept when it is sent again, so that an order whose answer was lost is filled once. */
function useOrderId(first: string, answer: OrderAnswer | undefined): string {
  const [orderId, setOrderId] = useState(first)
  if (answer?.order.orderId === orderId && answer.nextOrderId !== orderId) setOrderId(answer.nextOrderId)
  return orderId
}

function messageOf(answer: OrderAnswer | undefined): string | null {
  switch (answer?.outcome) {
    case 'price-moved':
      return `The price is now ${formatCredits(answer.net)}. Nothing was traded; confirm to trade at this price.`
    case 'quoted':
      return `The price is ${formatCredits(answer.net)}. Nothing was traded yet; confirm to trade at this price.`
    case 'refused':
      return answer.message
    default:
      return null
  }
}
