import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { answer, load } from '#app/caller.server.ts'
import { ProofFields } from '#app/components/account/proof-fields.tsx'
import { EmailField } from '#app/components/account/email-field.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { attemptProven } from '#app/proof.server.ts'
import { useAnswer } from '#app/lib/use-answer.ts'

export const meta: MetaFunction = () => [{ title: 'Change address · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const [account, proof] = await load(args, (api) => Promise.all([api.identity.me(), api.identity.proof()]))
  return { account, proof }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const newAddress = formText(form, 'newAddress')
  const result = await attemptProven(args, form, (api) => api.address.change({ newAddress }))
  if (!result.ok) return answer({ ...result, values: { newAddress } })
  return redirectWithFlash('/account', {
    title: 'Look into the mails of both addresses',
    text: 'Your account moves once both agree. The links work for three days.',
  })
}

export default function ChangeAddressPage() {
  const { account, proof } = useLoaderData<typeof loader>()
  const failure = useAnswer<typeof action>()
  const isSending = useNavigation().state === 'submitting'
  return (
    <Panel
      title="Change e-mail address"
      description="We mail both addresses. Your account moves once both agree, and for seven days the old one can take that back."
    >
      <Form method="post" className="grid max-w-md gap-5">
        <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
        <p>
          Your address is <span className="break-all">{account.email}</span>.
        </p>
        <EmailField
          name="newAddress"
          label="New e-mail address"
          autoComplete="email"
          error={failure?.fields.newAddress}
          defaultValue={failure?.values.newAddress}
        />
        <ProofFields proof={proof} failure={failure} />
        <div>
          <Button type="submit" variant="primary" pending={isSending}>
            Ask both addresses
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
