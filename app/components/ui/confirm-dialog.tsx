import { Form } from '@remix-run/react'
import { AlertDialog } from 'radix-ui'
import { useState, type FormEvent, type ReactElement, type ReactNode } from 'react'
import { usePortalContainer } from '#app/lib/portal.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Button } from './button.tsx'
import { dialogStyle, overlayStyle } from './dialog.tsx'
import { Field } from './field.tsx'
import { Input } from './input.tsx'

export type ConfirmDialogProps = {
  /** Button that opens the dialog; its text is also the summary shown without JavaScript. */
  trigger: ReactElement<{ children?: ReactNode }>
  title: ReactNode
  /** The consequences: facts and figures, not "are you sure". */
  children: ReactNode
  confirmLabel: string
  tone?: 'danger' | 'primary'
  /** Text the user must type first; sent as `confirmation`, so that the server can check it too. */
  typeToConfirm?: string
  /** Target of the form; defaults to the page's own action. */
  action?: string
  /** Hidden fields, such as the intent. */
  fields?: Record<string, string>
  /** Extra form controls, such as a required reason. */
  controls?: ReactNode
  /** Called instead of posting a form. */
  onConfirm?: () => void
}

/** Asks before an irreversible action. Before hydration the same form expands in place. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, children } = props
  const hydrated = useHydrated()
  const container = usePortalContainer()
  const [open, setOpen] = useState(false)

  if (!hydrated) {
    return (
      <details className="inline-block">
        <summary className="link inline-flex min-h-11 items-center">{trigger.props.children}</summary>
        <div className="notch mt-2 max-w-lg p-5">
          <p className="font-semibold">{title}</p>
          <div className="text-ink-2 my-3">{children}</div>
          <ConfirmForm {...props} />
        </div>
      </details>
    )
  }
  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal container={container}>
        <AlertDialog.Overlay className={overlayStyle} />
        <AlertDialog.Content className={dialogStyle} onOpenAutoFocus={focusFirstField}>
          <div className="min-h-0 overflow-y-auto p-5">
            <AlertDialog.Title className="text-xl">{title}</AlertDialog.Title>
            <AlertDialog.Description asChild>
              <div className="text-ink-2 mt-3 text-pretty">{children}</div>
            </AlertDialog.Description>
            <ConfirmForm
              {...props}
              onDone={() => setOpen(false)}
              cancel={
                <AlertDialog.Cancel asChild>
                  <Button variant="ghost">Go back</Button>
                </AlertDialog.Cancel>
              }
            />
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** Focus the first field if there is one; otherwise Radix focuses the dismiss button. */
const focusFirstField = (event: Event) => {
  if (!(event.currentTarget instanceof HTMLElement)) return
  const field = event.currentTarget.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
  if (!field) return
  event.preventDefault()
  field.focus()
}

type ConfirmFormProps = ConfirmDialogProps & { onDone?: () => void; cancel?: ReactElement }

function ConfirmForm(props: ConfirmFormProps) {
  const {
    confirmLabel,
    tone = 'danger',
    typeToConfirm,
    action,
    fields,
    controls,
    onConfirm,
    onDone,
    cancel,
  } = props
  const hydrated = useHydrated()
  const [typed, setTyped] = useState('')
  const locked = hydrated && typeToConfirm !== undefined && typed.trim() !== typeToConfirm

  const onSubmit = (event: FormEvent) => {
    if (locked) {
      event.preventDefault()
      return
    }
    if (onConfirm) {
      event.preventDefault()
      onConfirm()
    }
    onDone?.()
  }
  return (
    <Form method="post" action={action} onSubmit={onSubmit} className="mt-5 grid gap-5">
      {Object.entries(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {controls}
      {typeToConfirm === undefined ? null : (
        <Field label={<span>Type “{typeToConfirm}” to confirm</span>}>
          <Input
            name="confirmation"
            required
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        {cancel}
        <Button type="submit" variant={tone} disabled={locked}>
          {confirmLabel}
        </Button>
      </div>
    </Form>
  )
}
