/** A field of a posted form as text; a file or nothing is an empty text. */
export const formText = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
