import { data, type ActionFunctionArgs } from '@remix-run/node'
import { answer, attempt, type Failure } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { formatCount } from '#app/lib/format.ts'
import { routeParam } from '#app/lib/route-param.ts'
import { type ApiCaller } from '#server/trpc/router.ts'

/** What an administrator does to an account, by the intent of the form; returns what to say of it. */
const ACTS: Record<string, (api: ApiCaller, userId: string, form: FormData) => Promise<string>> = {
  suspend: async ({ players }, userId, form) => {
    const days = formText(form, 'days')
    const { callsign } = await players.suspend({
      userId,
      reason: formText(form, 'reason'),
      text: formText(form, 'text'),
      days: days === 'lifted' ? null : Number(days),
    })
    return `${callsign} is suspended`
  },
  lift: async ({ players }, userId, form) => {
    const { callsign } = await players.liftSuspension({ userId, reason: formText(form, 'reason') })
    return `${callsign} is no longer suspended`
  },
  'end-access': async ({ players }, userId, form) => {
    const { browsers } = await players.endAccess({ userId, reason: formText(form, 'reason') })
    return `Logged out ${formatCount(browsers, 'browser')} and all programs`
  },
  'end-session': async ({ players }, userId, form) => {
    const reason = formText(form, 'reason')
    await players.endSession({ userId, reason, sessionId: formText(form, 'id') })
    return 'Browser logged out'
  },
  'end-program': async ({ players }, userId, form) => {
    const reason = formText(form, 'reason')
    await players.endProgram({ userId, reason, programId: formText(form, 'id') })
    return 'Program ended'
  },
  demote: async ({ players }, userId, form) => {
    const { callsign } = await players.demote({ userId, reason: formText(form, 'reason') })
    return `${callsign} is no longer an administrator`
  },
  invite: async ({ adminInvites }, userId, form) => {
    await adminInvites.invitePlayer({ userId, reason: formText(form, 'reason') })
    return 'Invited. The player accepts or declines under Account.'
  },
}

const UNKNOWN: Failure = {
  ok: false,
  status: 400,
  reason: null,
  message: 'Nothing was done: the form did not say what. Reload the page.',
  fields: {},
}

export const actOnPlayer = async (args: ActionFunctionArgs) => {
  const userId = routeParam(args, 'player')
  const form = await args.request.formData()
  const intent = formText(form, 'intent')
  if (intent === 'send-reset') {
    const sent = await attempt(args, (api) =>
      api.players.sendReset({ userId, reason: formText(form, 'reason') }),
    )
    if (!sent.ok) return answer(sent, form)
    const { callsign, url } = sent.value
    // Shown in the answer to the form, and never again.
    if (url !== null) return data({ ok: true as const, url })
    return redirectWithFlash(`/admin/players/${userId}`, `Mailed ${callsign} a link to a new password`)
  }
  const act = Object.hasOwn(ACTS, intent) ? ACTS[intent] : undefined
  if (!act) return answer(UNKNOWN)
  const done = await attempt(args, (api) => act(api, userId, form))
  return done.ok ? redirectWithFlash(`/admin/players/${userId}`, done.value) : answer(done, form)
}
