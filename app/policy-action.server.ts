import { type ActionFunctionArgs } from '@remix-run/node'
import { BALLOT_CHOICES } from '#server/domain/voting/tally.ts'
import { answer, attempt } from './caller.server.ts'
import { redirectWithFlash } from './flash.server.ts'
import { formText } from './lib/form-text.ts'

const CHOICE_MISSING = 'Choose yes, no or abstain.'

/** The actions of a policy page: cast or change a ballot, withdraw an own proposal. */
export async function policyAction(args: ActionFunctionArgs, policyId: string) {
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  if (formText(form, 'intent') === 'withdraw') {
    const done = await attempt(args, (api) => api.policies.withdraw({ policyId }))
    return done.ok ? redirectWithFlash(path, 'Proposal withdrawn') : answer(done)
  }
  const choice = BALLOT_CHOICES.find((one) => one === formText(form, 'choice'))
  if (choice === undefined)
    return answer({ ok: false, status: 400, reason: null, message: CHOICE_MISSING, fields: {} })
  const done = await attempt(args, (api) => api.policies.cast({ policyId, choice }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Vote changed' : 'Vote counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer(done)
}
