import { randomUUID } from 'node:crypto'
import { data, type ActionFunctionArgs } from '@remix-run/node'
import { attempt } from '#app/caller.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { ORDER_SIDES } from '#server/domain/economy/quote.ts'
import { type OrderAnswer } from './order-answer.ts'
import { marketRefOf } from './trade-wish.ts'

/**
 * Places the order of the form at the net that it shows. Without one for this quantity (the page ran no script) it is quoted
 * first.
 */
export async function placeOrder(args: ActionFunctionArgs, form: FormData) {
  const market = marketRefOf((name) => formText(form, name))
  const side = ORDER_SIDES.find((one) => one === formText(form, 'side'))
  if (!market || !side) throw data(null, { status: 400 })
  const quantity = formText(form, 'quantity')
  const orderId = formText(form, 'orderId')
  const read = numberReader(args.request)
  const wish = { ...market, side, quantity: read(quantity) }
  const order = { ...market, quantity, orderId }
  const kept = { order, nextOrderId: orderId }

  const isQuoted = formText(form, 'quotedFor') === String(wish.quantity)
  const answered = isQuoted
    ? await attempt(args, (api) =>
        api.trade.order({ ...wish, orderId, worstNet: Number(formText(form, 'worstNet')) }),
      )
    : await attempt(args, async (api) => ({
        outcome: 'quoted' as const,
        quote: await api.trade.quote(wish),
      }))
  if (!answered.ok) {
    const { status, reason, message, fields } = answered
    const isTaken = reason === 'order-id-taken'
    const refused: OrderAnswer = {
      ...kept,
      outcome: 'refused',
      message: isTaken ? ALREADY_FILLED : (fields.quantity ?? message),
      nextOrderId: isTaken ? randomUUID() : orderId,
    }
    return data(refused, { status })
  }
  const { value } = answered
  const answer: OrderAnswer =
    value.outcome === 'filled'
      ? { order, nextOrderId: randomUUID(), outcome: 'filled', receipt: value.receipt }
      : { ...kept, outcome: value.outcome, net: value.quote.net }
  return data(answer)
}

const ALREADY_FILLED =
  'Your order before this one was filled, although no answer arrived. Check your cargo, then order again.'
