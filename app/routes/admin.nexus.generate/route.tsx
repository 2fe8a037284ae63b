import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load, type Failure } from '#app/caller.server.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { RadioCards } from '#app/components/ui/radio-cards.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { areaName } from '#app/lib/galaxy-map.ts'
import { attemptProven } from '#app/proof.server.ts'
import { isAboutProof } from '#app/lib/proof-failure.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'
import { orderOf, type GenerationOrder } from './generation-form.ts'
import { PreviewPanel } from './preview-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Generate the Nexus · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  nexus: await load(args, (api) => api.nexus.progress()),
  district: new URL(args.request.url).searchParams.get('district'),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const order = orderOf(form)
  if (formText(form, 'intent') !== 'generate') return previewOf(args, order, null)
  // Confirming the preview is the decision to replace.
  const result = await attemptProven(args, form, (api) =>
    api.nexus.generate({ ...order, dryRun: false, forceRegenerate: true }),
  )
  if (result.ok) return redirectWithFlash('/admin/nexus', result.value.message)
  return isAboutProof(result) ? previewOf(args, order, result) : answer({ ...result, seed: order.seed ?? '' })
}

/** What an order would change, and what was wrong with its confirmation. */
async function previewOf(args: ActionFunctionArgs, order: GenerationOrder, failure: Failure | null) {
  const result = await attempt(args, async (api) => ({
    ...(await api.nexus.generate({ ...order, dryRun: true, forceRegenerate: true })),
    proof: await api.identity.proof(),
  }))
  if (!result.ok) return answer({ ...result, seed: order.seed ?? '' })
  const { preview, proof } = result.value
  if (!preview) throw new Error('a dry run answers with a preview')
  return { ok: true as const, preview, order, proof, failure }
}

export default function GeneratePage() {
  const { nexus, district } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  const navigation = useNavigation()
  if (result?.ok) return <PreviewPanel {...result} />
  return (
    <Panel
      title={nexus.exists ? 'Regenerate the Nexus' : 'Generate the Central Nexus'}
      description="You see a preview first. Nothing changes until you confirm."
    >
      <Form method="post" className="grid gap-6">
        <FormError message={result?.message} fieldErrors={result?.fields} />
        {nexus.job ? (
          <Banner tone="warning" title="A generation is running.">
            You can preview another one now and start it when this one is done.
          </Banner>
        ) : null}
        <RadioCards
          legend="What to generate"
          name="scope"
          columns={2}
          defaultValue={district === null ? 'all' : 'some'}
          options={[
            { value: 'all', label: 'The whole Nexus', description: 'All ten districts, from one seed.' },
            {
              value: 'some',
              label: 'Some districts',
              description: 'All others stay unchanged.',
              disabled: !nexus.exists,
            },
          ]}
        />
        {nexus.exists ? (
          <fieldset>
            <legend className="mb-2 font-medium">Which districts</legend>
            <div id="districts" className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-3">
              {DISTRICT_TYPES.map((type) => (
                <Checkbox
                  key={type}
                  name="districts"
                  value={type}
                  label={areaName(type)}
                  defaultChecked={type === district}
                />
              ))}
            </div>
          </fieldset>
        ) : null}
        <Field
          label="Seed"
          id="seed"
          optional
          hint="The same seed always gives the same Nexus. Leave it empty for a random one."
          error={result?.fields.seed}
        >
          <Input name="seed" maxLength={64} autoComplete="off" defaultValue={result?.seed} />
        </Field>
        <Checkbox
          name="preserve"
          defaultChecked
          label="Keep what players own and where they are"
          hint="If unchecked, ports and planets lose their owners, and pilots move to the gateway plaza."
        />
        <div>
          <Button
            type="submit"
            name="intent"
            value="preview"
            variant="primary"
            pending={navigation.state !== 'idle'}
          >
            Preview changes
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
