import { Form, useNavigation } from '@remix-run/react'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { DataList } from '#app/components/ui/data-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

export type AppPanelProps = { app: ApiOutputs['secondFactor']['get']['app'] }

/** The authenticator app of the account, or how to set one up. */
export function AppPanel({ app }: AppPanelProps) {
  const isSending = useNavigation().state === 'submitting'
  return (
    <Panel
      title="Authenticator app"
      description="An app on your phone shows a code of six digits, which logging in asks for after your password."
      actions={app ? <Badge tone="success">In use</Badge> : null}
    >
      <div className="grid gap-5">
        {app ? (
          <DataList
            items={[
              { label: 'In use since', value: <Time at={app.confirmedAt} /> },
              {
                label: 'Last code',
                value: app.lastUsedAt ? <Time at={app.lastUsedAt} format="relative" /> : 'None yet',
              },
            ]}
          />
        ) : null}
        <div className="flex flex-wrap gap-3">
          <Form method="post">
            <Button
              type="submit"
              name="intent"
              value="begin-app"
              variant={app ? 'secondary' : 'primary'}
              pending={isSending}
            >
              {app ? 'Use another app' : 'Set up an app'}
            </Button>
          </Form>
          {app ? (
            <ConfirmDialog
              trigger={<Button variant="ghost">Remove</Button>}
              title="Remove the authenticator app?"
              confirmLabel="Remove app"
              backLabel="Keep app"
              fields={{ intent: 'remove-app' }}
            >
              Logging in no longer asks for its codes. Without another second factor your password alone opens
              the account.
            </ConfirmDialog>
          ) : null}
        </div>
      </div>
    </Panel>
  )
}
