/** A size as people say it, in powers of ten: `812 bytes`, `3.4 kB`, `120 MB`. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  const [size, unit] = bytes < 999_500 ? [bytes / 1e3, 'kB'] : bytes < 999_500_000 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${unit}`
}
