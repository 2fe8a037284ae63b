import { data, type ActionFunctionArgs } from '@remix-run/node'
import { type LawTiming } from '#server/domain/policies/law-timing.ts'
import { type WireChanges } from '#server/domain/regions/wire-settings.ts'
import { type ApiCaller } from '#server/trpc/router.ts'
import { attempt } from './caller.server.ts'
import { type SettingsAnswer } from './components/region/settings-panel.tsx'
import { redirectWithFlash } from './flash.server.ts'
import { formValuesFrom, readSettingsForm, readTerms, type FormValues } from './lib/settings-form.ts'
import { numberReader, type ReadNumber } from './lib/typed-number.ts'

type Outcome = {
  outcome: 'enacted' | 'scheduled' | 'proposed' | 'unchanged'
  policyIds: string[]
  message: string
}

type SettingsForm = {
  region: string
  /** URL of the region's policies: "/governor/aurora/policies". */
  policies: string
  /** Always propose, even what could be decreed. */
  asProposal?: boolean
  /** Errors of fields other than settings, by field. */
  check?: (values: FormValues, read: ReadNumber) => Record<string, string>
  change: (
    api: ApiCaller,
    changes: WireChanges,
    rest: { terms: Required<LawTiming>; values: FormValues; read: ReadNumber },
  ) => Promise<Outcome>
}

const answerWith = (answer: SettingsAnswer, status = 200) => data(answer, { status })

/**
 * The action of every settings form: `preview` returns the review, `edit` returns to the form with its values,
 * `confirm` applies the change and reports whether it is law now, scheduled or put to a vote.
 */
export async function settingsAction(args: ActionFunctionArgs, settings: SettingsForm) {
  const { region, policies, asProposal = false } = settings
  const { intent, form = '', ...values } = formValuesFrom(await args.request.formData())
  const answer: SettingsAnswer = { form, values, review: null, impact: [], message: null, fields: {} }
  if (intent === 'edit') return answerWith(answer)

  const read = numberReader(args.request)
  const reading = readSettingsForm(values, read)
  const fields = { ...settings.check?.(values, read), ...(reading.ok ? {} : reading.fields) }
  if (!reading.ok || Object.keys(fields).length > 0) return answerWith({ ...answer, fields }, 400)
  const terms = readTerms(values, read)
  if (intent !== 'confirm') {
    const review = await attempt(args, (api) =>
      Promise.all([
        api.policies.previewChanges({ region, changes: reading.wire, asProposal, ...terms }),
        api.policies.impact({ region, changes: reading.wire }),
      ]),
    )
    return review.ok
      ? answerWith({ ...answer, review: review.value[0], impact: review.value[1] })
      : answerWith({ ...answer, message: review.message, fields: review.fields }, review.status)
  }

  const done = await attempt(args, (api) => settings.change(api, reading.wire, { terms, values, read }))
  if (!done.ok) return answerWith({ ...answer, message: done.message, fields: done.fields }, done.status)
  const { outcome, policyIds, message } = done.value
  const [policyId] = policyIds
  if (outcome === 'proposed' && policyId !== undefined) {
    const page = policyIds.length === 1 ? `${policies}/${policyId}` : policies
    return redirectWithFlash(page, { title: 'Voting is open', text: message }, 'info')
  }
  if (outcome === 'scheduled')
    return redirectWithFlash(`/regions/${region}/laws`, { title: 'Scheduled', text: message })
  const path = new URL(args.request.url).pathname
  return outcome === 'enacted'
    ? redirectWithFlash(path, { title: 'Enacted', text: message })
    : redirectWithFlash(path, { title: 'Nothing changed', text: message }, 'info')
}
