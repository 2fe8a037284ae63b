import { Form, useNavigation } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { NumberInput } from '#app/components/ui/number-input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { TypedConfirmation } from '#app/components/ui/typed-confirmation.tsx'
import { RefusedFields } from '#app/lib/refused-form.tsx'
import { DEFAULT_RESOURCES, RESOURCE_BOUNDS } from '#server/domain/deployments/deployment.ts'
import { type Region } from './facts-panel.tsx'

/** What an operator can have changed about how a region is served. */
export function DeploymentPanel({ region }: { region: Region }) {
  const { galaxy, deployment, status, displayName, name } = region
  if (status === 'provisioning' || galaxy === null || galaxy.status === 'creating')
    return (
      <Panel title="Build" description="It is tried again by itself; here at once.">
        <Simple intent="provision" label="Build it now" />
      </Panel>
    )
  if (status === 'terminated' || galaxy.status === 'archived' || galaxy.status === 'dropped')
    return (
      <Panel title="How it is served">
        <p className="text-ink-2">
          It is in the archive or has ended: there is no galaxy that could be served. When it comes back, it
          is served as before.
        </p>
      </Panel>
    )
  const isOwn = deployment.servedBy === 'own'
  return (
    <Panel
      title="How it is served"
      description="A server of its own has its own memory and database connections: what goes wrong in it stays in it. The platform’s processes share theirs among all regions."
    >
      <div className="grid gap-6">
        <ResourceForm
          intent={isOwn ? 'scale' : 'move'}
          resources={deployment.resources ?? DEFAULT_RESOURCES}
          label={isOwn ? 'Change its resources' : 'Serve it by a server of its own'}
        />
        {deployment.servedBy === 'shared' ? null : (
          <Simple intent="move" label="Have the platform serve it" fields={{ to: 'shared' }} />
        )}
        {deployment.suspendedAt === null ? (
          <div>
            <ConfirmDialog
              trigger={<Button variant="danger">Suspend it</Button>}
              title={`Suspend ${displayName}?`}
              confirmLabel="Suspend it"
              controls={<TypedConfirmation text={name} />}
              fields={{ intent: 'suspend' }}
            >
              Nobody can play in it until it is resumed. Its database is closed and its server ends.
              Government, votes and payments go on, and nothing is lost.
            </ConfirmDialog>
          </div>
        ) : (
          <Simple intent="resume" label="Resume it" />
        )}
      </div>
    </Panel>
  )
}

function ResourceForm(props: {
  intent: 'move' | 'scale'
  resources: { cpu: number; memoryGb: number }
  label: string
}) {
  const { intent, resources, label } = props
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className="grid gap-4">
      <input type="hidden" name="intent" value={intent} />
      {intent === 'move' ? <input type="hidden" name="to" value="own" /> : null}
      <RefusedFields hidden={{ intent }}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Processors"
            hint={`${RESOURCE_BOUNDS.cpu.min} to ${RESOURCE_BOUNDS.cpu.max}: ten database connections for each`}
          >
            <NumberInput name="cpu" defaultValue={resources.cpu} required />
          </Field>
          <Field
            label="Memory in GB"
            hint={`${RESOURCE_BOUNDS.memoryGb.min} to ${RESOURCE_BOUNDS.memoryGb.max}: at more it is started again`}
          >
            <NumberInput name="memory" defaultValue={resources.memoryGb} required />
          </Field>
        </div>
      </RefusedFields>
      <div>
        <Button type="submit" pending={busy}>
          {label}
        </Button>
      </div>
    </Form>
  )
}

function Simple(props: { intent: string; label: string; fields?: Record<string, string> }) {
  const { intent, label, fields = {} } = props
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post">
      {Object.entries({ intent, ...fields }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" variant="secondary" pending={busy}>
        {label}
      </Button>
    </Form>
  )
}
