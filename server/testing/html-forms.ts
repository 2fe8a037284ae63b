/** A field that people type into. */
export type TypedField = {
  name: string
  type: string
  value: string
  isNumber: boolean
  isInvalid: boolean
  /** The text of the error that `aria-describedby` names. */
  error: string
}

export type HtmlForm = {
  /** What a browser without scripts sends if nobody touches the form; the first button of several. */
  values: URLSearchParams
  action: string
  method: string
  typed: TypedField[]
}

const NOT_TYPED = new Set([
  'hidden',
  'checkbox',
  'radio',
  'password',
  'submit',
  'button',
  'range',
  'color',
  'file',
])

/** The forms of a page as React writes them: attributes in double quotes, no form within a form. */
export function formsOf(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', body = '']) => {
    const values = new URLSearchParams()
    const typed: TypedField[] = []
    for (const [, kind = '', given = '', inner = ''] of body.matchAll(
      /<(input|textarea|select|button)\b([^>]*?)\/?>(?:(?<=<(?:textarea|select|button)\b[^>]*>)(.*?)<\/\1>)?/gs,
    )) {
      const is = attributesOf(given)
      const name = is.get('name')
      if (name === undefined || is.has('disabled')) continue
      const type = kind === 'input' ? (is.get('type') ?? 'text') : kind
      if (type === 'button' || type === 'submit') {
        if (!values.has(name)) values.append(name, is.get('value') ?? '')
      } else if (type === 'select') values.append(name, chosenIn(inner))
      else if (type === 'checkbox' || type === 'radio') {
        // Where none is chosen somebody has to choose one.
        if (type === 'checkbox' && is.has('checked')) values.append(name, is.get('value') ?? 'on')
        else if (type === 'radio' && (is.has('checked') || !values.has(name)))
          values.set(name, is.get('value') ?? 'on')
      } else {
        const value = type === 'textarea' ? decoded(inner).replace(/^\n/, '') : (is.get('value') ?? '')
        values.append(name, value)
        if (NOT_TYPED.has(type) || is.has('readonly')) continue
        const ids = (is.get('aria-describedby') ?? '')
          .split(' ')
          .filter((id) => id !== '' && !id.endsWith('-hint'))
        typed.push({
          ...{ name, type, value, error: ids.map((id) => textOf(html, id)).join(' ') },
          isNumber: is.has('inputmode') && is.get('inputmode') !== 'text' && !is.has('maxlength'),
          isInvalid: is.get('aria-invalid') === 'true',
        })
      }
    }
    const is = attributesOf(attributes)
    return {
      values,
      typed,
      action: is.get('action') ?? '',
      method: (is.get('method') ?? 'get').toLowerCase(),
    }
  })
}

const attributesOf = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      decoded(value),
    ]),
  )

/** The chosen option of a list, or its first. */
function chosenIn(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, given = '']) => attributesOf(given))
  return (all.find((one) => one.has('selected')) ?? all[0])?.get('value') ?? ''
}

/** The text of the element with this id, without what it is made of. */
function textOf(html: string, id: string): string {
  const [, tag = '', rest = ''] =
    new RegExp(`<(\\w+)[^>]*\\bid="${id.replaceAll(/[.:[\]]/g, '\\$&')}"[^>]*>(.*)`, 's').exec(html) ?? []
  return decoded((rest.split(`</${tag}>`)[0] ?? '').replaceAll(/<[^>]*>/g, ''))
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const decoded = (text: string): string =>
  text.replaceAll(
    /&(?:#x([0-9a-f]+)|(\w+));/gi,
    (whole, code: string | undefined, name: string | undefined) =>
      code === undefined ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(Number.parseInt(code, 16)),
  )
