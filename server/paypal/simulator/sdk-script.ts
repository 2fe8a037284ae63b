import { Hono } from 'hono'
import { type SimulatorContext } from './simulator-context.ts'

/**
 * The part of the browser SDK (v5) that subscription buttons need, loaded by PayPalScriptProvider through
 * `sdkBaseUrl`.
 */
export function createSdkScripts({ config }: SimulatorContext): Hono {
  const app = new Hono()
  app.get('/sdk/js', (c) => {
    c.header('Content-Type', 'application/javascript; charset=utf-8')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('Cache-Control', 'no-cache')
    if (c.req.query('client-id') !== config.clientId) {
      return c.body('throw new Error("client-id not recognized for the PayPal simulator")', 400)
    }
    return c.body(`(${installSdk})(${JSON.stringify(config.publicUrl)});\n`)
  })
  app.get('/sdk/js/close-popup.js', (c) =>
    c.body('window.close()', 200, { 'content-type': 'application/javascript; charset=utf-8' }),
  )
  return app
}

/** Runs in the browser: plain JavaScript and DOM only. */
const installSdk = `function (origin) {
  'use strict'
  var script = document.currentScript
  var namespace = (script && script.getAttribute('data-namespace')) || 'paypal'
  var FUNDING = { PAYPAL: 'paypal', CARD: 'card', VENMO: 'venmo', PAYLATER: 'paylater', CREDIT: 'credit' }
  var COLOURS = {
    gold: ['#ffc439', '#111'], blue: ['#0b57d0', '#fff'], silver: ['#eee', '#111'],
    white: ['#fff', '#111'], black: ['#111', '#fff'],
  }
  var LABELS = { subscribe: 'Subscribe with ', pay: 'Pay with ', checkout: 'Checkout with ', buynow: 'Buy now with ' }

  function wait(ms) { return new Promise(function (resolve) { setTimeout(resolve, ms) }) }

  function readCheckout(id) {
    return fetch(origin + '/sdk/js/checkouts/' + encodeURIComponent(id), { cache: 'no-store', credentials: 'omit' })
      .then(function (response) { return response.json() })
      .catch(function () { return { state: 'waiting' } })
  }

  // Resolves with the buyer's decision. A popup that cannot be watched (its opener is isolated) is followed by asking alone.
  async function followCheckout(id, popup, isOpenAfterAll, timesDeclinedBefore) {
    for (;;) {
      var isClosed = !isOpenAfterAll && popup.closed
      var checkout = await readCheckout(id)
      if (checkout.state !== 'waiting') return checkout
      if (checkout.timesDeclined > timesDeclinedBefore) return { state: 'cancelled', orderID: checkout.orderID }
      if (isClosed) return { state: 'cancelled' }
      await wait(400)
    }
  }

  function Buttons(options) {
    options = options || {}
    var root = null, button = null, isBusy = false, isClosed = false, isEnabled = true
    var fundingSource = options.fundingSource || FUNDING.PAYPAL

    function report(error) {
      if (typeof options.onError === 'function') options.onError(error)
      else console.error(error)
    }

    function refresh() {
      if (button) button.disabled = isBusy || !isEnabled
    }

    async function checkOut() {
      if (isBusy || !isEnabled) return
      if (typeof options.onClick === 'function') {
        var isRejected = false
        var answer = await options.onClick(
          { fundingSource: fundingSource },
          { resolve: function () { return Promise.resolve() }, reject: function () { isRejected = true; return Promise.resolve() } },
        )
        if (isRejected || answer === false) return
      }
      isBusy = true
      refresh()
      // Opened within the click, otherwise the browser blocks it.
      var popup = window.open('about:blank', '_blank', 'popup,width=480,height=720')
      try {
        var id = await options.createSubscription({ paymentSource: fundingSource }, {})
        if (typeof id !== 'string' || id === '') throw new Error('createSubscription gave no subscription id')
        var url = origin + '/webapps/billing/subscriptions?subscription_id=' + encodeURIComponent(id)
        if (!popup) { window.location.assign(url); return }
        var before = await readCheckout(id)
        popup.location.href = url + '&popup=1'
        await wait(300)
        var checkout = await followCheckout(id, popup, popup.closed, before.timesDeclined || 0)
        if (isClosed) return
        if (checkout.state === 'approved') {
          await options.onApprove(
            { subscriptionID: id, orderID: checkout.orderID, facilitatorAccessToken: '', paymentSource: fundingSource },
            { redirect: function (to) { window.location.assign(to) }, restart: checkOut },
          )
        } else if (checkout.state === 'cancelled') {
          if (typeof options.onCancel === 'function') options.onCancel({ orderID: checkout.orderID || '' }, {})
        } else throw new Error('The subscription ' + id + ' is not known to the simulator')
      } catch (error) {
        if (popup) popup.close()
        report(error)
      } finally {
        isBusy = false
        refresh()
      }
    }

    return {
      isEligible: function () { return fundingSource === FUNDING.PAYPAL },
      render: function (target) {
        var container = typeof target === 'string' ? document.querySelector(target) : target
        if (!container) return Promise.reject(new Error('Document is ready and element ' + target + ' does not exist'))
        if (isClosed) return Promise.reject(new Error('The buttons were closed'))
        var style = options.style || {}
        var colours = COLOURS[style.color] || COLOURS.gold
        button = document.createElement('button')
        button.type = 'button'
        button.textContent = (LABELS[style.label] || '') + 'PayPal'
        button.setAttribute('data-funding-source', fundingSource)
        button.style.cssText = 'display:block;width:100%;border:0;cursor:pointer;font:700 1rem/1 system-ui,sans-serif;' +
          'padding:0 1rem;color:' + colours[1] + ';background:' + colours[0] +
          ';height:' + Math.min(55, Math.max(25, Number(style.height) || 45)) + 'px' +
          ';border-radius:' + (style.shape === 'pill' ? '999px' : style.shape === 'sharp' ? '0' : '4px')
        button.addEventListener('click', function () { checkOut().catch(report) })
        root = document.createElement('div')
        root.className = 'paypal-buttons'
        root.appendChild(button)
        container.appendChild(root)
        if (typeof options.onInit === 'function') {
          options.onInit({}, {
            enable: function () { isEnabled = true; refresh(); return Promise.resolve() },
            disable: function () { isEnabled = false; refresh(); return Promise.resolve() },
          })
        }
        return Promise.resolve()
      },
      updateProps: function (changed) { Object.assign(options, changed); return Promise.resolve() },
      close: function () {
        isClosed = true
        if (root) root.remove()
        root = button = null
        if (typeof options.onDestroy === 'function') options.onDestroy()
        return Promise.resolve()
      },
    }
  }

  window[namespace] = {
    version: 'simulator',
    FUNDING: FUNDING,
    Buttons: Buttons,
    getFundingSources: function () { return [FUNDING.PAYPAL] },
    isFundingEligible: function (source) { return source === FUNDING.PAYPAL },
  }
}`
