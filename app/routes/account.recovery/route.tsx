import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, load } from '#app/caller.server.ts'
import { NewCodes } from '#app/components/account/new-codes.tsx'
import { ProofFields } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { attemptProven } from '#app/proof.server.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { RECOVERY_CODES } from '#server/domain/identity/recovery-codes.ts'

export const meta: MetaFunction = () => [{ title: 'Recovery codes · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const [recovery, factor, proof] = await load(args, (api) =>
    Promise.all([api.recovery.codes(), api.secondFactor.get(), api.identity.proof()]),
  )
  return { recovery, hasFactor: factor.since !== null, proof }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const result = await attemptProven(args, form, (api) => api.recovery.createCodes())
  // Shown in the answer to the form, and never again.
  return result.ok ? data({ ok: true as const, codes: result.value.codes }) : answer(result)
}

export default function RecoveryPage() {
  const { recovery, hasFactor, proof } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  const failure = result?.ok === false ? result : null
  const isSending = useNavigation().state === 'submitting'
  return (
    <>
      {result?.ok ? <NewCodes codes={result.codes} /> : null}
      <Panel
        title="Recovery codes"
        description={
          hasFactor
            ? 'If you lose the device of your second factor, one of these codes takes its place. Each works once. They do not replace your password.'
            : 'If you forget your password, one of these codes lets you choose a new one. Each works once.'
        }
      >
        <div className="grid max-w-md gap-5">
          <p>
            {recovery.madeAt === null ? (
              'You have no recovery codes yet.'
            ) : (
              <>
                You have {recovery.codesLeft} of {RECOVERY_CODES} codes left, made{' '}
                <Time at={recovery.madeAt} />.
              </>
            )}
          </p>
          <Form method="post" className="grid gap-5" key={recovery.madeAt ?? 'none'}>
            <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
            <ProofFields proof={proof} failure={failure} />
            <div>
              <Button type="submit" variant="primary" pending={isSending}>
                {recovery.madeAt === null ? 'Make recovery codes' : 'Replace all codes'}
              </Button>
            </div>
          </Form>
        </div>
      </Panel>
    </>
  )
}
