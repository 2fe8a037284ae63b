import { ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { TRADITIONS_MAX } from '#server/domain/culture/traditions.ts'
import { traditionRows } from '#app/lib/settings-form.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { Button } from '#app/components/ui/button.tsx'
import { Checkbox } from '#app/components/ui/checkbox.tsx'
import { Field } from '#app/components/ui/field.tsx'
import { Input } from '#app/components/ui/input.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Textarea } from '#app/components/ui/textarea.tsx'
import { type FieldsProps } from './economy-fields.tsx'

type Row = { key: number; name: string; date: string; description: string }

/** Empty rows for use without JavaScript. */
const SPARE_ROWS = 3

/**
 * Name, date and description of each tradition. Rows are numbered by position, so their order is saved. Without
 * JavaScript there are empty rows to add and checkboxes to remove.
 */
export function TraditionFields({ values, errors }: FieldsProps) {
  const hydrated = useHydrated()
  const nextKey = useRef(1_000)
  const [rows, setRows] = useState<readonly Row[]>(() =>
    traditionRows(values).map(({ index, tradition }) => ({ key: index, ...tradition })),
  )
  const spare = Array.from({ length: SPARE_ROWS }, (_, index) => emptyRow(2_000 + index))
  const shown = hydrated ? rows : [...rows, ...spare].slice(0, TRADITIONS_MAX)
  const add = () => {
    nextKey.current += 1
    const key = nextKey.current
    setRows((current) => [...current, emptyRow(key)])
  }
  const moveUp = (place: number) =>
    setRows((current) => current.map((row, index) => current[swapped(index, place)] ?? row))

  return (
    <Panel
      title="Traditions"
      description="Special days of the region. New members get them too."
      actions={
        hydrated && rows.length < TRADITIONS_MAX ? (
          <Button size="sm" onClick={add}>
            <Plus aria-hidden className="size-4" />
            Add a tradition
          </Button>
        ) : null
      }
    >
      <input type="hidden" name="traditionsShown" value="yes" />
      {shown.length === 0 ? <p className="text-ink-2">No traditions yet. Add the first one.</p> : null}
      <ol className="divide-line grid gap-6 divide-y">
        {shown.map((row, place) => (
          <li key={row.key} className="grid items-start gap-4 pb-6 last:pb-0 sm:grid-cols-[1fr_12rem]">
            <Field label="Name" error={errors[`traditions.${place}.name`]}>
              <Input name={`traditions.${place}.name`} defaultValue={row.name} maxLength={60} />
            </Field>
            <Field
              label="Date"
              hint="MM-DD every year, or YYYY-MM-DD once"
              error={errors[`traditions.${place}.date`]}
            >
              <Input name={`traditions.${place}.date`} defaultValue={row.date} placeholder="07-14" />
            </Field>
            <Field
              label="Description"
              optional
              className="sm:col-span-2"
              error={errors[`traditions.${place}.description`]}
            >
              <Textarea name={`traditions.${place}.description`} rows={2} defaultValue={row.description} />
            </Field>
            {hydrated ? (
              <div className="flex flex-wrap gap-2 sm:col-span-2">
                <Button
                  size="sm"
                  variant="ghost"
                  disabled={place === 0}
                  onClick={() => moveUp(place)}
                  aria-label={`Move up: ${row.name === '' ? `tradition ${place + 1}` : row.name}`}
                >
                  <ArrowUp aria-hidden className="size-4" />
                  Move up
                </Button>
                <Button
                  size="sm"
                  variant="ghost"
                  onClick={() => setRows((current) => current.filter((other) => other.key !== row.key))}
                  aria-label={`Remove: ${row.name === '' ? `tradition ${place + 1}` : row.name}`}
                >
                  <Trash2 aria-hidden className="size-4" />
                  Remove
                </Button>
              </div>
            ) : row.name === '' ? null : (
              <Checkbox name={`traditions.${place}.remove`} value="yes" label={`Remove ${row.name}`} />
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

const emptyRow = (key: number): Row => ({ key, name: '', date: '', description: '' })

/** The index whose row is shown at `index` after moving the row at `place` up by one. */
const swapped = (index: number, place: number): number =>
  index === place ? place - 1 : index === place - 1 ? place : index
