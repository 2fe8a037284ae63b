/** 64 random bits as letters and digits that are easy to read out. */
export const randomSeed = (): string => {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2))
  return `${a.toString(36)}-${b.toString(36)}`
}
