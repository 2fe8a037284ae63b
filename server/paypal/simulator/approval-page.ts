import { Hono } from 'hono'
import { html } from 'hono/html'
import { simulatorPage } from './simulator-page.ts'
import { amountWire, BUYER } from './simulated-wire.ts'
import { type SimulatorContext } from './simulator-context.ts'
import { type SimulatedSubscription } from './simulator-state.ts'
import { approve, planOf } from './subscription-life.ts'

/** The page where a buyer approves: in the same tab by the approval link, or in a popup by the SDK's button. */
export function createApprovalPages(context: SimulatorContext): Hono {
  const { config, state } = context
  const app = new Hono()
  const path = '/webapps/billing/subscriptions'

  const find = (token: string | undefined, id: string | undefined) =>
    state.subscriptions.find((row) => (token === undefined ? row.id === id : row.approvalToken === token))

  app.get(path, (c) => {
    const subscription = find(c.req.query('ba_token'), c.req.query('subscription_id'))
    if (!subscription) return c.html(messagePage('Unknown approval link.'), 404)
    if (subscription.status !== 'APPROVAL_PENDING') {
      return c.html(messagePage('This subscription was already approved. You can close this window.'))
    }
    const plan = planOf(context, subscription)
    const amount = amountWire(plan.priceMinor, plan.currency)
    const isPopup = c.req.query('popup') === '1'
    return c.html(
      simulatorPage(
        'Approve the subscription',
        html`<main class="card">
          <p class="muted">Subscribe with ${subscription.brandName}</p>
          <h1>${plan.name}</h1>
          <p class="price">${amount.value} <span>${amount.currency_code} each month</span></p>
          <p>You pay today and on this day of every month, until you cancel.</p>
          <dl>
            <dt>Paying as</dt>
            <dd>${BUYER.email}</dd>
            <dt>Reference</dt>
            <dd><code>${subscription.id}</code></dd>
          </dl>
          <form method="post" action="${path}">
            <input type="hidden" name="ba_token" value="${subscription.approvalToken}" />
            <input type="hidden" name="popup" value="${isPopup ? '1' : ''}" />
            <button name="decision" value="approve" class="primary">Agree &amp; subscribe</button>
            <button name="decision" value="cancel">Cancel and return to ${subscription.brandName}</button>
          </form>
        </main>`,
      ),
    )
  })

  app.post(path, async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const subscription = find(form.get('ba_token') ?? '', undefined)
    if (!subscription) return c.html(messagePage('Unknown approval link.'), 404)
    const isApproved = form.get('decision') === 'approve'
    if (subscription.status === 'APPROVAL_PENDING') {
      if (isApproved) approve(context, subscription)
      else subscription.timesDeclined += 1
      context.commit()
    }
    const returnTo = returnUrlOf(subscription, isApproved)
    if (form.get('popup') !== '1') return c.redirect(returnTo, 303)
    return c.html(closingPage(subscription, isApproved, returnTo))
  })

  /** The SDK polls this while the popup is open, because window messages fail if the page isolates its opener. */
  app.get('/sdk/js/checkouts/:id', (c) => {
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cache-Control', 'no-store')
    const subscription = find(undefined, c.req.param('id'))
    if (!subscription) return c.json({ state: 'unknown' }, 404)
    return c.json({
      state: subscription.status === 'APPROVAL_PENDING' ? 'waiting' : 'approved',
      timesDeclined: subscription.timesDeclined,
      orderID: subscription.approvalToken,
    })
  })

  return app

  function closingPage(subscription: SimulatedSubscription, isApproved: boolean, returnTo: string) {
    return simulatorPage(
      isApproved ? 'Subscribed' : 'Cancelled',
      html`<main class="card">
        <h1>${isApproved ? 'Thank you' : 'Nothing was paid'}</h1>
        <p>This window closes by itself.</p>
        <p><a href="${returnTo}">Return to ${subscription.brandName}</a></p>
        <script src="${config.publicUrl}/sdk/js/close-popup.js"></script>
      </main>`,
    )
  }
}

function returnUrlOf(subscription: SimulatedSubscription, isApproved: boolean): string {
  const url = new URL(isApproved ? subscription.returnUrl : subscription.cancelUrl)
  url.searchParams.set('subscription_id', subscription.id)
  url.searchParams.set('ba_token', subscription.approvalToken)
  url.searchParams.set('token', subscription.approvalToken)
  return url.href
}

const messagePage = (text: string) =>
  simulatorPage('PayPal simulator', html`<main class="card"><p>${text}</p></main>`)
