/** 64 bits of chance in letters that one can read out. */
export const randomSeed = (): string => {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2))
  return `${a.toString(36)}-${b.toString(36)}`
}
