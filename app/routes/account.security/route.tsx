import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { attempt, load } from '#app/caller.server.ts'
import { Banner } from '#app/components/ui/banner.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'
import { formText } from '#app/lib/form-text.ts'
import { AppPanel } from './app-panel.tsx'
import { PasskeysPanel } from './passkeys-panel.tsx'

export const meta: MetaFunction = () => [{ title: 'Security · SectorWars 2102' }]

const HERE = '/account/security'

export const loader = async (args: LoaderFunctionArgs) => ({
  factor: await load(args, (api) => api.secondFactor.get()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  if (formText(form, 'intent') === 'begin-app') {
    const begun = await attempt(args, (api) => api.secondFactor.beginApp())
    return begun.ok ? redirect(`${HERE}/app`) : redirectWithFlash(HERE, begun.message, 'danger')
  }
  const { done, call } = changeOf(form)
  const changed = await attempt(args, call)
  return changed.ok ? redirectWithFlash(HERE, done) : redirectWithFlash(HERE, changed.message, 'danger')
}

/** What a form of this page asks for, and what is said once it is done. */
function changeOf(form: FormData): { done: string; call: Parameters<typeof attempt<void>>[1] } {
  const id = formText(form, 'id')
  switch (formText(form, 'intent')) {
    case 'rename-passkey':
      return {
        done: 'Passkey renamed',
        call: (api) => api.passkeys.rename({ id, name: formText(form, 'name') }),
      }
    case 'remove-passkey':
      return { done: 'Passkey removed', call: (api) => api.passkeys.remove({ id }) }
    default:
      return { done: 'Authenticator app removed', call: (api) => api.secondFactor.removeApp() }
  }
}

export default function SecurityPage() {
  const { factor } = useLoaderData<typeof loader>()
  const isMissing = factor.isRequired && factor.since === null
  return (
    <>
      {isMissing ? (
        <Banner tone="warning" title="Administrators need a second factor">
          {factor.dueAt === null ? (
            'Add a passkey or set up an app here. Until then you cannot act as an administrator.'
          ) : (
            <>
              Add a passkey or set up an app by <Time at={factor.dueAt} />. From then on you cannot act as an
              administrator without.
            </>
          )}
        </Banner>
      ) : null}
      <PasskeysPanel {...factor} />
      <AppPanel app={factor.app} />
      <Panel
        title="Recovery codes"
        description={
          factor.since === null
            ? 'They let you choose a new password if you forget yours.'
            : 'Each takes the place of your second factor once, if you lose the device.'
        }
        actions={
          <LinkButton to="/account/recovery" size="sm">
            {factor.codesLeft === 0 ? 'Make recovery codes' : 'Manage'}
          </LinkButton>
        }
      >
        <p>{factor.codesLeft === 1 ? '1 code is left.' : `${factor.codesLeft} codes are left.`}</p>
      </Panel>
    </>
  )
}
