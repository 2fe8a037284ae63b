import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { NOTIFICATION_SUBJECTS, SUBJECT_TEXTS } from '#server/domain/notifications/notification-subjects.ts'
import { load } from '#app/caller.server.ts'
import { MailPanel } from '#app/components/account/mail-panel.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Switch } from '#app/components/ui/switch.tsx'
import { redirectWithFlash } from '#app/flash.server.ts'

export const meta: MetaFunction = () => [{ title: 'Notification settings · SectorWars 2102' }]

export const loader = async (args: LoaderFunctionArgs) => ({
  preferences: await load(args, (api) => api.notifications.preferences()),
  mail: await load(args, (api) => api.mail.preferences()),
})

export const action = async (args: ActionFunctionArgs) => {
  const form = await args.request.formData()
  const enabled = NOTIFICATION_SUBJECTS.filter((kind) => form.has(kind))
  await load(args, (api) => api.notifications.setPreferences({ enabled }))
  return redirectWithFlash('/account/notifications', 'Notification settings saved')
}

export default function NotificationPreferencesPage() {
  const { preferences, mail } = useLoaderData<typeof loader>()
  return (
    <>
      <Form method="post">
        <Panel
          title="Notification settings"
          description="Choose what appears under the bell at the top of the page."
          footer={
            <Button type="submit" variant="primary">
              Save
            </Button>
          }
        >
          <div className="divide-line grid divide-y">
            {preferences.map(({ kind, enabled }) => (
              <Switch
                key={kind}
                name={kind}
                defaultChecked={enabled}
                label={SUBJECT_TEXTS[kind].label}
                hint={SUBJECT_TEXTS[kind].text}
                className="py-4! first:pt-0!"
              />
            ))}
          </div>
          <p className="text-ink-2 mt-4 text-sm text-pretty">
            You always get messages about your account’s security, your payments and the building of your
            regions.
          </p>
        </Panel>
      </Form>
      <MailPanel {...mail} />
    </>
  )
}
