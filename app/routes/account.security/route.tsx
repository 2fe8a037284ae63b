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
  const removed = await attempt(args, (api) => api.secondFactor.removeApp())
  return removed.ok
    ? redirectWithFlash(HERE, 'Authenticator app removed')
    : redirectWithFlash(HERE, removed.message, 'danger')
}

export default function SecurityPage() {
  const { factor } = useLoaderData<typeof loader>()
  const isMissing = factor.isRequired && factor.since === null
  return (
    <>
      {isMissing ? (
        <Banner tone="warning" title="Administrators need a second factor">
          {factor.dueAt === null ? (
            'Set one up here. Until then you cannot act as an administrator.'
          ) : (
            <>
              Set one up by <Time at={factor.dueAt} />. From then on you cannot act as an administrator
              without.
            </>
          )}
        </Banner>
      ) : null}
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
