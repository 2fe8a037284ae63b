import { FormError } from '#app/components/ui/form-error.tsx'

/** Why the last action did nothing. */
export function Refusal({ message }: { message: string | null }) {
  return message === null ? null : (
    <div className="notch p-1 [--notch-size:8px]">
      <FormError message={message} />
    </div>
  )
}
