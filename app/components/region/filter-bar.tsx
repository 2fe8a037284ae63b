import { Form, useSubmit } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Select, type SelectOption } from '#app/components/ui/select.tsx'

export type Filter = {
  name: string
  label: string
  value: string
  options: readonly SelectOption[]
  /** An order has always one value; a filter may also be left open. */
  isOrder?: boolean
}

export type FilterBarProps = {
  /** Name of the form. */
  label: string
  filters: readonly Filter[]
  /** A text search beside the choices. */
  search?: { name: string; label: string; value: string }
  /** Kept in the address when the form is sent. */
  hidden?: Record<string, string>
}

/** Filters of a list, as a GET form: a filtered list has an address, and choices apply at once where there is script. */
export function FilterBar({ label, filters, search, hidden = {} }: FilterBarProps) {
  const submit = useSubmit()
  return (
    <Form
      method="get"
      aria-label={label}
      className="flex flex-wrap items-end gap-3 px-4 py-4 sm:px-6"
      preventScrollReset
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {search === undefined ? null : (
        <label className="grid flex-1 basis-52 gap-1 text-sm">
          <span className="text-ink-2">{search.label}</span>
          <Input name={search.name} type="search" defaultValue={search.value} key={search.value} />
        </label>
      )}
      {filters.map((filter) => (
        <label key={filter.name} className="grid flex-1 basis-36 gap-1 text-sm sm:max-w-52">
          <span className="text-ink-2">{filter.label}</span>
          <Select
            key={filter.value}
            name={filter.name}
            defaultValue={filter.value}
            {...(filter.isOrder ? {} : { placeholder: 'All' })}
            options={filter.options}
            onChange={(event) => submit(event.currentTarget.form, { preventScrollReset: true })}
          />
        </label>
      ))}
      <Button type="submit">Apply</Button>
    </Form>
  )
}
