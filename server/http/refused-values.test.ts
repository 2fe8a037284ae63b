import { beforeAll, expect, it } from 'vitest'
import { formsOf, type HtmlForm, type TypedField } from '../testing/html-forms.ts'
import { createHttpClient } from '../testing/http-client.ts'
import { usePages } from '../testing/pages-build.ts'
import { useTestShop } from '../testing/test-shop.ts'
import { addressIn, cookieOf, makeWorldOfPages, type WorldOfPages } from '../testing/world-of-pages.ts'

const shop = useTestShop()
const pages = usePages()
const { platform } = shop

/** Pages whose forms are shown only when they are asked for something. */
const ALSO = [
  '/report?subject=pilot&of=:callsign',
  '/regions/:region/recalls/new?position=governor&holder=:holder',
  '/regions/:region/propose?type=tax_rate',
  '/governor/:region/policies/new?type=tax_rate',
  '/nexus/council/propose?type=motion',
]

/** Fields that have no bound to name, and why. */
const WITHOUT_BOUND: Record<string, string> = {
  '/login  email': 'a log-in says nothing of what an address may be',
  '/governor/:region/diplomacy/new  q': 'searches for partners, and is no part of the offer',
}

const BUTTONS = 'has buttons, boxes and lists to choose from'
const SECRETS = 'takes passwords and codes, which never come back'
const LATER = 'has fields that this world does not come to'
/** Routes with an action that has no field to type into here, and why. */
const WITHOUT_FIELDS: Record<string, string> = {
  '/account': SECRETS,
  '/account/billing': BUTTONS,
  '/account/billing/size/:subscription': BUTTONS,
  '/account/confirm': BUTTONS,
  '/account/data': BUTTONS,
  '/account/delete': SECRETS,
  '/account/mail': BUTTONS,
  '/account/notifications': BUTTONS,
  '/account/recovery': BUTTONS,
  '/account/security': BUTTONS,
  '/account/security/app': SECRETS,
  '/account/security/passkey': LATER,
  '/account/sessions': BUTTONS,
  '/account/verify': SECRETS,
  '/address/:end/:token': BUTTONS,
  '/address/undo/:token': BUTTONS,
  '/admin/archives': BUTTONS,
  '/admin/billing': BUTTONS,
  '/admin/mail': BUTTONS,
  '/admin/messages': LATER,
  '/admin/nexus': BUTTONS,
  '/admin/operations': BUTTONS,
  '/checkout/:subscription': BUTTONS,
  '/confirm/:token': BUTTONS,
  '/found': 'is filled in step by step in its address; what is sent are hidden fields',
  '/governor/:region/build': BUTTONS,
  '/governor/:region/diplomacy/:treaty': LATER,
  '/governor/:region/policies/:policy': BUTTONS,
  '/let-in/:token': SECRETS,
  '/login/code': SECRETS,
  '/logout': BUTTONS,
  '/nexus/council/motions/:motion': BUTTONS,
  '/notifications': BUTTONS,
  '/passkeys/options': 'is asked by a script',
  '/play/contracts': BUTTONS,
  '/play/fight/:callsign': BUTTONS,
  '/play/log': BUTTONS,
  '/play/notebook': BUTTONS,
  '/play/yard': BUTTONS,
  '/preferences': BUTTONS,
  '/pricing': BUTTONS,
  '/regions/:region/emblem': 'takes a file',
  '/regions/:region/export': BUTTONS,
  '/regions/:region/laws': BUTTONS,
  '/regions/:region/policies/:policy': BUTTONS,
  '/regions/:region/recalls/:recall': BUTTONS,
  '/regions/:region/recalls/new': 'has its form where no recall of the office is open',
  '/regions/:region/rescues': 'has its form while the region is not paid for',
  '/regions/:region/rescues/:rescue': BUTTONS,
  '/regions/:region/timetable': BUTTONS,
  '/regions/:region/transfer': 'has its form where the owner pays for the region',
  '/regions/:region/treaties/:treaty': LATER,
  '/reset/:token': SECRETS,
  '/unsubscribe/:token': BUTTONS,
}

/** More than any text may have, and than any number may be. */
const TOO_LONG = 'x'.repeat(30_000)
const TOO_MUCH = '99999999999'

let world: WorldOfPages
let client: ReturnType<typeof createHttpClient>
beforeAll(async () => {
  world = await makeWorldOfPages(shop)
  client = createHttpClient(platform, {}, { build: pages.build })
}, 300_000)

const browserOf = (cookie: string) => ({
  ...{ accept: 'text/html', origin: client.origin, host: new URL(client.origin).host },
  ...(cookie === '' ? {} : { cookie }),
})

/** What is wrong with how a form answers a value that it cannot take; null if nothing is. */
async function faultOf(
  form: HtmlForm,
  { name, isNumber }: TypedField,
  cookie: string,
): Promise<string | null> {
  const wrong = isNumber ? TOO_MUCH : TOO_LONG
  const values = new URLSearchParams(form.values)
  values.set(name, wrong)
  const answer = await client.request(form.action, {
    method: 'POST',
    body: values,
    headers: browserOf(cookie),
  })
  if (answer.status < 400 || answer.status >= 500) return `is answered ${answer.status}`
  const kept = formsOf(await answer.text())
    .flatMap(({ typed }) => typed)
    // A list of fields closes its gaps, and the names change.
    .filter(({ value }) => value === wrong)
  if (kept.length === 0) return 'loses what was typed'
  if (!kept.some(({ isInvalid, error }) => isInvalid && error !== '')) return 'has no error of its own'
  return kept.some(({ error }) => /\d/.test(error)) ? null : `does not name its bound: ${kept[0]?.error}`
}

const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+').replaceAll('/', '\\/')}\\/?$`)

it('values that cannot be taken stay in their field, with the bound beside it, without JavaScript', async () => {
  const visitors = {
    stranger: '',
    citizen: await cookieOf(platform, world.citizen),
    governor: await cookieOf(platform, world.governor),
    admin: await cookieOf(platform, world.admin),
  }
  const actions = await pages.actions()
  const routeOf = (action: string) => {
    const { pathname } = new URL(action, client.origin)
    const fitting = actions.filter((path) => patternOf(path).test(pathname))
    // `/regions/:region/recalls/new` before `/regions/:region/recalls/:recall`.
    return fitting.sort((one, other) => one.split(':').length - other.split(':').length)[0] ?? pathname
  }
  const walked = new Set<string>()
  const asked = new Set<string>()
  const faults = new Map<string, string>()
  for (const path of [...(await pages.paths()), ...ALSO].filter((one) => one !== '/gallery'))
    for (const cookie of Object.values(visitors)) {
      const page = await client.request(addressIn(world, path), { headers: browserOf(cookie) })
      // A form without an address is sent by a script alone.
      const forms = formsOf(await page.text()).filter(
        ({ method, action }) => method === 'post' && action !== '',
      )
      for (const form of forms)
        for (const field of form.typed) {
          const route = routeOf(form.action)
          const key = `${route} ${form.values.get('intent') ?? ''} ${field.name}`.replace(/\.\d+\./, '.0.')
          if (asked.has(key)) continue
          walked.add(route)
          const fault = key in WITHOUT_BOUND ? null : await faultOf(form, field, cookie)
          // Who may not do it is told that first: somebody else may.
          if (fault !== null) faults.set(key, `${key} ${fault}`)
          else {
            asked.add(key)
            faults.delete(key)
          }
        }
    }
  expect([...faults.values()]).toEqual([])
  // A new route with an action is walked, or says why it has nothing to type into.
  expect(actions.filter((path) => !walked.has(path) && !(path in WITHOUT_FIELDS))).toEqual([])
  expect(Object.keys(WITHOUT_FIELDS).filter((path) => !actions.includes(path))).toEqual([])
}, 900_000)
