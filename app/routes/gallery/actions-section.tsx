import { Pencil } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { ConfirmDialog } from '#app/components/ui/confirm-dialog.tsx'
import { CopyButton } from '#app/components/ui/copy-button.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { FormError } from '#app/components/ui/form-error.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Kbd } from '#app/components/ui/kbd.tsx'
import { LinkButton } from '#app/components/ui/link-button.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { useToast } from '#app/components/ui/toast.tsx'
import { TypedConfirmation } from '#app/components/ui/typed-confirmation.tsx'

const VARIANTS = ['primary', 'secondary', 'ghost', 'danger'] as const
const SIZES = ['sm', 'md', 'lg'] as const

export function ActionsSection({ title = 'Actions' }: { title?: string }) {
  const toast = useToast()
  return (
    <Panel title={title} description="Buttons and dialogs" footer="The footer shows how old the figures are.">
      <div className="grid gap-5">
        {SIZES.map((size) => (
          <div key={size} className="flex flex-wrap items-center gap-3">
            {VARIANTS.map((variant) => (
              <Button key={variant} variant={variant} size={size} className="capitalize">
                {variant}
              </Button>
            ))}
          </div>
        ))}
        <div className="flex flex-wrap items-center gap-3">
          {VARIANTS.map((variant) => (
            <Button key={variant} variant={variant} disabled>
              Disabled
            </Button>
          ))}
          {VARIANTS.map((variant) => (
            <Button key={variant} variant={variant} pending>
              Saving
            </Button>
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <LinkButton to="/gallery" variant="secondary">
            Link button
          </LinkButton>
          <CopyButton text="SW-2102" />
          <Button size="icon" aria-label="Edit">
            <Pencil aria-hidden className="size-4" />
          </Button>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={() => toast({ title: 'Tax is now 12.5%', text: 'Law 41 of Ashfall.' })}>
            Toast
          </Button>
          <ConfirmDialog
            trigger={<Button variant="danger">Shut down region</Button>}
            title="Shut down Ashfall?"
            confirmLabel="Shut down"
            controls={<TypedConfirmation text="ashfall" />}
            onConfirm={() => toast({ title: 'Nothing happens in the gallery' })}
          >
            <p>
              41 citizens lose their home. Trade stops immediately. The treasury of 12,400 cr is archived.
            </p>
          </ConfirmDialog>
          <ConfirmDialog
            trigger={
              <Button variant="danger" pending>
                Shutting down
              </Button>
            }
            title="Shut down Ashfall?"
            confirmLabel="Shut down"
          >
            You cannot start it again while it is running.
          </ConfirmDialog>
          <ConfirmDialog
            trigger={<Button>Revoke decree</Button>}
            title="Revoke “A tax of twelve per cent”?"
            confirmLabel="Revoke"
            tone="primary"
            controls={
              <>
                <FormError message="The decree was not revoked." />
                <Field label="Reason" error="Citizens will see this. Write one sentence.">
                  <Input name="reason" required />
                </Field>
              </>
            }
            onConfirm={() => toast({ title: 'Nothing happens in the gallery' })}
          >
            Nothing will change. Citizens who were notified of the decree are notified again.
          </ConfirmDialog>
          <span className="text-ink-2">
            <Kbd>Esc</Kbd> closes
          </span>
        </div>
      </div>
    </Panel>
  )
}
