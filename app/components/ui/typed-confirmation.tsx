import { Field } from './field.tsx'
import { Input } from './input.tsx'

/** A field for the controls of a ConfirmDialog: the browser sends the form only with this text in it, and the server checks it too. */
export const TypedConfirmation = ({ text }: { text: string }) => (
  <Field label={<span>Type “{text}” to confirm</span>}>
    <Input name="confirmation" required autoComplete="off" pattern={`\\s*${text}\\s*`} title={text} />
  </Field>
)
