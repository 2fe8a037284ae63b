import { type ActionFunctionArgs } from '@remix-run/node'
import { TREATY_TYPES } from '#server/domain/diplomacy/treaty-types.ts'
import { BALLOT_CHOICES } from '#server/domain/voting/tally.ts'
import { type ApiCaller } from '#server/trpc/router.ts'
import { answer, attempt } from './caller.server.ts'
import { redirectWithFlash } from './flash.server.ts'
import { formText } from './lib/form-text.ts'
import { termsOfForm } from './lib/treaty-terms-form.ts'
import { numberReader } from './lib/typed-number.ts'

type TreatyRef = { treatyId: string; region: string }

const SIMPLE_ACTIONS: Record<
  string,
  { done: string; call: (api: ApiCaller, ref: TreatyRef) => Promise<unknown> }
> = {
  sign: { done: 'Treaty signed', call: (api, ref) => api.diplomacy.sign(ref) },
  refuse: { done: 'Offer rejected', call: (api, ref) => api.diplomacy.refuse(ref) },
  withdraw: { done: 'Offer withdrawn', call: (api, ref) => api.diplomacy.withdraw(ref) },
  notice: { done: 'Notice given', call: (api, ref) => api.diplomacy.giveNotice(ref) },
}

/** The actions of a treaty page for one side: sign, counter, reject, withdraw, renew, give notice, vote, report. */
export async function treatyAction(args: ActionFunctionArgs, ref: TreatyRef) {
  const form = await args.request.formData()
  const path = new URL(args.request.url).pathname
  const action = SIMPLE_ACTIONS[formText(form, 'intent')]
  if (action !== undefined) {
    const done = await attempt(args, (api) => action.call(api, ref))
    return done.ok ? redirectWithFlash(path, action.done) : answer(done)
  }
  const intent = formText(form, 'intent')
  if (intent === 'counter' || intent === 'renew') return offerTerms(args, ref, form, intent)
  if (intent === 'report-breach' || intent === 'answer-breach') return saveBreachText(args, ref, form, intent)
  const choice = BALLOT_CHOICES.find((one) => one === formText(form, 'choice'))
  if (choice === undefined) {
    const message = 'Choose yes, no or abstain.'
    return answer({ ok: false, status: 400, reason: null, message, fields: {} })
  }
  const done = await attempt(args, (api) => api.diplomacy.cast({ ...ref, choice }))
  return done.ok
    ? redirectWithFlash(path, {
        title: done.value.changed ? 'Vote changed' : 'Vote counted',
        text: `Receipt ${done.value.receipt}`,
      })
    : answer(done)
}

async function offerTerms(
  args: ActionFunctionArgs,
  ref: TreatyRef,
  form: FormData,
  intent: 'counter' | 'renew',
) {
  const treatyType = TREATY_TYPES.find((type) => type === formText(form, 'treatyType'))
  const terms = treatyType === undefined ? {} : termsOfForm(form, treatyType, numberReader(args.request))
  const done = await attempt(args, (api) => api.diplomacy[intent]({ ...ref, terms }))
  if (!done.ok) return answer(done)
  const path = new URL(args.request.url).pathname.replace(ref.treatyId, done.value.id)
  return redirectWithFlash(path, intent === 'counter' ? 'Counter-offer sent' : 'Renewal offered')
}

async function saveBreachText(
  args: ActionFunctionArgs,
  ref: TreatyRef,
  form: FormData,
  intent: 'report-breach' | 'answer-breach',
) {
  const text = formText(form, 'text')
  const done = await attempt<unknown>(args, (api) =>
    intent === 'report-breach'
      ? api.diplomacy.reportBreach({ ...ref, text })
      : api.diplomacy.answerBreach({ ...ref, breachId: formText(form, 'breachId'), text }),
  )
  return done.ok
    ? redirectWithFlash(
        new URL(args.request.url).pathname,
        intent === 'report-breach' ? 'Breach reported' : 'Answer saved',
      )
    : answer(done, form)
}
