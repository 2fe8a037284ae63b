import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { FactorInUse } from '#app/components/account/factor-in-use.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { deviceName } from '#app/lib/device-name.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { AddPanel } from './add-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Passkey · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const { left } = await load(args, (api) => api.passkeys.setup())
  return { left, device: deviceName(args.request.headers.get('user-agent')) }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const made = { name: formText(form, 'name'), passkey: formText(form, 'passkey') }
  const result = await attempt(args, (api) => api.passkeys.add(made))
  if (!result.ok) return answer(result)
  const codes = result.value.recoveryCodes
  // Shown in the answer to the form, and never again.
  if (codes) return data({ ok: true as const, codes })
  return redirectWithFlash('/account/security', 'Passkey added')
}

export default function PasskeyPage() {
  const { left, device } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  if (result?.ok)
    return (
      <FactorInUse title="Your passkey is in use" codes={result.codes}>
        It logs you in, with or without your password. If you lose the device, your password and one of the
        codes above do.
      </FactorInUse>
    )
  if (left <= 0)
    return (
      <Panel title="Add a passkey">
        <EmptyState
          title="You have as many passkeys as an account may have"
          action={
            <LinkButton to="/account/security" variant="primary">
              Back to Security
            </LinkButton>
          }
        >
          Remove one that you no longer use first.
        </EmptyState>
      </Panel>
    )
  return <AddPanel device={device} failure={result ?? null} />
}
