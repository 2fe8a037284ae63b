import { html } from 'hono/html'
import { amountWire, timeWire } from './simulated-wire.ts'
import { type SimulatorContext } from './simulator-context.ts'
import {
  DELIVERY_VARIANTS,
  type SimulatedDispute,
  type SimulatedEvent,
  type SimulatedSubscription,
} from './simulator-state.ts'
import { simulatorPage } from './simulator-page.ts'
import { planOf } from './subscription-life.ts'

const DAY_MS = 86_400_000
const SHOWN_EVENTS = 50

/** One form per button: the page works without JavaScript. */
const action = (path: string, label: string, fields: Record<string, string> = {}) =>
  html`<form class="inline" method="post" action="/simulator/api/${path}">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button>${label}</button>
  </form>`

export function controlPage(context: SimulatorContext) {
  const { state } = context
  return simulatorPage(
    'Control',
    html`<main>
      <section>
        <h2>Clock</h2>
        <p>
          It is <strong>${timeWire(context.now())}</strong> here. Moving on bills everything that becomes due
          on the way.
        </p>
        ${[1, 5, 14, 31].map((days) => action('clock', days === 1 ? '+ 1 day' : `+ ${days} days`, { advanceMs: String(days * DAY_MS) }))}
      </section>
      <section>
        <h2>Deliveries</h2>
        <p>
          ${state.areDeliveriesHeld ? 'Held: nothing is sent until released.' : 'Sent as they happen.'}
          ${state.deliveries.filter((row) => row.status === 'held').length} held,
          ${state.deliveries.filter((row) => row.status === 'pending').length} waiting to be sent again.
        </p>
        ${action('deliveries/hold', state.areDeliveriesHeld ? 'Stop holding' : 'Hold', { held: String(!state.areDeliveriesHeld) })}
        ${(['sent', 'reversed', 'shuffled'] as const).map((order) =>
          action('deliveries/release', `Release, ${order === 'sent' ? 'as sent' : order}`, { order }),
        )}
      </section>
      <section>
        <h2>Subscriptions</h2>
        <table>
          <thead>
            <tr>
              <th>Subscription</th>
              <th>Status</th>
              <th>Billing</th>
              <th>Moves</th>
            </tr>
          </thead>
          <tbody>
            ${
              state.subscriptions.length === 0
                ? html`<tr>
                    <td colspan="4">None yet: they begin with a checkout.</td>
                  </tr>`
                : ''
            }
            ${state.subscriptions.toReversed().map((subscription) => subscriptionRow(context, subscription))}
          </tbody>
        </table>
      </section>
      <section>
        <h2>Disputes</h2>
        <table>
          <thead>
            <tr>
              <th>Dispute</th>
              <th>Payment</th>
              <th>Status</th>
              <th>Moves</th>
            </tr>
          </thead>
          <tbody>
            ${
              state.disputes.length === 0
                ? html`<tr>
                    <td colspan="4">None yet: open one at a subscription.</td>
                  </tr>`
                : ''
            }
            ${state.disputes.toReversed().map((dispute) => disputeRow(dispute))}
          </tbody>
        </table>
      </section>
      <section>
        <h2>Events</h2>
        <table>
          <thead>
            <tr>
              <th>Event</th>
              <th>Time</th>
              <th>Deliveries</th>
              <th>Send again</th>
            </tr>
          </thead>
          <tbody>
            ${state.events
              .slice(-SHOWN_EVENTS)
              .reverse()
              .map((event) => eventRow(context, event))}
          </tbody>
        </table>
      </section>
    </main>`,
  )
}

function subscriptionRow(context: SimulatorContext, subscription: SimulatedSubscription) {
  const plan = planOf(context, subscription)
  const path = `subscriptions/${subscription.id}`
  const owed = amountWire(subscription.outstandingMinor, plan.currency)
  return html`<tr>
    <td>
      <code>${subscription.id}</code><br />${plan.name}<br /><span class="muted"
        >${subscription.customId ?? ''}</span
      >
    </td>
    <td>${subscription.status}</td>
    <td>
      ${subscription.nextBillingAt === null ? 'No further payment' : `Next ${timeWire(subscription.nextBillingAt)}`}<br />
      ${
        subscription.outstandingMinor === 0
          ? ''
          : html`<span class="bad"
                >${owed.value} ${owed.currency_code} outstanding, ${subscription.failedPaymentsCount}
                failed</span
              ><br />`
      }
      Payments will ${subscription.paymentOutcome.replace('-', ' ')}
    </td>
    <td>
      ${subscription.status === 'APPROVAL_PENDING' ? action(`${path}/approve`, 'Approve') : ''}
      ${action(`${path}/payments`, 'Let payments succeed', { outcome: 'succeed' })}
      ${action(`${path}/payments`, 'Let the next fail', { outcome: 'fail-once' })}
      ${action(`${path}/payments`, 'Let all fail', { outcome: 'fail' })}
      ${subscription.status === 'ACTIVE' ? action(`${path}/bill`, 'Bill now') : ''}
      ${
        subscription.lastPayment
          ? [
              action(`${path}/refund`, 'Refund the last'),
              action(`${path}/reverse`, 'Reverse the last'),
              action(`${path}/dispute`, 'Ask about the last', { stage: 'INQUIRY' }),
              action(`${path}/dispute`, 'Charge the last back', { stage: 'CHARGEBACK' }),
              action(`${path}/dispute`, 'Charge 5.00 of it back', {
                stage: 'CHARGEBACK',
                amountMinor: '500',
              }),
            ]
          : ''
      }
      ${subscription.status === 'ACTIVE' ? action(`${path}/suspend`, 'Suspend') : ''}
      ${['ACTIVE', 'SUSPENDED'].includes(subscription.status) ? action(`${path}/cancel`, 'Cancel') : ''}
    </td>
  </tr>`
}

function disputeRow({ id, saleId, amountMinor, stage, outcomeCode }: SimulatedDispute) {
  return html`<tr>
    <td><code>${id}</code></td>
    <td><code>${saleId}</code><br />${(amountMinor / 100).toFixed(2)}</td>
    <td>${stage}<br />${outcomeCode ?? 'open'}</td>
    <td>
      ${
        outcomeCode === null
          ? [
              stage === 'INQUIRY' ? action(`disputes/${id}/escalate`, 'Charge back') : '',
              action(`disputes/${id}/win`, 'The seller wins'),
              action(`disputes/${id}/lose`, 'The buyer wins'),
            ]
          : ''
      }
    </td>
  </tr>`
}

function eventRow({ state }: SimulatorContext, event: SimulatedEvent) {
  const rows = state.deliveries.filter((row) => row.eventId === event.id)
  return html`<tr>
    <td>${event.type}<br /><code>${event.id}</code></td>
    <td>${timeWire(event.at)}</td>
    <td>
      ${rows.map((row) => html`${row.variant} ${row.status}, ${row.attempts}×, ${row.lastAnswer ?? 'not sent'}<br />`)}
    </td>
    <td>
      ${action(`events/${event.id}/resend`, 'twice', { times: '2' })}
      ${DELIVERY_VARIANTS.map((variant) => action(`events/${event.id}/resend`, variant, { variant }))}
    </td>
  </tr>`
}
