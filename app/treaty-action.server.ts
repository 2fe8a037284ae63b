import { type ActionFunctionArgs } from '@remix-run/node'
import { TREATY_TYPES } from '#server/domain/diplomacy/treaty-types.ts'
import { BALLOT_CHOICES } from '#server/domain/voting/tally.ts'
import { type ApiCaller } from '#server/trpc/router.ts'
import { answer, attempt } from './caller.server.ts'
import { redirectWithFlash } from './flash.server.ts'
import { formText } from './lib/form-text.ts'
import { termsOfForm } from './lib/treaty-terms-form.ts'
import { numberReader } from './lib/typed-number.ts'

type Act = { treatyId: string; region: string }

const MOVES: Record<string, { done: string; call: (api: ApiCaller, act: Act) => Promise<unknown> }> = {
  sign: { done: 'The treaty is signed', call: (api, act) => api.diplomacy.sign(act) },
  refuse: { done: 'The offer is refused', call: (api, act) => api.diplomacy.refuse(act) },
  withdraw: { done: 'The offer is withdrawn', call: (api, act) => api.diplomacy.withdraw(act) },
  notice: { done: 'Notice is given', call: (api, act) => api.diplomacy.giveNotice(act) },
}

/** The moves on a treaty's page, for one of its two sides: sign, counter, refuse, withdraw, renew, give notice, vote, report. */
export async function treatyAction(args: ActionFunctionArgs, act: Act) {
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  const move = MOVES[formText(form, 'intent')]
  if (move !== undefined) {
    const done = await attempt(args, (api) => move.call(api, act))
    return done.ok ? redirectWithFlash(path, move.done) : answer(done)
  }
  const intent = formText(form, 'intent')
  if (intent === 'counter' || intent === 'renew') return offerTerms(args, act, form, intent)
  if (intent === 'report-breach' || intent === 'answer-breach') return sayOfBreach(args, act, form, intent)
  const choice = BALLOT_CHOICES.find((one) => one === formText(form, 'choice'))
  if (choice === undefined) {
    const message = 'Choose yes, no or abstain.'
    return answer({ ok: false, status: 400, reason: null, message, fields: {} })
  }
  const done = await attempt(args, (api) => api.diplomacy.cast({ ...act, choice }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Your ballot is changed' : 'Your ballot is counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer(done)
}

async function offerTerms(args: ActionFunctionArgs, act: Act, form: FormData, intent: 'counter' | 'renew') {
  const treatyType = TREATY_TYPES.find((type) => type === formText(form, 'treatyType'))
  const terms = treatyType === undefined ? {} : termsOfForm(form, treatyType, numberReader(args.request))
  const done = await attempt(args, (api) => api.diplomacy[intent]({ ...act, terms }))
  if (!done.ok) return answer(done)
  const path = new URL(args.request.url).pathname.replace(act.treatyId, done.value.id)
  return redirectWithFlash(
    path,
    intent === 'counter' ? 'The counter-offer is made' : 'The renewal is offered',
  )
}

async function sayOfBreach(
  args: ActionFunctionArgs,
  act: Act,
  form: FormData,
  intent: 'report-breach' | 'answer-breach',
) {
  const text = formText(form, 'text')
  const done = await attempt<unknown>(args, (api) =>
    intent === 'report-breach'
      ? api.diplomacy.reportBreach({ ...act, text })
      : api.diplomacy.answerBreach({ ...act, breachId: formText(form, 'breachId'), text }),
  )
  return done.ok
    ? redirectWithFlash(
        new URL(args.request.url).pathname,
        intent === 'report-breach' ? 'The report is on the record' : 'The answer is on the record',
      )
    : answer(done)
}
