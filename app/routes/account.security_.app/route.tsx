import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { answer, attempt, load } from '#app/caller.server.ts'
import { FactorInUse } from '#app/components/account/factor-in-use.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { useAnswer } from '#app/lib/use-answer.ts'
import { qrCode } from './qr-code.server.ts'
import { SetupPanel } from './setup-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Authenticator app · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => {
  const setup = await load(args, (api) => api.secondFactor.appSetup())
  return { setup: setup && { ...setup, qr: qrCode(setup.uri) } }
}

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const result = await attempt(args, (api) => api.secondFactor.confirmApp({ code: formText(form, 'code') }))
  if (!result.ok) return answer(result)
  const codes = result.value.recoveryCodes
  // Shown in the answer to the form, and never again.
  if (codes) return data({ ok: true as const, codes })
  return redirectWithFlash('/account/security', 'Your authenticator app is in use')
}

export default function AppSetupPage() {
  const { setup } = useLoaderData<typeof loader>()
  const result = useAnswer<typeof action>()
  if (result?.ok)
    return (
      <FactorInUse title="Your authenticator app is in use" codes={result.codes}>
        Logging in asks for its code from now on. If you lose the device, one of the codes above takes its
        place.
      </FactorInUse>
    )
  if (!setup)
    return (
      <Panel title="Authenticator app">
        <EmptyState
          title="No app is being set up"
          action={
            <LinkButton to="/account/security" variant="primary">
              Back to Security
            </LinkButton>
          }
        >
          A setup lasts half an hour. Start again on the page Security.
        </EmptyState>
      </Panel>
    )
  return <SetupPanel setup={setup} failure={result ?? null} />
}
