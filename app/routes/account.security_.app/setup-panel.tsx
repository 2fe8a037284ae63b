import { Form, useNavigation } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { CopyButton } from '#app/components/ui/copy-button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'

export type SetupPanelProps = {
  setup: { secret: string; uri: string; qr: { size: number; path: string } }
  failure: { message: string; fields: Record<string, string> } | null
}

/** Shows the secret of an authenticator app, as a picture and as text, and asks for its first code. */
export function SetupPanel({ setup: { secret, uri, qr }, failure }: SetupPanelProps) {
  const isSending = useNavigation().state === 'submitting'
  return (
    <Panel
      title="Set up an authenticator app"
      description="Scan the picture with the app, then enter the code that it shows."
    >
      <div className="grid gap-8 sm:grid-cols-[auto_1fr]">
        <svg
          role="img"
          aria-label="QR code for your authenticator app"
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          shapeRendering="crispEdges"
          className="size-52 rounded-[4px] bg-white"
        >
          <path d={qr.path} fill="#000" />
        </svg>
        <div className="grid content-start gap-5">
          <div className="grid gap-2">
            <p>
              On this device?{' '}
              <a className="link" href={uri}>
                Open it in your app
              </a>
              , or enter the key by hand:
            </p>
            <p className="flex flex-wrap items-center gap-3">
              <code className="bg-surface-2 rounded-[4px] px-2 py-1 wrap-anywhere" data-testid="app-key">
                {(secret.match(/.{1,4}/g) ?? []).join(' ')}
              </code>
              <CopyButton text={secret} label="Copy key" />
            </p>
          </div>
          <Form method="post" className="grid max-w-md gap-5">
            <FormError message={failure?.message} fieldErrors={failure?.fields ?? null} />
            <Field label="Code" hint="Six digits, from the app." error={failure?.fields.code ?? null}>
              <Input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={20} required />
            </Field>
            <div className="flex flex-wrap gap-3">
              <Button type="submit" variant="primary" pending={isSending}>
                Use this app
              </Button>
              <LinkButton to="/account/security" variant="ghost">
                Cancel
              </LinkButton>
            </div>
          </Form>
        </div>
      </div>
    </Panel>
  )
}
