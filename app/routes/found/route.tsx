import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { RouteError } from '#app/components/route-error.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { optionalChoice } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { TIERS } from '#server/domain/billing/tiers.ts'
import { themeSchema } from '#server/domain/culture/theme-schema.ts'
import { checkDraft, readDraft, readStep, STEPS, themeOf, type Step } from './draft.ts'
import { EconomyStep } from './economy-step.tsx'
import { GovernmentStep } from './government-step.tsx'
import { LookStep } from './look-step.tsx'
import { NameStep } from './name-step.tsx'
import { ReviewStep } from './review-step.tsx'
import { WizardSteps } from './wizard-steps.tsx'

export const meta: MetaFunction = () => [{ title: 'Found a region · SectorWars 2102' }]

/** The URL holds the step; if an earlier step is invalid, it is shown with its errors. */
export const loader = async (args: LoaderFunctionArgs) => {
  const { searchParams } = new URL(args.request.url)
  const wanted = readStep(searchParams)
  const draft = readDraft(searchParams)
  const isLoggedIn = args.context.user !== null
  const tiers = await load(args, (api) => api.billing.tiers())
  const isBehind = (step: Step) => STEPS.indexOf(step) < STEPS.indexOf(wanted)
  const wrong = checkDraft(draft)
  if (wrong && isBehind(wrong.step))
    return { step: wrong.step, draft, fields: wrong.fields, isLoggedIn, tiers }
  if (isBehind('name')) {
    const name = await load(args, (api) => api.billing.checkName({ name: draft.regionName }))
    const shown = await load(args, (api) =>
      api.billing.checkDisplayName({ displayName: draft.displayName, name: draft.regionName }),
    )
    const fields: Record<string, string> = {
      ...(name.available ? {} : { regionName: name.message }),
      ...(shown.available ? {} : { displayName: shown.message }),
    }
    if (Object.keys(fields).length > 0) return { step: 'name' as const, draft, fields, isLoggedIn, tiers }
  }
  const fields: Record<string, string> = {}
  return { step: wanted, draft, fields, isLoggedIn, tiers }
}

export const action = async (args: ActionFunctionArgs) => {
  const draft = readDraft(new URL(args.request.url).searchParams)
  const theme = themeSchema.safeParse(themeOf(draft))
  const tier = optionalChoice(await args.request.formData(), 'tier', TIERS)
  const result = await attempt(args, (api) =>
    api.billing.startCheckout({
      plan: 'regional_owner',
      tier,
      regionName: draft.regionName,
      displayName: draft.displayName,
      governanceType: draft.governanceType,
      economicSpecialization: draft.economicSpecialization === '' ? null : draft.economicSpecialization,
      // Otherwise the loader would have shown the look step again.
      ...(theme.success ? { theme: theme.data } : {}),
      motto: draft.motto,
    }),
  )
  return result.ok ? redirect(`/checkout/${result.value.id}`) : answer(result)
}

export default function FoundPage() {
  const { step, draft, fields, isLoggedIn, tiers } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  return (
    <>
      <PageHeader
        eyebrow="Found a region"
        title={draft.displayName === '' ? 'Your place in the galaxy' : draft.displayName}
        description="Five short steps. You are charged only after you approve the payment at PayPal. Everything except the two names can be changed later."
      />
      <div className="grid gap-8 lg:grid-cols-[13rem_1fr]">
        <WizardSteps current={step} />
        <div className="min-w-0">
          {step === 'name' ? <NameStep draft={draft} fields={fields} /> : null}
          {step === 'government' ? <GovernmentStep draft={draft} /> : null}
          {step === 'economy' ? <EconomyStep draft={draft} /> : null}
          {step === 'look' ? <LookStep draft={draft} fields={fields} /> : null}
          {step === 'review' ? (
            <ReviewStep draft={draft} failure={failure ?? null} isLoggedIn={isLoggedIn} tiers={tiers} />
          ) : null}
        </div>
      </div>
    </>
  )
}

export { RouteError as ErrorBoundary }
