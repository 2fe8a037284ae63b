import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigation } from '@remix-run/react'
import { proposeMotionInput } from '#server/domain/council/inputs.ts'
import { COUNCIL_MOTION_TYPES, type CouncilMotionType } from '#server/domain/council/motion-types.ts'
import { readProposedValue } from '#server/domain/council/proposed-value.ts'
import { motionPath } from '#server/domain/regions/paths.ts'
import { attempt, load } from '#app/caller.server.ts'
import { MotionForm, type MotionAnswer } from '#app/components/council/motion-form.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { Breadcrumbs } from '#app/components/ui/breadcrumbs.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { useCouncil } from '#app/lib/council.ts'
import { formText } from '#app/lib/form-text.ts'
import { choiceOfQuery } from '#app/lib/route-param.ts'
import { numberReader } from '#app/lib/typed-number.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Propose a motion · SectorWars 2102' }]

export const loader = ({ request }: LoaderFunctionArgs) => ({
  motionType: choiceOfQuery(request, 'type', COUNCIL_MOTION_TYPES) ?? null,
})

/** The toll is entered in credits, the tax in per cent. */
const valueOf = (motionType: CouncilMotionType | undefined, number: number): number | null => {
  if (motionType === undefined || motionType === 'motion') return null
  return motionType === 'nexus_tax' ? number / 100 : number
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const values = {
    motionType: formText(form, 'motionType'),
    seat: formText(form, 'seat'),
    title: formText(form, 'title'),
    description: formText(form, 'description'),
    value: formText(form, 'value'),
    votingDurationDays: formText(form, 'votingDurationDays'),
  }
  const readNumber = numberReader(args.request)
  const intent = formText(form, 'intent')
  const motionType = COUNCIL_MOTION_TYPES.find((type) => type === values.motionType)
  const back = (more: Partial<MotionAnswer>, status = 200) =>
    data({ values, isReviewed: false, message: null, fields: {}, ...more }, { status })
  if (intent === 'edit') return back({})

  const value = valueOf(motionType, readNumber(values.value))
  const parsed = proposeMotionInput.safeParse({
    ...values,
    seat: values.seat === '' ? undefined : values.seat,
    value: value !== null && Number.isNaN(value) ? null : value,
    votingDurationDays: readNumber(values.votingDurationDays),
  })
  const fields: Record<string, string> = {}
  if (!parsed.success) for (const issue of parsed.error.issues) fields[issue.path.join('.')] ??= issue.message
  if (motionType !== undefined) {
    const { settings } = await load(args, (api) => api.council.overview())
    const verdict = readProposedValue(motionType, value, settings)
    if (!verdict.ok) fields.value = verdict.message
  }
  if (!parsed.success || Object.keys(fields).length > 0) return back({ fields }, 400)
  if (intent !== 'confirm') return back({ isReviewed: true })

  const done = await attempt(args, (api) => api.council.propose(parsed.data))
  return done.ok
    ? redirectWithFlash(
        motionPath(done.value.id),
        { title: 'Voting is open', text: 'Every current seat can vote.' },
        'info',
      )
    : back({ message: done.message, fields: done.fields }, done.status)
}

export default function ProposeMotionPage() {
  const { motionType } = useLoaderData<typeof loader>()
  const council = useCouncil()
  const answer = useAnswer<typeof action>()
  const pending = useNavigation().state === 'submitting'
  return (
    <>
      <Breadcrumbs
        items={[{ label: 'Galactic Council', to: '/nexus/council' }, { label: 'Propose a motion' }]}
      />
      <h2 className="text-2xl sm:text-3xl">Propose a motion</h2>
      {council.whyNotAct === null ? (
        <MotionForm motionType={motionType} council={council} answer={answer ?? null} pending={pending} />
      ) : (
        <Panel>
          <EmptyState
            title="Only seat holders can propose motions"
            action={<LinkButton to="/nexus/council">See the seat holders</LinkButton>}
          >
            {council.whyNotAct}
          </EmptyState>
        </Panel>
      )}
    </>
  )
}

export { RouteError as ErrorBoundary }
