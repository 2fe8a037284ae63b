import { Form } from '@remix-run/react'
import { KeyRound } from 'lucide-react'
import { Badge } from '#app/components/ui/badge.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'
import { PASSKEY_NAME_MAX_LENGTH, PASSKEYS_MAX } from '#server/domain/identity/passkeys.ts'

type SecondFactor = ApiOutputs['secondFactor']['get']

export type PasskeysPanelProps = Pick<SecondFactor, 'passkeys' | 'canHavePasskeys'>

/** The passkeys of the account, and how to add one. */
export function PasskeysPanel({ passkeys, canHavePasskeys }: PasskeysPanelProps) {
  const canAdd = canHavePasskeys && passkeys.length < PASSKEYS_MAX
  return (
    <Panel
      title="Passkeys"
      description="A device of yours logs you in, by its PIN, your finger or your face. With or without the password."
      actions={
        canAdd ? (
          <LinkButton to="/account/security/passkey" size="sm">
            Add a passkey
          </LinkButton>
        ) : null
      }
      footer={
        passkeys.length >= PASSKEYS_MAX
          ? `You have ${PASSKEYS_MAX} passkeys. Remove one before you add another.`
          : undefined
      }
      flush
    >
      {passkeys.length === 0 ? (
        <EmptyState title="No passkeys" icon={<KeyRound aria-hidden />}>
          {canHavePasskeys
            ? 'Add one to log in without typing, safe from false log-in pages.'
            : 'Browsers allow passkeys only at https addresses with a name, which this server does not have. Its operator can change that; an authenticator app works anywhere.'}
        </EmptyState>
      ) : (
        <ul aria-label="Passkeys" className="divide-line divide-y">
          {passkeys.map((passkey) => (
            <PasskeyItem key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function PasskeyItem({
  passkey: { id, name, createdAt, lastUsedAt, isSynced, worksAlone },
}: {
  passkey: SecondFactor['passkeys'][number]
}) {
  return (
    <li className="grid gap-x-6 gap-y-3 px-4 py-4 sm:grid-cols-[1fr_auto] sm:px-6">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-semibold wrap-anywhere">
          {name}
          {isSynced ? <Badge>Synced</Badge> : null}
          {worksAlone ? null : <Badge tone="warning">Password first</Badge>}
        </p>
        <p className="text-ink-2 text-sm">
          Added <Time at={createdAt} />
          {' · '}
          {lastUsedAt ? (
            <>
              last used <Time at={lastUsedAt} format="relative" />
            </>
          ) : (
            'not used yet'
          )}
        </p>
        {worksAlone ? null : (
          <p className="text-ink-2 mt-1 text-sm text-pretty">
            Your password was changed. Log in with it once and use this passkey after it; then it works alone
            again.
          </p>
        )}
        <details className="mt-2">
          <summary className="link inline-flex min-h-6 items-center text-sm">Rename</summary>
          <Form method="post" className="mt-2 flex flex-wrap items-end gap-3">
            <input type="hidden" name="id" value={id} />
            <Field label="New name" id={`name-${id}`}>
              <Input
                key={name}
                name="name"
                defaultValue={name}
                maxLength={PASSKEY_NAME_MAX_LENGTH}
                required
              />
            </Field>
            <Button type="submit" name="intent" value="rename-passkey">
              Save name
            </Button>
          </Form>
        </details>
      </div>
      <div className="justify-self-start sm:justify-self-end">
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="sm">
              Remove<span className="sr-only"> {name}</span>
            </Button>
          }
          title={`Remove the passkey “${name}”?`}
          confirmLabel="Remove passkey"
          backLabel="Keep passkey"
          fields={{ intent: 'remove-passkey', id }}
        >
          Nobody logs in by it any more. Browsers that it logged in stay so until you log them out under
          Sessions. Delete it on its device too, or that goes on offering it.
        </ConfirmDialog>
      </div>
    </li>
  )
}
