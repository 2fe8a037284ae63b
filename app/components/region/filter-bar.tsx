import { Form, useSubmit } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Select, type SelectOption } from '#app/components/ui/select.tsx'

export type Filter = {
  name: string
  label: string
  value: string
  options: readonly SelectOption[]
  /** A sort order always has a value; a filter may be empty. */
  isOrder?: boolean
  /** What the empty choice is called, if not all. */
  placeholder?: string
}

export type FilterBarProps = {
  /** Accessible name of the form. */
  label: string
  filters: readonly Filter[]
  /** An optional text search. */
  search?: { name: string; label: string; value: string; maxLength?: number }
  /** Query parameters to keep. */
  hidden?: Record<string, string>
}

/** List filters as a GET form, so that a filtered list has a URL; with JavaScript, choices apply at once. */
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
          <Input
            name={search.name}
            type="search"
            defaultValue={search.value}
            key={search.value}
            maxLength={search.maxLength}
            autoCapitalize="none"
          />
        </label>
      )}
      {filters.map((filter) => (
        <label key={filter.name} className="grid flex-1 basis-36 gap-1 text-sm sm:max-w-52">
          <span className="text-ink-2">{filter.label}</span>
          <Select
            key={filter.value}
            name={filter.name}
            defaultValue={filter.value}
            {...(filter.isOrder ? {} : { placeholder: filter.placeholder ?? 'All' })}
            options={filter.options}
            onChange={(event) => submit(event.currentTarget.form, { preventScrollReset: true })}
          />
        </label>
      ))}
      <Button type="submit">Apply</Button>
    </Form>
  )
}
