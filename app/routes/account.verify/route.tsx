import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { ProofFields } from '#app/components/account/proof-fields.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { formText } from '#app/lib/form-text.ts'
import { safeReturnPath } from '#app/lib/preferences.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Confirm that it is you · SectorWars 2102' }]

const nextOf = (value: unknown): string => {
  const next = safeReturnPath(value)
  return next === '/' ? '/account' : next
}

export const loader = async (args: LoaderFunctionArgs) => {
  const next = nextOf(new URL(args.request.url).searchParams.get('next'))
  const proof = await load(args, (api) => api.identity.proof())
  return proof.isRecent ? redirect(next) : { proof, next }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const passkey = formText(form, 'passkey')
  // Shown beside a form, by script: the page that has the form loads anew, and goes on from here by itself.
  if (passkey !== '') {
    const shown = await attempt(args, (api) => api.passkeys.prove({ passkey }))
    return shown.ok ? { ok: true as const } : answer(shown)
  }
  const proof = { password: formText(form, 'password'), code: formText(form, 'code') }
  const result = await attempt(args, (api) => api.identity.prove(proof))
  return result.ok ? redirect(nextOf(form.get('next'))) : answer(result)
}

export default function VerifyPage() {
  const { proof, next } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  const failure = result?.ok === false ? result : null
  const isSending = useNavigation().state === 'submitting'
  return (
    <Panel
      title="Confirm that it is you"
      description="Your last log-in is more than ten minutes ago. Then you can go on with what you wanted to do."
    >
      <Form method="post" className="grid max-w-md gap-5">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <input type="hidden" name="next" value={next} />
        <ProofFields proof={proof} failure={failure} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="primary" pending={isSending}>
            Confirm
          </Button>
          <LinkButton to={next} variant="ghost">
            Back
          </LinkButton>
        </div>
      </Form>
    </Panel>
  )
}
