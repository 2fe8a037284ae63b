import { Hono } from 'hono'
import { html } from 'hono/html'
import { simulatorPage } from './simulator-page.ts'
import { amountWire, BUYER, timeWire } from './simulated-wire.ts'
import { type SimulatorContext } from './simulator-context.ts'
import { consent } from './revision.ts'
import { type SimulatedRevision, type SimulatedSubscription } from './simulator-state.ts'
import { approve, planOf } from './subscription-life.ts'

/** The page where a buyer approves: in the same tab by the approval link, or in a popup by the SDK's button. */
export function createApprovalPages(context: SimulatorContext): Hono {
  const { config, state } = context
  const app = new Hono()
  const path = '/webapps/billing/subscriptions'

  const find = (token: string | undefined, id: string | undefined) =>
    state.subscriptions.find((row) => (token === undefined ? row.id === id : row.approvalToken === token))

  const findRevision = (token: string | null | undefined): AskedRevision | null => {
    for (const subscription of state.subscriptions)
      for (const revision of subscription.revisions)
        if (revision.token === token) return { subscription, revision }
    return null
  }

  app.get(path, (c) => {
    const asked = findRevision(c.req.query('ba_token'))
    if (asked) return c.html(consentPage(asked))
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
    const asked = findRevision(form.get('ba_token'))
    if (asked) {
      const agrees = form.get('decision') === 'approve'
      if (agrees) consent(context, asked.subscription, asked.revision)
      context.commit()
      return c.redirect(addressAfter(asked.subscription, asked.revision, agrees), 303)
    }
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

  function consentPage({ subscription, revision }: AskedRevision) {
    const plan = state.plans.find(({ id }) => id === revision.planId)
    if (!plan) return messagePage('Unknown plan.')
    const now = planOf(context, subscription)
    const before = amountWire(now.priceMinor, now.currency)
    const after = amountWire(plan.priceMinor, plan.currency)
    const from = subscription.nextBillingAt === null ? null : timeWire(subscription.nextBillingAt)
    return simulatorPage(
      'Agree to the change',
      html`<main class="card">
        <p class="muted">Your subscription with ${revision.brandName} changes</p>
        <h1>${plan.name}</h1>
        <p class="price">${after.value} <span>${after.currency_code} each month</span></p>
        <p>
          Instead of ${before.value} ${before.currency_code}, from your next payment
          on${from ? ` (${from})` : ''}.
        </p>
        <form method="post" action="${path}">
          <input type="hidden" name="ba_token" value="${revision.token}" />
          <button name="decision" value="approve" class="primary">Agree &amp; continue</button>
          <button name="decision" value="cancel">Cancel and return to ${revision.brandName}</button>
        </form>
      </main>`,
    )
  }

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

interface AskedRevision {
  subscription: SimulatedSubscription
  revision: SimulatedRevision
}

const returnUrlOf = (subscription: SimulatedSubscription, isApproved: boolean): string =>
  addressAfter(subscription, { ...subscription, token: subscription.approvalToken }, isApproved)

/** Where the payer goes on after a decision. */
function addressAfter(
  { id }: SimulatedSubscription,
  { token, returnUrl, cancelUrl }: Pick<SimulatedRevision, 'token' | 'returnUrl' | 'cancelUrl'>,
  isApproved: boolean,
): string {
  const url = new URL(isApproved ? returnUrl : cancelUrl)
  url.searchParams.set('subscription_id', id)
  url.searchParams.set('ba_token', token)
  url.searchParams.set('token', token)
  return url.href
}

const messagePage = (text: string) =>
  simulatorPage('PayPal simulator', html`<main class="card"><p>${text}</p></main>`)
